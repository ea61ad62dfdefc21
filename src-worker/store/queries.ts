// Read-only queries that the page runs live. Nothing here writes.
import { liveQuery, type Observable } from 'dexie';
import type { ReceiptCursor } from '../contract/engine-questions.ts';
import type { ImportRun } from '../contract/import-job.ts';
import type { Outcome } from '../contract/outcome.ts';
import { unpackSamples } from '../contract/packed-samples.ts';
import type { SamplesTrouble } from '../contract/samples-codec.ts';
import type { Samples } from '../contract/samples.ts';
import type { ManualSession } from '../contract/manual-session.ts';
import { undatedWeek, type TimelineSessions, type TimelineWeek } from '../contract/training-timeline.ts';
import type { CooldownDatabase } from './database.ts';
import type {
  ActivityRow,
  DeadLetterRow,
  DeletionRow,
  QualityDayRow,
  ReceiptNoteRow,
  ReceiptRow,
  ResolutionRow,
  UnsupportedSeenRow,
  VerifiedRow,
} from './rows.ts';

/** Reads at once, and again whenever something of what it read has changed, by whomever. */
export const observe = <Value>(read: () => Promise<Value>): Observable<Value> => liveQuery(read);

/** Newest first; what has no date comes last. */
export async function timelineWeeks(database: CooldownDatabase): Promise<readonly TimelineWeek[]> {
  return undatedLast((await database.timelineWeeks.toArray()).reverse());
}

/** Of these weeks, or of all of them, newest first likewise. */
export async function timelineSessions(
  database: CooldownDatabase,
  weeks: readonly string[] | 'all',
): Promise<readonly TimelineSessions[]> {
  if (weeks === 'all') return undatedLast((await database.timelineSessions.toArray()).reverse());
  const found = await database.timelineSessions.bulkGet([...weeks]);
  return found.filter((week) => week !== undefined);
}

/** Its key comes behind those of all weeks, and so first where they are turned around. */
function undatedLast<Row extends { readonly week: string }>(rows: readonly Row[]): readonly Row[] {
  const [first, ...others] = rows;
  return first?.week === undatedWeek ? [...others, first] : rows;
}

export function manualSessionById(
  database: CooldownDatabase,
  sessionId: string,
): Promise<ManualSession | undefined> {
  return database.manualSessions.get(sessionId);
}

export function activityByKey(
  database: CooldownDatabase,
  sourceIdentityKey: string,
): Promise<ActivityRow | undefined> {
  return database.activities.get(sourceIdentityKey);
}

export interface DeletedActivity {
  readonly activity: ActivityRow;
  readonly deletedAt: string;
}

const deletedFrom = ({ deletedAt, erasure }: DeletionRow): readonly DeletedActivity[] =>
  erasure.kind === 'kept' ? [{ activity: erasure.activity, deletedAt }] : [];

/** Null where it is not deleted, or was erased for good. */
export async function deletedActivity(
  { deletions }: CooldownDatabase,
  sourceIdentityKey: string,
): Promise<DeletedActivity | null> {
  const row = await deletions.get(sourceIdentityKey);
  return row === undefined ? null : (deletedFrom(row)[0] ?? null);
}

/** Newest deletion first, without what was erased for good. */
export async function deletedActivities({ deletions }: CooldownDatabase): Promise<DeletedActivity[]> {
  const rows = await deletions.toArray();
  return rows.flatMap(deletedFrom).sort((left, right) => right.deletedAt.localeCompare(left.deletedAt));
}

/** What the athlete chose for an entry of a receipt. */
export function resolutionOf(
  { resolutions }: CooldownDatabase,
  jobId: string,
  entry: number,
): Promise<ResolutionRow | undefined> {
  return resolutions.get([jobId, entry]);
}

/** What a person said of a receipt. */
export function notesOfReceipt({ receiptNotes }: CooldownDatabase, jobId: string): Promise<ReceiptNoteRow[]> {
  return receiptNotes.where('jobId').equals(jobId).toArray();
}

/** A file that may be tried again. */
export interface DeadLetter {
  readonly row: DeadLetterRow;
  /** Of its last try. */
  readonly receipt: ReceiptRow;
  /** An import that names it is not over yet. */
  readonly isUnderWay: boolean;
}

/** All of them by number and name, the newest with their receipts. */
export interface DeadLetters {
  readonly count: number;
  /** Jobs of those that are not under way, newest first. */
  readonly waiting: readonly string[];
  /** Newest first, as many as were asked for. */
  readonly newest: readonly DeadLetter[];
}

/** A device that went away may leave thousands; a receipt is large beside its row. */
export async function deadLettersNow(database: CooldownDatabase, limit = Infinity): Promise<DeadLetters> {
  const { deadLetters, receipts, imports } = database;
  return database.transaction('r', deadLetters, receipts, imports, async () => {
    const rows = await deadLetters.toArray();
    if (rows.length === 0) return { count: 0, waiting: [], newest: [] };
    rows.sort((left, right) => right.failedAt.localeCompare(left.failedAt));
    const isUnderWay = await whatIsUnderWay(database);
    const waiting = rows.flatMap((row) => (isUnderWay(row) ? [] : [row.jobId]));
    const shown = rows.slice(0, limit);
    const found = await receipts.bulkGet(shown.map(({ jobId }) => jobId));
    const newest = shown.flatMap((row, index) => {
      const receipt = found[index];
      return receipt === undefined ? [] : [{ row, receipt, isUnderWay: isUnderWay(row) }];
    });
    return { count: rows.length, waiting, newest };
  });
}

/** Whether another import names the file and is not over. */
async function whatIsUnderWay({ imports }: CooldownDatabase): Promise<(row: DeadLetterRow) => boolean> {
  const running = await imports.filter(({ finishedAt }) => finishedAt === null).toArray();
  const named = running.map(({ importId, paths }) => ({ importId, paths: new Set(paths) }));
  return (row) => named.some(({ importId, paths }) => importId !== row.importId && paths.has(row.path));
}

/** Whether the file of this receipt is under way; null where it is no open question. */
export async function deadLetterOfReceipt(
  database: CooldownDatabase,
  jobId: string,
): Promise<Pick<DeadLetter, 'isUnderWay'> | null> {
  const { deadLetters, imports } = database;
  return database.transaction('r', deadLetters, imports, async () => {
    const row = await deadLetters.where('jobId').equals(jobId).first();
    return row === undefined ? null : { isUnderWay: (await whatIsUnderWay(database))(row) };
  });
}

export type KeptSamples =
  { readonly kind: 'samples'; readonly samples: Samples } | { readonly kind: 'not_kept' } | SamplesTrouble;

/** Of the version that counts. `not_kept`: imported before samples were, or the database was made again. */
export async function samplesOfActivity(
  database: CooldownDatabase,
  sourceIdentityKey: string,
): Promise<KeptSamples> {
  const { activities, samples } = database;
  const row = await database.transaction('r', activities, samples, async () => {
    const activity = await activities.get(sourceIdentityKey);
    const kept = await samples.get(sourceIdentityKey);
    return kept?.eventId === activity?.eventId ? kept : undefined;
  });
  if (row === undefined) return { kind: 'not_kept' };
  const unpacked = await unpackSamples(row.packed);
  return unpacked.ok ? { kind: 'samples', samples: unpacked.value } : unpacked.failure;
}

/** Imports by start, newest first; those still running are among them. */
export function newestImports(database: CooldownDatabase, limit: number): Promise<ImportRun[]> {
  return database.imports.orderBy('startedAt').reverse().limit(limit).toArray();
}

export interface ReceiptsWanted {
  readonly importId: string;
  readonly outcome: Outcome | null;
  readonly limit: number;
}

/**
 * Receipts of one import, newest first, of one outcome or of all. None ever changes: those that were `readBefore`, by job,
 * are not read again.
 */
export async function receiptsOfImport(
  database: CooldownDatabase,
  wanted: ReceiptsWanted,
  readBefore: ReadonlyMap<string, ReceiptRow> = new Map(),
): Promise<ReceiptRow[]> {
  const { receipts } = database;
  return database.transaction('r', receipts, async () => {
    const jobIds = await keysOfReceipts(database, wanted).reverse().limit(wanted.limit).primaryKeys();
    const unread = jobIds.filter((jobId) => !readBefore.has(jobId));
    const read = new Map((await receipts.bulkGet(unread)).map((receipt, index) => [unread[index], receipt]));
    return jobIds.flatMap((jobId) => readBefore.get(jobId) ?? read.get(jobId) ?? []);
  });
}

function keysOfReceipts({ receipts }: CooldownDatabase, { importId, outcome }: ReceiptsWanted) {
  return outcome === null
    ? receipts.where('[importId+finishedAt]').between([importId, ''], [importId, '\uffff'])
    : receipts
        .where('[outcome+importId+finishedAt]')
        .between([outcome, importId, ''], [outcome, importId, '\uffff']);
}

export function receiptByJob(database: CooldownDatabase, jobId: string): Promise<ReceiptRow | undefined> {
  return database.receipts.get(jobId);
}

/** Receipts by when they were finished, oldest first, those after the cursor; `since`: ISO 8601, inclusive. */
export async function receiptsSince(
  database: CooldownDatabase,
  wanted: {
    readonly since: string | null;
    readonly after: ReceiptCursor | null;
    readonly limit: number;
  },
): Promise<{
  readonly rows: readonly ReceiptRow[];
  /** Where it goes on; null at the end. */
  readonly next: ReceiptCursor | null;
}> {
  const from = wanted.after?.finishedAt ?? wanted.since ?? '';
  // Within one instant the index goes on by primary key: those up to the cursor were given before.
  const wasGiven = ({ finishedAt, jobId }: ReceiptRow) =>
    wanted.after !== null && finishedAt === wanted.after.finishedAt && jobId <= wanted.after.jobId;
  const rows = await database.receipts
    .where('finishedAt')
    .aboveOrEqual(from)
    .filter((receipt) => !wasGiven(receipt))
    .limit(wanted.limit)
    .toArray();
  const last = rows.length < wanted.limit ? undefined : rows.at(-1);
  return { rows, next: last === undefined ? null : { finishedAt: last.finishedAt, jobId: last.jobId } };
}

export async function logCounts(database: CooldownDatabase): Promise<{
  readonly queued: number;
  readonly runningImports: number;
  readonly imports: number;
  readonly activities: number;
  readonly events: number;
  readonly receipts: number;
  readonly lastReceiptAt: string | null;
  readonly deadLetters: number;
}> {
  const { jobs, imports, activities, events, receipts, deadLetters } = database;
  const tables = [jobs, imports, activities, events, receipts, deadLetters];
  return database.transaction('r', tables, async () => ({
    queued: await jobs.count(),
    runningImports: await imports.filter(({ finishedAt }) => finishedAt === null).count(),
    imports: await imports.count(),
    activities: await activities.count(),
    events: await events.count(),
    receipts: await receipts.count(),
    deadLetters: await deadLetters.count(),
    lastReceiptAt: (await receipts.orderBy('finishedAt').last())?.finishedAt ?? null,
  }));
}

/** What quality health is judged by: the days between these two (UTC, both included), and what stands beside them. */
export async function qualityRecord(
  database: CooldownDatabase,
  window: { readonly from: string; readonly to: string },
): Promise<{
  readonly days: readonly QualityDayRow[];
  readonly seen: readonly UnsupportedSeenRow[];
  readonly verified: VerifiedRow | null;
}> {
  const { qualityDays, unsupportedSeen, verified } = database;
  return database.transaction('r', qualityDays, unsupportedSeen, verified, async () => ({
    days: await qualityDays.where('day').between(window.from, window.to, true, true).toArray(),
    seen: await unsupportedSeen.toArray(),
    verified: (await verified.get('last')) ?? null,
  }));
}

/** Marked, and not yet gone to the last byte. */
export function erasuresToFinish(database: CooldownDatabase): Promise<DeletionRow[]> {
  return database.deletions
    .filter(({ erasure }) => erasure.kind === 'erased' && erasure.compactedAt === null)
    .toArray();
}
