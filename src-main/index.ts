// Main's entry: start-up as a sentence. Rooms do not know each other; here and in the wiring files beside they meet.
import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { app, Menu } from 'electron';
import { z } from 'zod';
import { argumentsAfterApp } from './command/arguments-after-app.ts';
import { runByRunningInstance } from './command/run-by-running-instance.ts';
import { openConsole } from './command/console.ts';
import { noFaults } from './command/faults.ts';
import type { CommandTask } from './command/command-task.ts';
import { exitStatus } from './command/exit-status.ts';
import { readArguments, type Launch } from './command/read-arguments.ts';
import { openCooldown } from './cooldown.ts';
import { registerAppScheme } from './window/app-scheme.ts';
import { confinePages } from './window/guards.ts';

/** What a second instance hands to the first. */
const handedOverSchema = z.object({ paths: z.array(z.string()) });

/** It may be just starting, or just ending. */
const triesToReachFirst = 6;
const secondsBetweenTries = 0.5;

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
  // A command's files come by the socket, where somebody waits for what becomes of them.
  const handOver = { paths: task.kind === 'window' ? givenPaths(launch) : [] };
  if (app.requestSingleInstanceLock(handOver)) return begin(launch);
  if (task.kind === 'window') return app.quit();
  leaveToFirst(task).then(
    (ended) => {
      if (ended !== 'nobody_there') return app.exit(ended);
      // The other one was just ending; whoever comes first has it now.
      if (app.requestSingleInstanceLock(handOver)) return begin(launch);
      stopWith('Another Cooldown is just starting with this data folder. Run the command again.');
    },
    () => stopWith('The running Cooldown did not answer. Run the command again.'),
  );
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

async function start({ task, faults }: Launch): Promise<void> {
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const isWindow = task.kind === 'window';
  const cooldown = await openCooldown({
    dataFolder: app.getPath('userData'),
    isVisible: isWindow,
    // Who only looks leaves what is unfinished as it is.
    takesIn: isWindow || task.kind === 'import',
    faults: app.isPackaged ? null : faults,
  });
  app.on('second-instance', (_event, _argv, _workingFolder, handedOver: unknown) => {
    const { data } = handedOverSchema.safeParse(handedOver);
    // A command shows no window; what it is handed is taken in all the same, as far as it lives.
    if (isWindow) cooldown.show();
    if (data !== undefined && data.paths.length > 0) cooldown.takeIn(data.paths);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => void cooldown.close());
  if (isWindow) {
    if (task.paths.length > 0) cooldown.takeIn(givenPaths({ task }));
    return;
  }
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

/** Another instance owns this data folder: it runs the command, and this one prints what it says. */
async function leaveToFirst(task: CommandTask): Promise<number | 'nobody_there'> {
  const console = openConsole(process.stdout, process.stderr);
  for (let tries = 1; ; tries += 1) {
    const ended = await runByRunningInstance({ folder: app.getPath('userData'), task, console });
    if (ended !== 'nobody_there' || tries === triesToReachFirst) return ended;
    await pause(secondsBetweenTries * 1000);
  }
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
