// The running app, wired: window, engine, intake, what is kept, and who may ask for what. Whatever is decided about
// activities is decided in the engine; here messages find their rooms.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, session } from 'electron';
import type { EngineReport } from '../src-worker/contract/engine-messages.ts';
import type { EngineState } from '../src-worker/contract/engine-state.ts';
import { assertNever } from '../src-worker/contract/result.ts';
import { appCommands } from './app-commands.ts';
import { openBackground } from './background.ts';
import { crashSwitch, dieNow } from './crash-switch.ts';
import { createCommandImports } from './command/command-imports.ts';
import type { CommandTask } from './command/command-task.ts';
import type { Console } from './command/console.ts';
import type { Faults } from './command/faults.ts';
import { runCommand } from './command/run-command.ts';
import { serveCommands } from './command/serve-commands.ts';
import { watchEngineLife } from './engine-life.ts';
import { diagnosticsFacts } from './diagnostics-facts.ts';
import { openImportDesk } from './imports/import-desk.ts';
import { openRetryDesk } from './imports/retry-desk.ts';
import { openKnownFiles } from './imports/known-files.ts';
import { startIntake } from './intake/intake-host.ts';
import { openIntakes } from './intakes.ts';
import { readStaged } from './intake/read-staged.ts';

import { openDoor } from './ipc/door.ts';
import { createEngineLink } from './ipc/engine-link.ts';
import { tellPage } from './ipc/tell-page.ts';
import { openJournalDesk } from './journal/answer-engine.ts';
import { openLooks } from './looks.ts';
import { openLog } from './log/log.ts';
import { pageHandlers } from './page-handlers.ts';
import { openSafe } from './safe.ts';
import { appOrigin } from './window/app-origin.ts';
import { watchSources, type WatchedSources } from './watch-sources.ts';
import { serveApp } from './window/app-protocol.ts';
import { denyPermissions } from './window/guards.ts';
import { loadPage, openMainWindow } from './window/main-window.ts';

export interface Cooldown {
  show(): void;
  /** Imports what was handed over. */
  takeIn(paths: readonly string[]): void;
  /** Gives the exit status. */
  run(task: CommandTask, console: Console): Promise<number>;
  /** Settles when nobody waits for a command any more, and everything that ended lies where it belongs. */
  tidied(): Promise<void>;
  /** Settles when the journal is given up: another instance may open it. */
  close(): Promise<void>;
}

interface CooldownParts {
  readonly dataFolder: string;
  readonly isVisible: boolean;
  /** Nobody wants to see the window yet: it was started with the computer. */
  readonly startsHidden: boolean;
  /** Program and arguments that start this app again. */
  readonly startCommand: readonly [program: string, ...args: string[]];
  /** Goes on with what an earlier app began. */
  readonly takesIn: boolean;
  /** Test switches; null in a packaged app. */
  readonly faults: Faults | null;
}

/** For an archive that could not take an original, as on a full disk. */
const secondsToNextTry = 5;
const journalBytesAtOnce = 1024 * 1024;

const besideMain = (path: string) => join(import.meta.dirname, '..', path);

export async function openCooldown(parts: CooldownParts): Promise<Cooldown> {
  const { dataFolder, isVisible, takesIn, faults } = parts;
  const log = openLog(join(dataFolder, 'logs'));
  const reach = crashSwitch(faults?.dieAt ?? null);
  const safe = await openSafe({ dataFolder, log, reach });
  const { stagingFolder } = safe;
  const left = await readStaged(stagingFolder);

  denyPermissions(session.defaultSession);
  serveApp({
    pageFolder: besideMain('renderer'),
    stagingFolder,
    openOriginal: (sha256) => safe.archive.openOriginal(sha256),
    journalFrames: async (epoch, afterSeq) =>
      safe.journal.ok ? safe.journal.value.framesAfter(epoch, afterSeq, journalBytesAtOnce) : null,
  });
  const window = openMainWindow({
    preloadPath: besideMain('preload/preload.cjs'),
    visible: isVisible && !parts.startsHidden,
  });

  let state: EngineState = { life: { kind: 'starting' }, notices: [] };
  const watchers = new Set<(state: EngineState) => void>();
  const commandImports = createCommandImports();
  const engine = createEngineLink({ onReport: hearEngine, onRefused: hearNonsense });
  const life = watchEngineLife({
    dataFolder,
    nowMs: () => performance.now(),
    reload: (how) => {
      engine.pageGone(how);
      endDryRuns();
      window.webContents.reload();
    },
    clearDatabase,
    onNoRoom: () => become({ life: { kind: 'paused', trouble: { kind: 'disk_full' } }, notices: [] }),
  });
  let sources: WatchedSources | null = null;
  const intakes = openIntakes((owner) =>
    startIntake({
      stagingFolder,
      owner,
      dieAt: faults?.dieAt ?? null,
      onReport: (report) => {
        knownFiles.intakeReported(report);
        sources?.intakeReported(report);
        desk.intakeReported(sources?.named(report) ?? report);
        if (report.type === 'listed') commandImports.found(report.listed);
      },
      sources: {
        onScanned: (scanned) => sources?.listener.onScanned(scanned),
        onHint: (root) => sources?.listener.onHint(root),
        onHung: (root) => sources?.listener.onHung(root),
        onGone: (root) => sources?.listener.onGone(root),
      },
      onTrouble: (what) => log.trouble(what),
    }),
  );
  const knownFiles = openKnownFiles({
    looks: safe.knownLooks,
    isCaredFor: (sha256, sizeBytes) => safe.archive.isCaredFor(sha256, sizeBytes),
    notKnown: (fileId) => intakes.notKnown(fileId),
  });
  const desk = openImportDesk({
    now: () => new Date(),
    tellEngine: (order) => engine.tell(order),
    leftStaged: left.staged,
    goesOn: takesIn,
    stage: (request) => intakes.stage({ ...request, knownLooks: knownFiles.packed() }),
    recognise: (file) => knownFiles.recognise(file),
    stopStaging: (importId) => intakes.callOff(importId),
    isPaused: safe.settings.now().importsPaused,
    release: (fileId) => {
      knownFiles.letGo(fileId);
      intakes.released(fileId);
    },
    keepOriginal: (fileId, sha256) => safe.keepOriginal(fileId, sha256),
    removeCopy: (fileId) => safe.removeCopy(fileId),
    later: (work) => void setTimeout(work, secondsToNextTry * 1000),
    onTrouble: (what) => log.trouble(what),
    reach,
  });
  const retryDesk = openRetryDesk({
    deadLetters: async () => {
      const answer = await Promise.race([engine.ask({ kind: 'dead_letters' }), life.stopped()]);
      return typeof answer !== 'string' && answer.kind === 'dead_letters' ? answer.letters : null;
    },
    begin: (paths, { wantsLines }) =>
      state.life.kind === 'read_only' ? null : desk.begin(paths, { origin: 'retry', wantsLines }),
  });
  const looks = openLooks({
    begin: (paths, origin) => desk.begin(paths, { origin, isDryRun: true }),
    callOff: (lookId) => {
      desk.callOff(lookId);
      desk.giveUp(lookId);
    },
  });
  const journalDesk = openJournalDesk({
    journal: () => safe.journal,
    openAgain: () => safe.openJournalAgain(),
    dropTraces: async (sha256s, shared) => {
      await desk.forget(sha256s);
      return safe.dropTraces(sha256s, shared);
    },
    onRewritten: (purpose) => {
      if (purpose === 'erase') safe.knownLooks.journalWasRewritten();
      void life.makeDatabaseAnew();
    },
  });
  const background = isVisible
    ? await openBackground({
        window,
        settings: safe.settings,
        ask: (question) => engine.ask(question),
        startCommand: parts.startCommand,
        sourceOf: ({ importId }) => sources?.nameOf(importId) ?? null,
        pausing: {
          isPaused: () => safe.settings.now().importsPaused,
          pause: async (isPaused) => {
            if ((await safe.settings.change({ importsPaused: isPaused })).ok) pauseImports(isPaused);
          },
        },
        onResume: () => sources?.lookAtAll(),
      })
    : null;
  void life.stopped().then(() => background?.engineIs({ kind: 'stopped' }));
  if (faults !== null) tellFaults(faults);

  const composeDiagnostics = async () => {
    const answer = await Promise.race([
      engine.ask({ kind: 'diagnostics', facts: await diagnosticsFacts({ safe, log, dataFolder }) }),
      life.stopped(),
    ]);
    return typeof answer !== 'string' && answer.kind === 'diagnostics' ? answer.text : null;
  };
  const commands = appCommands({
    safe,
    appVersion: app.getVersion(),
    ask: (question) => engine.ask(question),
    composeDiagnostics,
    state: () => state,
    onState: (hear) => {
      watchers.add(hear);
      hear(state);
      return () => watchers.delete(hear);
    },
    importFiles: (paths, isDryRun, listeners) => {
      // Why is told by the state.
      if (!canTakeIn()) return Promise.resolve({ kind: 'engine_stopped' });
      if (safe.settings.now().importsPaused && !isDryRun) return Promise.resolve({ kind: 'imports_paused' });
      const importId = desk.begin(paths, { origin: 'command', isDryRun });
      return Promise.race([
        life.stopped().then((kind) => ({ kind })),
        commandImports.wait(importId, { ...listeners, isDryRun }),
      ]);
    },
    retryFiles: async (jobIds, listeners) => {
      if (safe.settings.now().importsPaused) return { kind: 'imports_paused' };
      const retried = await retryDesk.retry({ jobIds, wantsLines: true });
      if (retried.kind !== 'started') return retried.kind;
      const waited = commandImports.wait(retried.importId, { ...listeners, isDryRun: false });
      const ended = await Promise.race([life.stopped().then((kind) => ({ kind })), waited]);
      return ended.kind === 'cancelled' ? { kind: 'import_cancelled', notBegun: ended.notBegun } : ended.kind;
    },
    engineStopped: () => life.stopped(),
    makeDatabaseAnew: () => {
      journalDesk.expectEmpty();
      return life.makeDatabaseAnew();
    },
  });
  openDoor({
    appOrigin,
    handlers: pageHandlers({
      window,
      safe,
      commands,
      retry: (jobIds) => retryDesk.retry({ jobIds, wantsLines: false }),
      begin: (paths, origin) => (canTakeIn() ? desk.begin(paths, { origin }) : null),
      desk: { pause: pauseImports, callOff: (importId) => desk.callOff(importId) },
      looks,
      canTakeIn,
      countFiles: (paths, upTo) => intakes.shared.count(paths, upTo),
      sources: () => sources,
      composeDiagnostics,
      newId: randomUUID,
      background,
    }),
    listeners: {
      'engine:connect': (page) => {
        life.connected();
        // A page that was loaded again knows of no look.
        endLooks();
        background?.pageCame();
        engine.connect(page);
      },
      'face:ready': () => background?.faceReady(),
      'imports:looked': (_page, { upTo }) => background?.lookedAt(upTo),
      'app:quit': () => app.quit(),
    },
    onRefused: (channel, why) => log.trouble('message refused', { channel, why }),
  });
  const served = await serveCommands({
    folder: dataFolder,
    runs: isVisible ? 'window' : 'command',
    run: (task, console) => runCommand(task, commands, console),
    onTrouble: (what) => log.trouble(what),
  });

  if (!served.ok) log.trouble('commands not served', { kind: served.failure.kind });

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.trouble('page gone', { reason });
    life.pageDied();
  });
  if (safe.isDatabaseStale()) {
    journalDesk.expectEmpty();
    await clearDatabase();
  }
  life.expectAWord();
  await loadPage(window, isVisible);
  if (isVisible) {
    sources = await watchSources({
      dataFolder,
      intakes,
      desk,
      knownLooks: () => knownFiles.packedForScan(),
      canTakeIn,
      tell: (now) => tellPage(window.webContents, 'sources:changed', [...now]),
      removableBelow: faults?.removableBelow ?? null,
      sysFolder: faults?.sysFolder ?? null,
    });
  }

  return {
    show: () => background?.showWindow(),
    takeIn: (paths) => {
      if (canTakeIn()) desk.begin(paths, { origin: 'drop' });
    },
    run: (task, console) => runCommand(task, commands, console),
    tidied: async () => {
      if (served.ok) await served.value.drain();
      await desk.tidied();
      await safe.knownLooks.written();
    },
    close: async () => {
      life.end();
      background?.stop();
      sources?.stop();
      intakes.stop();
      if (served.ok) served.value.close();
      if (safe.journal.ok) await safe.journal.value.close();
    },
  };

  async function clearDatabase(): Promise<void> {
    await session.defaultSession.clearStorageData({ origin: appOrigin, storages: ['indexdb'] });
    await safe.databaseCleared();
  }

  function hearEngine(report: EngineReport): void {
    background?.heard(report);
    sources?.heard(report);
    switch (report.type) {
      case 'ready':
        log.info('engine ready');
        // Where that can't be done it is said once more.
        if (safe.journal.ok) void safe.journal.value.forgetSalvage().catch(() => undefined);
        return life.ready();
      case 'state':
        if (life.isBetween()) return;
        life.heard(report.state.life);
        for (const { kind } of report.state.notices) log.trouble('notice', { kind });
        return become(report.state);
      case 'database_broken':
        log.trouble('database broken', { name: report.name });
        return life.databaseBroken();
      case 'engine_failed':
        log.trouble('engine failed', { name: report.name });
        return life.failed();
      case 'imports_open':
        return desk.takeUp(report.imports);
      case 'import_recorded':
        desk.recorded(report.importId);
        return retryDesk.recorded(report.importId);
      case 'file_done':
        life.fileEnded();
        knownFiles.fileDone(report);
        return desk.fileDone(report);
      case 'not_known':
        return knownFiles.notKnown(report.fileId);
      case 'part_done':
        return life.fileEnded();
      case 'lines':
        return commandImports.lines(report);
      case 'import_done':
        desk.ended(report.importId);
        return commandImports.done(report.importId, report);
      case 'journal_open':
      case 'journal_append':
      case 'journal_rewrite':
        return void journalDesk.answer(report).then((order) => engine.reply(order));
      case 'crash_point':
        return dieNow();
      case 'crash_page':
        return window.webContents.forcefullyCrashRenderer();
      case 'trouble':
        return log.trouble('engine trouble', { where: report.where, name: report.name });
      case 'reading':
      case 'answer':
        return;
      default:
        return assertNever(report);
    }
  }

  function pauseImports(isPaused: boolean): void {
    desk.pause(isPaused);
    background?.pauseChanged();
  }

  function canTakeIn(): boolean {
    return state.life.kind !== 'read_only';
  }

  function hearNonsense(): void {
    log.trouble('engine report refused');
    // It may have been lines: a command must not end as if it had printed them all.
    commandImports.stopAll();
  }

  function become(next: EngineState): void {
    state = next;
    background?.engineIs(next.life);
    for (const watcher of watchers) watcher(state);
  }

  /** What a dry run had come to was in the engine that is gone: it is not gone on with, but asked for again. */
  function endDryRuns(): void {
    for (const importId of commandImports.stopDryRuns()) endDryRun(importId);
    endLooks();
  }

  function endLooks(): void {
    for (const lookId of looks.forget()) endDryRun(lookId);
  }

  function endDryRun(importId: string): void {
    desk.giveUp(importId);
    for (const fileId of engine.forget(importId)) desk.fileDone({ fileId, keepSha256: null });
  }

  function tellFaults({ endlessParserOn, pageDiesOn, dieAt }: Faults): void {
    if (endlessParserOn !== null) {
      engine.tell({ type: 'fault', fault: { fault: 'endless_parser', fileName: endlessParserOn } });
    }
    if (pageDiesOn !== null)
      engine.tell({ type: 'fault', fault: { fault: 'page_dies', fileName: pageDiesOn } });
    if (dieAt !== null) engine.tell({ type: 'fault', fault: { fault: 'die_at', ...dieAt } });
  }
}
