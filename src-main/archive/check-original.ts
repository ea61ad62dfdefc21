// Reads one original back as it was, and proves that it still is what it is named for.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { originalPath } from './original-path.ts';
import { systemCodeOf } from '../disk/system-code.ts';

/** Its bytes as they were before the archive compressed them; null where there is no such file. */
export async function openInflated(folder: string, sha256: string): Promise<Readable | null> {
  try {
    const file = await open(originalPath(folder, sha256), 'r');
    // What breaks on the way breaks the stream that is read; whoever stops reading closes the file.
    return pipeline(file.createReadStream(), createGunzip(), () => undefined);
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export async function isSound(folder: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    const inflated = await openInflated(folder, sha256);
    if (inflated === null) return false;
    const chunks: AsyncIterable<Uint8Array> = inflated;
    for await (const chunk of chunks) hash.update(chunk);
    return hash.digest('hex') === sha256;
  } catch {
    return false;
  }
}
