// Starts the app for a Playwright spec, on Electron where it is installed and on the stand-in otherwise, so that no spec
// needs to know. Whatever was started is ended again, and what would not end is reported.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { _electron, type ElectronApplication } from 'playwright-core';
import { isStillRunning, treeOf, type ProcessId } from '../electron-host/process-tree.ts';
import { probeHost } from '../electron-host/probe-host.ts';

const repository = resolve(import.meta.dirname, '../..');

// Read by Electron's npm package, which Playwright asks for the executable.
if (probeHost().electron === null) {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(repository, 'test/electron-host/bin');
}

const closeWithinMilliseconds = 10_000;
const goneWithinMilliseconds = 2_000;

export interface LaunchOptions {
  /** A fresh one, removed at the end, where none is given. */
  readonly userDataDir?: string;
  /** The app's own arguments. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folder or file of the app; this repository's where none is given. */
  readonly entry?: string;
  /** In a view of the file system of its own: what is mounted there is nobody else's, and ends with it. Linux, root. */
  readonly hasOwnMounts?: boolean;
}

export interface AppEnd {
  readonly exitCode: number | null;
  /** Processes the app left behind; they have been killed. */
  readonly leftovers: readonly number[];
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  /** Kept from the start: after the app's death Playwright can't tell it any more. */
  readonly process: ChildProcess;
  readonly userDataDir: string;
  /** What main wrote so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** The app's process and all it has started, now. */
  processes(): readonly ProcessId[];
  /** Quits like a person. Never hangs: what does not end is killed. */
  close(): Promise<AppEnd>;
  /** kill -9, for everything at once. The data folder stays until `close`, for the next start. */
  kill(): Promise<void>;
}

/** Playwright starts one program: here it is one that becomes Electron. */
function withOwnMounts(): string {
  const electron = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const program =
    electron === undefined ? String(createRequire(import.meta.url)('electron')) : join(electron, 'electron');
  const wrapper = join(mkdtempSync(join(tmpdir(), 'cooldown-view-')), 'electron');
  writeFileSync(wrapper, `#!/bin/sh\nexec unshare -m --propagation private -- '${program}' "$@"\n`, {
    mode: 0o700,
  });
  return wrapper;
}

export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), 'cooldown-e2e-'));
  const app = await _electron.launch({
    args: [options.entry ?? repository, `--user-data-dir=${userDataDir}`, ...(options.args ?? [])],
    env: { ...definedOf(process.env), ...options.env },
    ...(options.hasOwnMounts === true && { executablePath: withOwnMounts() }),
  });
  const child = app.process();
  const pid = child.pid ?? 0;
  const output = collectOutput(child);

  const end = async (stop: () => Promise<void>): Promise<AppEnd> => {
    const started = treeOf(pid);
    await Promise.race([stop().catch(() => undefined), pause(closeWithinMilliseconds)]);
    const leftovers = await waitUntilGone(started);
    for (const left of leftovers) killNow(left.pid);
    return { exitCode: child.exitCode, leftovers: leftovers.map((left) => left.pid) };
  };

  return {
    app,
    process: child,
    userDataDir,
    output,
    processes: () => treeOf(pid),
    close: async () => {
      const hasEnded = child.exitCode !== null || child.signalCode !== null;
      const ended = await end(() => (hasEnded ? Promise.resolve() : app.close()));
      if (options.userDataDir === undefined) {
        rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
      }
      return ended;
    },
    kill: async () => {
      await end(() => {
        for (const started of treeOf(pid)) killNow(started.pid);
        return Promise.resolve();
      });
    },
  };
}

function collectOutput(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return output;
}

/** Those that are still there after a while. */
async function waitUntilGone(started: readonly ProcessId[]): Promise<readonly ProcessId[]> {
  const deadline = Date.now() + goneWithinMilliseconds;
  while (started.some(isStillRunning) && Date.now() < deadline) await pause(50);
  return started.filter(isStillRunning);
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone in the meantime, as wished.
  }
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
