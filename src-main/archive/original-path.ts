// Where an original lies: `<first two hex>/<sha256>.gz`, so that no folder grows too large to list.
import { join } from 'node:path';

const sha256Pattern = /^[0-9a-f]{64}$/;
const originalNamePattern = /^([0-9a-f]{64})\.gz$/;

/** By which an original that was cut off while it was written is recognised and removed. */
export const unfinishedSuffix = '.part';

export const isSha256 = (text: string): boolean => sha256Pattern.test(text);

const bucketOf = (sha256: string): string => sha256.slice(0, 2);

export const isBucket = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

/** A digest becomes a path, so nothing else may. */
export function originalPath(folder: string, sha256: string): string {
  if (!isSha256(sha256)) throw new Error('an original is named by its SHA-256');
  return join(folder, bucketOf(sha256), `${sha256}.gz`);
}

/** The digest in a file's name, or null where the file is no original of that bucket. */
export function sha256OfName(bucket: string, name: string): string | null {
  const sha256 = originalNamePattern.exec(name)?.[1];
  return sha256 !== undefined && bucketOf(sha256) === bucket ? sha256 : null;
}
