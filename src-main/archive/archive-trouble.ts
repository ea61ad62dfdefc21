// What can keep an original out of the archive, from what the operating system answered.
import { systemCodeOf } from '../disk/system-code.ts';

export type ArchiveTrouble =
  | { readonly kind: 'disk_full' }
  /** The copy does not hold the bytes it is named for. */
  | { readonly kind: 'not_the_same_bytes' }
  /** There is no such copy (any more). */
  | { readonly kind: 'copy_missing' }
  /** The copy could not be read. */
  | { readonly kind: 'read_failed'; readonly systemCode: string }
  /** The archive could not be read, written or cleared. */
  | { readonly kind: 'write_failed'; readonly systemCode: string };

export function readTrouble(error: unknown): ArchiveTrouble {
  const systemCode = systemCodeOf(error);
  return systemCode === 'ENOENT' ? { kind: 'copy_missing' } : { kind: 'read_failed', systemCode };
}

export function writeTrouble(error: unknown): ArchiveTrouble {
  const systemCode = systemCodeOf(error);
  return systemCode === 'ENOSPC' || systemCode === 'EDQUOT'
    ? { kind: 'disk_full' }
    : { kind: 'write_failed', systemCode };
}
