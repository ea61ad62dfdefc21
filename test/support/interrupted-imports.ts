// The app's way from a folder to the log, with real copies, a real journal and real parsers, in one process, so that it can
// be interrupted at a chosen moment: held, stopped, or dead. A death is that nothing of the one before is heard or does
// anything any more; no transaction is broken off, because the database in memory mends a broken one badly.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImportDesk, type ImportDesk } from '../../src-main/imports/import-desk.ts';
import { lookOf } from '../../src-main/intake/file-look.ts';
import { openRegularFile } from '../../src-main/intake/open-regular-file.ts';
import { openAccount, type ImportAccount } from '../../src-main/intake/owed-ledger.ts';
import { readStaged } from '../../src-main/intake/read-staged.ts';
import { runImport, type ImportTools } from '../../src-main/intake/run-import.ts';
import type { ReadyFile } from '../../src-main/intake/scan/ready-files.ts';
import type { IntakeNews } from '../../src-main/intake/stage-order.ts';
import { createStagingQueue } from '../../src-main/intake/staging-queue.ts';
import { createStagingRoom } from '../../src-main/intake/staging-room.ts';
import { watchCalls, type Watched } from '../../src-main/intake/watch-calls.ts';
import { createOrderMemory } from '../../src-main/ipc/order-memory.ts';
import type { CrashPoint } from '../../src-worker/contract/crash-points.ts';
import type { EngineOrder, EngineReport } from '../../src-worker/contract/engine-messages.ts';
import type { Look } from '../../src-worker/contract/look.ts';
import { verifyLog } from '../../src-worker/event-log/verify.ts';
import { startImports, type ImportOrder, type Imports } from '../../src-worker/imports/run-imports.ts';
import { readerRevision } from '../../src-worker/contract/reader-revision.ts';
import { CooldownDatabase } from '../../src-worker/store/database.ts';
import { openKeptLog, type KeptLog } from './kept-log.ts';
import { parserInProcess } from './parser-in-process.ts';
import { packLooks } from '../../src-main/intake/packed-looks.ts';

/** As a scan of this folder found them. */
function readyFilesIn(folder: string, watched: Watched): readonly ReadyFile[] {
  return readdirSync(folder)
    .sort()
    .map((name): ReadyFile => {
      const path = join(folder, name);
      return {
        kind: 'ready',
        name,
        path,
        open: () => openRegularFile({ openAt: Buffer.from(path), step: 'reach_found', watched }),
        lookOf: (stats) => lookOf(path, stats),
        isBelieved: null,
        judge: (ending) => Promise.resolve(ending),
      };
    });
}

const never = <Value>(): Promise<Value> => new Promise(() => undefined);

/** What outlives every death: the data folder, and what the browser keeps of the database. */
export interface Profile {
  readonly folder: string;
  readonly stagingFolder: string;
  readonly databaseName: string;
  /** Digests of originals that were kept. */
  readonly archive: Set<string>;
  /** As the settings have it. */
  isPaused: boolean;
}

export function newProfile(): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'cooldown-interrupted-'));
  const stagingFolder = join(folder, 'staging');
  mkdirSync(stagingFolder);
  return { folder, stagingFolder, databaseName: randomUUID(), archive: new Set(), isPaused: false };
}

export interface App {
  readonly desk: ImportDesk;
  readonly looks: readonly Look[];
  readonly reports: readonly EngineReport[];
  /** Settles when the engine says so of this import. */
  recorded(importId: string): Promise<unknown>;
  done(importId: string): Promise<Extract<EngineReport, { type: 'import_done' }>>;
  pause(isPaused: boolean): void;
  /** Settles when nothing is read, judged or told any more. */
  atRest(): Promise<void>;
  log(): KeptLog;
  isAtWork(): Promise<boolean>;
  /** The page dies with its engine, in the middle of these files, and a new one goes on. */
  restartEngine(atWork?: readonly string[]): Promise<void>;
  /** Everything dies at once. */
  kill(): Promise<void>;
}

const forImports: ReadonlySet<EngineOrder['type']> = new Set<ImportOrder['type']>([
  'app_started',
  'page_died',
  'import_started',
  'import_called_off',
  'imports_paused',
  'listed',
  'staged',
  'refused',
]);
const isForImports = (order: EngineOrder): order is ImportOrder => forImports.has(order.type);

export type AtPoint = (point: CrashPoint) => Promise<void>;

/** `atPoint` may do anything, also never come back. `onIntake`: before the desk hears it. */
export async function startApp(
  profile: Profile,
  atPoint: AtPoint = () => Promise.resolve(),
  onIntake: (news: IntakeNews) => void = () => undefined,
): Promise<App> {
  const { stagingFolder } = profile;
  const memory = createOrderMemory();
  const reports: EngineReport[] = [];
  const looks: Look[] = [];
  const hearers = new Set<() => void>();
  let isDead = false;
  let engine: { readonly imports: Imports; readonly log: KeptLog; end(): Promise<void> } | null = null;

  const send = (order: EngineOrder): void => {
    if (isForImports(order)) engine?.imports.hear(order);
  };
  const hear = (report: EngineReport): void => {
    memory.settle(report);
    reports.push(report);
    if (report.type === 'imports_open') desk.takeUp(report.imports);
    if (report.type === 'import_recorded') desk.recorded(report.importId);
    if (report.type === 'file_done') desk.fileDone(report);
    if (report.type === 'trouble') throw new Error(`${report.where}: ${report.name} ${report.message}`);
    for (const look of hearers) look();
  };

  const startEngine = async (): Promise<void> => {
    let isGone = false;
    const whileAlive = <Value>(value: Promise<Value>): Promise<Value> =>
      value.then(
        (kept) => (isGone ? never<Value>() : kept),
        (reason: unknown) => {
          if (isGone) return never<Value>();
          throw reason;
        },
      );
    const database = new CooldownDatabase(profile.databaseName);
    const reach = (point: CrashPoint) => whileAlive(atPoint(point));
    const log = await openKeptLog({
      folder: profile.folder,
      database,
      reach,
      pause: () => (isGone ? never() : new Promise((resolve) => setImmediate(resolve))),
      onTheWay: (link) => ({
        open: (head) => (isGone ? never() : whileAlive(link.open(head))),
        append: (frame) => (isGone ? never() : whileAlive(link.append(frame))),
        rewrite: (frame) => (isGone ? never() : whileAlive(link.rewrite(frame))),
        framesAfter: (epoch, seq) => (isGone ? never() : whileAlive(link.framesAfter(epoch, seq))),
      }),
    });
    await log.eventLog.start();
    const imports = startImports({
      database,
      eventLog: log.eventLog,
      startParser: () =>
        parserInProcess((source) =>
          source.kind === 'staged'
            ? new Uint8Array(readFileSync(join(stagingFolder, source.fileId)))
            : undefined,
        ),
      laneCount: 2,
      now: () => new Date(),
      athleteTimeZone: 'Europe/Vienna',
      readerRevision,
      report: (report) => isGone || isDead || hear(report),
      onLook: (look) => looks.push(look),
      reach,
    });
    engine = {
      imports,
      log,
      end: async () => {
        isGone = true;
        database.close();
        await log.end();
      },
    };
  };

  // The intake, without its process.
  const called = new Set<string>();
  const accounts = new Map<string, ImportAccount>();
  const watch = watchCalls(() => performance.now());
  const copying = new Set<Promise<void>>();
  const queue = createStagingQueue({
    copiesAtOnce: 4,
    copiesPerImport: 4,
    places: 64,
    recognisedPlaces: 64,
    lying: [],
  });
  const reportOfIntake: ImportTools['report'] = (said) => {
    if (isDead) return;
    if (said.type === 'beat' || said.type === 'counted' || said.type === 'scanned') return;
    if (said.type === 'hint' || said.type === 'source_gone' || said.type === 'mtp_listed') return;
    const account = accounts.get(importOf(said));
    const heard = account === undefined || said.type === 'waiting_for_room' ? said : account.hear(said);
    onIntake(heard);
    desk.intakeReported(heard);
  };
  const tools: ImportTools = {
    stagingFolder,
    owner: 'shared',
    queue,
    room: createStagingRoom({
      stagingFolder,
      retryMs: 10,
      reserveBytes: 0,
      report: reportOfIntake,
      hold: (isHeld) => queue.hold(isHeld),
    }),
    watch,
    nowMs: () => Date.now(),
    reach: () => undefined,
    report: reportOfIntake,
    isCalledOff: (importId) => isDead || called.has(importId),
    readyOf: (_scanId, importId, path) => {
      const files = readyFilesIn(path, watch.of({ importId, namedPath: path }));
      return { files, count: files.length };
    },
  };

  const left = await readStaged(stagingFolder);
  await startEngine();
  const desk = openImportDesk({
    now: () => new Date(),
    tellEngine: (order) => {
      memory.keep(order);
      send(order);
    },
    leftStaged: left.staged,
    goesOn: true,
    stage: (request) => {
      const order = { ...request, knownLooks: packLooks([]) };
      accounts.set(request.importId, openAccount(order, randomUUID));
      const run = runImport(order, tools).finally(() => copying.delete(run));
      copying.add(run);
    },
    // No file is known by its look here.
    recognise: () => Promise.resolve(null),
    stopStaging: (importId) => {
      called.add(importId);
      accounts.get(importId)?.cutShort();
      queue.letGo(importId);
    },
    isPaused: profile.isPaused,
    release: (fileId) => queue.released(fileId),
    keepOriginal: (_fileId, sha256) => {
      profile.archive.add(sha256);
      return Promise.resolve(true);
    },
    removeCopy: async (fileId) => {
      await rm(join(stagingFolder, fileId), { force: true });
      await rm(join(stagingFolder, `${fileId}.json`), { force: true });
    },
    onTrouble: (what) => {
      throw new Error(what);
    },
    later: (work) => void setImmediate(work),
    reach: () => undefined,
  });

  const living = () => {
    if (engine === null) throw new Error('no engine');
    return engine;
  };

  const said = <Type extends 'import_recorded' | 'import_done'>(type: Type, importId: string) =>
    new Promise<Extract<EngineReport, { type: Type }>>((resolve) => {
      const isMeant = (report: EngineReport): report is Extract<EngineReport, { type: Type }> =>
        report.type === type && 'importId' in report && report.importId === importId;
      const look = (): void => {
        const heard = reports.find(isMeant);
        if (heard === undefined) return;
        hearers.delete(look);
        resolve(heard);
      };
      hearers.add(look);
      look();
    });

  return {
    desk,
    looks,
    reports,
    recorded: (importId) => said('import_recorded', importId),
    done: (importId) => said('import_done', importId),
    pause(isPaused) {
      profile.isPaused = isPaused;
      desk.pause(isPaused);
    },
    async atRest() {
      await Promise.all(copying);
      // A turn for what was just told to be heard.
      do await new Promise((resolve) => setImmediate(resolve));
      while (await living().imports.isAtWork());
      await desk.tidied();
    },
    log: () => living().log,
    isAtWork: () => living().imports.isAtWork(),
    async restartEngine(atWork = []) {
      await living().end();
      await startEngine();
      const orders = memory.unfinished();
      const first = orders.filter(({ type }) => type === 'imports_paused');
      for (const order of first) send(order);
      send({ type: 'page_died', atWork: [...atWork] });
      for (const order of orders) if (!first.includes(order)) send(order);
    },
    async kill() {
      isDead = true;
      await living().end();
      // What was being copied may come to its end, as a call to the system does.
      await Promise.all(copying);
      await desk.tidied();
    },
  };
}

/** What is kept, without what chance and clocks give: equal after any way that leads to the same. */
export interface EndState {
  readonly activities: readonly string[];
  /** Versions that were written. */
  readonly versions: readonly string[];
  readonly weeks: readonly string[];
  readonly originals: readonly string[];
}

export async function endState(app: App, profile: Profile): Promise<EndState> {
  const { database } = app.log();
  const activities = await database.activities.toArray();
  const events = await database.events.toArray();
  const weeks = await database.timelineWeeks.toArray();
  return {
    activities: activities.map(({ sourceIdentityKey }) => sourceIdentityKey).sort(),
    versions: events.map(({ idempotencyKey }) => idempotencyKey).sort(),
    weeks: weeks.map((week) => JSON.stringify(week)).sort(),
    originals: [...profile.archive].sort(),
  };
}

export async function driftOf(app: App): Promise<number> {
  const { database, link, eventLog } = app.log();
  return (await eventLog.alone((tail) => verifyLog(database, link, tail))).drift;
}

const importOf = (news: IntakeNews): string => {
  switch (news.type) {
    case 'waiting_for_room':
      return '';
    case 'listed':
      return news.listed.importId;
    case 'staged':
    case 'recognised':
    case 'refused':
      return news.file.importId;
  }
};

export const leftInStaging = ({ stagingFolder }: Profile): readonly string[] => readdirSync(stagingFolder);
