// One writer: of any number of processes that want the lock one has it, and a dead one's lock is free at once.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { takeLock } from '../../../src-main/journal/lock.ts';
import { openJournal } from '../../../src-main/journal/open-journal.ts';
import { fill, namesIn, openAt, optionsFor, recordsFrom, recordsIn, tempFolder } from './journal-run.ts';

// Node 20 runs no types.
const programFolder = mkdtempSync(join(tmpdir(), 'lock-holder-'));
const program = join(programFolder, 'lock-holder.mjs');
beforeAll(async () => {
  const build = await rolldown({ input: join(import.meta.dirname, 'lock-holder.ts'), platform: 'node' });
  await build.write({ file: program, format: 'esm' });
  await build.close();
});
afterAll(() => rmSync(programFolder, { recursive: true, force: true }));

interface Holder {
  readonly process: ChildProcess;
  /** `held` or `busy`. */
  tryNow(): Promise<string>;
  end(how: 'release' | 'kill'): Promise<void>;
}

async function startHolder(path: string, user: { readonly uid?: number } = {}): Promise<Holder> {
  const child = spawn(process.execPath, [program, path], { stdio: ['pipe', 'pipe', 'inherit'], ...user });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const say = () => child.stdin.write('now\n');
  await lines.next();
  return {
    process: child,
    tryNow: async () => {
      say();
      return String((await lines.next()).value);
    },
    end: async (how) => {
      if (how === 'kill') child.kill('SIGKILL');
      else say();
      await ended;
    },
  };
}

test(
  'Of 20 processes that start at once exactly one holds the lock; when it is killed, of the next 20 again one',
  { timeout: 120_000 },
  async () => {
    const folder = tempFolder();
    const path = join(folder, 'journal.lock');
    for (let round = 0; round < 2; round += 1) {
      // From the second round on they meet the lock of a dead one.
      expect(existsSync(path)).toBe(round > 0);
      const holders = await Promise.all(Array.from({ length: 20 }, () => startHolder(path)));
      const answers = await Promise.all(holders.map((holder) => holder.tryNow()));
      expect(answers.filter((answer) => answer === 'held')).toHaveLength(1);
      const holder = holders[answers.indexOf('held')];
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: holder?.process.pid });
      await holder?.end('kill');
    }
    const after = takeLock(path);
    expect(namesIn(folder)).toEqual(['journal.lock']);
    after?.release();
    expect(namesIn(folder)).toEqual([]);
  },
);

test(
  'While a process holds the journal another is told so; killed, its journal can be opened at once',
  { timeout: 60_000 },
  async () => {
    const folder = tempFolder();
    await fill(await openAt(folder), 2);
    rmSync(join(folder, 'journal.lock'));
    const holder = await startHolder(join(folder, 'journal.lock'));
    expect(await holder.tryNow()).toBe('held');
    const busy = { ok: false, failure: { kind: 'not_available', systemCode: 'EBUSY' } };
    expect(await openJournal(optionsFor(folder))).toEqual(busy);
    await holder.end('kill');
    const begun = performance.now();
    const journal = await openAt(folder);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(await recordsIn(journal)).toEqual(recordsFrom(1, 2));
    expect(await openJournal(optionsFor(folder))).toEqual(busy);
    await journal.close();
  },
);

test(
  'Who finds the journal held by an app on its way out waits for it, and opens it',
  { timeout: 60_000 },
  async () => {
    const folder = tempFolder();
    const first = await openAt(folder);
    await fill(first, 2);
    const second = openAt(folder);
    await first.close();
    const journal = await second;
    expect(await recordsIn(journal)).toEqual(recordsFrom(1, 2));
    await journal.close();
  },
);

test('A lock that is let go can be taken by the next', { timeout: 60_000 }, async () => {
  const path = join(tempFolder(), 'journal.lock');
  const [first, second] = [await startHolder(path), await startHolder(path)];
  expect(await first.tryNow()).toBe('held');
  await first.end('release');
  expect(await second.tryNow()).toBe('held');
  await second.end('release');
});

const nonce = '9b2d7c52-6a6e-4a36-9d0a-0f4b1c7e8a11';
const later = '3f0c1b7e-1d0e-4a8f-8f55-2f6f8f1f4a10';
const dead = (of: string) => JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'long ago', nonce: of });

test.runIf(process.platform === 'linux').each([
  ['of a process that is gone', dead(nonce)],
  [
    'of a process whose number now belongs to another',
    JSON.stringify({ pid: process.pid, startedAt: 'before', nonce }),
  ],
  ['without content, as a power cut may leave it', ''],
  ['of nobody', '{"pid":0}'],
])('A lock %s is free', (_what, content) => {
  const folder = tempFolder();
  const path = join(folder, 'journal.lock');
  writeFileSync(path, content);
  const lock = takeLock(path);
  expect(lock).not.toBeNull();
  expect(takeLock(path)).toBeNull();
  lock?.release();
  expect(namesIn(folder)).toEqual([]);
});

// The first process of a system belongs to root: for everybody else it is another user's.
test.runIf(process.platform === 'linux')(
  'A lock of a process whose number now belongs to another user’s is free',
  { timeout: 60_000 },
  async () => {
    const folder = tempFolder();
    const path = join(folder, 'journal.lock');
    writeFileSync(path, JSON.stringify({ pid: 1, startedAt: 'before', nonce }));
    chmodSync(programFolder, 0o755);
    for (const openToAll of [folder, path]) chmodSync(openToAll, 0o777);
    const holder = await startHolder(path, process.getuid?.() === 0 ? { uid: 65_534 } : {});
    expect(await holder.tryNow()).toBe('held');
    await holder.end('release');
  },
);

test('Where the system does not tell when a process started, a lock of an earlier boot is free and one of this boot is not', () => {
  const path = join(tempFolder(), 'journal.lock');
  const bootedAtMs = Date.now() - uptime() * 1000;
  const lockOf = (boot: number) => ({ pid: process.pid, startedAt: null, bootedAtMs: boot, nonce });
  writeFileSync(path, JSON.stringify(lockOf(bootedAtMs - 60_000)));
  expect(takeLock(path)).toBeNull();
  writeFileSync(path, JSON.stringify(lockOf(bootedAtMs - 3_600_000)));
  const lock = takeLock(path);
  expect(lock).not.toBeNull();
  lock?.release();
});

test('Who died while taking over a dead one’s lock does not block it, nor does who died while taking over from that one', () => {
  const folder = tempFolder();
  const path = join(folder, 'journal.lock');
  writeFileSync(path, dead(nonce));
  writeFileSync(`${path}.after-${nonce}`, dead(later));
  writeFileSync(`${path}.after-${nonce}.after-${later}`, dead(nonce));
  writeFileSync(`${path}.of-${nonce}`, dead(nonce));
  const lock = takeLock(path);
  expect(lock).not.toBeNull();
  expect(namesIn(folder)).toEqual(['journal.lock']);
  lock?.release();
});

test('While somebody alive takes over a dead one’s lock nobody else does', () => {
  const folder = tempFolder();
  const path = join(folder, 'journal.lock');
  writeFileSync(path, dead(nonce));
  const claim = takeLock(`${path}.after-${nonce}`);
  expect(takeLock(path)).toBeNull();
  claim?.release();
  const lock = takeLock(path);
  expect(lock).not.toBeNull();
  lock?.release();
});
