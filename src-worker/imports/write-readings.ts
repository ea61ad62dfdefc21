// Readings of originals into the log, as an import writes its files: one receipt for each original, in parts where it is a
// large archive. What was changed or deleted while it was read is left as it is.
import { v7 as newUuid } from 'uuid';
import type { JournalHead, NewJournalRecord } from '../contract/journal-record.ts';
import { limits } from '../contract/limits.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { loadKnown, type KnownInLog } from '../event-log/load-known.ts';
import type { EntryAddress } from '../formats/container/opened-file.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { FileReading, ReadActivity } from './file-reading.ts';
import { identitiesOf } from './identities-of.ts';
import { judgeBatch, type JudgedBatch } from './judge-batch.ts';
import type { OriginalToRead } from './originals-to-read.ts';
import { partJobId } from './parts.ts';
import type { MemberReadAgain, ReadAgain } from './read-again.ts';
import { startClock } from './read-file.ts';

export interface WritingTools {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly now: () => Date;
  /** Told of bugs. */
  readonly onTrouble: (reason: unknown) => void;
}

/** Of one original, or of a part of a large archive. */
export interface ReadPart {
  readonly activities: readonly ReadAgain[];
  /** Those of them that have something to write, each with the event that it was compared with. */
  readonly entries: readonly { readonly activity: ReadActivity; readonly comparedWith: string }[];
  /** Null where nothing is to be written. */
  readonly reading: (Omit<FileReading, 'entries' | 'file'> & { readonly file: FileOfReading }) | null;
}

type FileOfReading = Omit<FileReading['file'], 'importId'>;

export async function* inParts(
  members: AsyncIterable<MemberReadAgain>,
  { file }: Pick<OriginalToRead, 'file'>,
  { now }: Pick<WritingTools, 'now'>,
): AsyncGenerator<ReadPart> {
  const fileId = newUuid();
  let activities: ReadAgain[] = [];
  let clock = startClock(now);
  let lastAt: EntryAddress = [];
  let number = 0;

  const partUpTo = (upTo: number[] | null): ReadPart => {
    const entries = activities.flatMap(toWrite);
    const isWritten = file !== null && (entries.length > 0 || number > 0);
    if (isWritten) number += 1;
    const jobId = upTo === null ? fileId : partJobId(fileId, number);
    const { startedAt } = clock;
    const timingsMs = { staging: 0, ...clock.timingsMs() };
    const part = { activities, entries };
    [activities, clock] = [[], startClock(now)];
    if (!isWritten) return { ...part, reading: null };
    return {
      ...part,
      reading: {
        file: { ...file, jobId, isStaged: false },
        ...((upTo !== null || number > 1) && { part: { number, upTo } }),
        startedAt,
        timingsMs,
      },
    };
  };

  for await (const member of members) {
    clock.opened();
    if (activities.length >= limits.partEntries) yield partUpTo([...lastAt]);
    activities.push(...member.activities);
    lastAt = member.at;
  }
  yield partUpTo(null);
}

/** What is unchanged is written down as long as the log does not know that today's reader read it. */
function toWrite(read: ReadAgain): ReadPart['entries'] {
  if (read.kind !== 'read') return [];
  const { activity, standing, changes } = read;
  const version = activity.activity.source.external_event_version;
  const isKnown = standing.row.versions.some((known) => known.version === version);
  return changes.length === 0 && isKnown ? [] : [{ activity, comparedWith: standing.row.eventId }];
}

/** Whose new version stands now. All of it stands under one import, which begins with the first that is written. */
export async function writeReadings(
  tools: WritingTools,
  parts: readonly ReadPart[],
  importId: string,
): Promise<ReadonlySet<string> | 'not_now'> {
  const { database, eventLog, now, onTrouble } = tools;
  if (parts.every(({ reading }) => reading === null)) return new Set();
  let judged: JudgedBatch = { endings: [], decoded: new Map(), samples: new Map() };
  const judge = async (head: JournalHead): Promise<readonly NewJournalRecord[]> => {
    const all = parts.flatMap((part) => readingOf(part, importId, () => true));
    const known = await loadKnown(database, { ...identitiesOf(all), head });
    const readings = parts.flatMap((part) => readingOf(part, importId, stillStands(known)));
    const at = now().toISOString();
    judged = judgeBatch(readings, known, {
      now: at,
      newEventId: newUuid,
      elapsedMs: () => performance.now(),
      onTrouble,
    });
    if (readings.length === 0) return [];
    const isBegun = (await database.imports.get(importId)) !== undefined;
    return [...(isBegun ? [] : beginning(importId, at)), ...judged.endings];
  };
  if ((await eventLog.accept(judge, () => judged.samples)) === null) return 'not_now';
  return new Set(
    judged.endings.flatMap(({ receipt }) =>
      receipt.entries.flatMap(({ ending, write }) =>
        ending.kind === 'updated' && write?.result === 'created' ? [write.sourceIdentityKey] : [],
      ),
    ),
  );
}

type Entry = ReadPart['entries'][number];

/** What was compared has to be what it is judged against; and what was deleted stays deleted. */
const stillStands =
  ({ activities }: KnownInLog) =>
  ({ activity, comparedWith }: Entry): boolean =>
    activities.get(activity.anchor.sourceIdentityKey)?.eventId === comparedWith;

function readingOf(
  { reading, entries }: ReadPart,
  importId: string,
  counts: (entry: Entry) => boolean,
): readonly FileReading[] {
  const left = entries.filter(counts).map(({ activity }) => activity);
  // The last part of several may be empty: it says that there are no more.
  const isLastOfSeveral = reading?.part?.upTo === null;
  if (reading === null || (left.length === 0 && !isLastOfSeveral)) return [];
  return [{ ...reading, file: { ...reading.file, importId }, entries: left }];
}

/**
 * It asked for no files, so nothing is left to be found: whatever it ends with stands by itself, and nothing has to be taken
 * up again where it is cut off.
 */
const beginning = (importId: string, startedAt: string): readonly NewJournalRecord[] => [
  { kind: 'import_requested', importId, origin: 're_read', startedAt, paths: [] },
  { kind: 'import_listed', importId, filesFound: 0, filesPassedOver: 0, listedAt: startedAt },
];
