// Files that wait are read in lanes, each part of a reading given on as it comes. What was at work when the page died is
// read alone, before all others; and between two parts a lane can rest, or let go of what was stopped.
import type { EngineFault, EngineReport } from '../contract/engine-messages.ts';
import type { ImportJob } from '../contract/import-job.ts';
import { limits } from '../contract/limits.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { knownBytesFinder } from '../event-log/load-known.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { UnderWay } from './call-off.ts';
import { unfinishedJobs } from './enqueue.ts';
import type { FileReading } from './file-reading.ts';
import type { ImportTeller } from './import-teller.ts';
import { createJobQueue } from './job-queue.ts';
import { loadKnownOfFiles } from './known-of-files.ts';
import { createLookAhead } from './look-ahead.ts';
import { blame, isKiller, suspectOf } from './page-deaths.ts';
import { openParserLane, type Parser, type ParserLane } from './parser-lane.ts';
import { goesOn, partEndOf } from './parts.ts';
import type { Pause } from './pause.ts';
import { readFile, setAsideReading, type ReadingTools } from './read-file.ts';

/** What reading takes from the engine around it. */
export interface LaneTools {
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
}

/** What reading shares with the rest of the pipeline. */
interface LaneSurroundings {
  readonly pause: Pause;
  readonly underWay: UnderWay;
  readonly tell: ImportTeller;
  /** It goes on also while imports are paused. */
  readonly isTried: (importId: string) => boolean;
  readonly isStopped: (importId: string) => boolean;
  /** Settles when the part is judged, and written down where it is to be. */
  readonly give: (part: FileReading) => Promise<void>;
  /** It was stopped before its end. */
  readonly leftOut: (job: ImportJob) => Promise<void>;
  /** Told of bugs, each by where it showed. */
  readonly trouble: (where: string) => (reason: unknown) => void;
}

export interface ReadingLanes {
  /** Begins, where it has not: with what an earlier engine left unread. */
  open(): Promise<void>;
  push(jobs: readonly ImportJob[]): void;
  /** They were at work when the page died. */
  suspect(jobIds: readonly string[]): Promise<void>;
  /** Looks at the pause again: what waits may have to wait on, or be read now. */
  holdBack(): void;
  /** Takes those that were stopped out of those that wait. */
  dropStopped(): readonly ImportJob[];
  /** Files that wait or are being read. */
  filesUnread(): number;
  filesAtWork(): number;
  /** Test switch. */
  fail(fault: EngineFault): void;
}

export function createReadingLanes(tools: LaneTools, surroundings: LaneSurroundings): ReadingLanes {
  const { database, eventLog, now, readerRevision, report } = tools;
  const { pause, underWay, tell, isTried, isStopped, trouble } = surroundings;
  const queue = createJobQueue<ImportJob>();
  const foreknown = createLookAhead(
    (jobs: readonly ImportJob[]) =>
      eventLog.insist('known of files', () => loadKnownOfFiles(database, jobs, readerRevision)),
    { maxJobs: limits.stagedFiles },
  );
  const faults = { endlessParserOn: null as string | null, pageDiesOn: null as string | null };
  let isOpen = false;
  let unread = 0;
  let reading = 0;

  return {
    open,
    push,
    suspect: (jobIds) => eventLog.insist('suspect', () => blame(database, jobIds)),
    holdBack: () => queue.hold(rests),
    dropStopped() {
      const dropped = queue.drop(({ importId }) => isStopped(importId));
      unread -= dropped.length;
      return dropped;
    },
    filesUnread: () => unread,
    filesAtWork: () => reading,
    fail(fault) {
      if (fault.fault === 'endless_parser') faults.endlessParserOn = fault.fileName;
      if (fault.fault === 'page_dies') faults.pageDiesOn = fault.fileName;
    },
  };

  function push(jobs: readonly ImportJob[]): void {
    unread += jobs.length;
    queue.push(...jobs);
  }

  function rests({ importId }: ImportJob): boolean {
    return pause.isPaused() && !isTried(importId);
  }

  /** Suspects are read alone before all others, so that a second death names the one. */
  async function open(): Promise<void> {
    if (isOpen) return;
    isOpen = true;
    void keepTrying();
    const queued = new Set(queue.waiting().map(({ jobId }) => jobId));
    const earlier = await eventLog.insist('jobs', () => unfinishedJobs(database));
    const jobs = earlier.filter(({ jobId }) => !queued.has(jobId));
    const suspects = jobs.filter(({ deaths }) => deaths > 0);
    push(jobs.filter(({ deaths }) => deaths === 0));
    unread += suspects.length;
    void (async () => {
      const lane = openLane();
      for (const job of suspects) {
        await pause.over(() => isStopped(job.importId));
        if (isStopped(job.importId)) await skip(job);
        else await work(job, lane);
      }
      void keepWorking(lane);
      for (let more = 1; more < tools.laneCount; more += 1) void keepWorking(openLane());
    })();
  }

  function openLane(): ParserLane {
    return openParserLane(tools.startParser, { onTrouble: trouble('parser') });
  }

  async function keepWorking(lane: ParserLane): Promise<never> {
    for (;;) await work(await queue.take(), lane);
  }

  /** Beside lanes that rest in the middle of something: while imports are paused, what is only tried goes on here. */
  async function keepTrying(): Promise<never> {
    const lane = openLane();
    for (;;) {
      await work(await queue.take(({ importId }) => pause.isPaused() && isTried(importId)), lane);
      // Nothing comes to this lane then: it needs no parser.
      if (!pause.isPaused()) lane.close();
    }
  }

  async function work(job: ImportJob, lane: ParserLane): Promise<void> {
    underWay.begin(job.importId);
    reading += 1;
    for await (const part of readJob(job, lane)) {
      const written = surroundings.give(part);
      if (!goesOn(part)) continue;
      // Of an archive no more is held than one part; and between two of them it can rest or be let go.
      await written;
      if (rests(job)) {
        tellReading(job, true);
        await pause.over(() => isStopped(job.importId));
        tellReading(job, false);
      }
      if (!isStopped(job.importId)) continue;
      await surroundings.leftOut(job);
      break;
    }
    tellReading(job, true);
    reading -= 1;
    unread -= 1;
  }

  async function skip(job: ImportJob): Promise<void> {
    underWay.begin(job.importId);
    unread -= 1;
    await surroundings.leftOut(job);
  }

  function tellReading({ jobId }: ImportJob, isOver: boolean): void {
    report({ type: 'reading', fileId: jobId, isOver });
  }

  async function* readJob(job: ImportJob, lane: ParserLane): AsyncGenerator<FileReading> {
    const known = await foreknown.of(job, queue.waiting());
    if (isKiller(job) || known.isSetAside) {
      yield setAsideReading(job, readerRevision, now().toISOString());
      return;
    }
    tellReading(job, false);
    await reachName(job.name);
    const { lastPart, knownBytes } = known;
    // The engine that wrote it down may have died before it could say so.
    if (lastPart !== null) await tell.linesAgain(lastPart);
    yield* readFile(job, readingTools(job, lane), {
      knownBytes,
      before: partEndOf(lastPart),
      suspect: suspectOf(job),
    });
  }

  function readingTools(job: ImportJob, lane: ParserLane): ReadingTools {
    const findKnownBytes = knownBytesFinder(database);
    return {
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
  }

  /** Test switch: the page dies of this name. */
  function reachName(name: string): Promise<void> {
    if (name !== faults.pageDiesOn) return Promise.resolve();
    report({ type: 'crash_page' });
    return new Promise(() => undefined);
  }
}
