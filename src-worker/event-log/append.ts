// The one writer of verdicts: facts and their duties in one transaction, or none of it.
// Nothing foreign is awaited inside: everything was hashed and judged before it opens.
import type { CanonicalEvent } from '../contract/canonical-event.ts';
import type { EndingCounts, ImportRun } from '../contract/import-job.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ActivityRow, KnownBytesRow, ReceiptRow } from '../store/rows.ts';

export interface AcceptedBatch {
  readonly events: readonly CanonicalEvent[];
  readonly activityRows: readonly ActivityRow[];
  readonly receipts: readonly ReceiptRow[];
  readonly knownBytes: readonly KnownBytesRow[];
  /** What the receipts add to each import, by its id. */
  readonly progress: ReadonlyMap<string, { readonly filesDone: number; readonly counts: EndingCounts }>;
  readonly now: string;
}

/** Gives back the imports that the batch touched, as they stand after it. */
export async function appendBatch(
  database: CooldownDatabase,
  batch: AcceptedBatch,
): Promise<readonly ImportRun[]> {
  const { events, activities, receipts, knownBytes, jobs, imports } = database;
  return database.transaction('rw', [events, activities, receipts, knownBytes, jobs, imports], async () => {
    // `add`: an event that is there already is a bug in judging, and must not be overwritten.
    await events.bulkAdd([...batch.events]);
    await activities.bulkPut([...batch.activityRows]);
    await knownBytes.bulkPut([...batch.knownBytes]);
    await receipts.bulkPut([...batch.receipts]);
    await jobs.bulkUpdate(
      batch.receipts.map(({ jobId, outcome }) => ({
        key: jobId,
        changes: { status: outcome === 'failed' || outcome === 'rejected' ? 'failed' : 'completed' },
      })),
    );
    const touched: ImportRun[] = [];
    for (const [importId, { filesDone, counts }] of batch.progress) {
      const run = await imports.get(importId);
      if (run === undefined) continue;
      touched.push(
        finishedIfDone(
          { ...run, filesDone: run.filesDone + filesDone, counts: addCounts(run.counts, counts) },
          batch.now,
        ),
      );
    }
    await imports.bulkPut(touched);
    return touched;
  });
}

/** An import is finished when its listing is complete and every file found has ended. */
export function finishedIfDone(run: ImportRun, now: string): ImportRun {
  const isDone = run.listed && run.filesDone >= run.filesFound;
  return isDone && run.finishedAt === null ? { ...run, finishedAt: now } : run;
}

export function addCounts(left: EndingCounts, right: EndingCounts): EndingCounts {
  return {
    imported: left.imported + right.imported,
    known: left.known + right.known,
    rejected: left.rejected + right.rejected,
    ignored: left.ignored + right.ignored,
    failed: left.failed + right.failed,
  };
}
