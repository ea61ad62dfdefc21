// Opens and lists one folder. On Linux everything below it is then reached through the open folder itself, so that
// a folder that is swapped for a link while we walk can't lead outside; elsewhere Node offers only names.
import { existsSync } from 'node:fs';
import { lstat, open, opendir } from 'node:fs/promises';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { entryKindOf, type EntryKind } from './entry-kind.ts';
import { isCandidateName, isFolderLeftAlone } from './name-filter.ts';
import { openFolderFlags } from './open-flags.ts';
import { attempt, failureFromError } from './system-failure.ts';
import { pathForSystem } from './system-path.ts';
import type { Watched } from './watch-calls.ts';

const descriptorFolder = '/proc/self/fd';
const reachesThroughDescriptors = process.platform === 'linux' && existsSync(descriptorFolder);

/** Entries asked of the system at once: a folder of 100,000 files takes a hundred round trips and no long block. */
const entriesPerCall = 1024;

export interface OpenFolder {
  /** The path by which its entries are reached; good until it is closed. */
  readonly path: Buffer;
  close(): Promise<void>;
}

export interface FolderEntry {
  /** One character per byte. */
  readonly nameBytes: string;
  /** What the listing says: good enough to refuse by, never to trust. */
  readonly kind: EntryKind;
}

export interface FolderListing {
  /** Candidates and folders to go into, by name, bytewise. */
  readonly entries: readonly FolderEntry[];
  /** Where the listing broke off: what came before it stands. */
  readonly failure: ReadFailure | null;
}

/** Counted while listing, so that a long one shows that it goes on. */
export interface ListingTally {
  found(files: number): void;
  passedOver(names: number): void;
  /** Folders that are still to be listed: more of them, or less. With none all files are counted. */
  toList(folders: number): void;
}

export interface FolderToOpen {
  readonly openAt: Buffer;
  readonly step: 'reach_named' | 'list_folder';
  readonly watched: Watched;
}

export async function openFolder(folder: FolderToOpen): Promise<Result<OpenFolder, ReadFailure>> {
  const { openAt, step, watched } = folder;
  if (reachesThroughDescriptors) {
    const opened = await attempt(step, () => watched(() => open(pathForSystem(openAt), openFolderFlags)));
    if (!opened.ok) return opened;
    const handle = opened.value;
    return ok({
      path: Buffer.from(`${descriptorFolder}/${handle.fd}`),
      // It was only listed: a close that fails can lose nothing.
      close: () => watched(() => handle.close()).catch(() => undefined),
    });
  }
  const looked = await attempt(step, () => watched(() => lstat(pathForSystem(openAt))));
  if (!looked.ok) return looked;
  if (looked.value.isSymbolicLink()) return failed({ kind: 'link_skipped' });
  return ok({ path: openAt, close: () => Promise.resolve() });
}

export async function listFolder(
  folder: OpenFolder,
  tally: ListingTally,
  watched: Watched,
): Promise<FolderListing> {
  const entries: FolderEntry[] = [];
  let failure: ReadFailure | null = null;
  try {
    for await (const entry of entriesOf(folder, watched)) {
      if (!mayHoldActivities(entry)) {
        tally.passedOver(1);
        continue;
      }
      entries.push(entry);
      if (entry.kind !== 'folder') tally.found(1);
    }
  } catch (error) {
    failure = failureFromError('list_folder', error);
  }
  entries.sort((a, b) => (a.nameBytes < b.nameBytes ? -1 : 1));
  return { entries, failure };
}

/**
 * Everything in it, in the order of the system; throws what the system answers. Where it fails in the middle, what came before
 * in the same call is lost with it, and is asked for once more, one by one.
 */
export async function* entriesOf(folder: OpenFolder, watched: Watched): AsyncGenerator<FolderEntry> {
  let given = 0;
  try {
    for await (const entry of entriesInCalls(folder, entriesPerCall, watched)) {
      given += 1;
      yield entry;
    }
    return;
  } catch {
    // It is met again below, or is over.
  }
  let met = 0;
  for await (const entry of entriesInCalls(folder, 1, watched)) {
    met += 1;
    if (met > given) yield entry;
  }
}

async function* entriesInCalls(
  folder: OpenFolder,
  bufferSize: number,
  watched: Watched,
): AsyncGenerator<FolderEntry> {
  const listing = await watched(() =>
    opendir(pathForSystem(folder.path), {
      // Node gives names as bytes for this word, although its types know it only for readdir.
      encoding: 'buffer' as BufferEncoding,
      bufferSize,
    }),
  );
  try {
    for (;;) {
      const entry = await watched(() => listing.read());
      if (entry === null) return;
      yield { nameBytes: bytesOfName(entry.name), kind: entryKindOf(entry) };
    }
  } finally {
    await watched(() => listing.close());
  }
}

const mayHoldActivities = ({ nameBytes, kind }: FolderEntry): boolean =>
  kind === 'folder' ? !isFolderLeftAlone(nameBytes) : isCandidateName(nameBytes);

function bytesOfName(name: unknown): string {
  if (Buffer.isBuffer(name)) return name.toString('latin1');
  return Buffer.from(String(name), 'utf8').toString('latin1');
}
