// One round of “kill -9 of everything”: an import is ended at some instant, the app is started again, and everything
// that is kept is counted. Runs the built app as a person would, in processes of its own.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '../../src-worker/contract/crash-points.ts';
import type { Receipt } from '../../src-worker/contract/receipt.ts';
import { reportLineSchema } from '../../src-worker/contract/report-line.ts';
import { askApp, receiptsIn, statusOf, verifyIn } from './ask-app.ts';
import { ask, decideInMix, type AskedDecision } from './decisions-in-mix.ts';
import type { Chance } from './seeded-chance.ts';

const host = resolve(import.meta.dirname, '../../.electron-host/cooldown.js');
/** The host's exit code when its app ended by SIGKILL. */
const killed = 128 + 9;

/** When everything dies: so long after so many files were told of, or at a named point, the so-many-th time it is reached. */
export type Death =
  | { readonly kind: 'moment'; readonly linesTold: number; readonly milliseconds: number }
  | { readonly kind: 'point'; readonly point: CrashPoint; readonly time: number };

export interface DeadImport {
  /** Ids of events that it had told of. */
  readonly told: readonly string[];
  /** False where it was at its end before it came to the point or moment: then no import died. */
  readonly isDead: boolean;
}

export interface Outcome {
  readonly activities: number;
  readonly events: number;
  readonly receipts: readonly Receipt[];
  readonly agrees: boolean;
  /** Names of files whose originals ought to be in the archive and are not. */
  readonly missingOriginals: readonly string[];
  /** Names in the staging folder when all is done. */
  readonly leftInStaging: readonly string[];
  readonly runningImports: number;
}

interface Place {
  readonly profile: string;
  readonly folder: string;
}

/** A person who decides meanwhile, and what came of that. */
export interface Deciding {
  readonly chance: Chance;
  /** Grows. */
  readonly asked: AskedDecision[];
}

/** The import is begun and dies. */
export async function killImport(
  { profile, folder }: Place,
  death: Death,
  deciding: Deciding | null = null,
): Promise<DeadImport> {
  const fault = death.kind === 'point' ? [`--fault-die-at=${death.point}:${death.time}`] : [];
  const run = start(['--user-data-dir', profile, ...fault, 'import', '--json', folder]);
  const decided = decideUntil(run.ended, profile, deciding);
  if (death.kind === 'moment') {
    await Promise.race([run.told(death.linesTold).then(() => pause(death.milliseconds)), run.ended]);
    await killAllOf(profile);
  }
  const exitCode = await run.ended;
  // Its death leaves the processes that it had started.
  await killAllOf(profile);
  await decided;
  return { told: toldEvents(run.output()), isDead: exitCode === killed || exitCode === null };
}

/** The app is started, takes up what was begun, and dies again so long after it answers. */
export async function killRecovery(profile: string, milliseconds: number, deciding: Deciding): Promise<void> {
  const window = start(['--user-data-dir', profile]);
  await statusOf(profile);
  const decided = decideUntil(window.ended, profile, deciding);
  await pause(milliseconds);
  await killAllOf(profile);
  await window.ended;
  await decided;
}

async function decideUntil(
  ended: Promise<unknown>,
  profile: string,
  deciding: Deciding | null,
): Promise<void> {
  if (deciding === null) return;
  let isOver = false;
  void ended.finally(() => (isOver = true)).catch(() => undefined);
  await decideInMix(profile, deciding.chance, deciding.asked, () => isOver);
}

/** Starts the app as the athlete would, lets it finish what was begun, and looks at all of it. */
export async function lookAfterwards({ profile, folder }: Place, deciding?: Deciding): Promise<Outcome> {
  const window = start(['--user-data-dir', profile]);
  try {
    const before = await statusOf(profile);
    // Killed before it was written down, an import was never begun: the athlete begins it again.
    if (before.imports.running + before.imports.finished === 0) {
      const paths = [{ typed: folder, absolute: folder }];
      await askApp(profile, { kind: 'import', paths, json: true, isDryRun: false });
    }
    if (deciding !== undefined) await askAgain(profile, deciding.asked);
    const idle = idleStatus(profile);
    await decideUntil(idle, profile, deciding ?? null);
    await idle;
    const { activities, events, imports } = await statusOf(profile);
    // What lies there waits for the archive, and would not be missed in it.
    const leftInStaging = await namesLeftIn(join(profile, 'staging'));
    const { agrees, archive } = await verifyIn(profile);
    const missingOriginals = archive.missing.map(({ name }) => name);
    const receipts = await receiptsIn(profile);
    const runningImports = imports.running;
    return { activities, events, receipts, agrees, missingOriginals, leftInStaging, runningImports };
  } finally {
    await killAllOf(profile);
    await window.ended;
  }
}

/** What had no answer: it is done now, or it was so already. */
async function askAgain(profile: string, asked: AskedDecision[]): Promise<void> {
  for (const { decision } of asked.filter(({ answer }) => answer === 'none')) {
    asked.push({ decision, answer: await ask(profile, decision) });
  }
}

async function idleStatus(profile: string) {
  for (;;) {
    const now = await statusOf(profile);
    if (now.imports.running === 0 && now.queue.queued + now.queue.processing === 0) return now;
    await pause(200);
  }
}

/** None, as soon as there are none, as it should be; or what still lies there after a minute. */
async function namesLeftIn(folder: string): Promise<readonly string[]> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const names = readdirSync(folder);
    if (names.length === 0 || Date.now() > deadline) return names;
    await pause(200);
  }
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [host, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, COOLDOWN_HEADLESS: '1' },
  });
  let output = '';
  let lines = 0;
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    lines += text.split('\n').length - 1;
    for (const look of waiting) look();
  });
  return {
    output: () => output,
    /** The exit code; null where the host itself was killed. */
    ended: new Promise<number | null>((end) => child.once('exit', end)),
    /** Settles when so many lines were printed. */
    told: (count: number) =>
      new Promise<void>((settle) => {
        const look = () => {
          if (lines >= count) settle();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** The last line may have been cut off. */
function toldEvents(output: string): readonly string[] {
  return output
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      const { write } = reportLineSchema.parse(JSON.parse(line));
      return write?.result === 'created' ? [write.event_id] : [];
    });
}

/** Every process that names the profile, until there is none: whatever was started while others died, too. */
async function killAllOf(profile: string): Promise<void> {
  for (let found = naming(profile); found.length > 0; found = naming(profile)) {
    for (const pid of found) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone in the meantime, as wished.
      }
    }
    await pause(20);
  }
}

function naming(profile: string): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      return readFileSync(join('/proc', name, 'cmdline'), 'utf8').includes(profile) ? [pid] : [];
    } catch {
      return [];
    }
  });
}
