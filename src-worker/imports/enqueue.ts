// Writes down what main announces of files: jobs and how far a listing has come. What the athlete would miss goes into
// the journal instead; this is made again from the staged copies and their notes.
// Main says everything of an unfinished import again to a new engine, so each order may come twice.
import type { EngineOrder } from '../contract/engine-messages.ts';
import type { ImportJob, RecognisedFile, StagedFile } from '../contract/import-job.ts';
import type { RefusedFile } from '../contract/intake-messages.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ReceiptRow } from '../store/rows.ts';

/** The orders that say something of an import's files, and that no journal keeps. */
export type FileOrder = Extract<EngineOrder, { type: 'listed' | 'staged' | 'recognised' | 'refused' }>;

export interface Enqueued {
  readonly jobs: readonly ImportJob[];
  /** Files that have no job: their ending is known already. */
  readonly refused: readonly RefusedFile[];
  /** Nor these, as long as the log knows their bytes. */
  readonly recognised: readonly RecognisedFile[];
  /** Files announced again whose ending is stored: main has not heard of it. */
  readonly endedBefore: readonly ReceiptRow[];
  /** Ids of files whose import was called off before they were begun. */
  readonly letGo: readonly string[];
}

export function jobOf(file: StagedFile, queuedAt: string): ImportJob {
  return { ...file, jobId: file.fileId, status: 'queued', queuedAt, deaths: 0, isArchive: false };
}

/** One transaction for all orders that came in meanwhile, in their order. */
export async function enqueue(
  database: CooldownDatabase,
  orders: readonly FileOrder[],
  now: string,
): Promise<Enqueued> {
  const { imports, jobs, receipts } = database;
  const fileIds = orders.flatMap((order) =>
    order.type === 'staged' || order.type === 'refused' ? [order.file.fileId] : [],
  );
  return database.transaction('rw', imports, jobs, receipts, async () => {
    const knownJobs = new Set((await jobs.bulkGet(fileIds)).flatMap((job) => (job ? [job.jobId] : [])));
    const told = [...fileIds, ...(await endedOfRecognised(database, orders))];
    const endedBefore = (await receipts.bulkGet(told)).filter((receipt) => receipt !== undefined);
    const answered = new Set(endedBefore.map(({ jobId }) => jobId));
    const queued: ImportJob[] = [];
    const refused: RefusedFile[] = [];
    const recognised: RecognisedFile[] = [];
    const letGo = new Set<string>();
    const runs = await imports.bulkGet([...new Set(orders.map(importOf))]);
    const calledOff = new Set(runs.flatMap((run) => (run?.cancelledAt === undefined ? [] : [run.importId])));
    for (const order of orders) {
      if (calledOff.has(importOf(order))) {
        if (order.type !== 'listed' && !answered.has(order.file.fileId)) letGo.add(order.file.fileId);
        continue;
      }
      switch (order.type) {
        case 'listed': {
          const { importId, filesFound, filesPassedOver, isCounted } = order.listed;
          const run = await imports.get(importId);
          if (run === undefined || run.listed) break;
          await imports.put({ ...run, filesFound, filesPassedOver, ...(isCounted && { isCounted }) });
          break;
        }
        case 'staged':
          if (knownJobs.has(order.file.fileId) || answered.has(order.file.fileId)) break;
          knownJobs.add(order.file.fileId);
          queued.push(jobOf(order.file, now));
          break;
        case 'recognised':
          if (answered.has(order.file.fileId)) break;
          answered.add(order.file.fileId);
          recognised.push(order.file);
          break;
        case 'refused':
          if (answered.has(order.file.fileId)) break;
          answered.add(order.file.fileId);
          refused.push(order.file);
          break;
      }
    }
    await jobs.bulkAdd(queued);
    return { jobs: queued, refused, recognised, endedBefore, letGo: [...letGo] };
  });
}

export function importOf(order: FileOrder): string {
  return order.type === 'listed' ? order.listed.importId : order.file.importId;
}

/** They come by the hundred: the keys of all receipts of an import cost one request, and asking for each file one more. */
async function endedOfRecognised(
  { receipts }: CooldownDatabase,
  orders: readonly FileOrder[],
): Promise<readonly string[]> {
  const files = orders.flatMap((order) => (order.type === 'recognised' ? [order.file] : []));
  const importIds = [...new Set(files.map(({ importId }) => importId))];
  const ended = await Promise.all(
    importIds.map((importId) =>
      receipts.where('[importId+finishedAt]').between([importId, ''], [importId, '\uffff']).primaryKeys(),
    ),
  );
  const ids = new Set(ended.flat());
  return files.flatMap(({ fileId }) => (ids.has(fileId) ? [fileId] : []));
}

/** Jobs that an earlier engine left unfinished: those it was reading first, then in the order of their arrival. */
export async function unfinishedJobs(database: CooldownDatabase): Promise<readonly ImportJob[]> {
  const inStatus = (status: ImportJob['status']) =>
    database.jobs.where('[status+queuedAt]').between([status, ''], [status, '\uffff']).toArray();
  return [...(await inStatus('processing')), ...(await inStatus('queued'))];
}
