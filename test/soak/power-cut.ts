// Cuts the power of an ext4 disk while a journal is written on it, again and again, and looks what is there afterwards.
// Runs as root in a mount namespace of its own, so that nothing stays mounted.  power-cut.js CUTS [SEED]
import { execFileSync, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as passed } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { nodeFs } from '../../src-main/journal/node-fs.ts';
import { openJournal } from '../../src-main/journal/open-journal.ts';
import { readRecords } from '../../src-main/journal/read-records.ts';
import { seededChance } from '../support/seeded-chance.ts';
import { soakRecord } from './soak-records.ts';

const cuts = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? randomInt(2 ** 31));
const { fraction: chance } = seededChance(seed);

const root = mkdtempSync(join(tmpdir(), 'power-cut-'));
const image = join(root, 'disk.img');
const mount = join(root, 'disk');
const folder = join(mount, 'user-data');

/**
 * `answeredInVain`: records that are gone, and of which an append said only after the cut that they are on disk. Linux
 * may answer a sync that is under way at that moment as done: jbd2_complete_transaction asks nothing more once its
 * transaction is over, though the log was given up. With the power gone nobody hears that answer, so it binds nobody.
 */
const tally = { cuts: 0, accepted: 0, rewrites: 0, tailsCut: 0, unreported: 0, answeredInVain: 0, lost: 0 };
const begun = Date.now();
try {
  makeDisk();
  for (let round = 0; round < cuts; round += 1) await oneRound();
} finally {
  rmSync(root, { recursive: true, force: true });
}
const seconds = Math.round((Date.now() - begun) / 1000);
process.stdout.write(`${JSON.stringify({ ...tally, seed, seconds })}\n`);
process.exitCode = tally.lost === 0 && tally.cuts === cuts ? 0 : 1;

function makeDisk(): void {
  execFileSync('truncate', ['-s', '256M', image]);
  execFileSync('mkfs.ext4', ['-qF', image]);
  mkdirSync(mount);
  mountDisk();
  mkdirSync(folder);
  // The folder itself is not what is tried.
  execFileSync('sync', ['-f', mount]);
  unmountDisk();
}

async function oneRound(): Promise<void> {
  mountDisk();
  try {
    const told = await writeUntilCut();
    unmountDisk();
    mountDisk();
    await compare(told);
  } finally {
    unmountDisk();
  }
}

interface Accepted {
  readonly seq: number;
  /** In nanoseconds of the clock that all processes share. */
  readonly at: bigint;
}

/** Places of the last record that was said to be accepted: while there was power, and ever. */
interface Told {
  readonly beforeCut: number;
  readonly ever: number;
}

async function writeUntilCut(): Promise<Told> {
  const program = join(import.meta.dirname, 'journal-writer.js');
  const writer = spawn(process.execPath, [program, folder, `${Math.floor(chance() * 2 ** 31)}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => writer.once('close', resolve));
  const isDead = chance() < 0.5;
  const accepted: Accepted[] = [];
  let cut: Promise<bigint> | null = null;
  for await (const line of createInterface(writer.stdout)) {
    const [, seq, at] = /^accepted (\d+) (\d+)$/.exec(line) ?? [];
    if (seq !== undefined && at !== undefined) accepted.push({ seq: Number(seq), at: BigInt(at) });
    if (line === 'rewritten') tally.rewrites += 1;
    cut ??= passed(50 + chance() * 400).then(() => {
      // Half of the time the app dies with the machine, else it goes on for a moment on a disk that is gone.
      if (isDead) writer.kill('SIGKILL');
      return cutPower();
    });
  }
  const cutAt = await cut;
  await ended;
  if (cutAt === null) throw new Error('the writer wrote nothing');
  tally.cuts += 1;
  const last = (some: readonly Accepted[]) => some.at(-1)?.seq ?? 0;
  return { beforeCut: last(accepted.filter(({ at }) => at < cutAt)), ever: last(accepted) };
}

async function compare({ beforeCut, ever }: Told): Promise<void> {
  const opened = await openJournal({
    folder,
    fs: nodeFs,
    now: () => new Date(),
    newEpoch: () => randomUUID(),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const journal = opened.value;
  for (const { kind } of journal.notices) {
    if (kind === 'salvaged') throw new Error('took a power cut for damage');
    tally.tailsCut += 1;
  }
  let seq = 0;
  for await (const record of readRecords(journal)) {
    seq += 1;
    if (!isDeepStrictEqual(record, soakRecord(seq))) throw new Error(`record ${seq} is not what was written`);
  }
  await journal.close();
  if (seq > ever) tally.unreported += 1;
  tally.lost += Math.max(0, beforeCut - seq);
  tally.answeredInVain += Math.max(0, ever - Math.max(seq, beforeCut));
  tally.accepted = seq;
}

function mountDisk(): void {
  execFileSync('mount', ['-o', 'loop', image, mount]);
}

function unmountDisk(): void {
  execFileSync('umount', [mount]);
}

/**
 * EXT4_IOC_SHUTDOWN with "no flush of the log": only what a sync promised survives. Node knows no ioctl. Answers when it
 * began, in nanoseconds of the clock that all processes share.
 */
function cutPower(): bigint {
  const script = `
import fcntl, os, struct, sys, time
disk = os.open(sys.argv[1], os.O_RDONLY)
print(time.monotonic_ns(), flush=True)
fcntl.ioctl(disk, 0x8004587D, struct.pack('I', 2))`;
  return BigInt(execFileSync('python3', ['-c', script, mount], { encoding: 'utf8' }).trim());
}
