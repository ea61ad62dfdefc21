// The members of a zip that are activities, each opened by itself: a bad one is refused by name and the others are read.
// A zip in it is opened as well (a bulk export of Garmin is a zip of zips), but not what is packed in that one again.
// What is of another kind (pictures, tables, folders, what macOS adds) is left alone, by its content.
import type { ParseFailure } from '../../contract/failure.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { sha256Hex } from '../../contract/short-hash.ts';
import type { OpenedFile, OpenedMember } from '../decoded.ts';
import { officeMarks } from '../looks-like.ts';
import { sniff } from '../sniff.ts';
import { archiveTitles, isTitleList, noTitles, type ArchiveTitles } from './archive-titles.ts';
import { crc32 } from './crc32.ts';
import { inflate, inflateBeginning, type Beginning, type InflateBudget } from './inflate.ts';
import { asMember } from './as-member.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

type Refused = OpenedFile['refused'][number];

/** Enough to know an activity by its root element. */
const beginningBytes = 16 * 1024;

/** Where a zip lies within another: the names of its members begin with it. Null for the file itself. */
type Within = string | null;

export async function openZip(
  bytes: Uint8Array<ArrayBuffer>,
  budget: InflateBudget,
  within: Within = null,
): Promise<Result<OpenedFile, ParseFailure>> {
  const directory = readZipDirectory(bytes);
  if (!directory.ok) return directory;
  const office = officeMarks.find(({ entry }) => directory.value.some(({ name }) => entry.test(name)));
  if (office !== undefined) return failed({ kind: 'unsupported_content', looksLike: office.name });

  const files = directory.value.filter((entry) => !entry.isFolder && !isLeftByMacOs(entry.name));
  if (files.length > 0 && files.every(({ encrypted }) => encrypted))
    return failed({ kind: 'archive_encrypted' });

  const titles = await titlesIn(files, budget);
  const members: OpenedMember[] = [];
  const refused: Refused[] = [];
  // One after the other: side by side they would hold all their bytes in memory at once.
  for (const entry of files) {
    const member = within === null ? entry.name : `${within}/${entry.name}`;
    const opened = await openEntry(entry, budget, { within, member, title: titles.get(entry.name) ?? null });
    if (opened === 'other_kind') continue;
    if (!opened.ok) refused.push({ member, ...opened.failure });
    else if ('members' in opened.value) {
      members.push(...opened.value.members);
      refused.push(...opened.value.refused);
    } else members.push(opened.value);
  }
  const nothing = members.length + refused.length === 0;
  return nothing ? failed({ kind: 'archive_without_activities' }) : ok({ members, refused });
}

const isLeftByMacOs = (name: string): boolean => /(?:^|\/)(?:__MACOSX\/|\._[^/]*$|\.DS_Store$)/.test(name);

/** Nothing is written anywhere, so such a name could do no harm here; but what carries it is not to be trusted. */
const pointsOutside = (name: string): boolean => /^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(name);

/** Without a list, or with one that can not be read, activities keep the titles that they have themselves. */
async function titlesIn(files: readonly ZipEntry[], budget: InflateBudget): Promise<ArchiveTitles> {
  const list = files.find(({ name }) => isTitleList(name));
  if (list === undefined || list.encrypted || list.nameIsTooLong) return noTitles;
  const bytes = await inflateEntry(list, budget);
  return bytes.ok ? archiveTitles({ name: list.name, bytes: bytes.value }) : noTitles;
}

type Opened = 'other_kind' | Result<OpenedMember | OpenedFile, Omit<Refused, 'member'>>;

const refuse = (failure: ParseFailure, sha256: string | null = null) => failed({ sha256, failure });

async function openEntry(
  entry: ZipEntry,
  budget: InflateBudget,
  {
    within,
    member,
    title,
  }: { readonly within: Within; readonly member: string; readonly title: string | null },
): Promise<Opened> {
  if (entry.nameIsTooLong) return refuse({ kind: 'archive_limit', limit: 'entryNameBytes' });
  if (pointsOutside(entry.name)) return refuse({ kind: 'archive_name_outside' });
  if (entry.encrypted) return refuse({ kind: 'archive_encrypted' });
  if (entry.compressed === null || entry.compression === 'other') return refuse({ kind: 'archive_damaged' });

  const beginning: Beginning =
    entry.compression === 'stored'
      ? { bytes: entry.compressed.subarray(0, beginningBytes), damaged: false }
      : await inflateBeginning(entry.compressed, 'deflate-raw', beginningBytes);
  const sniffed = sniff(beginning.bytes);
  // Where the damage comes first, nobody can say that it was no activity: it is told, not left alone.
  if (sniffed.kind === 'other') return beginning.damaged ? refuse({ kind: 'archive_damaged' }) : 'other_kind';
  if (sniffed.kind === 'zip' && within !== null) return refuse({ kind: 'archive_in_archive' });

  const inflated = await inflateEntry(entry, budget);
  if (!inflated.ok) return refuse(inflated.failure);
  const isWhole = inflated.value.length === entry.inflatedBytes && crc32(inflated.value) === entry.crc32;
  if (!isWhole) return refuse({ kind: 'archive_damaged' }, await sha256Hex(inflated.value));
  if (sniffed.kind === 'zip') {
    const inner = await openZip(inflated.value, budget, member);
    if (inner.ok) return inner;
    const isOther = ['unsupported_content', 'archive_without_activities'].includes(inner.failure.kind);
    return isOther ? 'other_kind' : refuse(inner.failure);
  }

  const content = sniffed.kind === 'gzip' ? await inflate(inflated.value, 'gzip', budget) : inflated;
  if (!content.ok) return refuse(content.failure);
  // What was gzipped is known only now, and may be of another kind as well.
  const opened = await asMember(content.value, member, title);
  if (opened.ok) return opened;
  return opened.failure.kind === 'unsupported_content' ? 'other_kind' : refuse(opened.failure);
}

async function inflateEntry(
  { compressed, compression }: ZipEntry,
  budget: InflateBudget,
): Promise<Result<Uint8Array<ArrayBuffer>, ParseFailure>> {
  if (compressed === null || compression === 'other') return failed({ kind: 'archive_damaged' });
  return compression === 'stored'
    ? takeStored(compressed, budget)
    : inflate(compressed, 'deflate-raw', budget);
}

function takeStored(
  bytes: Uint8Array<ArrayBuffer>,
  budget: InflateBudget,
): Result<Uint8Array<ArrayBuffer>, ParseFailure> {
  budget.bytesLeft -= bytes.length;
  return budget.bytesLeft < 0 ? failed({ kind: 'archive_limit', limit: 'inflatedBytes' }) : ok(bytes.slice());
}
