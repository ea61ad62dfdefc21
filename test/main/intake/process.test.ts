// The real process, forked: what needs a process of its own to be true.
import { spawn, spawnSync, type ChildProcess, type ForkOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { stagingArgument } from '../../../src-main/intake/staging-argument.ts';
import { limits } from '../../../src-worker/contract/limits.ts';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { buildIntakeProgram, forkIntake, IntakeTalk, type IntakeProgram } from './intake-program.ts';
import { endingsOf, lastListed } from './intake-run.ts';
import { sha256Of, tempFolders } from './temp-folder.ts';

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && spawnSync('unshare', ['-m', '--propagation', 'private', 'true']).status === 0;
/** Root may read everything, so what may not be read is tried as nobody. */
const asNobody: ForkOptions = isRoot ? { uid: 65534, gid: 65534 } : {};

let program: IntakeProgram;
// Processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

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
  talkTo(forkIntake(program, [stagingArgument(staging)], options));

function putMany(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(folder, `${String(index).padStart(5, '0')}.fit`), `recording ${index}`);
  }
}

const stagedOf = (reports: readonly IntakeReport[]) =>
  reports.flatMap((report) => (report.type === 'staged' ? [report.file] : []));

test('A named pipe that nobody writes to does not block the files after it', async () => {
  const { source, staging } = tempFolders();
  const at = (name: string) => join(source, name);
  for (let index = 0; index < 8; index += 1) spawnSync('mkfifo', [at(`${index}.fit`)]);
  writeFileSync(at('9.fit'), 'nine');
  const talk = startIn(staging);
  const importId = randomUUID();
  talk.send({ type: 'stage', importId, paths: [at('0.fit'), source] });
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

  talk.send({ type: 'stage', importId, paths: [source, at('b.fit'), at('c/x.fit')] });

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
  talk.send({ type: 'stage', importId, paths: [source] });
  await talk.until((reports) => stagedOf(reports).length === limits.stagedFiles);
  // An answer to something asked later shows that nothing more was staged meanwhile.
  const other = randomUUID();
  talk.send({ type: 'stage', importId: other, paths: [join(source, 'missing.fit')] });
  await talk.complete(other);
  expect(readdirSync(staging).length).toBe(limits.stagedFiles);

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
  expect(readdirSync(staging).length).toBe(limits.stagedFiles);
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
  talk.send({ type: 'stage', importId: backfill, paths: [join(source, 'many')] });
  await talk.until((reports) => stagedOf(reports).length === limits.stagedFiles);
  talk.send({ type: 'stage', importId: drop, paths: [join(source, 'one.fit')] });
  for (const { fileId } of stagedOf(talk.reports).slice(0, 2)) talk.send({ type: 'released', fileId });
  const reports = await talk.complete(drop);
  const position = stagedOf(reports).findIndex((file) => file.importId === drop);
  expect(position).toBeLessThan(limits.stagedFiles + 2);
});

test.runIf(canMount)(
  'A staging disk that is full refuses the file, keeps nothing of it, and takes the next one that fits',
  async () => {
    const { source, staging } = tempFolders();
    const at = (name: string) => join(source, name);
    const small = Buffer.alloc(100_000, 's');
    writeFileSync(at('big.fit'), Buffer.alloc(2_000_000, 'b'));
    writeFileSync(at('small.fit'), small);
    // The disk is mounted in the intake's own view of the file system, so that the test leaves nothing behind.
    const command = 'mount -t tmpfs -o size=1m none "$0" && exec "$@"';
    const node = [
      process.execPath,
      '--import',
      program.shimPath,
      program.entryPath,
      stagingArgument(staging),
    ];
    const child = spawn(
      'unshare',
      ['-m', '--propagation', 'private', 'sh', '-c', command, staging, ...node],
      {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        serialization: 'advanced',
      },
    );
    const talk = talkTo(child);
    const importId = randomUUID();
    // One after the other, so that the small file comes when the big one has been given up.
    for (const name of ['big.fit', 'small.fit']) {
      const id = name === 'small.fit' ? importId : randomUUID();
      talk.send({ type: 'stage', importId: id, paths: [at(name)] });
      await talk.complete(id);
    }
    expect(endingsOf(talk.reports, source)).toEqual([
      ['/big.fit', { kind: 'disk_full' }],
      ['/small.fit', sha256Of(small)],
    ]);
    const stagedIds = stagedOf(talk.reports).map((file) => file.fileId);
    expect(readdirSync(`/proc/${child.pid}/root${staging}`)).toEqual(stagedIds);
  },
);

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
      talk.send({ type: 'stage', importId, paths: [source] });
      await talk.complete(importId);
      for (const { fileId } of stagedOf(talk.reports.slice(known))) {
        unlinkSync(join(staging, fileId));
        talk.send({ type: 'released', fileId });
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
