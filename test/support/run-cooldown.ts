// Runs the command as a person would, and parses what it printed.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reportLineSchema, type ReportLine } from '../../src-worker/contract/report-line.ts';

const launcher = resolve(import.meta.dirname, '../electron-host/cooldown.mjs');

export interface CommandRun {
  readonly exitStatus: number | null;
  readonly output: string;
  readonly progress: string;
}

export interface StartedCooldown {
  /** What it told so far, beside its output. */
  progress(): string;
  /** As a person who closes it. */
  quit(): void;
  readonly ended: Promise<CommandRun>;
}

export function runCooldown(args: readonly string[], cwd = process.cwd()): Promise<CommandRun> {
  return startCooldown(args, cwd).ended;
}

/** Without a command in its arguments: the app with its window. */
export function startCooldown(args: readonly string[], cwd = process.cwd()): StartedCooldown {
  // npm would say where it was called from; here nobody called npm.
  const env = { ...process.env, INIT_CWD: cwd };
  const child = spawn(process.execPath, [launcher, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let progress = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (progress += text.toString()));
  return {
    progress: () => progress,
    quit: () => void child.kill('SIGTERM'),
    ended: new Promise((settle, fail) => {
      child.on('error', fail);
      child.on('close', (exitStatus) => settle({ exitStatus, output, progress }));
    }),
  };
}

/** Every line has to keep to the contract. */
export function reportLinesOf({ output }: CommandRun): readonly ReportLine[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => reportLineSchema.parse(JSON.parse(line)));
}

export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `cooldown-${name}-`));
}
