// The central directory of a zip: what is in it and where, read by hand because only the directory tells an encrypted,
// overlapping or mismatched entry from a sound one. Names are labels here and never paths. Inflates nothing.
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

export interface ZipEntry {
  /** As it stands in the directory; a label and nothing else. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly encrypted: boolean;
  readonly compression: 'stored' | 'deflated' | 'other';
  readonly crc32: number;
  readonly inflatedBytes: number;
  /** Null where the directory and the entry's own header disagree, or two entries share bytes. */
  readonly compressed: Uint8Array<ArrayBuffer> | null;
  readonly nameIsTooLong: boolean;
}

const endSignature = 0x0605_4b50;
const entrySignature = 0x0201_4b50;
const localSignature = 0x0403_4b50;
const endRecordBytes = 22;
const longestComment = 0xffff;
/** A size or offset that stands in the zip64 extra field instead. */
const elsewhere = 0xffff_ffff;

export function readZipDirectory(bytes: Uint8Array<ArrayBuffer>): Result<readonly ZipEntry[], ParseFailure> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return failed({ kind: 'archive_damaged' });
  const count = view.getUint16(end + 10, true);
  if (count > limits.archiveEntries) return failed({ kind: 'archive_limit', limit: 'archiveEntries' });

  const entries: ZipEntry[] = [];
  const taken: { readonly from: number; readonly to: number }[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== entrySignature)
      return failed({ kind: 'archive_damaged' });
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > end) return failed({ kind: 'archive_damaged' });
    const sizes = sizesOf(view, at, { start: at + 46 + nameBytes, bytes: extraBytes });
    const name = bytes.subarray(at + 46, at + 46 + nameBytes);
    const body = sizes === null ? null : bodyOf(view, name, sizes);
    const overlaps = body !== null && taken.some(({ from, to }) => body.from < to && from < body.to);
    if (body !== null) taken.push(body);

    const flags = view.getUint16(at + 8, true);
    const label = decodeName(name.subarray(0, limits.entryNameBytes));
    entries.push({
      name: label,
      isFolder: label.endsWith('/') || label.endsWith('\\'),
      encrypted: (flags & 0x01) !== 0,
      compression: compressionOf(view.getUint16(at + 10, true)),
      crc32: view.getUint32(at + 16, true),
      inflatedBytes: sizes?.inflated ?? 0,
      compressed: body === null || overlaps ? null : bytes.subarray(body.data, body.to),
      nameIsTooLong: nameBytes > limits.entryNameBytes,
    });
    at = next;
  }
  return ok(entries);
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - endRecordBytes;
  for (let at = last; at >= 0 && at >= last - longestComment; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  return null;
}

interface EntrySizes {
  readonly compressed: number;
  readonly inflated: number;
  readonly offset: number;
}

function sizesOf(
  view: DataView,
  at: number,
  extra: { readonly start: number; readonly bytes: number },
): EntrySizes | null {
  const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  let wide = zip64Field(view, extra.start, extra.start + extra.bytes);
  const resolved = sizes.map((size) => {
    if (size !== elsewhere) return size;
    if (wide === null || wide.at + 8 > wide.end) return null;
    const value = Number(view.getBigUint64(wide.at, true));
    wide = { at: wide.at + 8, end: wide.end };
    return value;
  });
  const [inflated, compressed, offset] = resolved;
  if (inflated == null || compressed == null || offset == null) return null;
  return { inflated, compressed, offset };
}

function zip64Field(view: DataView, start: number, end: number): { at: number; end: number } | null {
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    const fieldEnd = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 0x0001 && fieldEnd <= end) return { at: at + 4, end: fieldEnd };
  }
  return null;
}

/** Where an entry lies, from its own header on; null where that header is not there or names another entry. */
function bodyOf(
  view: DataView,
  name: Uint8Array,
  { offset, compressed }: EntrySizes,
): { readonly from: number; readonly data: number; readonly to: number } | null {
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== localSignature) return null;
  const localNameBytes = view.getUint16(offset + 26, true);
  const data = offset + 30 + localNameBytes + view.getUint16(offset + 28, true);
  const to = data + compressed;
  const sameName =
    localNameBytes === name.length &&
    name.every((byte, index) => view.getUint8(offset + 30 + index) === byte);
  return sameName && to <= view.byteLength ? { from: offset, data, to } : null;
}

const compressionOf = (method: number): ZipEntry['compression'] =>
  method === 0 ? 'stored' : method === 8 ? 'deflated' : 'other';

function decodeName(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('latin1').decode(name);
  }
}
