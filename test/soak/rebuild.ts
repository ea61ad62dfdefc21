// How long it takes until everything is put back: `npm run soak:rebuild [EVENTS]`. A profile that has a long journal and no
// database, the built app in a real browser. Not within the time, or not all of it, is a failure.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { askApp, statusOf, verifyIn } from '../support/ask-app.ts';
import { writeSeason } from '../support/sample-files.ts';
import { treeOf } from '../electron-host/process-tree.ts';
import { writeLongJournal } from './long-journal.ts';

const mostSeconds = 60;
const events = Number(process.argv[2] ?? 50_000);
const host = resolve(import.meta.dirname, '../.electron-host/cooldown.js');
const root = mkdtempSync(join(tmpdir(), 'cooldown-rebuild-'));
try {
  const model = await importedSeason();
  const profile = join(root, 'profile');
  mkdirSync(profile);
  const journal = await writeLongJournal(profile, { model, events });
  const rebuilt = await inApp(profile, async (memory) => {
    const begun = Date.now();
    const status = await statusOf(profile);
    const seconds = secondsSince(begun);
    return { seconds, status, memory: memory(), ...(await verified(profile, memory)) };
  });
  const again = await inApp(profile, async () => {
    const begun = Date.now();
    const { events: there } = await statusOf(profile);
    return { seconds: secondsSince(begun), there };
  });
  const { status, ...figures } = rebuilt;
  const isWhole = status.events === events && status.engine.state === 'running' && figures.agrees;
  const said = { events: status.events, journal, ...figures, startAgainSeconds: again.seconds };
  process.stdout.write(`${JSON.stringify(said)}\n`);
  process.exitCode = isWhole && again.there === events && figures.seconds <= mostSeconds ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}

async function importedSeason(): Promise<string> {
  const [season, model] = [join(root, 'season'), join(root, 'model')];
  writeSeason(season);
  mkdirSync(model);
  const task = { kind: 'import', json: false, isDryRun: false } as const;
  await inApp(model, () => askApp(model, { ...task, paths: [{ typed: season, absolute: season }] }));
  return model;
}

async function verified(profile: string, memory: () => Memory) {
  const begun = Date.now();
  const { agrees } = await verifyIn(profile);
  return { agrees, verifySeconds: secondsSince(begun), memoryAfterVerify: memory() };
}

interface Memory {
  /** Highest so far, in MiB. */
  readonly pageMiB: number;
  readonly mainMiB: number;
  /** By process. On a busy machine this says more than the clock. */
  readonly cpuSeconds: Readonly<Record<string, number>>;
}

async function inApp<Value>(profile: string, use: (memory: () => Memory) => Promise<Value>): Promise<Value> {
  const app = spawn(process.execPath, [host, '--user-data-dir', profile], {
    stdio: 'ignore',
    env: { ...process.env, COOLDOWN_HEADLESS: '1' },
  });
  const ended = new Promise((end) => app.once('close', end));
  try {
    return await use(() => memoryOf(app.pid ?? 0));
  } finally {
    app.kill('SIGTERM');
    await ended;
  }
}

function memoryOf(root: number): Memory {
  let [pageMiB, mainMiB] = [0, 0];
  const cpuSeconds: Record<string, number> = {};
  for (const { pid } of treeOf(root)) {
    try {
      const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const name =
        /--type=([\w-]+)/.exec(command)?.[1] ?? (command.startsWith(process.execPath) ? 'main' : 'browser');
      const seconds = (Number(times[11]) + Number(times[12])) / 100;
      cpuSeconds[name] = Math.round((cpuSeconds[name] ?? 0) + seconds);
      const [, kibibytes = '0'] =
        /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      const highest = Math.round(Number(kibibytes) / 1024);
      if (command.includes('--type=renderer')) pageMiB = Math.max(pageMiB, highest);
      else if (command.startsWith(process.execPath)) mainMiB = Math.max(mainMiB, highest);
    } catch {
      // It ended meanwhile.
    }
  }
  return { pageMiB, mainMiB, cpuSeconds };
}

function secondsSince(begun: number): number {
  return Math.round((Date.now() - begun) / 100) / 10;
}
