// Main's entry: start-up as a sentence. Rooms do not know each other; here they are wired.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { app, Menu, session } from 'electron';
import { z } from 'zod';
import type { About, ImportAnswer } from '../src-worker/contract/desktop-channels.ts';
import type { EngineReport } from '../src-worker/contract/engine-messages.ts';
import type { ImportOrigin } from '../src-worker/contract/import-job.ts';
import { assertNever } from '../src-worker/contract/result.ts';
import { argumentsAfterApp } from './command/arguments-after-app.ts';
import { exitStatus, startImportCommand, type ImportCommand } from './command/import-command.ts';
import { readArguments, type Launch } from './command/read-arguments.ts';
import { startIntake } from './intake/intake-host.ts';
import { createEngineLink } from './ipc/engine-link.ts';
import { openDoor } from './ipc/door.ts';
import { openLog } from './log/log.ts';
import { serveApp } from './window/app-protocol.ts';
import { appOrigin } from './window/app-origin.ts';
import { registerAppScheme } from './window/app-scheme.ts';
import { chooseFiles } from './window/choose-files.ts';
import { confinePages, denyPermissions } from './window/guards.ts';
import { bringToFront, loadPage, openMainWindow } from './window/main-window.ts';

/** What a second instance hands to the first. */
const handedOverSchema = z.object({ paths: z.array(z.string()) });

const besideMain = (path: string) => join(import.meta.dirname, '..', path);

prepare();

/** Everything that has to happen before Electron is ready. */
function prepare(): void {
  const appPlace = { isPackaged: app.isPackaged, folder: app.getAppPath() };
  const launch = readArguments(argumentsAfterApp(process.argv, appPlace), process.cwd());
  if (!launch.ok) return stopWith(launch.failure.sentence);

  if (launch.value.userDataDir !== null) app.setPath('userData', launch.value.userDataDir);
  registerAppScheme();
  app.enableSandbox();
  confinePages(app);
  if (!app.requestSingleInstanceLock({ paths: givenPaths(launch.value) })) return leaveToFirst(launch.value);
  void app.whenReady().then(() => start(launch.value));
}

async function start(launch: Launch): Promise<void> {
  const dataFolder = app.getPath('userData');
  const stagingFolder = join(dataFolder, 'staging');
  const log = openLog(join(dataFolder, 'logs'));
  const command = commandOf(launch);
  let tidied = Promise.resolve();

  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  denyPermissions(session.defaultSession);
  serveApp({ pageFolder: besideMain('renderer'), stagingFolder });
  const window = openMainWindow({
    preloadPath: besideMain('preload/preload.cjs'),
    visible: command === null,
  });
  const engine = createEngineLink({
    onReport: hearEngine,
    onRefused: () => log.trouble('engine report refused'),
  });
  const intake = startIntake({
    stagingFolder,
    onReport: (report) => {
      engine.tell(report);
      if (report.type === 'listed') command?.showFound(report.listed);
    },
  });
  openDoor({
    appOrigin,
    handlers: {
      'import:paths': ({ paths }) => beginImport(paths, 'drop'),
      'import:choose': async ({ what }) => {
        const paths = await chooseFiles(window, what);
        return paths.length === 0 ? { kind: 'cancelled' } : beginImport(paths, 'dialog');
      },
      'about:read': () => about(dataFolder),
    },
    listeners: { 'engine:connect': (page) => engine.connect(page) },
    onRefused: (channel, why) => log.trouble('message refused', { channel, why }),
  });

  app.on('second-instance', (_event, _argv, _workingFolder, handedOver: unknown) => {
    bringToFront(window);
    const { data } = handedOverSchema.safeParse(handedOver);
    if (data !== undefined && data.paths.length > 0) beginImport(data.paths, 'drop');
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.trouble('page gone', { reason });
    if (command === null) window.webContents.reload();
    else
      stopWith(
        'The part of Cooldown that judges activities stopped. What was taken in is kept; run the command again.',
      );
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => intake.stop());

  const { endlessParserOn } = launch.faults;
  if (endlessParserOn !== null)
    engine.tell({ type: 'fault', fault: 'endless_parser', fileName: endlessParserOn });
  if (givenPaths(launch).length > 0) beginImport(givenPaths(launch), command === null ? 'drop' : 'command');
  await loadPage(window).catch(() =>
    stopWith('Cooldown could not open its own page. Install it again; your data is kept.'),
  );

  function beginImport(paths: readonly string[], origin: ImportOrigin): ImportAnswer {
    const importId = randomUUID();
    const startedAt = new Date().toISOString();
    engine.tell({ type: 'import_started', importId, origin, startedAt, wantsLines: origin === 'command' });
    intake.stage(importId, paths);
    return { kind: 'started', importId };
  }

  /** One after the other, so that a command does not end before the last copy is gone. */
  function tidyUp(fileId: string): void {
    tidied = tidied
      .then(() => rm(join(stagingFolder, fileId), { force: true }))
      .catch(() => log.trouble('staged copy not removed'))
      .then(() => intake.released(fileId));
  }

  function hearEngine(report: EngineReport): void {
    switch (report.type) {
      case 'ready':
        return log.info('engine ready');
      case 'file_done':
        return tidyUp(report.fileId);
      case 'lines':
        return command?.print(report.lines);
      case 'import_done':
        return command === null ? undefined : endCommand(command);
      case 'trouble':
        return log.trouble('engine trouble', { where: report.where, name: report.name });
      default:
        return assertNever(report);
    }
  }

  function endCommand(ended: ImportCommand): void {
    void tidied.then(() => ended.finish()).then((status) => app.exit(status));
  }
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

function about(dataFolder: string): About {
  const { electron, chrome, node } = process.versions;
  return {
    kind: 'about',
    appVersion: app.getVersion(),
    host: process.env['COOLDOWN_HOST'] ?? `Electron ${electron}`,
    chromiumVersion: chrome,
    nodeVersion: node,
    dataFolder,
  };
}
