// The first half of the pipeline: staged bytes → opened → known or decoded → mapped → validated → anchored.
// Works on one file, in one lane; writes nothing.
import { anchorActivity } from '../canonical/anchor.ts';
import { buildEnvelope } from '../canonical/build-envelope.ts';
import type { Failure } from '../contract/failure.ts';
import type { StagedFile } from '../contract/import-job.ts';
import type { RefusedFile } from '../contract/intake-messages.ts';
import { limits } from '../contract/limits.ts';
import { assertNever } from '../contract/result.ts';
import type { MappedPart } from '../mapping/mapped-activity.ts';
import type { FindKnownBytes } from '../event-log/load-known.ts';
import type { EntryAddress } from '../formats/container/opened-file.ts';
import type { ReadableMember } from '../parser-api.ts';
import type { KnownBytes } from '../store/rows.ts';
import { brokenEntry, type FileReading, type FileSeen, type ReadEntry } from './file-reading.ts';
import type { ParserLane } from './parser-lane.ts';
import { partJobId, type PartEnd } from './parts.ts';
import { walkFile, type WalkedEntry } from './walk-file.ts';

export interface ReadingTools {
  readonly lane: ParserLane;
  readonly now: () => Date;
  readonly athleteTimeZone: string;
  readonly findKnownBytes: FindKnownBytes;
  /** Told of bugs. */
  readonly onTrouble: (reason: unknown) => void;
  /** It lists entries of its own. */
  readonly onArchive: () => Promise<void>;
  readonly readerRevision: string;
  /** Test switch: a parser never comes back from a file of this name. */
  readonly endlessParserOn: string | null;
  /** Test switch: never settles where the page dies of this name. */
  readonly reachName: (name: string) => Promise<void>;
}

/** What the page may have died of while a file was read. */
export type PageDeathSuspect = 'nothing' | 'some_entry' | 'next_entry';

interface KnownBefore {
  /** What these very bytes gave: then there is nothing to read. */
  readonly knownBytes: KnownBytes | null;
  /** What an earlier engine wrote down of it. */
  readonly before: PartEnd | null;
  readonly suspect: PageDeathSuspect;
}

/** In parts where it is a large archive, each when it is full. */
export async function* readFile(
  file: StagedFile,
  tools: ReadingTools,
  { knownBytes, before, suspect }: KnownBefore,
): AsyncGenerator<FileReading> {
  const { lane, now } = tools;
  const source = { kind: 'staged', fileId: file.fileId, sizeBytes: file.sizeBytes } as const;
  let entries: ReadEntry[] = [];
  let clock = startClock(now);
  let lastAt: EntryAddress = [];
  let number = before?.number ?? 0;
  /** Entries that are each written down before the next is opened: a page that dies again has named the one. */
  let alone = suspect === 'nothing' ? 0 : limits.partEntries;

  const reading = (part: FileReading['part']): FileReading => ({
    file: { ...seen(file), jobId: part?.upTo == null ? file.fileId : partJobId(file.fileId, part.number) },
    ...(part && { part }),
    entries,
    startedAt: clock.startedAt,
    timingsMs: { staging: file.stagingMs, ...clock.timingsMs() },
  });

  const nextPart = (): FileReading => {
    number += 1;
    const part = reading({ number, upTo: [...lastAt] });
    [entries, clock] = [[], startClock(now)];
    return part;
  };

  if (knownBytes !== null) {
    entries.push(knownEntry({ member: null, format: knownBytes.entries[0]?.format ?? null }, knownBytes));
    yield reading(undefined);
    return;
  }
  try {
    const walk = walkFile(source, {
      lane,
      upTo: before?.upTo ?? null,
      skipsNext: suspect === 'next_entry',
      onListing: (listed) => (listed.some(isInArchive) ? tools.onArchive() : Promise.resolve()),
    });
    for await (const walked of walk) {
      clock.opened();
      // Not before there is more: a file ends with a part that has an entry.
      if (entries.length >= limits.partEntries) yield nextPart();
      entries.push(...(await entriesOf(file, walked, tools)));
      lastAt = walked.at;
      if (alone === 0 || !isInArchive(walked)) continue;
      alone = walked.kind === 'skipped' ? 0 : alone - 1;
      yield nextPart();
    }
  } catch (reason) {
    // What was read before is kept.
    tools.onTrouble(reason);
    entries.push(brokenEntry({ member: null, sha256: file.sha256, format: null }));
  }
  if (entries.length === 0 && number === 0) {
    const origin = { member: null, sha256: null };
    entries.push(failedEntry(origin, { kind: 'archive_without_activities' }));
  }
  yield reading(number === 0 ? undefined : { number: number + 1, upTo: null });
}

/** And neither the file itself nor its end. */
const isInArchive = ({ at }: { readonly at: EntryAddress }): boolean => Number.isFinite(at[0]);

/** Of one part. */
export function startClock(now: () => Date) {
  const startedMs = performance.now();
  let openedMs: number | null = null;
  return {
    startedAt: now().toISOString(),
    opened: () => (openedMs ??= performance.now()),
    timingsMs() {
      const endedMs = performance.now();
      const opened = openedMs ?? endedMs;
      return { opening: opened - startedMs, decoding: endedMs - opened };
    },
  };
}

/** A bug of ours with one member costs that member. */
async function entriesOf(
  file: StagedFile,
  walked: WalkedEntry,
  tools: ReadingTools,
): Promise<readonly ReadEntry[]> {
  if (walked.kind === 'refused') return [failedEntry(walked, walked.failure)];
  if (walked.kind === 'skipped') {
    const { readerRevision } = tools;
    return [failedEntry({ member: walked.member, sha256: null }, { kind: 'set_aside', readerRevision })];
  }
  try {
    return await memberEntries(file, walked, tools);
  } catch (reason) {
    tools.onTrouble(reason);
    return [brokenEntry(walked.member)];
  }
}

async function memberEntries(
  file: StagedFile,
  { member, take }: Extract<WalkedEntry, { kind: 'member' }>,
  tools: ReadingTools,
): Promise<readonly ReadEntry[]> {
  if (member.member !== null) await tools.reachName(member.member);
  // Of the file itself nothing was known when its turn came.
  const known = member.sha256 === file.sha256 ? null : await tools.findKnownBytes(member.sha256);
  if (known !== null) return [knownEntry(member, known)];

  const { now, athleteTimeZone, endlessParserOn } = tools;
  const context = { now: now().toISOString(), athleteTimeZone };
  const parts = await take((parser) =>
    file.name === endlessParserOn ? parser.spin() : parser.read(context),
  );
  if (!parts.ok) return [failedEntry(originOf(member), parts.failure)];
  return Promise.all(parts.value.map((part) => readEntry(member, part, context.now)));
}

export async function readEntry(member: ReadableMember, part: MappedPart, now: string): Promise<ReadEntry> {
  const origin = { ...originOf(member), sha256: member.sha256 };
  switch (part.kind) {
    case 'activity':
      return validated(origin, part, now);
    case 'not_an_activity':
      return { kind: 'not_an_activity', ...origin, what: part.what };
    case 'failed':
      return failedEntry(origin, part.failure);
    default:
      return assertNever(part);
  }
}

async function validated(
  origin: {
    readonly member: string | null;
    readonly sha256: string;
    readonly format: ReadableMember['format'];
  },
  { mapped, samples }: Extract<MappedPart, { kind: 'activity' }>,
  now: string,
): Promise<ReadEntry> {
  const envelope = buildEnvelope({ mapped, sha256: origin.sha256, now });
  const activity = envelope.canonical_activity;
  if (activity === null) {
    const { field, message } = envelope.validation_report.errors[0] ?? { field: '', message: '' };
    return { kind: 'failed', ...origin, failure: { kind: 'not_valid', field, detail: message }, envelope };
  }
  const anchor = await anchorActivity(activity);
  return {
    kind: 'activity',
    ...origin,
    envelope,
    activity,
    anchor,
    summary: mapped.summary,
    quality: mapped.quality,
    samples,
  };
}

function knownEntry({ member, format }: Pick<ReadEntry, 'member' | 'format'>, known: KnownBytes): ReadEntry {
  return { kind: 'known_bytes', member, sha256: known.sha256, format, known };
}

function failedEntry(
  origin: Pick<ReadEntry, 'member' | 'sha256'> & Partial<Pick<ReadEntry, 'format'>>,
  failure: Failure,
): ReadEntry {
  return {
    kind: 'failed',
    member: origin.member,
    sha256: origin.sha256,
    format: origin.format ?? null,
    failure,
    envelope: null,
  };
}

function originOf({ member, sha256, format }: ReadableMember) {
  return { member, sha256, format };
}

function seen({ fileId, importId, name, path, sizeBytes, sha256 }: StagedFile): FileSeen {
  return { jobId: fileId, importId, name, path, sizeBytes, sha256, isStaged: true };
}

/** A file that killed its reader twice: it is not read again. */
export function setAsideReading(file: StagedFile, readerRevision: string, now: string): FileReading {
  const origin = { member: null, sha256: file.sha256 };
  return {
    file: seen(file),
    entries: [failedEntry(origin, { kind: 'set_aside', readerRevision })],
    startedAt: now,
    timingsMs: { staging: file.stagingMs, opening: 0, decoding: 0 },
  };
}

/** A file that intake could not hand over: there is nothing to read, only an ending to write down. */
export function refusedReading(file: RefusedFile, now: string): FileReading {
  const { fileId, importId, name, path, sizeBytes, failure } = file;
  return {
    file: { jobId: fileId, importId, name, path, sizeBytes, sha256: null, isStaged: false },
    entries: [failedEntry({ member: null, sha256: null }, failure)],
    startedAt: now,
    timingsMs: { staging: 0, opening: 0, decoding: 0 },
  };
}
