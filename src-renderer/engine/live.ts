// What the face reads, live: the store's read-only queries as hooks. `undefined` while the first answer is awaited.
import { useObservable } from 'dexie-react-hooks';
import { useState } from 'react';
import type { ImportRun } from '../../src-worker/contract/import-job.ts';
import type { Outcome } from '../../src-worker/contract/outcome.ts';
import { CooldownDatabase } from '../../src-worker/store/database.ts';
import {
  activityByKey,
  countActivities,
  deletedActivities,
  deletedActivity,
  newestActivities,
  newestImports,
  observe,
  receiptByJob,
  receiptsOfImport,
  resolutionOf,
  samplesOfActivity,
  type DeletedActivity,
  type KeptSamples,
} from '../../src-worker/store/queries.ts';
import type { ActivityRow, ReceiptRow, ResolutionRow } from '../../src-worker/store/rows.ts';
import { calmly } from './calmly.ts';
import { nextPaces, noPaces, type Paces } from './pace.ts';

export type { ActivityRow, DeletedActivity, ReceiptRow };

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

/** `isAll` comes of the same read as the rows: a count of its own could be older or newer than they are. */
export const useNewestActivities = (
  limit: number,
): { readonly activities: readonly ActivityRow[]; readonly isAll: boolean } | undefined =>
  useLive(async () => {
    const activities = await newestActivities(database, limit);
    return { activities, isAll: activities.length < limit };
  }, [limit]);

export const useActivityCount = (): number | undefined => useLive(() => countActivities(database), []);

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

export function useNewestImports(limit: number): ImportsNow | undefined {
  const read = useLive(
    async () => ({ runs: await newestImports(database, limit), atMs: performance.now() }),
    [limit],
  );
  const [seenAtMs, setSeenAtMs] = useState(0);
  const [paces, setPaces] = useState(noPaces);
  if (read !== undefined && read.atMs !== seenAtMs) {
    setSeenAtMs(read.atMs);
    setPaces(nextPaces(paces, read.runs, read.atMs));
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

/** Receipts of one import, newest first. */
export function useReceipts({ importId, filter, limit }: ReceiptsWanted): readonly ReceiptRow[] | undefined {
  const found = useLive(async () => {
    if (importId === null) return { importId, filter, rows: [] };
    const pages = await Promise.all(
      outcomesOf[filter].map((outcome) => receiptsOfImport(database, { importId, outcome, limit })),
    );
    const rows = pages.flat().sort((left, right) => right.finishedAt.localeCompare(left.finishedAt));
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
