// The central directory of a zip: what is in it and where, read by hand because only the directory tells an encrypted,
// overlapping or mismatched entry from a sound one. Names are labels here and never paths. Inflates nothing, and reads
// nothing but the directory: where an entry's own bytes begin is looked up when it is opened.
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { ByteSource } from './byte-source.ts';

export interface ZipEntry {
  /** As it stands in the directory; a label and nothing else. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly encrypted: boolean;
  readonly compression: 'stored' | 'deflated' | 'other';
  readonly crc32: number;
  readonly inflatedBytes: number;
  /** Null where the directory contradicts itself. */
  readonly place: ZipPlace | null;
  readonly nameIsTooLong: boolean;
}

interface ZipPlace {
  /** Of the entry's own header. */
  readonly offset: number;
  readonly compressedBytes: number;
  /** Where the next entry begins, or the directory: no byte belongs to two entries. */
  readonly until: number;
  readonly nameBytes: Uint8Array;
}

const signatures = {
  end: 0x0605_4b50,
  wideLocator: 0x0706_4b50,
  wideEnd: 0x0606_4b50,
  entry: 0x0201_4b50,
  local: 0x0403_4b50,
};
const endBytes = 22;
const wideLocatorBytes = 20;
const wideEndBytes = 56;
const entryBytes = 46;
const localBytes = 30;
const longestComment = 0xffff;
/** A size or offset that stands in the zip64 fields instead. */
const elsewhere = 0xffff_ffff;

const damaged = failed({ kind: 'archive_damaged' } as const);
const tooMany = failed({ kind: 'archive_limit', limit: 'archiveEntries' } as const);

/** In the order in which they lie, whatever order the directory has. */
export async function readZipDirectory(
  source: ByteSource,
): Promise<Result<readonly ZipEntry[], ParseFailure>> {
  const end = await findEnd(source);
  if (!end.ok) return end;
  const { count, from, to } = end.value;
  if (count > limits.archiveEntries || to - from > limits.archiveDirectoryBytes) return tooMany;
  if (from > to) return damaged;
  const directory = await source.read(from, to);
  if (!directory.ok) return directory;

  const view = viewOf(directory.value);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + entryBytes > view.byteLength || view.getUint32(at, true) !== signatures.entry) return damaged;
    const name = { start: at + entryBytes, bytes: view.getUint16(at + 28, true) };
    const extra = { start: name.start + name.bytes, bytes: view.getUint16(at + 30, true) };
    const next = extra.start + extra.bytes + view.getUint16(at + 32, true);
    if (next > view.byteLength) return damaged;
    const nameBytes = directory.value.subarray(name.start, extra.start);
    entries.push(entryAt(view, at, { nameBytes, extra, until: from }));
    at = next;
  }
  return ok(bounded(entries));
}

/** Where the entry's packed bytes lie; a damaged archive where its own header is not there, or names another entry. */
export async function findBody(
  source: ByteSource,
  place: ZipPlace | null,
): Promise<Result<{ readonly from: number; readonly to: number }, ParseFailure>> {
  if (place === null) return damaged;
  const { offset, compressedBytes, until, nameBytes } = place;
  const header = offset + localBytes + nameBytes.length;
  if (header > until) return damaged;
  const local = await source.read(offset, header);
  if (!local.ok) return local;
  const view = viewOf(local.value);
  const isIts =
    view.getUint32(0, true) === signatures.local &&
    view.getUint16(26, true) === nameBytes.length &&
    nameBytes.every((byte, index) => local.value[localBytes + index] === byte);
  const from = header + view.getUint16(28, true);
  const to = from + compressedBytes;
  return isIts && to <= until ? ok({ from, to }) : damaged;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface End {
  readonly count: number;
  /** Of the directory. */
  readonly from: number;
  readonly to: number;
}

async function findEnd(source: ByteSource): Promise<Result<End, ParseFailure>> {
  const tailFrom = Math.max(0, source.sizeBytes - endBytes - longestComment);
  const tail = await source.read(tailFrom, source.sizeBytes);
  if (!tail.ok) return tail;
  const view = viewOf(tail.value);
  for (let at = view.byteLength - endBytes; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    const [count, from] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    const isWide = count === 0xffff || from === elsewhere;
    return isWide ? findWideEnd(source, tailFrom + at) : ok({ count, from, to: tailFrom + at });
  }
  return damaged;
}

/** What lies before the end where numbers are too large for it (zip64). */
async function findWideEnd(source: ByteSource, end: number): Promise<Result<End, ParseFailure>> {
  const locator = await source.read(Math.max(0, end - wideLocatorBytes), end);
  if (!locator.ok) return locator;
  const locatorView = viewOf(locator.value);
  const isLocator =
    locatorView.byteLength === wideLocatorBytes && locatorView.getUint32(0, true) === signatures.wideLocator;
  const to = isLocator ? Number(locatorView.getBigUint64(8, true)) : Infinity;
  if (to + wideEndBytes > end) return damaged;
  const wide = await source.read(to, to + wideEndBytes);
  if (!wide.ok) return wide;
  const view = viewOf(wide.value);
  if (view.getUint32(0, true) !== signatures.wideEnd) return damaged;
  return ok({ count: Number(view.getBigUint64(32, true)), from: Number(view.getBigUint64(48, true)), to });
}

interface Stretch {
  readonly start: number;
  readonly bytes: number;
}

function entryAt(
  view: DataView,
  at: number,
  { nameBytes, extra, until }: { nameBytes: Uint8Array; extra: Stretch; until: number },
): ZipEntry {
  const sizes = sizesOf(view, at, extra);
  const flags = view.getUint16(at + 8, true);
  const name = decodeName(nameBytes.subarray(0, limits.entryNameBytes));
  const place = sizes && { offset: sizes.offset, compressedBytes: sizes.compressed, until, nameBytes };
  return {
    name,
    isFolder: name.endsWith('/') || name.endsWith('\\'),
    encrypted: (flags & 0x01) !== 0,
    compression: compressionOf(view.getUint16(at + 10, true)),
    crc32: view.getUint32(at + 16, true),
    inflatedBytes: sizes?.inflated ?? 0,
    place,
    nameIsTooLong: nameBytes.length > limits.entryNameBytes,
  };
}

/** Each entry ends before the next one begins; of those that begin at the same byte the first has it. */
function bounded(entries: readonly ZipEntry[]): readonly ZipEntry[] {
  const offsetOf = ({ place }: ZipEntry): number => place?.offset ?? -1;
  const inOrder = [...entries].sort((left, right) => offsetOf(left) - offsetOf(right));
  let begins = Infinity;
  let until = Infinity;
  return inOrder
    .map((entry, index) => ({
      entry,
      isFirst: offsetOf(entry) !== offsetOf(inOrder[index - 1] ?? entry) || index === 0,
    }))
    .reverse()
    .map(({ entry, isFirst }) => {
      const { place } = entry;
      if (place === null) return entry;
      if (place.offset < begins) [begins, until] = [place.offset, begins];
      return { ...entry, place: isFirst ? { ...place, until: Math.min(place.until, until) } : null };
    })
    .reverse();
}

interface EntrySizes {
  readonly compressed: number;
  readonly inflated: number;
  readonly offset: number;
}

function sizesOf(view: DataView, at: number, extra: Stretch): EntrySizes | null {
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

const compressionOf = (method: number): ZipEntry['compression'] =>
  method === 0 ? 'stored' : method === 8 ? 'deflated' : 'other';

function decodeName(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('latin1').decode(name);
  }
}
