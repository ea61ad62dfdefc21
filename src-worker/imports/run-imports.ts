// The import pipeline as a story: orders are written down, files are read in lanes, readings are judged together,
// and one transaction accepts them. Only then is anybody told.
import { v7 as newUuid } from 'uuid';
import type { EngineOrder, EngineReport } from '../contract/engine-messages.ts';
import type { EndingCounts, ImportJob, ImportRun } from '../contract/import-job.ts';
import { limits } from '../contract/limits.ts';
import { addCounts, appendBatch } from '../event-log/append.ts';
import { findKnownBytes, loadKnown } from '../event-log/load-known.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ReceiptRow } from '../store/rows.ts';
import { createBatcher } from './batcher.ts';
import { closeCutOffImports } from './close-cut-off.ts';
import { enqueue, unfinishedJobs, type QueueOrder } from './enqueue.ts';
import type { FileReading, ReadEntry } from './file-reading.ts';
import { createJobQueue } from './job-queue.ts';
import { judgeBatch, type JudgedBatch } from './judge-batch.ts';
import { keepTrying } from './keep-trying.ts';
import { openParserLane, type Parser } from './parser-lane.ts';
import { brokenReading, readFile, refusedReading } from './read-file.ts';
import { countEndings } from './receipt.ts';
import { reportLines } from './report-lines.ts';

type AppStarted = Extract<EngineOrder, { type: 'app_started' }>;

export interface ImportsTools {
  readonly database: CooldownDatabase;
  readonly startParser: () => Parser;
  /** How many files are read at the same time. */
  readonly laneCount: number;
  readonly now: () => Date;
  /** IANA name. */
  readonly athleteTimeZone: string;
  readonly report: (report: EngineReport) => void;
}

export interface Imports {
  hear(order: EngineOrder): void;
  /** Goes on with what an earlier engine left unfinished. */
  resume(): Promise<void>;
}

export function startImports(tools: ImportsTools): Imports {
  const { database, now, report } = tools;
  const wantLines = new Set<string>();
  const queue = createJobQueue<ImportJob>();
  const orders = createBatcher<QueueOrder | AppStarted>(writeDown, {
    maxItems: 1_000,
    onTrouble: trouble('enqueue'),
  });
  const readings = createBatcher<FileReading>(accept, {
    maxItems: limits.batchEndings,
    onTrouble: trouble('accept'),
  });
  let endlessParserOn: string | null = null;

  for (let lane = 0; lane < tools.laneCount; lane += 1) void work();

  return {
    hear(order) {
      switch (order.type) {
        case 'fault':
          endlessParserOn = order.fileName;
          break;
        case 'app_started':
          orders.push(order);
          break;
        case 'import_started':
          if (order.wantsLines) wantLines.add(order.importId);
          orders.push(order);
          break;
        case 'listed':
        case 'staged':
        case 'refused':
          orders.push(order);
          break;
      }
    },
    async resume() {
      queue.push(...(await unfinishedJobs(database)));
    },
  };

  async function writeDown(batch: readonly (QueueOrder | AppStarted)[]): Promise<void> {
    for (const order of batch) {
      if (order.type === 'app_started') await closeEarlier(order);
    }
    const ofFiles = batch.filter((order) => order.type !== 'app_started');
    const { jobs, imports, refused, endedBefore } = await keepTrying(
      () => enqueue(database, ofFiles, now().toISOString()),
      trouble('enqueue'),
    );
    queue.push(...jobs);
    for (const fileId of endedBefore) report({ type: 'file_done', fileId });
    readings.push(...refused.map((file) => refusedReading(file, now().toISOString())));
    announceFinished(imports);
  }

  async function closeEarlier({ startedAt }: AppStarted): Promise<void> {
    const { refused, openJobs } = await keepTrying(
      () => closeCutOffImports(database, startedAt),
      trouble('close cut off'),
    );
    readings.push(...refused.map((file) => refusedReading(file, now().toISOString())));
    report({ type: 'jobs_open', fileIds: [...openJobs] });
  }

  async function work(): Promise<never> {
    const lane = openParserLane(tools.startParser, { onTrouble: trouble('parser') });
    for (;;) {
      const job = await queue.take();
      const [reading] = await Promise.all([
        readFile(job, {
          lane,
          now,
          athleteTimeZone: tools.athleteTimeZone,
          findKnownBytes: (sha256) => findKnownBytes(database, sha256),
          endlessParserOn,
        }).catch((reason: unknown) => {
          trouble('read')(reason);
          return brokenReading(job, now().toISOString());
        }),
        database.jobs.update(job.jobId, { status: 'processing' }).catch(trouble('mark')),
      ]);
      readings.push(reading);
    }
  }

  async function accept(batch: readonly FileReading[]): Promise<void> {
    const anchors = batch.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.kind === 'activity' ? [entry.anchor] : [])),
    );
    const knownKeys = batch.flatMap(({ entries }) => entries.flatMap(knownIdentities));
    const wanted = {
      sourceIdentityKeys: [...anchors.map((anchor) => anchor.sourceIdentityKey), ...knownKeys],
      idempotencyKeys: anchors.map((anchor) => anchor.idempotencyKey),
    };
    const known = await keepTrying(() => loadKnown(database, wanted), trouble('load known'));
    const nowText = now().toISOString();
    const { writes, decoded } = judgeBatch(batch, known, {
      now: nowText,
      newEventId: newUuid,
      elapsedMs: () => performance.now(),
      onTrouble: trouble('judge'),
    });
    const accepted = { ...writes, progress: progressOf(writes.receipts), now: nowText };
    const imports = await keepTrying(() => appendBatch(database, accepted), trouble('append'));
    tellDone(batch, writes.receipts, decoded);
    announceFinished(imports);
  }

  function tellDone(
    batch: readonly FileReading[],
    receipts: readonly ReceiptRow[],
    decoded: JudgedBatch['decoded'],
  ): void {
    for (const { file } of batch) {
      if (file.isStaged) report({ type: 'file_done', fileId: file.jobId });
    }
    for (const receipt of receipts) {
      if (!wantLines.has(receipt.importId)) continue;
      const lines = reportLines(receipt, decoded.get(receipt.jobId) ?? []);
      report({ type: 'lines', importId: receipt.importId, lines: [...lines] });
    }
  }

  function announceFinished(imports: readonly ImportRun[]): void {
    for (const { importId, finishedAt } of imports) {
      if (finishedAt === null) continue;
      wantLines.delete(importId);
      report({ type: 'import_done', importId });
    }
  }

  function trouble(where: string): (reason: unknown) => void {
    return (reason) => {
      const { name, message } = reason instanceof Error ? reason : { name: typeof reason, message: '' };
      report({ type: 'trouble', where, name, message });
    };
  }
}

/** The activities that bytes known before had given. */
function knownIdentities(entry: ReadEntry): readonly string[] {
  if (entry.kind !== 'known_bytes') return [];
  return entry.known.entries.flatMap(({ write }) => (write === null ? [] : [write.sourceIdentityKey]));
}

function progressOf(receipts: readonly ReceiptRow[]) {
  const progress = new Map<string, { readonly filesDone: number; readonly counts: EndingCounts }>();
  for (const { importId, entries } of receipts) {
    const before = progress.get(importId);
    const counts = countEndings(entries);
    progress.set(importId, {
      filesDone: (before?.filesDone ?? 0) + 1,
      counts: before === undefined ? counts : addCounts(before.counts, counts),
    });
  }
  return progress;
}
