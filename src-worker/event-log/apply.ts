// The one writer of what is accepted: facts, their duties and the head in one transaction, or none of it.
// Nothing foreign is awaited inside. Applying what is applied already changes nothing.
import type { CanonicalEvent } from '../contract/canonical-event.ts';
import type { ImportRun } from '../contract/import-job.ts';
import type { JournalHead, JournalRecord } from '../contract/journal-record.ts';
import type { CooldownDatabase } from '../store/database.ts';
import {
  projectionRevision,
  type ActivityRow,
  type DeletionRow,
  type SamplesByEvent,
  type SamplesRow,
} from '../store/rows.ts';
import { deadLettersAfter } from './dead-letters.ts';
import { project, rowsTouched } from './project.ts';
import { timelineAfter } from './timeline-rows.ts';

/** Records that follow one another, and the head after the last of them. */
export interface AcceptedRecords {
  readonly records: readonly JournalRecord[];
  readonly head: JournalHead;
  /** Where they were just read; a replay has none. */
  readonly samples?: SamplesByEvent;
}

export type Applied =
  | { readonly kind: 'applied'; readonly imports: readonly ImportRun[] }
  /** They were there before. */
  | { readonly kind: 'already' }
  /** The database is of another epoch, or misses records before these. */
  | { readonly kind: 'gap' };

/**
 * `written`: keys of the events and activities in the database, where all of it was written here; it is kept up to date.
 * Without it the database is asked, which takes a third of a rebuild's time.
 */
export async function applyRecords(
  database: CooldownDatabase,
  { records, head, samples }: AcceptedRecords,
  written: Set<string> | null = null,
): Promise<Applied> {
  const [first] = records;
  if (first === undefined) return { kind: 'already' };
  const touched = rowsTouched(records);
  const maybeThere = (keys: readonly string[]): string[] =>
    written === null ? [...keys] : keys.filter((key) => written.has(key));
  return database.transaction('rw', database.tables, async (): Promise<Applied> => {
    const standing = (await database.meta.get('head'))?.head;
    if (standing !== undefined && standing.epoch !== head.epoch) return { kind: 'gap' };
    const seq = standing?.seq ?? 0;
    if (head.seq <= seq) return { kind: 'already' };
    if (first.seq !== seq + 1) return { kind: 'gap' };

    const [deletions, importRows, manualSessions, dayRows, seenRows, jobIds] = await Promise.all([
      deletionsOf(database, touched.sourceIdentityKeys, records),
      database.imports.bulkGet([...touched.importIds]),
      database.manualSessions.bulkGet([...touched.sessionIds]),
      database.qualityDays.bulkGet([...touched.days]),
      database.unsupportedSeen.bulkGet([...touched.devices]),
      database.jobs.toCollection().primaryKeys(),
    ]);
    const activityRows = await withWhoeverIsLinked(database, [
      ...maybeThere(touched.sourceIdentityKeys),
      ...linkedWithDeleted(deletions),
    ]);
    const standingRows = {
      activities: activityRows,
      deletions: new Map(deletions.map((row) => [row.sourceIdentityKey, row])),
      imports: new Map(present(importRows).map((row) => [row.importId, row])),
      manualSessions: new Map(present(manualSessions).map((row) => [row.session_id, row])),
      qualityDays: new Map(present(dayRows).map((row) => [row.day, row])),
      unsupportedSeen: new Map(present(seenRows).map((row) => [row.device, row])),
    };
    const rows = project(records, standingRows);
    const timeline = await timelineAfter(database, standingRows, rows);
    const deadLetters = await deadLettersAfter(database, rows.deadLetterSteps);
    // Two events of one key would be a bug in judging. A journal that holds them has to be readable all the same: the
    // first one is what the activity's row was made from.
    const known = new Set(
      present(await database.events.bulkGet(maybeThere(rows.events.map(keyOf)))).map(keyOf),
    );
    const newEvents = rows.events.filter((event) => !known.has(keyOf(event)) && known.add(keyOf(event)));
    const kept = [...rows.activities.values()].filter((row) => row !== null);
    const ended = new Set(rows.endedJobs);
    const gone = goneIn(rows.activities);
    await Promise.all([
      database.events.bulkAdd(newEvents),
      database.activities.bulkPut(kept),
      database.activities.bulkDelete(gone),
      database.samples.bulkPut(samplesOf(kept, samples)),
      database.samples.bulkDelete(gone),
      database.imports.bulkPut([...rows.imports]),
      database.receipts.bulkPut([...rows.receipts]),
      database.knownBytes.bulkPut([...rows.knownBytes]),
      database.deletions.bulkPut(present([...rows.deletions.values()])),
      database.deletions.bulkDelete(goneIn(rows.deletions)),
      database.resolutions.bulkPut([...rows.resolutions]),
      database.receiptNotes.bulkPut([...rows.receiptNotes]),
      database.manualSessions.bulkPut([...rows.manualSessions]),
      database.timelineWeeks.bulkPut([...timeline.weeks]),
      database.timelineWeeks.bulkDelete([...timeline.gone]),
      database.timelineSessions.bulkPut([...timeline.sessions]),
      database.timelineSessions.bulkDelete([...timeline.gone]),
      database.deadLetters.bulkPut(present([...deadLetters.values()])),
      database.deadLetters.bulkDelete(goneIn(deadLetters)),
      database.setAside.bulkPut([...rows.setAside]),
      database.qualityDays.bulkPut([...rows.qualityDays]),
      database.unsupportedSeen.bulkPut([...rows.unsupportedSeen]),
      database.relating.bulkPut(present([rows.relating])),
      database.jobs.bulkDelete(jobIds.filter((jobId) => ended.has(jobId))),
      database.ledger.add({ firstSeq: first.seq, lastSeq: head.seq }),
      database.meta.put({ key: 'head', head, projection: projectionRevision }),
    ]);
    if (rows.cancelledImports.length > 0) {
      await database.jobs.filter(({ importId }) => rows.cancelledImports.includes(importId)).delete();
    }
    for (const event of newEvents) written?.add(keyOf(event));
    for (const row of kept) written?.add(row.sourceIdentityKey);
    // Of what was erased the bytes are known no more; what was only deleted is told by them.
    const erased = new Set(
      records.flatMap((record) => (record.kind === 'erasure' ? [record.sourceIdentityKey] : [])),
    );
    if (erased.size > 0) {
      await database.knownBytes
        .filter(({ sourceIdentityKeys }) => sourceIdentityKeys.some((key) => erased.has(key)))
        .delete();
    }
    return { kind: 'applied', imports: rows.imports };
  });
}

/** Only what a person decides takes deletions back or hides what was there. */
async function deletionsOf(
  database: CooldownDatabase,
  keys: readonly string[],
  records: readonly JournalRecord[],
): Promise<readonly DeletionRow[]> {
  const decides = records.some(({ kind }) => kind === 'decided' || kind === 'erasure');
  return decides ? withDeletedPartners(database, keys) : [];
}

/** What was deleted of these, and of whoever they were linked with. */
export async function withDeletedPartners(
  { deletions }: CooldownDatabase,
  keys: readonly string[],
): Promise<readonly DeletionRow[]> {
  // Few are deleted of the many that are asked for: all their keys cost one request, each row one more.
  const deleted =
    keys.length > (await deletions.count()) ? new Set(await deletions.toCollection().primaryKeys()) : null;
  const own = present(await deletions.bulkGet(keys.filter((key) => deleted?.has(key) ?? true)));
  const partners = new Set(linkedWithDeleted(own));
  for (const { sourceIdentityKey } of own) partners.delete(sourceIdentityKey);
  return [...own, ...present(await deletions.bulkGet([...partners]))];
}

/** What comes back is linked again. */
export const linkedWithDeleted = (deletions: readonly DeletionRow[]): readonly string[] =>
  deletions.flatMap(({ erasure }) =>
    erasure.kind === 'kept' ? erasure.activity.overlaps.map((overlap) => overlap.sourceIdentityKey) : [],
  );

const goneIn = (rows: ReadonlyMap<string, unknown>): string[] =>
  [...rows].flatMap(([key, row]) => (row === null ? [key] : []));

/**
 * Rows, whatever each of them has to do with, and those of the same outings, by key: which of a group counts is said of all of
 * it. What is only proposed leads no farther: by such steps one would come through half a life.
 */
export async function withWhoeverIsLinked(
  { activities }: CooldownDatabase,
  keys: readonly string[],
): Promise<Map<string, ActivityRow>> {
  const asked = new Set(keys);
  const found = new Map<string, ActivityRow>();
  for (let wanted = [...asked]; wanted.length > 0;) {
    const rows = present(await activities.bulkGet(wanted));
    for (const row of rows) found.set(row.sourceIdentityKey, row);
    const linked = new Set(
      rows.flatMap((row) =>
        row.overlaps
          .filter(({ state }) => state === 'linked' || asked.has(row.sourceIdentityKey))
          .map((overlap) => overlap.sourceIdentityKey),
      ),
    );
    wanted = [...linked].filter((key) => !found.has(key));
  }
  return found;
}

/**
 * Empties everything that is made from the journal; what waits in the queue is made from the staged copies. Of the same
 * journal, how far its activities were compared stays true.
 */
export function clearAll(database: CooldownDatabase, journal: 'same' | 'other' = 'other'): Promise<void> {
  return database.transaction('rw', database.tables, async () => {
    const gone = database.tables.filter((table) => journal === 'other' || table.name !== 'relating');
    await Promise.all(gone.map((table) => table.clear()));
  });
}

/** Of the version that counts in the end. */
function samplesOf(rows: readonly ActivityRow[], samples: SamplesByEvent = new Map()): readonly SamplesRow[] {
  return rows.flatMap(({ sourceIdentityKey, eventId }) => {
    const packed = samples.get(eventId);
    return packed === undefined ? [] : [{ sourceIdentityKey, eventId, packed }];
  });
}

const keyOf = ({ idempotencyKey }: CanonicalEvent): string => idempotencyKey;

function present<Row>(rows: readonly (Row | null | undefined)[]): readonly Row[] {
  return rows.filter((row) => row != null);
}
