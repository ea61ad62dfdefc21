// The folders that the athlete granted, and what was answered about volumes: one small file, changed as a whole. What can't
// be understood is set aside and nothing is granted then: a folder is better asked for again than read unasked.
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../src-worker/contract/result.ts';
import { systemCodeOf } from '../disk/system-code.ts';

const instant = z.iso.datetime({ offset: true });

const folderSchema = z.object({
  folderId: z.uuid(),
  /** Absolute. */
  path: z.string().min(1),
  isRecursive: z.boolean(),
  isOn: z.boolean(),
});
export type GrantedFolder = Readonly<z.infer<typeof folderSchema>>;

const volumeSchema = z.object({
  volumeId: z.string().min(1),
  /** As it was last recognised, for when it is away. */
  name: z.string(),
  vendor: z.string().nullable(),
  /** What the athlete said; null where nobody had to ask. */
  answer: z.enum(['import', 'never']).nullable(),
  lastSeenAt: instant,
});
export type RememberedVolume = Readonly<z.infer<typeof volumeSchema>>;

const sourcesSchema = z.object({
  format: z.literal(1),
  folders: z.array(folderSchema),
  volumes: z.array(volumeSchema),
});
type Sources = Readonly<z.infer<typeof sourcesSchema>>;

export interface SourcesFile {
  folders(): readonly GrantedFolder[];
  volumes(): readonly RememberedVolume[];
  /** Settles when it is on disk; where it could not be saved, nothing is changed. */
  changeFolders(
    change: (folders: readonly GrantedFolder[]) => readonly GrantedFolder[],
  ): Promise<Result<void, NotSaved>>;
  /** The one last seen goes to the end; beyond so many, the one seen longest ago is forgotten. */
  rememberVolume(volume: SeenVolume): Promise<Result<void, NotSaved>>;
  forgetVolume(volumeId: string): Promise<Result<void, NotSaved>>;
}

/** Without an answer, the one that was given before holds. */
export type SeenVolume = Omit<RememberedVolume, 'answer'> & Partial<Pick<RememberedVolume, 'answer'>>;

export interface NotSaved {
  readonly systemCode: string;
}

interface SourcesFileParts {
  readonly folder: string;
  readonly writeAtomically: (path: string, content: string) => Promise<Result<void, NotSaved>>;
}

const fileName = 'sources.json';
const mostVolumes = 200;
const nothing: Sources = { format: 1, folders: [], volumes: [] };

export async function openSourcesFile({ folder, writeAtomically }: SourcesFileParts): Promise<SourcesFile> {
  const path = join(folder, fileName);
  const read = await readSources(path);
  let sources = read ?? nothing;
  let hasToBeSetAside = read === null;
  let lastChange: Promise<unknown> = Promise.resolve();

  const change = (make: (before: Sources) => Sources): Promise<Result<void, NotSaved>> => {
    const turn = lastChange.then(async () => {
      if (hasToBeSetAside) hasToBeSetAside = !(await setAside(path));
      if (hasToBeSetAside) return { ok: false, failure: { systemCode: 'EEXIST' } } as const;
      const changed = make(sources);
      const written = await writeAtomically(path, `${JSON.stringify(changed, null, 2)}\n`);
      if (written.ok) sources = changed;
      return written.ok ? ok(undefined) : written;
    });
    lastChange = turn;
    return turn;
  };

  return {
    folders: () => sources.folders,
    volumes: () => sources.volumes,
    changeFolders: (make) => change((before) => ({ ...before, folders: [...make(before.folders)] })),
    rememberVolume: (volume) =>
      change((before) => {
        const known = before.volumes.find(({ volumeId }) => volumeId === volume.volumeId);
        const others = before.volumes.filter((other) => other !== known);
        const seen = { answer: known?.answer ?? null, ...volume };
        return { ...before, volumes: [...others, seen].slice(-mostVolumes) };
      }),
    forgetVolume: (volumeId) =>
      change((before) => ({
        ...before,
        volumes: before.volumes.filter((volume) => volume.volumeId !== volumeId),
      })),
  };
}

/** Null where there is a file that says nothing we understand. */
async function readSources(path: string): Promise<Sources | null> {
  try {
    return sourcesSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return systemCodeOf(error) === 'ENOENT' ? nothing : null;
  }
}

async function setAside(path: string): Promise<boolean> {
  return rename(path, `${path}.damaged`).then(
    () => true,
    (error: unknown) => systemCodeOf(error) === 'ENOENT',
  );
}
