// Opens what has to be a regular file, for reading only. What it is, is asked of the open descriptor and never of
// the name: a name can be given to something else between two calls.
import { lstat, open, type FileHandle } from 'node:fs/promises';
import type { BigIntStats, PathLike } from 'node:fs';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import { limits } from '../../src-worker/contract/limits.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { startsAsZip, zipMarkBytes } from '../../src-worker/contract/zip-mark.ts';
import { systemCodeOf } from '../disk/system-code.ts';
import { entryKindOf } from './entry-kind.ts';
import { canRefuseLinks, openFileFlags, traceless } from './open-flags.ts';
import { attempt, type Step } from './system-failure.ts';
import { pathForSystem } from './system-path.ts';
import type { Watched } from './watch-calls.ts';

/** `touched`: only its attributes changed, or a writer put the old time back; the bytes have to be read again to know. */
export type SecondLook = 'same' | 'touched' | 'changed';

export interface OpenRegularFile {
  readonly sizeBytes: number;
  /** What it was when it was opened. */
  readonly stats: BigIntStats;
  /** Fills `into` from there on; 0 at the end of the file. */
  read(into: Uint8Array, positionBytes: number): Promise<number>;
  /** Compares the file with what it was when it was opened. */
  lookAgain(): Promise<SecondLook>;
  close(): Promise<void>;
}

export interface FileToOpen {
  readonly openAt: Buffer;
  readonly step: Extract<Step, 'reach_named' | 'reach_found'>;
  readonly watched: Watched;
}

export async function openRegularFile(file: FileToOpen): Promise<Result<OpenRegularFile, ReadFailure>> {
  const { openAt, step, watched } = file;
  const opened = await attempt(step, () => watched(() => openQuietly(pathForSystem(openAt))));
  if (!opened.ok) return opened;
  const judged = await judge(opened.value, file);
  if (!judged.ok) await closeQuietly(opened.value, watched);
  return judged;
}

async function openQuietly(path: PathLike): Promise<FileHandle> {
  if (traceless === 0) return open(path, openFileFlags);
  try {
    return await open(path, openFileFlags | traceless);
  } catch (error) {
    if (!refusesTraceless.has(systemCodeOf(error))) throw error;
    return open(path, openFileFlags);
  }
}

/** It is somebody else's file, or a file system that does not know the wish. */
const refusesTraceless: ReadonlySet<string> = new Set(['EPERM', 'EINVAL']);

async function judge(
  handle: FileHandle,
  { openAt, step, watched }: FileToOpen,
): Promise<Result<OpenRegularFile, ReadFailure>> {
  if (!canRefuseLinks) {
    const named = await attempt(step, () => watched(() => lstat(pathForSystem(openAt))));
    if (!named.ok) return named;
    if (named.value.isSymbolicLink()) return failed({ kind: 'link_skipped' });
  }
  const looked = await attempt(step, () => watched(() => handle.stat({ bigint: true })));
  if (!looked.ok) return looked;

  const before = looked.value;
  const kind = entryKindOf(before);
  // An open descriptor is never a link: what it led to has a kind of its own.
  if (kind === 'link') return failed({ kind: 'link_skipped' });
  if (kind !== 'file') return failed({ kind: 'not_a_regular_file', what: kind });

  const sizeBytes = sizeInBytes(before);
  const read: OpenRegularFile['read'] = async (into, positionBytes) => {
    const { bytesRead } = await watched(() => handle.read(into, 0, into.length, positionBytes));
    return bytesRead;
  };
  if (sizeBytes > limits.fileBytes) {
    // Only an archive may be larger: it is read a stretch at a time.
    const mark = new Uint8Array(zipMarkBytes);
    const marked = await attempt('read', () => read(mark, 0));
    if (!marked.ok) return marked;
    const limitBytes = startsAsZip(mark) ? limits.archiveBytes : limits.fileBytes;
    if (sizeBytes > limitBytes) return failed({ kind: 'file_too_large', limitBytes, sizeBytes });
  }
  return ok({
    sizeBytes,
    stats: before,
    read,
    lookAgain: async () => compareLooks(before, await watched(() => handle.stat({ bigint: true }))),
    close: () => closeQuietly(handle, watched),
  });
}

/** What the name leads to now, without opening it; null where that is no regular file, or can't be told. */
export async function lookAtFile({ openAt, watched }: FileToOpen): Promise<BigIntStats | null> {
  try {
    const looked = await watched(() => lstat(pathForSystem(openAt), { bigint: true }));
    return entryKindOf(looked) === 'file' ? looked : null;
  } catch {
    // Whoever opens it learns why.
    return null;
  }
}

/** A file system may claim more bytes than a number can hold exactly; it is far beyond the limit either way. */
export function sizeInBytes(stats: BigIntStats): number {
  return Math.min(Number(stats.size), Number.MAX_SAFE_INTEGER);
}

/**
 * The time of the last attribute change alone does not make a file another one: fetching a cloud file's content,
 * a scan for viruses or a backup moves it too.
 */
function compareLooks(before: BigIntStats, after: BigIntStats): SecondLook {
  if (before.size !== after.size || before.mtimeNs !== after.mtimeNs || before.ino !== after.ino) {
    return 'changed';
  }
  return before.ctimeNs === after.ctimeNs ? 'same' : 'touched';
}

/** It was only read: a close that fails can lose nothing, and there is nobody to tell. */
async function closeQuietly(handle: FileHandle, watched: Watched): Promise<void> {
  await watched(() => handle.close()).catch(() => undefined);
}
