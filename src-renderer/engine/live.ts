// What the face reads, live: the store's read-only queries as hooks. `undefined` while the first answer is awaited.
import { useObservable } from 'dexie-react-hooks';
import { useState } from 'react';
import type { ImportRun } from '../../src-worker/contract/import-job.ts';
import { sessionIdOfKey, type ManualSession } from '../../src-worker/contract/manual-session.ts';
import type { Outcome } from '../../src-worker/contract/outcome.ts';
import type { QualityHealth } from '../../src-worker/contract/quality-health.ts';
import type { TimelineSession, TimelineWeek } from '../../src-worker/contract/training-timeline.ts';
import { healthOf, windowUpTo } from '../../src-worker/quality/health-of.ts';
import { CooldownDatabase } from '../../src-worker/store/database.ts';
import {
  activityByKey,
  deadLetterOfReceipt,
  deadLettersNow,
  deletedActivities,
  deletedActivity,
  manualSessionById,
  newestImports,
  notesOfReceipt,
  observe,
  qualityRecord,
  receiptByJob,
  receiptsOfImport,
  resolutionOf,
  samplesOfActivity,
  timelineSessions,
  timelineWeeks,
  type DeadLetter,
  type DeadLetters,
  type DeletedActivity,
  type KeptSamples,
} from '../../src-worker/store/queries.ts';
import type { ActivityRow, ReceiptNoteRow, ReceiptRow, ResolutionRow } from '../../src-worker/store/rows.ts';
import { calmly } from './calmly.ts';
import { nextPaces, noPaces, type Paces } from './pace.ts';

export type { ActivityRow, DeadLetter, DeletedActivity, ReceiptRow };

const database = new CooldownDatabase();

/** An eye follows no more, and drawing a long list takes a good part of it. */
const drawnEveryMs = 250;

/** `deps`: what the query reads by; another of it is asked for, and shown, at once. */
function useLive<Value>(read: () => Promise<Value>, deps: unknown[]): Value | undefined {
  return useObservable(
    // It has no value before it was asked.
    () => ({ ...calmly(observe(read), drawnEveryMs), hasValue: () => false }),
    deps,
  );
}

/** Newest first; without their sessions. */
export const useTimelineWeeks = (): readonly TimelineWeek[] | undefined =>
  useLive(() => timelineWeeks(database), []);

export interface SessionsRead {
  /** By week, newest first. */
  readonly byWeek: ReadonlyMap<string, readonly TimelineSession[]>;
  readonly isAll: boolean;
}

/** While more weeks are being read, those read before stay. */
export function useTimelineSessions(weeks: readonly string[] | 'all'): SessionsRead | undefined {
  return useLive(async () => {
    const read = await timelineSessions(database, weeks);
    return { byWeek: new Map(read.map(({ week, sessions }) => [week, sessions])), isAll: weeks === 'all' };
  }, [weeks === 'all' ? weeks : weeks.join()]);
}

/** The day of an activity or a session by hand, null where it has none; `undefined` as long as that is not known. */
export function useLocalDate(sessionKey: string | null): string | null | undefined {
  const sessionId = sessionKey === null ? null : sessionIdOfKey(sessionKey);
  const activity = useActivity(sessionId === null ? sessionKey : null);
  const byHand = useManualSession(sessionId);
  return sessionId === null ? activity?.localDate : byHand?.session.local_date;
}

/** `null` where there is none; one that was taken back is still there. */
export function useManualSession(sessionId: string | null): ManualSession | null | undefined {
  const found = useLive(
    async () => ({
      sessionId,
      row: sessionId === null ? null : ((await manualSessionById(database, sessionId)) ?? null),
    }),
    [sessionId],
  );
  return found?.sessionId === sessionId ? found.row : undefined;
}

/** `null` where there is none of this key. */
export function useActivity(sourceIdentityKey: string | null): ActivityRow | null | undefined {
  const found = useLive(
    async () => ({
      key: sourceIdentityKey,
      row: sourceIdentityKey === null ? null : ((await activityByKey(database, sourceIdentityKey)) ?? null),
    }),
    [sourceIdentityKey],
  );
  // The hook keeps the last answer until the next one has come: one of another key is none yet.
  return found?.key === sourceIdentityKey ? found.row : undefined;
}

/** `null` where it was not deleted, or for good. */
export function useDeletion(sourceIdentityKey: string): DeletedActivity | null | undefined {
  const found = useLive(
    async () => ({
      key: sourceIdentityKey,
      deleted: await deletedActivity(database, sourceIdentityKey),
    }),
    [sourceIdentityKey],
  );
  return found?.key === sourceIdentityKey ? found.deleted : undefined;
}

/** Newest deletion first, without what was erased for good. */
export const useDeletedActivities = (): readonly DeletedActivity[] | undefined =>
  useLive(() => deletedActivities(database), []);

/** `null` where nothing was chosen for the entry. */
export function useResolution(jobId: string, entry: number): ResolutionRow | null | undefined {
  const found = useLive(
    async () => ({ jobId, entry, row: (await resolutionOf(database, jobId, entry)) ?? null }),
    [jobId, entry],
  );
  return found?.jobId === jobId && found.entry === entry ? found.row : undefined;
}

/** What was recorded along the way, of the version that counts. */
export function useKeptSamples(sourceIdentityKey: string): KeptSamples | undefined {
  const found = useLive(
    async () => ({
      key: sourceIdentityKey,
      kept: await samplesOfActivity(database, sourceIdentityKey),
    }),
    [sourceIdentityKey],
  );
  return found?.key === sourceIdentityKey ? found.kept : undefined;
}

export interface ImportsNow {
  readonly runs: readonly ImportRun[];
  /** How fast those go that are running. */
  readonly paces: Paces;
}

/** `isPaused`: nothing goes on, and says nothing of the pace. */
export function useNewestImports(limit: number, isPaused: boolean): ImportsNow | undefined {
  const read = useLive(
    async () => ({ runs: await newestImports(database, limit), atMs: performance.now() }),
    [limit],
  );
  const [seenAtMs, setSeenAtMs] = useState(0);
  const [paces, setPaces] = useState(noPaces);
  if (read !== undefined && read.atMs !== seenAtMs) {
    setSeenAtMs(read.atMs);
    setPaces(isPaused ? noPaces : nextPaces(paces, read.runs, read.atMs));
  }
  return read && { runs: read.runs, paces };
}

export const outcomeFilters = ['all', 'needs_you', 'imported', 'known', 'ignored'] as const;
export type OutcomeFilter = (typeof outcomeFilters)[number];

/** Outcomes that a person may have to look at are asked for together. */
const outcomesOf = {
  all: [null],
  needs_you: ['failed', 'rejected'],
  imported: ['imported'],
  known: ['known'],
  ignored: ['ignored'],
} as const satisfies Record<OutcomeFilter, readonly (Outcome | null)[]>;

export interface ReceiptsWanted {
  readonly importId: string | null;
  readonly filter: OutcomeFilter;
  readonly limit: number;
}

/** What the last list of receipts held, by job: while an import goes on, each next one has only a few more. */
let receiptsRead: ReadonlyMap<string, ReceiptRow> = new Map();

/** Receipts of one import, newest first. */
export function useReceipts({ importId, filter, limit }: ReceiptsWanted): readonly ReceiptRow[] | undefined {
  const found = useLive(async () => {
    if (importId === null) return { importId, filter, rows: [] };
    const pages = await Promise.all(
      outcomesOf[filter].map((outcome) =>
        receiptsOfImport(database, { importId, outcome, limit }, receiptsRead),
      ),
    );
    const rows = pages.flat().sort((left, right) => right.finishedAt.localeCompare(left.finishedAt));
    receiptsRead = new Map(rows.map((row) => [row.jobId, row]));
    return { importId, filter, rows };
  }, [importId, filter, limit]);
  return found?.importId === importId && found.filter === filter ? found.rows : undefined;
}

/** `null` where there is none of this job. */
export function useReceipt(jobId: string | null): ReceiptRow | null | undefined {
  const found = useLive(
    async () => ({ jobId, row: jobId === null ? null : ((await receiptByJob(database, jobId)) ?? null) }),
    [jobId],
  );
  return found?.jobId === jobId ? found.row : undefined;
}

/** Files that may be tried again. */
export const useDeadLetters = (limit: number): DeadLetters | undefined =>
  useLive(() => deadLettersNow(database, limit), [limit]);

/** `null` where the file of this receipt is no open question. */
export function useDeadLetter(jobId: string): Pick<DeadLetter, 'isUnderWay'> | null | undefined {
  const found = useLive(async () => ({ jobId, letter: await deadLetterOfReceipt(database, jobId) }), [jobId]);
  return found?.jobId === jobId ? found.letter : undefined;
}

/** What the athlete said of this receipt. */
export function useReceiptNotes(jobId: string): readonly ReceiptNoteRow[] | undefined {
  const found = useLive(async () => ({ jobId, rows: await notesOfReceipt(database, jobId) }), [jobId]);
  return found?.jobId === jobId ? found.rows : undefined;
}

/** As of this day of UTC, `2026-06-01`. */
export const useQualityHealth = (today: string): QualityHealth | undefined =>
  useLive(async () => healthOf(await qualityRecord(database, windowUpTo(today)), today), [today]);
