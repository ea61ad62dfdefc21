// The archive as it lies on disk, read in one walk: which originals there are, how large, and since when.
import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../disk/system-code.ts';
import { isBucket, sha256OfName, unfinishedSuffix } from './original-path.ts';

export interface KeptOriginal {
  /** Compressed, as it lies on disk. */
  readonly bytes: number;
  readonly keptAtMs: number;
}

/** Makes the folder where there is none, removes what was cut off, and tells of what could not be read. */
export async function readOriginals(
  folder: string,
  onUnreadable: (error: unknown) => void,
): Promise<Map<string, KeptOriginal>> {
  const found: [string, KeptOriginal][] = [];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // It may be there already, made under another mask.
    await chmod(folder, 0o700);
    for (const name of await readdir(folder)) {
      if (name.endsWith(unfinishedSuffix)) await rm(join(folder, name), { force: true });
      // An unreadable bucket costs its own originals, not the others.
      if (isBucket(name)) found.push(...(await readBucket(folder, name).catch(tellAndGoOn(onUnreadable))));
    }
  } catch (error) {
    onUnreadable(error);
  }
  return new Map(found.sort(([, left], [, right]) => left.keptAtMs - right.keptAtMs));
}

async function readBucket(folder: string, bucket: string): Promise<[string, KeptOriginal][]> {
  const names = await readdir(join(folder, bucket));
  const found = await Promise.all(
    names.map(async (name): Promise<[string, KeptOriginal][]> => {
      const sha256 = sha256OfName(bucket, name);
      if (sha256 === null) return [];
      const { size, mtimeMs } = await stat(join(folder, bucket, name));
      return [[sha256, { bytes: size, keptAtMs: mtimeMs }]];
    }),
  );
  return found.flat();
}

const tellAndGoOn = (onUnreadable: (error: unknown) => void) => (error: unknown) => {
  // A file of that name is nothing of ours.
  if (systemCodeOf(error) !== 'ENOTDIR') onUnreadable(error);
  return [];
};
