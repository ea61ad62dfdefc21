// One round of “kill -9 of everything”: an import is ended at some instant, the app is started again, and everything
// that is kept is counted. Runs the built app as a person would, in processes of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandTask } from '../../src-main/command/command-task.ts';
import { openConsole } from '../../src-main/command/console.ts';
import { runByRunningInstance } from '../../src-main/command/run-by-running-instance.ts';
import { statusReportSchema, verifyReportSchema } from '../../src-worker/contract/command-reports.ts';
import type { CrashPoint } from '../../src-worker/contract/crash-points.ts';
import { receiptSchema, type Receipt } from '../../src-worker/contract/receipt.ts';
import { reportLineSchema } from '../../src-worker/contract/report-line.ts';

const host = resolve(import.meta.dirname, '../../.electron-host/cooldown.js');

/** When everything dies: after so long, or at a named point. */
export type Death =
  | { readonly kind: 'after'; readonly milliseconds: number }
  | { readonly kind: 'at'; readonly point: CrashPoint; readonly time: number };

export interface Outcome {
  /** Event ids that the killed import had already told of. */
  readonly told: readonly string[];
  readonly activities: number;
  readonly events: number;
  readonly receipts: readonly Receipt[];
  readonly agrees: boolean;
  readonly runningImports: number;
}

interface Round {
  readonly profile: string;
  readonly folder: string;
  readonly death: Death;
}

/** An import that is done, or a point that is not reached any more: then it dies all the same. */
const longestLifeMs = 8_000;

/** The import is begun and dies. */
export async function killImport({ profile, folder, death }: Round): Promise<{ told: readonly string[] }> {
  const output = await untilDead(profile, ['import', '--json', folder], death);
  return { told: toldEvents(output) };
}

/** The app is started, takes up what was begun, and dies again. */
export async function killWindow({ profile, death }: Omit<Round, 'folder'>): Promise<void> {
  await untilDead(profile, [], death);
}

async function untilDead(profile: string, args: readonly string[], death: Death): Promise<string> {
  const fault = death.kind === 'at' ? [`--fault-die-at=${death.point}:${death.time}`] : [];
  const run = start(['--user-data-dir', profile, ...fault, ...args]);
  const ended = new Promise((end) => run.child.once('close', end));
  await Promise.race([ended, pause(death.kind === 'after' ? death.milliseconds : longestLifeMs)]);
  await killAllOf(profile);
  await ended;
  return run.output();
}

/** Starts the app as the athlete would, lets it finish what was begun, and looks at all of it. */
export async function lookAfterwards({
  profile,
  folder,
}: Omit<Round, 'death'>): Promise<Omit<Outcome, 'told'>> {
  const window = start(['--user-data-dir', profile]);
  try {
    await isAnswering(profile, window.child);
    const before = await status(profile);
    // Killed before it was written down, an import was never begun: the athlete begins it again.
    if (before.imports.running + before.imports.finished === 0) {
      const paths = [{ typed: folder, absolute: folder }];
      await command(profile, { kind: 'import', paths, json: true, isDryRun: false });
    }
    const idle = await untilIdle(profile);
    const { agrees } = verifyReportSchema.parse(
      JSON.parse(await command(profile, { kind: 'verify', json: true })),
    );
    const receipts = (await command(profile, { kind: 'receipts', json: true, since: null }))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => receiptSchema.parse(JSON.parse(line)));
    const { activities, events, imports } = idle;
    return { activities, events, receipts, agrees, runningImports: imports.running };
  } finally {
    await killAllOf(profile);
  }
}

async function untilIdle(profile: string) {
  for (;;) {
    const now = await status(profile);
    if (now.imports.running === 0 && now.queue.queued + now.queue.processing === 0) return now;
    await pause(200);
  }
}

async function status(profile: string) {
  return statusReportSchema.parse(JSON.parse(await command(profile, { kind: 'status', json: true })));
}

/** Somebody listens: a socket of the killed instance may still lie there. */
async function isAnswering(profile: string, window: ChildProcess): Promise<void> {
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(join(profile, 'cooldown.sock'));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
    });
  while (!(await answers())) {
    if (window.exitCode !== null) throw new Error('the app did not start');
    await pause(100);
  }
}

/** Asks the running app over its socket, as a command beside it does. */
async function command(profile: string, task: CommandTask): Promise<string> {
  const out = collectText();
  const err = collectText();
  const ended = await runByRunningInstance({
    folder: profile,
    task,
    console: openConsole(out.stream, err.stream),
  });
  if (ended !== 0 && ended !== 1) throw new Error(`${task.kind} ended with ${ended}: ${err.text()}`);
  return out.text();
}

function collectText() {
  const parts: Buffer[] = [];
  const stream = new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(parts).toString('utf8') };
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [host, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, COOLDOWN_HEADLESS: '1' },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return { child, output: () => output, errors: () => errors };
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
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(profile) ? [pid] : [];
    } catch {
      return [];
    }
  });
}
