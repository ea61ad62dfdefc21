// Runs the stand-in as a person or a script would, without Playwright.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isStillRunning, treeOf, type ProcessId } from '../process-tree.ts';

const executable = resolve(import.meta.dirname, '../bin/electron');

export interface StandInRun {
  readonly child: ChildProcess;
  readonly userDataDir: string;
  readonly output: { stdout: string; stderr: string };
  /** Settles when standard output has this text; rejects when the process ends before. */
  says(text: string): Promise<void>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  processes(): readonly ProcessId[];
  /** Ends whatever is left. */
  dispose(): Promise<void>;
}

interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** A fresh one where none is given; removed at the end in either case. */
  readonly userDataDir?: string;
}

export function runStandIn(
  args: readonly string[],
  { environment = {}, userDataDir = mkdtempSync(join(tmpdir(), 'stand-in-')) }: RunOptions = {},
): StandInRun {
  const child = spawn(executable, [...args, `--user-data-dir=${userDataDir}`], {
    stdio: 'pipe',
    env: { ...process.env, ...environment },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<number | string>((end) => {
    child.once('close', (code, signal) => end(code ?? signal ?? ''));
  });
  let known: readonly ProcessId[] = [];
  const processes = (): readonly ProcessId[] => {
    const now = treeOf(child.pid ?? 0);
    // What was started once counts to the end, also when its parent is gone.
    known = [...known, ...now];
    return now;
  };

  return {
    child,
    userDataDir,
    output,
    ended,
    processes,
    says: async (text) => {
      while (!output.stdout.includes(text)) {
        if (child.exitCode !== null) throw new Error(`ended without saying “${text}”: ${output.stderr}`);
        await pause(20);
      }
    },
    dispose: async () => {
      processes();
      for (const { pid } of known.filter(isStillRunning)) killNow(pid);
      // Until then they may still write.
      await leftAfter(2000, known);
      rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Those that are still there after so long. */
export async function leftAfter(
  milliseconds: number,
  processes: readonly ProcessId[],
): Promise<readonly ProcessId[]> {
  const deadline = Date.now() + milliseconds;
  while (processes.some(isStillRunning) && Date.now() < deadline) await pause(20);
  return processes.filter(isStillRunning);
}

export function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between the look and the kill, as wished.
  }
}
