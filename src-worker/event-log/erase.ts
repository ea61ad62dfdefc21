// Erasing an activity for good: it is decided and journaled first, then the journal is written anew without it. Pure, but
// for the last function. What the athlete erased in one step is never half there: a start finishes what was begun.
import { assertNever } from '../contract/result.ts';
import { againOfEntries } from '../contract/again.ts';
import type { ActivityDeleted, CanonicalEvent } from '../contract/canonical-event.ts';
import type { JournalHead, JournalRecord } from '../contract/journal-record.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import type { JournalLink } from './journal-link.ts';
import { identitiesOf } from './take-event.ts';
import { readJournal } from './read-journal.ts';
import { encodeRecords } from './records-codec.ts';

export function erasureRecord(erased: {
  readonly sourceIdentityKey: string;
  readonly eventId: string;
  /** Place in the log. */
  readonly eventSeq: number;
  readonly at: string;
}): Omit<Extract<JournalRecord, { kind: 'erasure' }>, 'seq'> {
  const { sourceIdentityKey, eventId, eventSeq, at } = erased;
  const event: ActivityDeleted = {
    type: 'external.activity_deleted',
    eventId,
    seq: eventSeq,
    recordedAt: at,
    sourceIdentityKey,
    idempotencyKey: `${sourceIdentityKey.replace(/^external-activity-/, 'external-delete-')}-${eventId}`,
    data: { source_identity_key: sourceIdentityKey, erased: true },
    metadata: { source: 'athlete' },
  };
  return { kind: 'erasure', sourceIdentityKey, event, compactedAt: null };
}

/** What one look through the journal finds of the erased activities. */
interface Traces {
  readonly originals: ReadonlySet<string>;
  /** Of these, whose receipts stay, for what else they hold. */
  readonly sharedOriginals: ReadonlySet<string>;
  /** How many files' last receipts go, by import: with them the files are no more counted. */
  readonly files: ReadonlyMap<string, number>;
  /** Files that go whole, by import. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /**
   * Receipts of earlier tries of such files: they name them, and without what answered them they would be open again. What
   * was tried there later is another file that was never taken in.
   */
  readonly earlierTries: ReadonlySet<string>;
}

function speaksOf(entry: ReceiptEntry, erased: ReadonlySet<string>): boolean {
  return keysOf(entry).some((key) => erased.has(key));
}

function keysOf({ write, dedup }: ReceiptEntry): readonly string[] {
  return [write?.sourceIdentityKey, dedup?.matched?.sourceIdentityKey].filter((key) => key !== undefined);
}

/** Entries that tell of no activity at all go with those that do: the file's name is the erased activity's. */
const isWhollyErased = ({ entries }: Receipt, erased: ReadonlySet<string>) =>
  entries.some((entry) => speaksOf(entry, erased)) &&
  entries.every((entry) => speaksOf(entry, erased) || keysOf(entry).length === 0);

/** What stays tells nothing of what goes. */
const entriesWithout = ({ entries }: Receipt, erased: ReadonlySet<string>): ReceiptEntry[] =>
  entries
    .filter((entry) => !speaksOf(entry, erased))
    .map((entry) => ({
      ...entry,
      overlaps: entry.overlaps.filter(({ sourceIdentityKey }) => !erased.has(sourceIdentityKey)),
    }));

/** The record without the erased activities; null where nothing of it is left. Its place is given anew. */
function withoutErased(
  record: JournalRecord,
  {
    erased,
    traces,
    now,
  }: { readonly erased: ReadonlySet<string>; readonly traces: Traces; readonly now: string },
): JournalRecord | null {
  switch (record.kind) {
    case 'import_requested': {
      const gone = new Set(traces.paths.get(record.importId));
      return { ...record, paths: record.paths.filter((path) => !gone.has(path)) };
    }
    case 'import_listed':
    case 'import_cancelled': {
      const gone = traces.files.get(record.importId) ?? 0;
      return { ...record, filesFound: Math.max(0, record.filesFound - gone) };
    }
    case 'ending': {
      const { receipt, events, knownVersions } = record;
      const isGone = (event: CanonicalEvent) => identitiesOf(event).some((key) => erased.has(key));
      if (isWhollyErased(receipt, erased) || traces.earlierTries.has(receipt.jobId)) return null;
      return {
        ...record,
        receipt: { ...receipt, entries: entriesWithout(receipt, erased) },
        events: events.filter((event) => !isGone(event)),
        knownVersions: knownVersions
          .filter(({ sourceIdentityKey }) => !erased.has(sourceIdentityKey))
          .map((known) => {
            const goneBefore = events.slice(0, known.afterEvents).filter(isGone).length;
            return { ...known, afterEvents: known.afterEvents - goneBefore };
          }),
      };
    }
    case 'decided': {
      const events = record.events.filter((event) => !identitiesOf(event).some((key) => erased.has(key)));
      return events.length === 0 ? null : { ...record, events };
    }
    case 'related': {
      const events = record.events.filter((event) => !identitiesOf(event).some((key) => erased.has(key)));
      return events.length === 0 && !record.isComplete ? null : { ...record, events };
    }
    // A job's name tells nothing, and a note says nothing of what was in the file.
    case 'receipt_noted':
      return record;
    case 'erasure':
      return { ...record, compactedAt: record.compactedAt ?? now };
    default:
      return assertNever(record);
  }
}

/**
 * Writes the journal anew without these activities; the last answer may not come, as main loads the page again.
 * False where there was no room or another trouble: the journal is as it was, and the activities stay marked.
 */
export async function compact(
  journal: JournalLink,
  tail: JournalHead,
  { erased, now }: { readonly erased: ReadonlySet<string>; readonly now: string },
): Promise<boolean> {
  const traces = await findTraces(journal, tail, erased);
  let seq = 0;
  const write = async (records: readonly JournalRecord[], isLast: boolean): Promise<boolean> => {
    const numbered = records.map((record, index) => ({ ...record, seq: seq + index + 1 }));
    const answer = await journal.rewrite({
      purpose: 'erase',
      firstSeq: seq + 1,
      lastSeq: seq + numbered.length,
      payload: await encodeRecords(numbered),
      isFirst: seq === 0,
      isLast,
      dropOriginals: isLast ? [...traces.originals] : [],
      sharedOriginals: isLast ? [...traces.sharedOriginals] : [],
    });
    seq += numbered.length;
    return answer.kind === 'appended';
  };
  let held: readonly JournalRecord[] = [];
  for await (const frames of readJournal(journal, tail)) {
    for (const { records } of frames) {
      if (held.length > 0 && !(await write(held, false))) return false;
      held = records.flatMap((record) => withoutErased(record, { erased, traces, now }) ?? []);
    }
  }
  return write(held, true);
}

/** Of a file that may be tried again, and brought nothing: one that holds more than it could not read stays. */
const isOnlyATry = ({ entries }: Receipt): boolean =>
  againOfEntries(entries) !== 'stays' && entries.every((entry) => keysOf(entry).length === 0);

async function findTraces(
  journal: JournalLink,
  tail: JournalHead,
  erased: ReadonlySet<string>,
): Promise<Traces> {
  const originals = new Set<string>();
  /** Named by what stays. */
  const named = new Set<string>();
  const paths = new Map<string, string[]>();
  const files = new Map<string, number>();
  /** By path: not followed by one that goes whole, yet. */
  const tries = new Map<string, Receipt[]>();
  const earlier: Receipt[] = [];
  const goes = ({ importId, file, part }: Receipt): void => {
    // A file is counted with its last part, and keeps its name as long as another part of it is there.
    if (part?.upTo == null) files.set(importId, (files.get(importId) ?? 0) + 1);
    if (part === undefined) paths.set(importId, [...(paths.get(importId) ?? []), file.path]);
  };
  for await (const frames of readJournal(journal, tail)) {
    for (const record of frames.flatMap(({ records }) => records)) {
      if (record.kind !== 'ending') continue;
      const { file, entries } = record.receipt;
      const isGone = isWhollyErased(record.receipt, erased);
      if (!isGone && file.sha256 !== null) named.add(file.sha256);
      if (!isGone && isOnlyATry(record.receipt))
        tries.set(file.path, [...(tries.get(file.path) ?? []), record.receipt]);
      if (!entries.some((entry) => speaksOf(entry, erased))) continue;
      if (file.sha256 !== null) originals.add(file.sha256);
      if (!isGone) continue;
      goes(record.receipt);
      if (record.receipt.part !== undefined) continue;
      earlier.push(...(tries.get(file.path) ?? []));
      tries.delete(file.path);
    }
  }
  for (const receipt of earlier) goes(receipt);
  const earlierTries = new Set(earlier.map(({ jobId }) => jobId));
  const sharedOriginals = new Set([...originals].filter((sha256) => named.has(sha256)));
  return { originals, sharedOriginals, paths, files, earlierTries };
}
