// The entries of a zip, each opened by itself when it is asked for: a bad one is refused by name and the others are read.
// A zip in it is opened as well (a bulk export of Garmin is a zip of zips), but not what is packed in that one again.
// What is of another kind (pictures, tables, folders, what macOS adds) is left alone, by its content.
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { sha256Hex } from '../../contract/short-hash.ts';
import { officeMarks } from '../looks-like.ts';
import { sniff, sniffedBytes } from '../sniff.ts';
import { archiveTitles, isTitleList, noTitles, type ArchiveTitles } from './archive-titles.ts';
import { asMember } from './as-member.ts';
import { bytesInMemory, bytesWithin, streamOf, type ByteSource } from './byte-source.ts';
import { crc32 } from './crc32.ts';
import { gunzip } from './gunzip.ts';
import { beginningOf, inflate, inflateBudget, inflated, type InflateBudget } from './inflate.ts';
import { inflatedSource } from './inflated-source.ts';
import type { EntryAddress, OpenedEntry, OpenedFile } from './opened-file.ts';
import { findBody, readZipDirectory, type ZipEntry } from './zip-directory.ts';

/** Where a zip lies within another: its address, and the name that the names of its members begin with. */
interface Within {
  readonly at: number;
  readonly name: string;
}

/** `within`: null for the file itself. */
export async function openZip(
  source: ByteSource,
  within: Within | null,
): Promise<Result<OpenedFile, ParseFailure>> {
  const directory = await readZipDirectory(source);
  if (!directory.ok) return directory;
  const office = officeMarks.find(({ entry }) => directory.value.some(({ name }) => entry.test(name)));
  if (office !== undefined) return failed({ kind: 'unsupported_content', looksLike: office.name });

  const files = directory.value.filter((entry) => !entry.isFolder && !isLeftByMacOs(entry.name));
  if (files.length > 0 && files.every(({ encrypted }) => encrypted))
    return failed({ kind: 'archive_encrypted' });

  const titles = await titlesIn(source, files);
  const nameOf = ({ name }: ZipEntry): string => (within === null ? name : `${within.name}/${name}`);
  /** The archive within that was opened last. */
  let inner: { readonly at: number; readonly zip: OpenedFile } | null = null;

  const openOwn = async (index: number): Promise<OpenedEntry | null> => {
    const entry = files[index];
    if (entry === undefined) return null;
    const title = titles.get(entry.name) ?? null;
    const opened = await openEntry(source, entry, { member: nameOf(entry), title, index, within });
    if (opened.kind !== 'zip') return opened;
    inner = { at: index, zip: opened.zip };
    return { kind: 'archive', entries: opened.zip.entries };
  };

  const open = async ([index, ...below]: EntryAddress): Promise<OpenedEntry | null> => {
    if (index === undefined) return null;
    if (below.length === 0) return openOwn(index);
    if (inner?.at !== index) await openOwn(index);
    return inner?.at === index ? inner.zip.open(below) : null;
  };

  return ok({
    entries: files.map((entry, index) => ({
      at: within === null ? [index] : [within.at, index],
      member: nameOf(entry),
      packedBytes: entry.place?.compressedBytes ?? 0,
    })),
    open,
  });
}

const isLeftByMacOs = (name: string): boolean => /(?:^|\/)(?:__MACOSX\/|\._[^/]*$|\.DS_Store$)/.test(name);

/** Nothing is written anywhere, so such a name could do no harm here; but what carries it is not to be trusted. */
const pointsOutside = (name: string): boolean => /^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(name);

/** Without a list, or with one that can not be read, activities keep the titles that they have themselves. */
async function titlesIn(source: ByteSource, files: readonly ZipEntry[]): Promise<ArchiveTitles> {
  const list = files.find(({ name }) => isTitleList(name));
  if (list === undefined || list.encrypted || list.nameIsTooLong) return noTitles;
  const body = await findBody(source, list.place);
  const bytes = body.ok ? await unpack(source, list, body.value, inflateBudget()) : body;
  return bytes.ok ? archiveTitles({ name: list.name, bytes: bytes.value }) : noTitles;
}

interface Entry {
  readonly member: string;
  readonly title: string | null;
  readonly index: number;
  readonly within: Within | null;
}

type Opened = Exclude<OpenedEntry, { kind: 'archive' }> | { readonly kind: 'zip'; readonly zip: OpenedFile };

const refuse = (failure: ParseFailure, sha256: string | null = null) =>
  ({ kind: 'refused', sha256, failure }) as const;

const otherKind = { kind: 'other_kind' } as const;

async function openEntry(source: ByteSource, entry: ZipEntry, asked: Entry): Promise<Opened> {
  const { member, title, within } = asked;
  if (entry.nameIsTooLong) return refuse({ kind: 'archive_limit', limit: 'entryNameBytes' });
  if (pointsOutside(entry.name)) return refuse({ kind: 'archive_name_outside' });
  if (entry.encrypted) return refuse({ kind: 'archive_encrypted' });
  if (entry.compression === 'other') return refuse({ kind: 'archive_damaged' });
  const body = await findBody(source, entry.place);
  if (!body.ok) return refuse(body.failure);

  const beginning = await beginningOf(unpacked(source, entry, body.value), sniffedBytes);
  const sniffed = sniff(beginning.bytes);
  // Where the damage comes first, nobody can say that it was no activity: it is told, not left alone.
  if (sniffed.kind === 'other') return beginning.damaged ? refuse({ kind: 'archive_damaged' }) : otherKind;
  if (sniffed.kind === 'zip') {
    return within === null
      ? openWithin(source, entry, body.value, asked)
      : refuse({ kind: 'archive_in_archive' });
  }

  const budget = inflateBudget();
  const bytes = await unpack(source, entry, body.value, budget);
  if (!bytes.ok) return refuse(bytes.failure);
  const isWhole = bytes.value.length === entry.inflatedBytes && crc32(bytes.value) === entry.crc32;
  if (!isWhole) return refuse({ kind: 'archive_damaged' }, await sha256Hex(bytes.value));

  const content =
    sniffed.kind === 'gzip'
      ? await gunzip(bytesInMemory(bytes.value), budget)
      : ok({ bytes: bytes.value, isWhole: true });
  if (!content.ok) return refuse(content.failure);
  // What was gzipped is known only now, and may be of another kind as well.
  const opened = await asMember(content.value, member, title);
  if (opened.ok) return { kind: 'member', member: opened.value };
  return opened.failure.kind === 'unsupported_content' ? otherKind : refuse(opened.failure);
}

async function openWithin(
  source: ByteSource,
  entry: ZipEntry,
  body: Body,
  { member, index }: Entry,
): Promise<Opened> {
  const bytes =
    entry.compression === 'stored'
      ? bytesWithin(source, body)
      : inflatedSource(entry.inflatedBytes, body.to - body.from, () => unpacked(source, entry, body));
  const zip = await openZip(bytes, { at: index, name: member });
  if (zip.ok) return { kind: 'zip', zip: zip.value };
  const isOther = ['unsupported_content', 'archive_without_activities'].includes(zip.failure.kind);
  return isOther ? otherKind : refuse(zip.failure);
}

interface Body {
  readonly from: number;
  readonly to: number;
}

function unpacked(source: ByteSource, { compression }: ZipEntry, body: Body) {
  const stream = streamOf(source, body);
  return compression === 'stored' ? stream : inflated(stream, 'deflate-raw');
}

/** The entry's bytes, held at once: only of what has the size of a file. */
async function unpack(
  source: ByteSource,
  { compression }: ZipEntry,
  body: Body,
  budget: InflateBudget,
): Promise<Result<Uint8Array<ArrayBuffer>, ParseFailure>> {
  const packedBytes = body.to - body.from;
  if (packedBytes > limits.fileBytes) return failed({ kind: 'archive_limit', limit: 'inflatedBytes' });
  if (compression !== 'stored')
    return inflate({ stream: streamOf(source, body), bytes: packedBytes }, 'deflate-raw', budget);
  budget.bytesLeft -= packedBytes;
  const stored = await source.read(body.from, body.to);
  // A copy: the source may let go of the block that it lies in.
  return stored.ok ? ok(stored.value.slice()) : stored;
}
