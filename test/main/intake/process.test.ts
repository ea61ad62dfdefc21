// The real process, forked: what needs a process of its own to be true.
import { spawn, spawnSync, type ChildProcess, type ForkOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import {
  argumentsFor,
  buildIntakeProgram,
  forkIntake,
  IntakeTalk,
  type IntakeProgram,
} from './intake-program.ts';
import { endingsOf, lastListed, stagedOf } from './intake-run.ts';
import { readStaged } from '../../../src-main/intake/read-staged.ts';
import { sha256Of, tempFolders } from './temp-folder.ts';

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && spawnSync('unshare', ['-m', '--propagation', 'private', 'true']).status === 0;
/** Root may read everything, so what may not be read is tried as nobody. */
const asNobody: ForkOptions = isRoot ? { uid: 65534, gid: 65534 } : {};

let program: IntakeProgram;
beforeAll(async () => {
  program = await buildIntakeProgram();
});
afterAll(() => program.remove());

function talkTo(child: ChildProcess): IntakeTalk {
  const talk = new IntakeTalk(child);
  onTestFinished(() => talk.stop());
  return talk;
}

const startIn = (staging: string, options: ForkOptions = {}) =>
  talkTo(forkIntake(program, argumentsFor(program, staging), options));

function putMany(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(folder, `${String(index).padStart(5, '0')}.fit`), `recording ${index}`);
  }
}

const copiesIn = (folder: string) => readdirSync(folder).filter((name) => !name.includes('.'));

test('A named pipe that nobody writes to does not block the files after it', async () => {
  const { source, staging } = tempFolders();
  const at = (name: string) => join(source, name);
  for (let index = 0; index < 8; index += 1) spawnSync('mkfifo', [at(`${index}.fit`)]);
  writeFileSync(at('9.fit'), 'nine');
  const talk = startIn(staging);
  const importId = randomUUID();
  talk.stage(importId, [at('0.fit'), source]);
  const pipe = { kind: 'not_a_regular_file', what: 'pipe' };
  const pipes = Array.from({ length: 8 }, (_, index) => [`/${index}.fit`, pipe]);
  expect(endingsOf(await talk.complete(importId), source)).toEqual([
    ['/0.fit', pipe],
    ...pipes,
    ['/9.fit', sha256Of('nine')],
  ]);
});

test('Files and folders that may not be read are refused by their names, and the rest goes on', async () => {
  const { source, staging } = tempFolders();
  const at = (name: string) => join(source, name);
  writeFileSync(at('a.fit'), 'a');
  writeFileSync(at('b.fit'), 'b');
  chmodSync(at('b.fit'), 0o000);
  for (const name of ['c', 'd']) {
    mkdirSync(at(name));
    writeFileSync(at(`${name}/x.fit`), 'x');
  }
  chmodSync(at('c'), 0o000);
  // May be listed, but nothing in it may be reached.
  chmodSync(at('d'), 0o444);
  onTestFinished(() => ['c', 'd'].forEach((name) => chmodSync(at(name), 0o755)));
  writeFileSync(at('e.fit'), 'e');
  const talk = startIn(staging, asNobody);
  const importId = randomUUID();

  talk.stage(importId, [source, at('b.fit'), at('c/x.fit')]);

  const reports = await talk.complete(importId);
  const denied = { kind: 'permission_denied' };
  expect(endingsOf(reports, source)).toEqual([
    ['/a.fit', sha256Of('a')],
    ['/b.fit', denied],
    ['/c', denied],
    ['/d/x.fit', denied],
    ['/e.fit', sha256Of('e')],
    ['/b.fit', denied],
    ['/c/x.fit', denied],
  ]);
  expect(lastListed(reports)).toEqual({ importId, filesFound: 7, filesPassedOver: 0, complete: true });
});

test('At most the limit of files lie staged; each release lets one more through, until all are there', async () => {
  const { source, staging } = tempFolders();
  putMany(source, limits.stagedFiles + 3);
  const talk = startIn(staging);
  const importId = randomUUID();
  talk.stage(importId, [source]);
  await talk.until((reports) => stagedOf(reports).length === limits.stagedFiles);
  // Two signs of life later nothing more was staged.
  const beats = () => talk.reports.filter(({ type }) => type === 'beat').length;
  const beatsBefore = beats();
  await talk.until(() => beats() > beatsBefore + 1);
  expect(copiesIn(staging).length).toBe(limits.stagedFiles);

  const release = (count: number) => {
    for (const { fileId } of stagedOf(talk.reports).slice(0, count)) {
      if (!existsSync(join(staging, fileId))) continue;
      unlinkSync(join(staging, fileId));
      talk.send({ type: 'released', fileId });
    }
  };
  release(1);
  await talk.until((reports) => stagedOf(reports).length === limits.stagedFiles + 1);
  release(3);
  const reports = await talk.complete(importId);
  expect(copiesIn(staging).length).toBe(limits.stagedFiles);
  expect(stagedOf(reports).map((file) => file.name)).toEqual(
    Array.from({ length: limits.stagedFiles + 3 }, (_, index) => `${String(index).padStart(5, '0')}.fit`),
  );
});

test('One dropped file does not wait behind a folder of hundreds', async () => {
  const { source, staging } = tempFolders();
  putMany(join(source, 'many'), 300);
  writeFileSync(join(source, 'one.fit'), 'one');
  const talk = startIn(staging);
  const backfill = randomUUID();
  const drop = randomUUID();
  talk.stage(backfill, [join(source, 'many')]);
  await talk.until((reports) => stagedOf(reports).length === limits.stagedFiles);
  talk.stage(drop, [join(source, 'one.fit')]);
  for (const { fileId } of stagedOf(talk.reports).slice(0, 2)) talk.send({ type: 'released', fileId });
  const reports = await talk.complete(drop);
  const position = stagedOf(reports).findIndex((file) => file.importId === drop);
  expect(position).toBeLessThan(limits.stagedFiles + 2);
});

/** An intake whose staging folder is a small disk of its own, in its own view of the file system. */
function startOnSmallDisk(staging: string, diskBytes: number, takenBytes: number) {
  const command = `mount -t tmpfs -o size=${diskBytes} none "$0" && head -c ${takenBytes} /dev/zero > "$0/taken" && exec "$@"`;
  const node = [
    process.execPath,
    '--import',
    program.shimPath,
    program.entryPath,
    ...argumentsFor(program, staging),
  ];
  const child = spawn('unshare', ['-m', '--propagation', 'private', 'sh', '-c', command, staging, ...node], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  return { talk: talkTo(child), disk: `/proc/${String(child.pid)}/root${staging}` };
}

const waitingsOf = (reports: readonly IntakeReport[]) =>
  reports.flatMap((report) => (report.type === 'waiting_for_room' ? [report.isWaiting] : []));

test.runIf(canMount)(
  'A full disk refuses nothing: the files wait, and go on when there is room',
  async () => {
    const { source, staging } = tempFolders();
    const at = (name: string) => join(source, name);
    const bytes = { 'big.fit': Buffer.alloc(1_000_000, 'b'), 'small.fit': Buffer.alloc(10_000, 's') };
    for (const [name, content] of Object.entries(bytes)) writeFileSync(at(name), content);
    const { talk, disk } = startOnSmallDisk(staging, 2 * 1024 * 1024, 1_000_000);
    const [big, small] = [randomUUID(), randomUUID()];
    talk.stage(big, [at('big.fit')]);
    await talk.until((reports) => waitingsOf(reports).length === 1);
    talk.stage(small, [at('small.fit')]);
    // Signs of life go on, and nothing half-written lies there.
    const beats = () => talk.reports.filter(({ type }) => type === 'beat').length;
    const beatsBefore = beats();
    await talk.until(() => beats() > beatsBefore + 2);
    expect(endingsOf(talk.reports)).toEqual([]);
    expect(readdirSync(disk)).toEqual(['taken']);
    unlinkSync(join(disk, 'taken'));
    await talk.complete(big);
    await talk.complete(small);
    expect(endingsOf(talk.reports, source)).toEqual([
      ['/big.fit', sha256Of(bytes['big.fit'])],
      ['/small.fit', sha256Of(bytes['small.fit'])],
    ]);
    expect(waitingsOf(talk.reports)).toEqual([true, false]);
  },
);

test.runIf(canMount)(
  'Files that do not fit on the disk together are all taken, as room is made by those that are told',
  async () => {
    const { source, staging } = tempFolders();
    for (let index = 0; index < 12; index += 1) {
      writeFileSync(join(source, `${index}.fit`), Buffer.alloc(700_000, String(index)));
    }
    const { talk, disk } = startOnSmallDisk(staging, 2 * 1024 * 1024, 0);
    const importId = randomUUID();
    let released = 0;
    talk.stage(importId, [source]);
    await talk.until((reports) => {
      for (; released < stagedOf(reports).length; released += 1) {
        const fileId = stagedOf(reports)[released]?.fileId ?? '';
        unlinkSync(join(disk, fileId));
        unlinkSync(join(disk, `${fileId}.json`));
        talk.send({ type: 'released', fileId });
      }
      return waitingsOf(reports).length > 0 && released === 12;
    });
    const reports = await talk.complete(importId);
    expect(new Set(stagedOf(reports).map(({ path }) => path)).size).toBe(12);
    expect(lastListed(reports.filter(({ type }) => type === 'listed'))).toEqual({
      importId,
      filesFound: 12,
      filesPassedOver: 0,
      complete: true,
    });
    expect(waitingsOf(reports).at(-1)).toBe(false);
    expect(readdirSync(disk)).toEqual(['taken']);
  },
);

test.each(['copy_written', 'copy_staged'] as const)(
  'At the crash point %s main and intake die at once, and the staging folder tells what is whole',
  async (point) => {
    const { source, staging } = tempFolders();
    putMany(source, 20);
    // A parent of its own: it is the one that dies.
    const parent = `
      const { fork } = require('node:child_process');
      const child = fork(process.argv[1], process.argv.slice(3), { execArgv: ['--import', process.argv[2]], serialization: 'advanced' });
      child.send({ ...${JSON.stringify({ type: 'stage', importId: randomUUID(), paths: [source], answeredPaths: [], isDryRun: false })}, knownLooks: new Uint8Array() });
      process.send(child.pid);`;
    const args = argumentsFor(program, staging, { dieAt: { point, time: 7 } });
    const main = spawn(process.execPath, ['-e', parent, program.entryPath, program.shimPath, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    onTestFinished(() => void main.kill('SIGKILL'));
    const ended = new Promise((resolve) => main.once('exit', (_code, signal) => resolve(signal)));
    const intakePid = await new Promise<number>((resolve) =>
      main.once('message', (pid) => resolve(Number(pid))),
    );
    expect(await ended).toBe('SIGKILL');
    await expect.poll(() => isAlive(intakePid)).toBe(false);
    const { staged } = await readStaged(staging);
    const isWhole = point === 'copy_staged' ? 7 : 6;
    // Others were on their way at that moment.
    expect(staged.length).toBeGreaterThanOrEqual(isWhole - 5);
    expect(staged.length).toBeLessThanOrEqual(isWhole + 5);
    expect(readdirSync(staging).length).toBe(2 * staged.length);
    for (const { fileId, sha256 } of staged) {
      expect(sha256Of(readFileSync(join(staging, fileId)))).toBe(sha256);
    }
  },
);

/** One that has ended and that nobody has asked about yet is not alive. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test(
  'Swapped for links hundreds of times while it is read, a tree never gives a byte from outside',
  { timeout: 60_000 },
  async () => {
    const { source, staging, outside } = tempFolders();
    const rounds = 300;
    mkdirSync(join(source, 'folder'));
    for (const folder of [source, join(source, 'folder')]) writeFileSync(join(folder, 'ride.fit'), 'inside');
    writeFileSync(join(outside, 'ride.fit'), 'outside');
    const swapping = spawn(process.execPath, ['-e', swapForEver, source, outside], { stdio: 'ignore' });
    onTestFinished(() => void swapping.kill('SIGKILL'));
    const talk = startIn(staging);

    for (let round = 0; round < rounds; round += 1) {
      const importId = randomUUID();
      const known = talk.reports.length;
      talk.stage(importId, [source]);
      await talk.complete(importId);
      for (const report of talk.reports.slice(known)) {
        if (report.type !== 'staged' && report.type !== 'refused') continue;
        rmSync(join(staging, report.file.fileId), { force: true });
        talk.send({ type: 'released', fileId: report.file.fileId });
      }
    }

    const hashes = new Set(stagedOf(talk.reports).map((file) => file.sha256));
    expect(hashes).toEqual(new Set([sha256Of('inside')]));
    // Both were met, so the race took place.
    const kinds = new Set(
      talk.reports.flatMap((report) => (report.type === 'refused' ? [report.file.failure.kind] : [])),
    );
    expect(kinds.has('link_skipped')).toBe(true);
  },
);

/** Run by a process of its own: a file and a folder become links to outside, and themselves again. */
const swapForEver = `
const fs = require('node:fs');
const [source, outside] = process.argv.slice(1);
const file = source + '/ride.fit', folder = source + '/folder', spare = source + '/spare';
for (;;) {
  fs.symlinkSync(outside + '/ride.fit', spare);
  fs.renameSync(spare, file);
  fs.renameSync(folder, folder + '.away');
  fs.symlinkSync(outside, folder);
  fs.writeFileSync(spare, 'inside');
  fs.renameSync(spare, file);
  fs.unlinkSync(folder);
  fs.renameSync(folder + '.away', folder);
}`;
