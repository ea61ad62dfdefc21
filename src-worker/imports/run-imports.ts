// The import pipeline as a story: requests are journaled, files queue up, they are read in lanes, readings are judged
// together, and the event log accepts them. Only then is anybody told.
import { v7 as newUuid } from 'uuid';
import type { CrashPoint } from '../contract/crash-points.ts';
import type { EngineFault, EngineOrder } from '../contract/engine-messages.ts';
import type { ImportJob, ImportRun, RecognisedFile } from '../contract/import-job.ts';
import type { RefusedFile } from '../contract/intake-messages.ts';
import type { JournalHead, NewJournalRecord } from '../contract/journal-record.ts';
import { limits } from '../contract/limits.ts';
import type { Look } from '../contract/look.ts';
import type { Receipt } from '../contract/receipt.ts';
import { loadKnown } from '../event-log/load-known.ts';
import { createBatcher } from './batcher.ts';
import { countUnderWay, writeCallOffs, writeRests } from './call-off.ts';
import { enqueue, importOf, jobOf, type FileOrder } from './enqueue.ts';
import type { FileReading } from './file-reading.ts';
import { identitiesOf } from './identities-of.ts';
import { createImportTeller } from './import-teller.ts';
import { judgeBatch, type JudgedBatch, type JudgingTools } from './judge-batch.ts';
import { findOpenImports } from './open-imports.ts';
import { forgive } from './page-deaths.ts';
import { fileIdOf, goesOn, gotOn } from './parts.ts';
import { createPause } from './pause.ts';
import { refusedReading } from './read-file.ts';
import { createReadingLanes, type LaneTools } from './reading-lanes.ts';
import { recogniseFiles } from './recognise.ts';
import { createTriedImports } from './tried-imports.ts';
import { weighReading } from './weigh-reading.ts';

/** What main says of imports; the rest of the orders is not for the pipeline. */
export type ImportOrder =
  | FileOrder
  | Extract<
      EngineOrder,
      { type: 'app_started' | 'page_died' | 'import_started' | 'imports_paused' | 'import_called_off' }
    >;

export interface ImportsTools extends LaneTools {
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

/** With more unread files than these nobody waits for a single one. */
const backlogFiles = 16;
/** Short beside what the files of a full batch take to be read, long beside what a batch costs the disk. */
const gatherMs = 250;

export function startImports(tools: ImportsTools): Imports {
  const { database, eventLog, now, report, reach } = tools;
  /** Imports that the athlete stopped, of those that this engine heard of. */
  const calledOff = new Set<string>();
  /** Their sources went: what was staged of them is read, and the rest waits. */
  const cutShort = new Set<string>();
  const underWay = countUnderWay();
  /** Recognised, and not answered while imports are paused. */
  const resting: RecognisedFile[] = [];
  const pause = createPause();
  const tell = createImportTeller({ database, eventLog, underWay, report });
  const tries = createTriedImports({ database, eventLog, now, tell, judgingTools, onLook: tools.onLook });
  const orders = createBatcher<ImportOrder>(writeDown, { maxItems: 1_000, onTrouble: trouble('orders') });
  const readings = createBatcher<FileReading>(judge, {
    maxItems: limits.batchEndings,
    weigh: weighReading,
    onTrouble: trouble('judge'),
    gatherMs: () => (lanes.filesUnread() > backlogFiles ? gatherMs : 0),
  });
  const lanes = createReadingLanes(tools, {
    pause,
    underWay,
    tell,
    isTried: (importId) => tries.has(importId),
    isStopped,
    give: (part) => readings.push(part),
    leftOut,
    trouble,
  });

  return {
    hear: (order) => void orders.push(order),
    fail: (fault) => lanes.fail(fault),
    filesAtWork: () => lanes.filesAtWork(),
    isAtWork: async () => {
      if (orders.isAtWork() || underWay.all() > 0 || tries.isAnyGoingOn()) return true;
      return !pause.isPaused() && isSomethingWaiting();
    },
    isSomethingWaiting,
  };

  async function isSomethingWaiting(): Promise<boolean> {
    return (
      lanes.filesUnread() > 0 || (await database.imports.filter((run) => run.finishedAt === null).count()) > 0
    );
  }

  async function writeDown(batch: readonly ImportOrder[]): Promise<void> {
    for (const order of batch) if (order.type === 'imports_paused') await holdBack(order.isPaused);
    for (const order of batch) if (order.type === 'page_died') await lanes.suspect(order.atWork);
    await requestImports(batch.filter((order) => order.type === 'import_started'));
    const stopped = batch.filter((order) => order.type === 'import_called_off');
    await callOff(stopped.filter(({ restWaits }) => restWaits !== true));
    await queueFiles(batch.filter(isOfFiles));
    await completeListings(batch.filter((order) => order.type === 'listed'));
    for (const { importId, restWaits } of stopped) if (restWaits) cutShort.add(importId);
    await endCutShort();
    // Last, because whoever waits for lines hears no more of an import that is done.
    const begun = batch.flatMap((order) => (order.type === 'import_started' ? [order.importId] : []));
    tell.finished(await runsOf(begun));
    for (const order of batch) if (order.type === 'app_started') await takeUp(order);
    const goesOn = batch.some(
      (order) =>
        order.type === 'page_died' ||
        order.type === 'import_started' ||
        (order.type === 'app_started' && order.goesOn),
    );
    if (goesOn) await lanes.open();
  }

  async function requestImports(started: readonly Extract<ImportOrder, { type: 'import_started' }>[]) {
    for (const { importId, wantsLines, isDryRun } of started) {
      if (wantsLines) tell.wantLines(importId);
      if (isDryRun) tries.begin(importId);
    }
    const kept = started.filter(({ isDryRun }) => !isDryRun);
    if (kept.length > 0) await reach('import_heard');
    const accepted = await eventLog.accept(async () => {
      const known = await database.imports.bulkGet(kept.map(({ importId }) => importId));
      return kept
        .filter((_, index) => known[index] === undefined)
        .map(({ importId, origin, startedAt, paths, sourceName }): NewJournalRecord => ({
          kind: 'import_requested',
          importId,
          origin,
          startedAt,
          paths,
          ...(sourceName !== undefined && { sourceName }),
        }));
    });
    // Nothing can be written: nothing is begun, and the state says why.
    if (accepted === null) return;
    for (const { importId } of started) report({ type: 'import_recorded', importId });
  }

  async function queueFiles(files: readonly FileOrder[]): Promise<void> {
    for (const order of files.filter((order) => tries.has(importOf(order)))) {
      if (order.type === 'listed') continue;
      const { file } = order;
      if (tries.isGivenUp(file.importId)) tell.dropped(file.fileId);
      else if (order.type === 'staged') lanes.push([jobOf(order.file, now().toISOString())]);
      else if (order.type === 'refused') pushRefused([order.file]);
    }
    const { jobs, refused, recognised, endedBefore, letGo } = await eventLog.insist('enqueue', () =>
      enqueue(
        database,
        files.filter((order) => !tries.has(importOf(order))),
        now().toISOString(),
      ),
    );
    if (jobs.length > 0) await reach('job_queued');
    lanes.push(jobs);
    pushRefused(refused);
    await tell.letGo(letGo);
    const tried = files.flatMap((order) =>
      order.type === 'recognised' && tries.isGoingOn(order.file.importId) ? [order.file] : [],
    );
    await takeRecognised([...tried, ...recognised]);
    await tell.endedBefore(endedBefore);
  }

  /** What the log does not know after all is read. */
  async function takeRecognised(files: readonly RecognisedFile[]): Promise<void> {
    const isWanted = ({ importId }: RecognisedFile) => !isStopped(importId);
    await tell.letGo(files.filter((file) => !isWanted(file)).map(({ fileId }) => fileId));
    const wanted = files.filter(isWanted);
    const rests = ({ importId }: RecognisedFile) => pause.isPaused() && !tries.has(importId);
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
    lanes.holdBack();
    await takeRecognised(resting.splice(0));
  }

  /** Written down first; what waits is let go, and what is being read ends. */
  async function callOff(orders: readonly { readonly importId: string }[]): Promise<void> {
    if (orders.length === 0) return;
    const importIds = orders.map(({ importId }) => importId);
    for (const importId of importIds) {
      cutShort.delete(importId);
      tries.giveUp(importId);
    }
    const kept = importIds.filter((importId) => !tries.has(importId));
    await writeCallOffs({ database, eventLog, now }, kept);
    const runs = await runsOf(kept);
    for (const { importId, cancelledAt } of runs) if (cancelledAt !== undefined) calledOff.add(importId);
    await tell.letGo(lanes.dropStopped().map(({ fileId }) => fileId));
    await takeRecognised(resting.splice(0));
    pause.lookAgain();
    tell.finished(runs);
    // What was never written down is over as well.
    const known = new Set(runs.map(({ importId }) => importId));
    for (const importId of kept) if (!known.has(importId)) tell.over(importId, null);
  }

  /** Of each, as soon as nothing of it is read or waits to be read. */
  async function endCutShort(): Promise<void> {
    const atRest = [...cutShort].filter((importId) => underWay.of(importId) === 0);
    if (atRest.length === 0) return;
    // Asked about once: whoever else comes here meanwhile would tell its end again.
    for (const importId of atRest) cutShort.delete(importId);
    await writeRests({ database, eventLog, now }, atRest);
    const runs = await runsOf(atRest);
    for (const { importId, finishedAt } of runs) if (finishedAt === null) cutShort.add(importId);
    tell.finished(runs);
    const known = new Set(runs.map(({ importId }) => importId));
    for (const importId of atRest) if (!known.has(importId)) tell.over(importId, null);
  }

  async function completeListings(orders: readonly Extract<FileOrder, { type: 'listed' }>[]): Promise<void> {
    const listings = orders.map(({ listed }) => listed);
    for (const listed of listings) tries.listed(listed);
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
    tell.finished(imports ?? []);
  }

  /** What an earlier app began goes on where it was, unless somebody only came to look. */
  async function takeUp({ goesOn }: Extract<ImportOrder, { type: 'app_started' }>): Promise<void> {
    const open = await eventLog.insist('open imports', () => findOpenImports(database));
    report({ type: 'imports_open', imports: goesOn ? [...open] : [] });
  }

  async function leftOut({ fileId, importId }: ImportJob): Promise<void> {
    await tell.letGo([fileId]);
    underWay.end(importId);
    tell.finished(await runsOf([importId]));
  }

  function isStopped(importId: string): boolean {
    return calledOff.has(importId) || tries.isGivenUp(importId);
  }

  async function judge(batch: readonly FileReading[]): Promise<void> {
    // Asked once: a dry run that is done with its last file is forgotten.
    const tried = new Set(batch.filter(({ file }) => tries.has(file.importId)));
    await tries.judge([...tried]);
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
    tell.finished(imports);
    const stopped = batch.map(({ file }) => file.importId).filter((importId) => calledOff.has(importId));
    if (stopped.length > 0) tell.finished(await runsOf([...new Set(stopped)]));
    await endCutShort();
  }

  async function tellEndings(judged: JudgedBatch): Promise<void> {
    tell.lines(judged);
    const receipts = judged.endings.map(({ receipt }) => receipt);
    await forgiveDeaths(receipts.filter((receipt) => goesOn(receipt) && gotOn(receipt)));
    for (const receipt of receipts) if (!goesOn(receipt)) await tell.ended(receipt);
  }

  /** An archive that got on is not what killed the page. */
  async function forgiveDeaths(parts: readonly Receipt[]): Promise<void> {
    if (parts.length === 0) return;
    const fileIds = parts.map(({ jobId }) => fileIdOf(jobId));
    for (const fileId of fileIds) report({ type: 'part_done', fileId });
    await eventLog.insist('jobs', () => forgive(database, fileIds));
  }

  async function runsOf(importIds: readonly string[]): Promise<readonly ImportRun[]> {
    const runs = await eventLog.insist('imports', () => database.imports.bulkGet([...importIds]));
    return runs.filter((run) => run !== undefined);
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
