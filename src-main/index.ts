// Main's entry: start-up as a sentence. Rooms do not know each other; here and in the wiring files beside they meet.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app, Menu } from 'electron';
import { argumentsAfterApp } from './command/arguments-after-app.ts';
import { askWhoRuns, runByRunningInstance } from './command/run-by-running-instance.ts';
import { openConsole } from './command/console.ts';
import { noFaults } from './command/faults.ts';
import type { CommandTask } from './command/command-task.ts';
import { exitStatus } from './command/exit-status.ts';
import { readArguments, type Launch } from './command/read-arguments.ts';
import { takesIn } from './command/takes-in.ts';
import { openCooldown } from './cooldown.ts';
import { hearHandOvers, type HandedOver } from './hand-overs.ts';
import { registerAppScheme } from './window/app-scheme.ts';
import { confinePages } from './window/guards.ts';

/** It may be just starting, or just ending. */
const triesToReachFirst = 6;
const secondsBetweenTries = 0.5;
/** A minute: as long as a person waits for a window. */
const triesBehindCommand = 120;
/** For what is still being written down when the app quits. */
const mostSecondsToClose = 2;
/** As the installer names it. */
const appUserModelId = 'app.cooldown.desktop';

const handTo = hearHandOvers(app);

prepare();

/** Everything that has to happen before Electron is ready. */
function prepare(): void {
  const appPlace = { isPackaged: app.isPackaged, folder: app.getAppPath() };
  const read = readArguments(argumentsAfterApp(process.argv, appPlace), process.cwd());
  if (!read.ok) return stopWith(read.failure.sentence);
  const launch = read.value;
  const { task } = launch;
  if (task.kind === 'help') return printAndEnd(task.text);
  if (task.kind === 'version') return printAndEnd(app.getVersion());
  if (app.isPackaged && launch.faults !== noFaults)
    return stopWith('Test switches are not for the packaged app.');
  if (!useDataFolder(launch)) return;

  registerAppScheme();
  app.enableSandbox();
  confinePages(app);
  // A command's files come by the socket, where somebody waits for what becomes of them; it wants no window.
  const handOver: HandedOver =
    task.kind === 'window'
      ? { paths: [...givenPaths(launch)], isHidden: task.isHidden }
      : { paths: [], isHidden: true };
  if (ownsProfile(handOver)) return begin(launch);
  if (task.kind === 'window') {
    void waitBehind(handOver).then((ended) => {
      if (ended === 'our_turn') begin(launch);
      else if (ended === 'handed_over') app.quit();
      else stopWith('Cooldown is still busy with a command. Nothing was taken in; open it again later.');
    });
    return;
  }
  leaveToFirst(task).then(
    (ended) => {
      if (ended !== 'nobody_there') return app.exit(ended);
      // The other one was just ending; whoever comes first has it now.
      if (ownsProfile(handOver)) return begin(launch);
      stopWith('Another Cooldown is just starting with this data folder. Run the command again.');
    },
    () => stopWith('The running Cooldown did not answer. Run the command again.'),
  );
}

/** False where another instance does; then that one was handed these paths. */
function ownsProfile(handOver: HandedOver): boolean {
  return app.requestSingleInstanceLock(handOver);
}

function begin(launch: Launch): void {
  app
    .whenReady()
    .then(() => start(launch))
    .catch((reason: unknown) => {
      const name = reason instanceof Error ? reason.name : 'thrown';
      stopWith(`Cooldown could not go on. Your data is kept; start Cooldown again. (${name})`);
    });
}

async function start({ task, faults, userDataDir }: Launch): Promise<void> {
  // Windows shows no notification of an app without this name.
  app.setAppUserModelId(appUserModelId);
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const isWindow = task.kind === 'window';
  const cooldown = await openCooldown({
    dataFolder: app.getPath('userData'),
    isVisible: isWindow,
    startsHidden: (isWindow && task.isHidden) || wasOpenedAtLogin(),
    startCommand: [...startCommand(), ...(userDataDir === null ? [] : [`--user-data-dir=${userDataDir}`])],
    takesIn: takesIn(task),
    faults: app.isPackaged ? null : faults,
  });
  app.on('window-all-closed', () => app.quit());
  app.once('will-quit', (event) => {
    event.preventDefault();
    // The journal's lock is given up before the process ends, but nobody waits for ever for a disk that hangs.
    void Promise.race([cooldown.close(), pause(mostSecondsToClose * 1000)]).finally(() => app.exit());
  });
  if (isWindow) {
    if (task.paths.length > 0) cooldown.takeIn(givenPaths({ task }));
    handTo((paths) => {
      cooldown.show();
      if (paths.length > 0) cooldown.takeIn(paths);
    });
    return;
  }
  // Who wants a window waits for its turn, and takes in its files itself then.
  const status = await cooldown.run(task as CommandTask, openConsole(process.stdout, process.stderr));
  await cooldown.tidied();
  await cooldown.close();
  app.exit(status);
}

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

/** Another instance owns this data folder. A window takes what it was handed; a command is waited for. */
async function waitBehind(handOver: HandedOver): Promise<'our_turn' | 'handed_over' | 'in_vain'> {
  let isCommandSeen = false;
  for (let tries = 1; tries <= triesBehindCommand; tries += 1) {
    const owner = await askWhoRuns(app.getPath('userData'));
    if (owner === 'window') {
      // Where it came after the command, it was handed nothing yet.
      return isCommandSeen && ownsProfile(handOver) ? 'our_turn' : 'handed_over';
    }
    if (owner === 'command' && !isCommandSeen) {
      isCommandSeen = true;
      process.stderr.write('Cooldown is busy with a command; its window opens when that is done.\n');
    }
    if (!isCommandSeen && tries > triesToReachFirst) return 'handed_over';
    await pause(secondsBetweenTries * 1000);
    if (ownsProfile({ paths: [], isHidden: true })) return 'our_turn';
  }
  return 'in_vain';
}

/** Another instance owns this data folder: it runs the command, and this one prints what it says. */
async function leaveToFirst(task: CommandTask): Promise<number | 'nobody_there'> {
  const console = openConsole(process.stdout, process.stderr);
  for (let tries = 1; ; tries += 1) {
    const ended = await runByRunningInstance({ folder: app.getPath('userData'), task, console });
    if (ended !== 'nobody_there' || tries === triesToReachFirst) return ended;
    await pause(secondsBetweenTries * 1000);
  }
}

/** macOS hands its login items no arguments. */
const wasOpenedAtLogin = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;

/** What starts this app again: an AppImage is mounted elsewhere each time, and in development the app is an argument. */
function startCommand(): readonly [program: string, ...args: string[]] {
  if (app.isPackaged) return [process.env['APPIMAGE'] ?? process.execPath];
  return [resolve(process.argv[0] ?? process.execPath), app.getAppPath()];
}

function printAndEnd(text: string): void {
  process.stdout.write(`${text}\n`, () => app.exit(exitStatus.fine));
}

function stopWith(sentence: string): void {
  process.stderr.write(`${sentence}\n`, () => app.exit(exitStatus.couldNotRun));
}

function givenPaths({ task }: Pick<Launch, 'task'>): readonly string[] {
  return task.kind === 'window' || task.kind === 'import' ? task.paths.map(({ absolute }) => absolute) : [];
}
