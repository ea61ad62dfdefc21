// The athlete's settings: one small file, changed as a whole. What can't be understood is set aside, never overwritten.
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../src-worker/contract/result.ts';
import { systemCodeOf } from '../disk/system-code.ts';
import { writeAtomically, type NotSaved } from './write-atomically.ts';

/** Ten to twenty years of daily recordings at 300 to 800 KB compressed, and nothing that a disk of today would miss. */
export const defaultArchiveLimitBytes = 4 * 1024 * 1024 * 1024;

/** Loose: what a newer Cooldown has put in stays in when an older one changes something. */
export const settingsSchema = z.looseObject({
  format: z.int().positive().default(1),
  archiveLimitBytes: z.int().min(0).default(defaultArchiveLimitBytes),
  /** The athlete wants nothing to be taken in for now. */
  importsPaused: z.boolean().default(false),
  /** Closing the window hides it; what holds where the athlete has not chosen depends on the desktop. */
  keepsRunning: z.boolean().optional(),
  /** New activities are told by notifications; they are where the athlete has not chosen. */
  tellsNews: z.boolean().optional(),
  /** The athlete was told that Cooldown goes on when its window is closed. */
  saidItGoesOn: z.boolean().optional(),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

export type SettingsChange = Partial<
  Pick<Settings, 'archiveLimitBytes' | 'importsPaused' | 'keepsRunning' | 'tellsNews' | 'saidItGoesOn'>
>;

export interface SettingsFile {
  now(): Settings;
  /** Settles when the change is on disk; where it could not be saved, nothing is changed. */
  change(changes: SettingsChange): Promise<Result<Settings, NotSaved>>;
  /**
   * True where the file could not be understood and its values are the defaults: the athlete may have allowed the
   * archive more than those, so nothing of it should be let go because of them.
   */
  readonly isSetAside: boolean;
}

const settingsFileName = 'settings.json';

export async function openSettings(folder: string): Promise<SettingsFile> {
  const path = join(folder, settingsFileName);
  const read = await readSettings(path);
  let settings = read ?? settingsSchema.parse({});
  /** Until this has worked, the file is not ours to replace. */
  let hasToBeSetAside = read === null && !(await setAside(path));
  let lastChange: Promise<unknown> = Promise.resolve();

  async function change(changes: SettingsChange): Promise<Result<Settings, NotSaved>> {
    if (hasToBeSetAside) hasToBeSetAside = !(await setAside(path));
    if (hasToBeSetAside) return { ok: false, failure: { systemCode: 'EEXIST' } };
    const changed = { ...settings, ...changes };
    const written = await writeAtomically(path, `${JSON.stringify(changed, null, 2)}\n`);
    if (!written.ok) return written;
    settings = changed;
    return ok(settings);
  }

  return {
    now: () => settings,
    change: (changes) => {
      const turn = lastChange.then(() => change(changes));
      lastChange = turn;
      return turn;
    },
    isSetAside: read === null,
  };
}

/** Null where there is a file that says nothing we understand. */
async function readSettings(path: string): Promise<Settings | null> {
  try {
    return settingsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return systemCodeOf(error) === 'ENOENT' ? settingsSchema.parse({}) : null;
  }
}

async function setAside(path: string): Promise<boolean> {
  return rename(path, `${path}.damaged`).then(
    () => true,
    (error: unknown) => systemCodeOf(error) === 'ENOENT',
  );
}
