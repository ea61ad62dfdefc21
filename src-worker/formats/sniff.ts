// What bytes are, by content and never by name. Runs in the parser worker; reads only the beginning it is given.
import type { ActivityFormat } from '../contract/activity-format.ts';
import { startsAsZip } from '../contract/zip-mark.ts';
import { looksLike } from './looks-like.ts';
import { beginningOf } from './xml/decode-text.ts';
import { afterProlog, localName } from './xml/prolog.ts';

export type Sniffed =
  | { readonly kind: 'activity_format'; readonly format: ActivityFormat }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'other'; readonly looksLike: string | null };

/** A map and no object: a root element may be called `constructor`. */
const xmlRoots: ReadonlyMap<string, ActivityFormat> = new Map([
  ['trainingcenterdatabase', 'tcx'],
  ['gpx', 'gpx'],
]);

const startsWith = (bytes: Uint8Array, signature: readonly number[], offset = 0): boolean =>
  signature.every((byte, index) => bytes[offset + index] === byte);

/** `.FIT` behind a header of 12 or 14 bytes. */
export const isFitHeaderAt = (bytes: Uint8Array, offset: number): boolean =>
  (bytes[offset] === 12 || bytes[offset] === 14) && startsWith(bytes, [0x2e, 0x46, 0x49, 0x54], offset + 8);

/** Enough to know an activity by its root element. */
export const sniffedBytes = 16 * 1024;

export function sniff(bytes: Uint8Array): Sniffed {
  if (isFitHeaderAt(bytes, 0)) return { kind: 'activity_format', format: 'fit' };
  if (startsWith(bytes, [0x1f, 0x8b])) return { kind: 'gzip' };
  if (startsAsZip(bytes)) return { kind: 'zip' };

  // A root element behind a longer preamble is not looked for.
  const text = beginningOf(bytes);
  const root = localName(afterProlog(text).rest);
  const format = xmlRoots.get(root?.toLowerCase() ?? '');
  if (format !== undefined) return { kind: 'activity_format', format };
  return { kind: 'other', looksLike: looksLike(bytes, text) };
}
