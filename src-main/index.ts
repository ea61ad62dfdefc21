// Main's entry: start-up as a sentence. Rooms do not know each other; here they are wired.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, Menu, session } from 'electron';
import { z } from 'zod';
import type { EngineReport } from '../src-worker/contract/engine-messages.ts';
import { assertNever } from '../src-worker/contract/result.ts';
import { argumentsAfterApp } from './command/arguments-after-app.ts';
import { exitStatus, startImportCommand, type ImportCommand } from './command/import-command.ts';
import { readArguments, type Launch } from './command/read-arguments.ts';
import { openImportDesk } from './imports/import-desk.ts';
import { startIntake } from './intake/intake-host.ts';
import { openDoor } from './ipc/door.ts';
import { createEngineLink } from './ipc/engine-link.ts';
import { openLog } from './log/log.ts';
import { readAbout } from './window/about.ts';
import { appOrigin } from './window/app-origin.ts';
import { serveApp } from './window/app-protocol.ts';
import { registerAppScheme } from './window/app-scheme.ts';
import { chooseFiles } from './window/choose-files.ts';
import { confinePages, denyPermissions } from './window/guards.ts';
import { bringToFront, loadPage, openMainWindow } from './window/main-window.ts';

/** What a second instance hands to the first. */
const handedOverSchema = z.object({ paths: z.array(z.string()) });

/** A command that has heard nothing from its engine by then never will. */
const engineStartSeconds = 60;

const besideMain = (path: string) => join(import.meta.dirname, '..', path);

prepare();

/** Everything that has to happen before Electron is ready. */
function prepare(): void {
  const appPlace = { isPackaged: app.isPackaged, folder: app.getAppPath() };
  const launch = readArguments(argumentsAfterApp(process.argv, appPlace), process.cwd());
  if (!launch.ok) return stopWith(launch.failure.sentence);
  if (!useDataFolder(launch.value)) return;

  registerAppScheme();
  app.enableSandbox();
  confinePages(app);
  if (!app.requestSingleInstanceLock({ paths: givenPaths(launch.value) })) return leaveToFirst(launch.value);
  app
    .whenReady()
    .then(() => start(launch.value))
    .catch(() => stopWith('Cooldown could not start. Your data is kept; install Cooldown again.'));
}

async function start(launch: Launch): Promise<void> {
  const dataFolder = app.getPath('userData');
  const stagingFolder = join(dataFolder, 'staging');
  const log = openLog(join(dataFolder, 'logs'));
  const command = commandOf(launch);

  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  denyPermissions(session.defaultSession);
  serveApp({ pageFolder: besideMain('renderer'), stagingFolder });
  const window = openMainWindow({
    preloadPath: besideMain('preload/preload.cjs'),
    visible: command === null,
  });
  const engine = createEngineLink({ onReport: hearEngine, onRefused: hearNonsense });
  const intake = startIntake({
    stagingFolder,
    onReport: (report) => {
      engine.tell(report);
      if (report.type === 'listed') command?.showFound(report.listed);
    },
  });
  const desk = await openImportDesk({
    stagingFolder,
    now: () => new Date(),
    tellEngine: (order) => engine.tell(order),
    stage: (importId, paths) => intake.stage(importId, paths),
    release: (fileId) => intake.released(fileId),
    onTrouble: (what) => log.trouble(what),
  });
  openDoor({
    appOrigin,
    handlers: {
      'import:paths': ({ paths }) => ({ kind: 'started', importId: desk.begin(paths, 'drop') }),
      'import:choose': async ({ what }) => {
        const paths = await chooseFiles(window, what);
        if (paths.length === 0) return { kind: 'cancelled' };
        return { kind: 'started', importId: desk.begin(paths, 'dialog') };
      },
      'about:read': readAbout,
    },
    listeners: { 'engine:connect': (page) => engine.connect(page) },
    onRefused: (channel, why) => log.trouble('message refused', { channel, why }),
  });

  app.on('second-instance', (_event, _argv, _workingFolder, handedOver: unknown) => {
    // A command shows no window; what it is handed is taken in all the same, as far as it lives.
    if (command === null) bringToFront(window);
    const { data } = handedOverSchema.safeParse(handedOver);
    if (data !== undefined && data.paths.length > 0) desk.begin(data.paths, 'drop');
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.trouble('page gone', { reason });
    if (command === null) window.webContents.reload();
    else stopWith(engineStopped);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => intake.stop());

  const { endlessParserOn } = launch.faults;
  if (endlessParserOn !== null && !app.isPackaged) {
    engine.tell({ type: 'fault', fault: 'endless_parser', fileName: endlessParserOn });
  }
  const given = givenPaths(launch);
  const givenImport = given.length === 0 ? null : desk.begin(given, command === null ? 'drop' : 'command');
  const engineIsLate = setTimeout(() => command && stopWith(engineStopped), engineStartSeconds * 1000);
  await loadPage(window);

  function hearEngine(report: EngineReport): void {
    switch (report.type) {
      case 'ready':
        clearTimeout(engineIsLate);
        return log.info('engine ready');
      case 'engine_failed':
        log.trouble('engine failed', { name: report.name });
        return command === null ? undefined : stopWith(engineStopped);
      case 'jobs_open':
        return desk.keepOnly(report.fileIds);
      case 'file_done':
        return desk.fileDone(report.fileId);
      case 'lines':
        return report.importId === givenImport ? command?.print(report.lines) : undefined;
      case 'import_done':
        // Imports that an earlier app left unfinished end here as well; the command ends with its own.
        if (command !== null && report.importId === givenImport) endWith(command);
        return;
      case 'trouble':
        return log.trouble('engine trouble', { where: report.where, name: report.name });
      default:
        return assertNever(report);
    }
  }

  function hearNonsense(): void {
    log.trouble('engine report refused');
    // It may have been lines: a command must not end as if it had printed them all.
    if (command !== null) stopWith(engineStopped);
  }

  function endWith(ended: ImportCommand): void {
    void desk
      .tidied()
      .then(() => ended.finish())
      .then((status) => app.exit(status));
  }
}

const engineStopped =
  'The part of Cooldown that judges activities stopped. What was taken in is kept; run the command again.';

/** Makes the folder the athlete's data lies in; says so where it can not be. */
function useDataFolder({ userDataDir }: Launch): boolean {
  const folder = userDataDir ?? app.getPath('userData');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    stopWith(`Cooldown can not keep its data in ${folder}. Name another folder with --user-data-dir.`);
    return false;
  }
  if (userDataDir !== null) app.setPath('userData', userDataDir);
  return true;
}

/** Another instance owns this data folder: a window hands its files over, a command can not run beside it. */
function leaveToFirst(launch: Launch): void {
  if (launch.task.kind === 'window') return app.quit();
  stopWith(
    'Cooldown is already open with this data folder. Close it and run the command again, or drop the files on its window.',
  );
}

function stopWith(sentence: string): void {
  process.stderr.write(`${sentence}\n`, () => app.exit(exitStatus.couldNotRun));
}

function commandOf({ task }: Launch): ImportCommand | null {
  return task.kind === 'import'
    ? startImportCommand({ ...task, out: process.stdout, err: process.stderr })
    : null;
}

function givenPaths({ task }: Launch): readonly string[] {
  return task.paths.map(({ absolute }) => absolute);
}
