// Copies one open file to the staging folder while hashing it. A copy gets its final name only when it is complete,
// on disk, and proven to be of a file that held still, and when its note lies beside it; whatever else happens,
// nothing of it stays behind.
import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import type { StagedFile } from '../../src-worker/contract/import-job.ts';
import { assertNever, failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import { witnessCopy, type CopySeen } from './copy-check.ts';
import type { Reach } from './die-at.ts';
import { createCopyFlags } from './open-flags.ts';
import type { OpenRegularFile } from './open-regular-file.ts';
import { notePath, writeNote } from './staged-note.ts';
import { attempt } from './system-failure.ts';

/** By which a copy that was cut off is recognised and removed. */
export const unfinishedSuffix = '.part';

/** Several intakes copy into the same folder: each clears away what its own process left, and nothing of the others. */
export const unfinishedSuffixOf = (owner: string): string => `.${owner}${unfinishedSuffix}`;

/** Large enough that a call per chunk costs nothing, small enough that many copies at once don't either. */
const chunkBytes = 256 * 1024;

export interface StageFileOptions {
  readonly source: OpenRegularFile;
  readonly stagingFolder: string;
  /** The intake's name. */
  readonly owner: string;
  readonly label: FileLabel;
  /** Its copy need not survive the app: no note, and nobody waits for the disk. */
  readonly isDryRun: boolean;
  readonly reach: Reach;
  /** Where copies from this place may come out empty or cut. */
  readonly isBelieved?: ((seen: CopySeen) => boolean) | null;
}

export type FileLabel = Pick<StagedFile, 'fileId' | 'importId' | 'name' | 'path'>;

export async function stageFile(options: StageFileOptions): Promise<Result<StagedFile, ReadFailure>> {
  const { source, stagingFolder, owner, label } = options;
  const finalPath = join(stagingFolder, label.fileId);
  const partPath = finalPath + unfinishedSuffixOf(owner);

  const startedMs = performance.now();
  const written = await writePart(options, partPath);
  const stagingMs = performance.now() - startedMs;
  const staged = written.ok
    ? await attempt('write_copy', async () => {
        const file = { ...label, sizeBytes: source.sizeBytes, sha256: written.value.sha256, stagingMs };
        await publish(options, file, partPath, finalPath);
        return file;
      })
    : written;
  if (!staged.ok) {
    // If even this fails, the next start removes it.
    for (const path of [partPath, finalPath, notePath(stagingFolder, label.fileId)]) {
      await rm(path, { force: true }).catch(() => undefined);
    }
  }
  return staged;
}

/** The note first: whoever sees the copy's name finds its note. */
async function publish(
  { stagingFolder, isDryRun, reach }: StageFileOptions,
  file: StagedFile,
  partPath: string,
  finalPath: string,
): Promise<void> {
  if (!isDryRun) await writeNote(stagingFolder, file);
  reach('copy_written');
  await rename(partPath, finalPath);
  if (!isDryRun) await syncFolder(stagingFolder);
  reach('copy_staged');
}

async function writePart(
  { source, isDryRun, isBelieved = null }: StageFileOptions,
  partPath: string,
): Promise<Result<{ sha256: string }, ReadFailure>> {
  const created = await attempt('write_copy', () => open(partPath, createCopyFlags, 0o600));
  if (!created.ok) return created;
  const part = created.value;
  try {
    const witness = isBelieved === null ? null : witnessCopy();
    const read = await readThrough(source, (chunk) => {
      witness?.take(chunk);
      return attempt('write_copy', () => writeAll(part, chunk));
    });
    if (!read.ok) return read;
    // Before it has its name: a copy that lies there by its name is taken for the file, also after a crash.
    if (witness !== null && isBelieved?.(witness.seen()) === false)
      return failed({ kind: 'changed_while_reading' });
    const held = await heldStill(source, read.value.sha256);
    if (!held.ok) return held;
    if (isDryRun) return read;
    const synced = await attempt('write_copy', () => part.sync());
    if (!synced.ok) return synced;
    return read;
  } finally {
    // Synced or given up: a close can lose nothing any more.
    await part.close().catch(() => undefined);
  }
}

type TakeChunk = (chunk: Uint8Array) => Promise<Result<void, ReadFailure>>;

/** Reads as many bytes as the file had when it was opened; never more, so a growing file can't exceed the limit. */
async function readThrough(
  source: OpenRegularFile,
  take: TakeChunk,
): Promise<Result<{ sha256: string }, ReadFailure>> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, source.sizeBytes));
  let positionBytes = 0;
  while (positionBytes < source.sizeBytes) {
    const room = buffer.subarray(0, source.sizeBytes - positionBytes);
    const read = await attempt('read', () => source.read(room, positionBytes));
    if (!read.ok) return read;
    if (read.value === 0) return failed({ kind: 'changed_while_reading' });
    const chunk = buffer.subarray(0, read.value);
    hash.update(chunk);
    const taken = await take(chunk);
    if (!taken.ok) return taken;
    positionBytes += read.value;
  }
  return ok({ sha256: hash.digest('hex') });
}

async function heldStill(source: OpenRegularFile, sha256: string): Promise<Result<void, ReadFailure>> {
  const looked = await attempt('read', () => source.lookAgain());
  if (!looked.ok) return looked;
  switch (looked.value) {
    case 'same':
      return ok(undefined);
    case 'changed':
      return failed({ kind: 'changed_while_reading' });
    case 'touched': {
      const again = await readThrough(source, () => Promise.resolve(ok(undefined)));
      if (!again.ok) return again;
      return again.value.sha256 === sha256 ? ok(undefined) : failed({ kind: 'changed_while_reading' });
    }
    default:
      return assertNever(looked.value);
  }
}

/** One write may take less than it was given, on a disk that is nearly full. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written);
    written += bytesWritten;
  }
}
