// The import pipeline as a story: requests are journaled, files queue up, they are read in lanes, readings are judged
// together, and the event log accepts them. Only then is anybody told.
import { v7 as newUuid } from 'uuid';
import type { CrashPoint } from '../contract/crash-points.ts';
import type { EngineFault, EngineOrder, EngineReport } from '../contract/engine-messages.ts';
import {
  filesNotBegun,
  type ImportJob,
  type ImportRun,
  type RecognisedFile,
} from '../contract/import-job.ts';
import type { RefusedFile } from '../contract/intake-messages.ts';
import type { JournalHead, NewJournalRecord } from '../contract/journal-record.ts';
import { limits } from '../contract/limits.ts';
import type { Look } from '../contract/look.ts';
import type { Receipt } from '../contract/receipt.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { knownBytesFinder, loadKnown } from '../event-log/load-known.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { createBatcher } from './batcher.ts';
import { countUnderWay, originalOfLetGo, writeCallOffs } from './call-off.ts';
import { startDryRun, type DryRun } from './dry-run.ts';
import { enqueue, importOf, jobOf, unfinishedJobs, type FileOrder } from './enqueue.ts';
import type { FileReading } from './file-reading.ts';
import { identitiesOf } from './identities-of.ts';
import { createJobQueue } from './job-queue.ts';
import { judgeBatch, type JudgedBatch, type JudgingTools } from './judge-batch.ts';
import { findOpenImports } from './open-imports.ts';
import { loadKnownOfFiles } from './known-of-files.ts';
import { createLookAhead } from './look-ahead.ts';
import { originalToKeep } from './originals.ts';
import { openParserLane, type Parser, type ParserLane } from './parser-lane.ts';
import { earlierPartsOf, fileIdOf, goesOn, gotOn, partEndOf } from './parts.ts';
import { createPause } from './pause.ts';
import { isWhole, recogniseFiles } from './recognise.ts';
import { readFile, refusedReading, setAsideReading, type ReadingTools } from './read-file.ts';
import { reportLines } from './report-lines.ts';
import { weighReading } from './weigh-reading.ts';
import { writtenActivities } from './written-activities.ts';

/** What main says of imports; the rest of the orders is not for the pipeline. */
export type ImportOrder =
  | FileOrder
  | Extract<
      EngineOrder,
      { type: 'app_started' | 'page_died' | 'import_started' | 'imports_paused' | 'import_called_off' }
    >;

export interface ImportsTools {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly startParser: () => Parser;
  /** How many files are read at the same time. */
  readonly laneCount: number;
  readonly now: () => Date;
  /** IANA name. */
  readonly athleteTimeZone: string;
  /** Of this build's reader: what one build set aside, the next may read. */
  readonly readerRevision: string;
  readonly report: (report: EngineReport) => void;
  /** Told as a look goes on, and when it is over. */
  readonly onLook: (look: Look) => void;
  /** Test switch: may never come back. */
  readonly reach: (point: CrashPoint) => Promise<void>;
}

export interface Imports {
  hear(order: ImportOrder): void;
  /** Test switch. */
  fail(fault: EngineFault): void;
  /** True while files are waited for, read or judged; what only waits because imports are paused is at rest. */
  isAtWork(): Promise<boolean>;
  /** Begun and not over, whether at work or at rest. */
  isSomethingWaiting(): Promise<boolean>;
  /** Being read now. */
  filesAtWork(): number;
}

/** A file that was at work in so many deaths of the page is its killer; of an archive it is the entry that comes next. */
const deathsBeforeSetAside = 2;

/** With more unread files than these nobody waits for a single one. */
const backlogFiles = 16;
/** Short beside what the files of a full batch take to be read, long beside what a batch costs the disk. */
const gatherMs = 250;

export function startImports(tools: ImportsTools): Imports {
  const { database, eventLog, now, report, reach } = tools;
  const wantLines = new Set<string>();
  /** Files of unfinished imports whose ending this engine told: main may have announced them again meanwhile. */
  const toldFiles = new Map<string, Set<string>>();
  const dryRuns = new Map<string, DryRun>();
  /** Dry runs that nobody wants to know the end of; some of their files may still be read. */
  const endedTries = new Set<string>();
  /** Imports that the athlete stopped, of those that this engine heard of. */
  const calledOff = new Set<string>();
  const underWay = countUnderWay();
  /** Recognised, and not answered while imports are paused. */
  const resting: RecognisedFile[] = [];
  const pause = createPause();
  const faults = { endlessParserOn: null as string | null, pageDiesOn: null as string | null };
  const queue = createJobQueue<ImportJob>();
  const foreknown = createLookAhead(
    (jobs: readonly ImportJob[]) =>
      eventLog.insist('known of files', () => loadKnownOfFiles(database, jobs, tools.readerRevision)),
    { maxJobs: limits.stagedFiles },
  );
  const orders = createBatcher<ImportOrder>(writeDown, { maxItems: 1_000, onTrouble: trouble('orders') });
  const readings = createBatcher<FileReading>(judge, {
    maxItems: limits.batchEndings,
    weigh: weighReading,
    onTrouble: trouble('judge'),
    gatherMs: () => (unread > backlogFiles ? gatherMs : 0),
  });
  let lanesAreOpen = false;
  let unread = 0;
  let reading = 0;

  return {
    hear: (order) => void orders.push(order),
    fail(fault) {
      if (fault.fault === 'endless_parser') faults.endlessParserOn = fault.fileName;
      if (fault.fault === 'page_dies') faults.pageDiesOn = fault.fileName;
    },
    filesAtWork: () => reading,
    isAtWork: async () => {
      if (orders.isAtWork() || underWay.all() > 0 || dryRuns.size > 0) return true;
      return !pause.isPaused() && isSomethingWaiting();
    },
    isSomethingWaiting,
  };

  async function isSomethingWaiting(): Promise<boolean> {
    return unread > 0 || (await database.imports.filter((run) => run.finishedAt === null).count()) > 0;
  }

  async function writeDown(batch: readonly ImportOrder[]): Promise<void> {
    for (const order of batch) if (order.type === 'imports_paused') await holdBack(order.isPaused);
    for (const order of batch) if (order.type === 'page_died') await suspect(order.atWork);
    await requestImports(batch.filter((order) => order.type === 'import_started'));
    await callOff(batch.filter((order) => order.type === 'import_called_off'));
    await queueFiles(batch.filter(isOfFiles));
    await completeListings(batch.filter((order) => order.type === 'listed'));
    // Last, because whoever waits for lines hears no more of an import that is done.
    const begun = batch.flatMap((order) => (order.type === 'import_started' ? [order.importId] : []));
    announceFinished(await runsOf(begun));
    for (const order of batch) if (order.type === 'app_started') await takeUp(order);
    const goesOn = batch.some(
      (order) =>
        order.type === 'page_died' ||
        order.type === 'import_started' ||
        (order.type === 'app_started' && order.goesOn),
    );
    if (goesOn && !lanesAreOpen) await openLanes();
  }

  async function requestImports(started: readonly Extract<ImportOrder, { type: 'import_started' }>[]) {
    for (const { importId, wantsLines, isDryRun } of started) {
      if (wantsLines) wantLines.add(importId);
      if (isDryRun && !isTried(importId)) {
        dryRuns.set(
          importId,
          startDryRun(database, () => now().getTime()),
        );
      }
    }
    const kept = started.filter(({ isDryRun }) => !isDryRun);
    if (kept.length > 0) await reach('import_heard');
    const accepted = await eventLog.accept(async () => {
      const known = await database.imports.bulkGet(kept.map(({ importId }) => importId));
      return kept
        .filter((_, index) => known[index] === undefined)
        .map(({ importId, origin, startedAt, paths }): NewJournalRecord => ({
          kind: 'import_requested',
          importId,
          origin,
          startedAt,
          paths,
        }));
    });
    // Nothing can be written: nothing is begun, and the state says why.
    if (accepted === null) return;
    for (const { importId } of started) report({ type: 'import_recorded', importId });
  }

  async function queueFiles(files: readonly FileOrder[]): Promise<void> {
    for (const order of files.filter((order) => isTried(importOf(order)))) {
      if (order.type === 'listed') continue;
      const { file } = order;
      if (endedTries.has(file.importId)) tellDropped(file.fileId, null);
      else if (order.type === 'staged') takeJobs([jobOf(order.file, now().toISOString())]);
      else if (order.type === 'refused') pushRefused([order.file]);
    }
    const { jobs, refused, recognised, endedBefore, letGo } = await eventLog.insist('enqueue', () =>
      enqueue(
        database,
        files.filter((order) => !isTried(importOf(order))),
        now().toISOString(),
      ),
    );
    if (jobs.length > 0) await reach('job_queued');
    takeJobs(jobs);
    pushRefused(refused);
    await tellLetGo(letGo);
    const tried = files.flatMap((order) =>
      order.type === 'recognised' && dryRuns.has(order.file.importId) ? [order.file] : [],
    );
    await takeRecognised([...tried, ...recognised]);
    await tellAgain(endedBefore);
  }

  /** What the log does not know after all is read. */
  async function takeRecognised(files: readonly RecognisedFile[]): Promise<void> {
    const isStopped = ({ importId }: RecognisedFile) => calledOff.has(importId) || endedTries.has(importId);
    await tellLetGo(files.filter(isStopped).map(({ fileId }) => fileId));
    const wanted = files.filter((file) => !isStopped(file));
    const rests = ({ importId }: RecognisedFile) => pause.isPaused() && !isTried(importId);
    resting.push(...wanted.filter(rests));
    const due = wanted.filter((file) => !rests(file));
    if (due.length === 0) return;
    const known = await eventLog.insist('known of files', () =>
      recogniseFiles(database, due, now().toISOString()),
    );
    const told = known.filter((reading) => reading !== null);
    for (const { file } of told) underWay.begin(file.importId);
    void readings.push(...told);
    for (const [index, { fileId }] of due.entries()) {
      if (known[index] === null) report({ type: 'not_known', fileId });
    }
  }

  function pushRefused(files: readonly RefusedFile[]): void {
    for (const { importId } of files) underWay.begin(importId);
    void readings.push(...files.map((file) => refusedReading(file, now().toISOString())));
  }

  async function holdBack(isPaused: boolean): Promise<void> {
    pause.set(isPaused);
    queue.hold(({ importId }) => isPaused && !isTried(importId));
    await takeRecognised(resting.splice(0));
  }

  /** Written down first; what waits is let go, and what is being read ends. */
  async function callOff(orders: readonly { readonly importId: string }[]): Promise<void> {
    if (orders.length === 0) return;
    const importIds = orders.map(({ importId }) => importId);
    for (const importId of importIds.filter((id) => dryRuns.has(id))) {
      endedTries.add(importId);
      endTry(importId);
    }
    const kept = importIds.filter((id) => !isTried(id));
    await writeCallOffs({ database, eventLog, now }, kept);
    const runs = await runsOf(kept);
    for (const { importId, cancelledAt } of runs) if (cancelledAt !== undefined) calledOff.add(importId);
    const dropped = queue.drop(({ importId }) => calledOff.has(importId) || endedTries.has(importId));
    unread -= dropped.length;
    await tellLetGo(dropped.map(({ fileId }) => fileId));
    await takeRecognised(resting.splice(0));
    pause.lookAgain();
    announceFinished(runs);
    // What was never written down is over as well.
    const known = new Set(runs.map(({ importId }) => importId));
    for (const importId of kept) if (!known.has(importId)) announceDone(importId, null);
  }

  async function tellLetGo(fileIds: readonly string[]): Promise<void> {
    for (const fileId of fileIds) {
      const keepSha256 = await eventLog.insist('parts', () => originalOfLetGo(database, fileId));
      tellDropped(fileId, keepSha256);
    }
  }

  /** It has no ending, and nobody waits for one. */
  function tellDropped(fileId: string, keepSha256: string | null): void {
    report({ type: 'file_done', fileId, keepSha256, isKnown: false });
  }

  async function completeListings(orders: readonly Extract<FileOrder, { type: 'listed' }>[]): Promise<void> {
    const listings = orders.map(({ listed }) => listed);
    for (const listed of listings) {
      dryRuns.get(listed.importId)?.listed(listed);
      endIfTried(listed.importId);
    }
    const complete = listings.filter((listed) => listed.complete);
    const imports = await eventLog.accept(async () => {
      const runs = await database.imports.bulkGet(complete.map(({ importId }) => importId));
      return complete
        .filter((_, index) => runs[index]?.finishedAt === null)
        .map(({ importId, filesFound, filesPassedOver }): NewJournalRecord => ({
          kind: 'import_listed',
          importId,
          filesFound,
          filesPassedOver,
          listedAt: now().toISOString(),
        }));
    });
    announceFinished(imports ?? []);
  }

  /** What an earlier app began goes on where it was, unless somebody only came to look. */
  async function takeUp({ goesOn }: Extract<ImportOrder, { type: 'app_started' }>): Promise<void> {
    const open = await eventLog.insist('open imports', () => findOpenImports(database));
    report({ type: 'imports_open', imports: goesOn ? [...open] : [] });
  }

  async function suspect(atWork: readonly string[]): Promise<void> {
    await eventLog.insist('suspect', () =>
      database.jobs
        .where('jobId')
        .anyOf(atWork)
        .modify((job: { deaths: number }) => {
          job.deaths += 1;
        }),
    );
  }

  /** Suspects are read alone before all others, so that a second death names the one. */
  async function openLanes(): Promise<void> {
    lanesAreOpen = true;
    void keepTrying();
    const queued = new Set(queue.waiting().map(({ jobId }) => jobId));
    const earlier = await eventLog.insist('jobs', () => unfinishedJobs(database));
    const jobs = earlier.filter(({ jobId }) => !queued.has(jobId));
    const suspects = jobs.filter(({ deaths }) => deaths > 0);
    takeJobs(jobs.filter(({ deaths }) => deaths === 0));
    unread += suspects.length;
    void (async () => {
      const lane = openParserLane(tools.startParser, { onTrouble: trouble('parser') });
      for (const job of suspects) {
        await pause.over(() => calledOff.has(job.importId));
        if (!calledOff.has(job.importId)) await work(job, lane);
        else await skip(job);
      }
      void keepWorking(lane);
      for (let more = 1; more < tools.laneCount; more += 1) {
        void keepWorking(openParserLane(tools.startParser, { onTrouble: trouble('parser') }));
      }
    })();
  }

  async function keepWorking(lane: ParserLane): Promise<never> {
    for (;;) await work(await queue.take(), lane);
  }

  /** Beside lanes that rest in the middle of something: while imports are paused, what is only tried goes on here. */
  async function keepTrying(): Promise<never> {
    const lane = openParserLane(tools.startParser, { onTrouble: trouble('parser') });
    for (;;) {
      await work(await queue.take(({ importId }) => pause.isPaused() && isTried(importId)), lane);
      // Nothing comes to this lane then: it needs no parser.
      if (!pause.isPaused()) lane.close();
    }
  }

  async function work(job: ImportJob, lane: ParserLane): Promise<void> {
    const isStopped = () => calledOff.has(job.importId) || endedTries.has(job.importId);
    underWay.begin(job.importId);
    reading += 1;
    for await (const part of readJob(job, lane)) {
      const written = readings.push(part);
      if (!goesOn(part)) continue;
      // Of an archive no more is held than one part; and between two of them it can rest or be let go.
      await written;
      if (pause.isPaused() && !isTried(job.importId)) {
        report({ type: 'reading', fileId: job.jobId, isOver: true });
        await pause.over(isStopped);
        report({ type: 'reading', fileId: job.jobId, isOver: false });
      }
      if (!isStopped()) continue;
      await leaveOut(job);
      break;
    }
    report({ type: 'reading', fileId: job.jobId, isOver: true });
    reading -= 1;
    unread -= 1;
  }

  async function skip(job: ImportJob): Promise<void> {
    underWay.begin(job.importId);
    unread -= 1;
    await leaveOut(job);
  }

  async function leaveOut({ fileId, importId }: ImportJob): Promise<void> {
    await tellLetGo([fileId]);
    underWay.end(importId);
    announceFinished(await runsOf([importId]));
  }

  async function* readJob(job: ImportJob, lane: ParserLane): AsyncGenerator<FileReading> {
    const { readerRevision } = tools;
    const known = await foreknown.of(job, queue.waiting());
    const deathsLeft = deathsBeforeSetAside + (job.isArchive ? 1 : 0) - job.deaths;
    if (deathsLeft <= 0 || known.isSetAside) {
      yield setAsideReading(job, readerRevision, now().toISOString());
      return;
    }
    report({ type: 'reading', fileId: job.jobId, isOver: false });
    await reachName(job.name);
    const { lastPart, knownBytes } = known;
    // The engine that wrote it down may have died before it could say so.
    if (lastPart !== null) await tellLinesAgain(lastPart);
    const findKnownBytes = knownBytesFinder(database);
    const reader: ReadingTools = {
      lane,
      now,
      athleteTimeZone: tools.athleteTimeZone,
      findKnownBytes: (sha256) => eventLog.insist('known bytes', () => findKnownBytes(sha256)),
      onArchive: () =>
        eventLog.insist('jobs', async () => {
          await database.jobs.update(job.jobId, { isArchive: true });
        }),
      readerRevision,
      onTrouble: trouble('read'),
      endlessParserOn: faults.endlessParserOn,
      reachName,
    };
    const suspect =
      job.deaths === 0 ? 'nothing' : job.deaths < deathsBeforeSetAside ? 'some_entry' : 'next_entry';
    yield* readFile(job, reader, { knownBytes, before: partEndOf(lastPart), suspect });
  }

  /** Test switch: the page dies of this name. */
  function reachName(name: string): Promise<void> {
    if (name !== faults.pageDiesOn) return Promise.resolve();
    report({ type: 'crash_page' });
    return new Promise(() => undefined);
  }

  async function judge(batch: readonly FileReading[]): Promise<void> {
    // Asked once: a dry run that is done with its last file is forgotten.
    const tried = new Set(batch.filter(({ file }) => isTried(file.importId)));
    await tryOut([...tried]);
    endUnderWay([...tried]);
    await accept(batch.filter((reading) => !tried.has(reading)));
  }

  function endUnderWay(batch: readonly FileReading[]): void {
    for (const reading of batch) if (!goesOn(reading)) underWay.end(reading.file.importId);
  }

  async function accept(batch: readonly FileReading[]): Promise<void> {
    if (batch.length === 0) return;
    let judged: JudgedBatch = { endings: [], decoded: new Map(), samples: new Map() };
    const judgeThem = async (head: JournalHead) => {
      const fromMs = performance.now();
      const known = await loadKnown(database, { ...identitiesOf(batch), head });
      const lookUpMs = (performance.now() - fromMs) / batch.length;
      judged = judgeBatch(batch, known, { ...judgingTools(), lookUpMs });
      await reach('endings_judged');
      return judged.endings;
    };
    const imports = await eventLog.accept(judgeThem, () => judged.samples);
    try {
      if (imports === null) return;
      await reach('endings_stored');
      await tellEndings(judged);
    } finally {
      // Not before: of an import that is stopped meanwhile its end would be told first, and nobody would hear of these.
      endUnderWay(batch);
    }
    announceFinished(imports);
    const stopped = batch.map(({ file }) => file.importId).filter((importId) => calledOff.has(importId));
    if (stopped.length > 0) announceFinished(await runsOf([...new Set(stopped)]));
  }

  async function tellEndings(judged: JudgedBatch): Promise<void> {
    tellLines(judged);
    const receipts = judged.endings.map(({ receipt }) => receipt);
    await forgiveDeaths(receipts.filter((receipt) => goesOn(receipt) && gotOn(receipt)));
    for (const receipt of receipts) if (!goesOn(receipt)) await tellDone(receipt);
  }

  /** An archive that got on is not what killed the page. */
  async function forgiveDeaths(parts: readonly Receipt[]): Promise<void> {
    if (parts.length === 0) return;
    for (const { jobId } of parts) report({ type: 'part_done', fileId: fileIdOf(jobId) });
    await eventLog.insist('jobs', () =>
      database.jobs
        .where('jobId')
        .anyOf(parts.map(({ jobId }) => fileIdOf(jobId)))
        .modify({ deaths: 0 }),
    );
  }

  async function tryOut(batch: readonly FileReading[]): Promise<void> {
    for (const reading of batch.filter(({ file }) => !dryRuns.has(file.importId))) {
      if (!goesOn(reading)) tellDropped(reading.file.jobId, null);
    }
    for (const [importId, dryRun] of dryRuns) {
      const own = batch.filter(({ file }) => file.importId === importId);
      if (own.length === 0) continue;
      const judged = await eventLog.insist('try out', () => dryRun.judge(own, judgingTools()));
      tellLines(judged);
      for (const reading of own) {
        if (goesOn(reading)) continue;
        report({ type: 'file_done', fileId: reading.file.jobId, keepSha256: null, isKnown: false });
      }
      endIfTried(importId);
    }
  }

  /** Also of those that were given up. */
  function isTried(importId: string): boolean {
    return dryRuns.has(importId) || endedTries.has(importId);
  }

  function endIfTried(importId: string): void {
    const dryRun = dryRuns.get(importId);
    if (dryRun === undefined) return;
    if (!wantLines.has(importId)) tools.onLook({ lookId: importId, ...dryRun.look() });
    if (dryRun.isDone) endTry(importId);
  }

  function endTry(importId: string): void {
    dryRuns.delete(importId);
    wantLines.delete(importId);
    announceDone(importId, null);
  }

  function tellLines({ endings, decoded }: JudgedBatch): void {
    for (const { receipt, jobId } of endings) {
      const { importId } = receipt;
      if (!wantLines.has(importId)) continue;
      report({ type: 'lines', importId, jobId, lines: [...reportLines(receipt, decoded.get(jobId) ?? [])] });
    }
  }

  async function tellDone(receipt: Receipt): Promise<void> {
    const { importId, jobId } = receipt;
    const earlierParts = await eventLog.insist('parts', () => earlierPartsOf(database, receipt));
    const told = toldFiles.get(importId) ?? new Set();
    toldFiles.set(importId, told.add(jobId));
    const keepSha256 = originalToKeep(receipt, earlierParts);
    report({ type: 'file_done', fileId: jobId, keepSha256, isKnown: isWhole(receipt) });
  }

  /** Files that main announces again although their ending is stored: an engine died before it could say so. */
  async function tellAgain(receipts: readonly Receipt[]): Promise<void> {
    for (const receipt of receipts) {
      if (toldFiles.get(receipt.importId)?.has(receipt.jobId) === true) continue;
      await tellLinesAgain(receipt);
      await tellDone(receipt);
    }
  }

  async function tellLinesAgain(receipt: Receipt): Promise<void> {
    const { importId, jobId } = receipt;
    if (!wantLines.has(importId)) return;
    const activities = await eventLog.insist('events', () => writtenActivities(database, receipt));
    report({ type: 'lines', importId, jobId, lines: [...reportLines(receipt, activities)] });
  }

  function takeJobs(jobs: readonly ImportJob[]): void {
    unread += jobs.length;
    queue.push(...jobs);
  }

  async function runsOf(importIds: readonly string[]): Promise<readonly ImportRun[]> {
    const runs = await eventLog.insist('imports', () => database.imports.bulkGet([...importIds]));
    return runs.filter((run) => run !== undefined);
  }

  function announceFinished(imports: readonly ImportRun[]): void {
    for (const run of imports) {
      const { importId, finishedAt, cancelledAt } = run;
      if (finishedAt === null) continue;
      // What is still being read of one that was stopped is told first.
      if (cancelledAt !== undefined && underWay.of(importId) > 0) continue;
      wantLines.delete(importId);
      toldFiles.delete(importId);
      announceDone(importId, run);
    }
  }

  function announceDone(importId: string, run: ImportRun | null): void {
    const isCancelled = run?.cancelledAt !== undefined;
    const notBegun = run === null ? 0 : filesNotBegun(run);
    report({ type: 'import_done', importId, isCancelled, notBegun, imported: run?.counts.imported ?? 0 });
  }

  function judgingTools(): JudgingTools {
    return {
      now: now().toISOString(),
      newEventId: newUuid,
      elapsedMs: () => performance.now(),
      onTrouble: trouble('judge'),
    };
  }

  function trouble(where: string): (reason: unknown) => void {
    return (reason) => {
      const { name, message } = reason instanceof Error ? reason : { name: typeof reason, message: '' };
      report({ type: 'trouble', where, name, message });
    };
  }
}

function isOfFiles(order: ImportOrder): order is FileOrder {
  return ['listed', 'staged', 'recognised', 'refused'].includes(order.type);
}
