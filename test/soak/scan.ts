// `npm run soak:scan -- [FILES]`: so many files in one folder, and again in many folders where the system gives twenty
// watches: how long the built intake takes to find them, then to find them ready, then all known; what it holds at most, and
// how long its loop is stopped.
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { vendorMapFile } from '../../src-main/disk/read-vendor-map.ts';
import { digestOfLook, lookOf } from '../../src-main/intake/file-look.ts';
import { toArguments } from '../../src-main/intake/process-arguments.ts';
import { packLooks } from '../../src-main/intake/packed-looks.ts';
import { settleMs } from '../../src-main/intake/scan/settle.ts';
import { intakeReportSchema, type IntakeRequest } from '../../src-worker/contract/intake-messages.ts';
import type { Scanned } from '../../src-worker/contract/sources.ts';
import { megabytes } from './watched-import.ts';

const [files = 100_000] = process.argv.slice(2).map(Number);
const fewWatches = 20;
const repository = resolve(import.meta.dirname, '..');
const root = mkdtempSync(join(tmpdir(), 'cooldown-scan-'));

const loopNewsSchema = z.object({ loop: z.object({ longestBlockMs: z.number() }) });

/** A view in which this user has so few watches. */
const withFewWatches = [
  'unshare',
  '-Ur',
  'sh',
  '-c',
  `echo ${String(fewWatches)} > /proc/sys/user/max_inotify_watches && exec "$0" "$@"`,
];

try {
  await measure('one folder', 1, []);
  const [unshare = '', ...words] = withFewWatches;
  const canLimit = spawnSync(unshare, [...words, 'true']).status === 0;
  if (canLimit) await measure(`200 folders, ${String(fewWatches)} watches`, 200, withFewWatches);
  else say('this machine gives no view with few watches: skipped');
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function measure(title: string, folders: number, view: readonly string[]): Promise<void> {
  const source = join(root, String(folders));
  putFiles(source, folders);
  const intake = startIntake(view);
  try {
    const first = await intake.scan(source, []);
    say(`${title}: ${inWords(first)}`);
    await sleep(settleMs + 100);
    say(`  again: ${inWords(await intake.scan(source, []))}`);
    say(`  all known: ${inWords(await intake.scan(source, looksBelow(source)))}`);
    say(`  ${intake.inWords()}`);
  } finally {
    intake.stop();
  }
}

function putFiles(source: string, folders: number): void {
  for (let index = 0; index < files; index += 1) {
    const folder = folders === 1 ? source : join(source, String(index % folders));
    if (index < folders) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${String(index)}.fit`), `ride ${String(index)}`);
  }
}

function looksBelow(source: string): string[] {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return digestOfLook(lookOf(path, lstatSync(path, { bigint: true })));
    });
}

interface Timed {
  readonly scanned: Scanned;
  readonly tookMs: number;
}

function startIntake(view: readonly string[]) {
  const stagingFolder = join(root, 'staging');
  mkdirSync(stagingFolder, { recursive: true });
  const vendorMap = vendorMapFile(repository);
  const args = toArguments({
    stagingFolder,
    owner: 'shared',
    vendorMap,
    lying: [],
    beatMs: 1_000,
    callMs: 8_000,
    dieAt: null,
  });
  const before = ['parent-port-shim', 'watched-loop'].flatMap((name) => [
    '--import',
    join(import.meta.dirname, `${name}.js`),
  ]);
  const [execPath = process.execPath, ...words] = view.length === 0 ? [] : [...view, process.execPath];
  const child: ChildProcess = fork(join(repository, 'out/main/intake.js'), args, {
    execPath,
    execArgv: [...words, ...before],
    serialization: 'advanced',
  });
  let longestBlockMs = 0;
  const waiting = new Map<string, (scanned: Scanned) => void>();
  child.on('message', (message) => {
    const loop = loopNewsSchema.safeParse(message);
    if (loop.success) {
      longestBlockMs = Math.max(longestBlockMs, loop.data.loop.longestBlockMs);
      return;
    }
    const report = intakeReportSchema.parse(message);
    if (report.type === 'scanned') waiting.get(report.scanned.scanId)?.(report.scanned);
  });
  return {
    scan: (source: string, knownLooks: string[]) =>
      new Promise<Timed>((settle) => {
        const scanId = randomUUID();
        const startedMs = performance.now();
        waiting.set(scanId, (scanned) => settle({ scanned, tookMs: performance.now() - startedMs }));
        const plan = { kind: 'folder', isRecursive: true, isWatched: true } as const;
        child.send({
          type: 'scan',
          scanId,
          root: source,
          plan,
          knownLooks: packLooks(knownLooks),
        } satisfies IntakeRequest);
      }),
    inWords: () => {
      const held = /VmHWM:\s*(?<kilobytes>\d+)/.exec(
        readFileSync(`/proc/${String(child.pid)}/status`, 'utf8'),
      );
      const heldBytes = Number(held?.groups?.['kilobytes'] ?? 0) * 1024;
      return `held at most ${megabytes(heldBytes)}, loop stopped at most ${longestBlockMs.toFixed(0)} ms`;
    },
    stop: () => child.kill('SIGKILL'),
  };
}

function inWords({ scanned, tookMs }: Timed): string {
  if (scanned.kind === 'away') throw new Error(`away: ${scanned.reason}`);
  const { filesFound, settling, ready, known, isWatchingLimited } = scanned;
  if (filesFound !== files) throw new Error(`found ${String(filesFound)} of ${String(files)}`);
  const counts = `${String(settling)} settling, ${String(ready)} ready, ${String(known)} known`;
  return `${(tookMs / 1000).toFixed(1)} s, ${counts}${isWatchingLimited ? ', limited watching' : ''}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
