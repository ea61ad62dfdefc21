// Writes down what main announces (imports, listings, staged files) before anything is done about it.
// Main says everything of an unfinished import again to a new engine, so each order may come twice.
import type { EngineOrder } from '../contract/engine-messages.ts';
import type { ImportJob, ImportRun } from '../contract/import-job.ts';
import type { RefusedFile } from '../contract/intake-messages.ts';
import { finishedIfDone } from '../event-log/append.ts';
import type { CooldownDatabase } from '../store/database.ts';

/** The orders that say something of an import's files. */
export type QueueOrder = Extract<EngineOrder, { type: 'import_started' | 'listed' | 'staged' | 'refused' }>;

const noCounts = { imported: 0, known: 0, rejected: 0, ignored: 0, failed: 0 };

export interface Enqueued {
  readonly jobs: readonly ImportJob[];
  /** Files that have no job: their ending is known already. */
  readonly refused: readonly RefusedFile[];
  /** Jobs announced again whose ending is stored: main has not heard of it. */
  readonly endedBefore: readonly string[];
  /** Imports the orders touched, as they stand now. */
  readonly imports: readonly ImportRun[];
}

/** One transaction for all orders that came in meanwhile, in their order. */
export async function enqueue(
  database: CooldownDatabase,
  orders: readonly QueueOrder[],
  now: string,
): Promise<Enqueued> {
  const { imports, jobs, receipts } = database;
  const fileIds = orders.flatMap((order) =>
    order.type === 'staged' || order.type === 'refused' ? [order.file.fileId] : [],
  );
  return database.transaction('rw', imports, jobs, receipts, async () => {
    const knownJobs = new Set(keysOf(await jobs.bulkGet(fileIds)));
    const ended = new Set(keysOf(await receipts.bulkGet(fileIds)));
    const runs = new Map<string, ImportRun>();
    const queued: ImportJob[] = [];
    const refused: RefusedFile[] = [];
    for (const order of orders) {
      switch (order.type) {
        case 'import_started':
          runs.set(order.importId, (await imports.get(order.importId)) ?? startedRun(order));
          break;
        case 'listed': {
          const { importId, filesFound, filesPassedOver, complete } = order.listed;
          const run = runs.get(importId) ?? (await imports.get(importId));
          if (run === undefined) break;
          runs.set(importId, finishedIfDone({ ...run, filesFound, filesPassedOver, listed: complete }, now));
          break;
        }
        case 'staged':
          if (knownJobs.has(order.file.fileId)) break;
          knownJobs.add(order.file.fileId);
          queued.push({ ...order.file, jobId: order.file.fileId, status: 'queued', queuedAt: now });
          break;
        case 'refused':
          if (ended.has(order.file.fileId) || refused.some(({ fileId }) => fileId === order.file.fileId))
            break;
          refused.push(order.file);
          break;
      }
    }
    await imports.bulkPut([...runs.values()]);
    await jobs.bulkAdd(queued);
    return { jobs: queued, refused, endedBefore: [...ended], imports: [...runs.values()] };
  });
}

/** Jobs that an earlier engine left unfinished: those it was reading first, then in the order of their arrival. */
export async function unfinishedJobs(database: CooldownDatabase): Promise<readonly ImportJob[]> {
  const inStatus = (status: ImportJob['status']) =>
    database.jobs.where('[status+queuedAt]').between([status, ''], [status, '\uffff']).toArray();
  return [...(await inStatus('processing')), ...(await inStatus('queued'))];
}

function keysOf(rows: readonly ({ readonly jobId: string } | undefined)[]): readonly string[] {
  return rows.flatMap((row) => (row === undefined ? [] : [row.jobId]));
}

function startedRun(order: Extract<QueueOrder, { type: 'import_started' }>): ImportRun {
  const { importId, origin, startedAt, paths } = order;
  return {
    importId,
    origin,
    startedAt,
    paths,
    filesFound: 0,
    filesPassedOver: 0,
    listed: false,
    filesDone: 0,
    counts: noCounts,
    finishedAt: null,
  };
}
