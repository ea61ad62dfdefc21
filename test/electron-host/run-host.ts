// Starts the chosen host with the app and stays beside it: passes signals on and ends with its exit code.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import type { HostChoice } from './find-host.ts';

/** Launchers are built into a folder at the root of the repository. */
export const repository = resolve(import.meta.dirname, '..');
/** The folder whose `electron` is the stand-in; what Electron's tools call a dist path. */
export const standInFolder = join(repository, 'test', 'electron-host', 'bin');

interface HostRun {
  readonly choice: Exclude<HostChoice, { kind: 'none' }>;
  readonly app: string;
  readonly args: readonly string[];
  readonly workingFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Hears what the app prints; without it that goes where our own output goes. */
  readonly onOutput?: (text: string) => void;
}

export async function runHost(run: HostRun): Promise<number> {
  const [command, before] = commandFor(run.choice);
  const { app, args, workingFolder, environment, onOutput } = run;
  return await runToEnd(command, [...before, app, ...args], {
    cwd: workingFolder,
    env: environment,
    ...(onOutput === undefined ? {} : { onOutput }),
  });
}

export function runToEnd(
  command: string,
  args: readonly string[],
  {
    onOutput,
    ...options
  }: Pick<HostRun, 'onOutput'> & {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
  },
): Promise<number> {
  const output = onOutput === undefined ? 'inherit' : 'pipe';
  const child = spawn(command, args, { stdio: ['inherit', output, 'inherit'], ...options });
  if (onOutput !== undefined) child.stdout?.setEncoding('utf8').on('data', onOutput);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  // From a terminal the child has Ctrl-C already; a second signal would mean "at once" to it.
  const pass = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return new Promise((end) => {
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      end(2);
    });
    child.once('close', (code, signal) =>
      end(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}

function commandFor(choice: HostRun['choice']): readonly [command: string, before: readonly string[]] {
  switch (choice.kind) {
    case 'electron':
      // Linux without a display: Chromium has a platform that draws nowhere.
      return [
        choice.executable,
        choice.headless && process.platform === 'linux' ? ['--ozone-platform=headless'] : [],
      ];
    case 'stand-in':
      return [process.execPath, [join(standInFolder, 'electron')]];
  }
}
