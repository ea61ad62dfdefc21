// Writes one original into the archive: compressed by stream, hashed while it is read, and under its own name only
// when it is complete, on disk, and proven to be what it is named for.
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { readTrouble, writeTrouble, type ArchiveTrouble } from './archive-trouble.ts';
import { originalPath, unfinishedSuffix } from './original-path.ts';
import { syncFolder } from '../disk/sync-folder.ts';

/** Few calls for a large file, and little memory for many files at once. */
const chunkBytes = 128 * 1024;

/** Of recordings the usual level takes three times as long, and makes them smaller by a tenth. */
const compressionLevel = 1;

export interface OriginalToWrite {
  readonly stagedPath: string;
  /** Of the staged bytes, 64 hex digits. */
  readonly sha256: string;
  /** The archive's. */
  readonly folder: string;
  /** Larger than this (compressed) it is not kept. */
  readonly limitBytes: number;
  readonly keptAt: Date;
}

/** Compressed size in bytes; null where it is larger than the limit, and nothing of it stays. */
export async function writeOriginal(
  original: OriginalToWrite,
): Promise<Result<{ readonly bytes: number | null }, ArchiveTrouble>> {
  const finalPath = originalPath(original.folder, original.sha256);
  const bucket = dirname(finalPath);
  const partPath = join(original.folder, original.sha256 + unfinishedSuffix);
  try {
    const written = await writePart(original, partPath);
    if (!written.ok) return written;
    const bytes = written.value;
    if (bytes > original.limitBytes) return ok({ bytes: null });
    const madeBucket = await mkdir(bucket, { recursive: true, mode: 0o700 });
    await rename(partPath, finalPath);
    await syncFolder(bucket);
    if (madeBucket !== undefined) await syncFolder(original.folder);
    return ok({ bytes });
  } catch (error) {
    return failed(writeTrouble(error));
  } finally {
    // Gone already where all went well; if even this fails, the next start removes it.
    await rm(partPath, { force: true }).catch(() => undefined);
  }
}

async function writePart(
  { stagedPath, sha256, keptAt }: OriginalToWrite,
  partPath: string,
): Promise<Result<number, ArchiveTrouble>> {
  const part = await open(partPath, 'w', 0o600);
  const reading: Reading = { hash: createHash('sha256'), failure: null };
  try {
    await pipeline(
      readThrough(stagedPath, reading),
      createGzip({ chunkSize: chunkBytes, level: compressionLevel }),
      (compressed: AsyncIterable<Uint8Array>) => writeAll(part, compressed),
    );
    if (reading.hash.digest('hex') !== sha256) return failed({ kind: 'not_the_same_bytes' });
    // The time of keeping decides which originals are let go first, also after a restart.
    await part.utimes(keptAt, keptAt);
    await part.sync();
    return ok((await part.stat()).size);
  } catch (error) {
    return failed(reading.failure ?? writeTrouble(error));
  } finally {
    // Synced or given up: a close can lose nothing any more.
    await part.close().catch(() => undefined);
  }
}

interface Reading {
  readonly hash: Hash;
  /** Set where it was the copy, and not the archive, that made the stream break. */
  failure: ArchiveTrouble | null;
}

async function* readThrough(path: string, reading: Reading): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: chunkBytes });
  try {
    for await (const chunk of chunks) {
      reading.hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    reading.failure = readTrouble(error);
    throw error;
  }
}

async function writeAll(part: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) {
    let written = 0;
    // One write may take less than it was given, on a disk that is nearly full.
    while (written < chunk.length) written += (await part.write(chunk, written)).bytesWritten;
  }
}
