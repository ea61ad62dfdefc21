// One import by the command in a profile of its own: how long it took, and what its processes held at most.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface WatchedImport {
  readonly status: number | null;
  readonly seconds: number;
  /** How often each outcome or failure was told. */
  readonly endings: Readonly<Record<string, number>>;
  /** Milliseconds of all files together, by step. */
  readonly stepsMs: Readonly<Record<string, number>>;
  /** Proportional set size in bytes at its most, by kind of process. */
  readonly held: Readonly<Record<string, number>>;
}

export async function watchImport(profile: string, path: string): Promise<WatchedImport> {
  const begun = performance.now();
  const launcher = resolve(import.meta.dirname, '../test/electron-host/cooldown.mjs');
  const args = [launcher, 'import', '--json', '--user-data-dir', profile, path];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const endings = new Map<string, number>();
  const steps = new Map<string, number>();
  let rest = '';
  child.stdout.on('data', (text: Buffer) => {
    const lines = (rest + text.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const ending = /"outcome":"(\w+)"/.exec(line)?.[1] ?? /"code":"(\w+)"/.exec(line)?.[1] ?? 'none';
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
      const [, timings = ''] = /"timings_ms":\{([^}]*)\}/.exec(line) ?? [];
      for (const [, step = '', ms] of timings.matchAll(/"(\w+)":([\d.]+)/g)) {
        steps.set(step, (steps.get(step) ?? 0) + Number(ms));
      }
    }
  });
  const peaks = new Map<string, number>();
  const watch = setInterval(() => {
    for (const [kind, bytes] of heldBy(child.pid ?? 0))
      peaks.set(kind, Math.max(peaks.get(kind) ?? 0, bytes));
  }, 500);
  const status = await new Promise<number | null>((settle) => child.on('close', settle));
  clearInterval(watch);
  const seconds = (performance.now() - begun) / 1000;
  return {
    status,
    seconds,
    endings: Object.fromEntries(endings),
    stepsMs: Object.fromEntries(steps),
    held: Object.fromEntries(peaks),
  };
}

/** Proportional set size of the process and all below it, by what they are. */
export function heldBy(root: number): ReadonlyMap<string, number> {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0)]),
  );
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  const sums = new Map<string, number>();
  for (const pid of [...parents.keys()].filter(isBelow)) {
    const kind = /--type=([\w-]+)/.exec(read(String(pid), 'cmdline'))?.[1] ?? 'browser and node';
    const pss = Number(/^Pss:\s+(\d+)/m.exec(read(String(pid), 'smaps_rollup'))?.[1] ?? 0) * 1024;
    for (const name of [kind, 'all']) sums.set(name, (sums.get(name) ?? 0) + pss);
  }
  return sums;
}

/** Empty where the process ended meanwhile. */
function read(pid: string, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

export function inWords({ status, seconds, endings, held }: WatchedImport): string {
  const most = Object.entries(held).map(([kind, bytes]) => `${kind} ${megabytes(bytes)}`);
  return `status ${String(status)} after ${seconds.toFixed(1)} s; ${JSON.stringify(endings)}; at most ${most.join(', ')}`;
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
