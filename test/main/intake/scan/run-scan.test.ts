// What a scan finds on real folders: which files are new and hold still, which are known, and what is none of them.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { endingsOf } from '../intake-run.ts';
import { sha256Of, tempFolders } from '../temp-folder.ts';
import { countsOf, granted, inFolder, looksOf, onDevice, startScanRun, untilTimeMoves } from './scan-run.ts';

const nothing = { filesFound: 0, known: 0, settling: 0, ready: 0, passedOver: 0, unlisted: 0 };

/** Long before any test: what is read of it can be known again by its look. */
const longAgo = new Date(Date.UTC(2024, 5, 1));
function put(path: string, bytes: string, at = longAgo): string {
  writeFileSync(path, bytes);
  utimesSync(path, at, at);
  return path;
}

test('A file is ready when two looks two seconds apart agree, and is staged once with its bytes', async () => {
  const { source, staging } = tempFolders();
  put(join(source, 'a.fit'), 'a ride');
  const run = startScanRun();

  expect(countsOf(await run.look(source))).toEqual({ ...nothing, filesFound: 1, settling: 1 });
  run.pass(1_999);
  expect(countsOf(await run.look(source))).toEqual({ ...nothing, filesFound: 1, settling: 1 });
  run.pass(1);
  const scanned = await run.look(source);
  expect(countsOf(scanned)).toEqual({ ...nothing, filesFound: 1, ready: 1 });

  const reports = await run.importOf(scanned, source, staging);
  expect(endingsOf(reports)).toEqual([[join(source, 'a.fit'), sha256Of('a ride')]]);
  expect(readdirSync(staging).filter((name) => !name.includes('.'))).toHaveLength(1);
});

test('What was read whole is known by its look in a new process, in folders and on volumes', async () => {
  const { source, staging } = tempFolders();
  mkdirSync(join(source, 'GARMIN', 'ACTIVITY'), { recursive: true });
  put(join(source, 'GARMIN', 'ACTIVITY', 'b.fit'), 'a ride');
  for (const plan of [inFolder, onDevice]) {
    const looks = looksOf(await startScanRun().takeAll(source, staging, plan));
    expect(looks).toHaveLength(1);
    const replugged = await startScanRun().look(source, plan, looks);
    expect(countsOf(replugged)).toEqual({ ...nothing, filesFound: 1, known: 1 });
  }
});

test('A volume’s files are known by its id, wherever it is mounted; another volume’s are not', async () => {
  const { source, staging, outside } = tempFolders();
  for (const root of [source, outside]) {
    mkdirSync(join(root, 'GARMIN', 'ACTIVITY'), { recursive: true });
    put(join(root, 'GARMIN', 'ACTIVITY', 'c.fit'), 'a ride');
  }
  const looks = looksOf(await startScanRun().takeAll(source, staging, onDevice));
  expect(looks).toHaveLength(1);
  expect((await startScanRun().look(outside, onDevice, looks)).known).toBe(1);
  const other = { ...onDevice, volumeId: 'volume 2' };
  expect((await startScanRun().look(outside, other, looks)).known).toBe(0);
});

test('What cannot be known by its look is known to the process that read it', async () => {
  const { source, staging } = tempFolders();
  mkdirSync(join(source, 'GARMIN', 'ACTIVITY'), { recursive: true });
  // A device whose clock is ahead.
  put(join(source, 'GARMIN', 'ACTIVITY', 'd.fit'), 'a ride', new Date(Date.now() + 86_400_000));
  const run = startScanRun();
  const reports = await run.takeAll(source, staging, onDevice);
  expect(endingsOf(reports)).toHaveLength(1);
  expect(looksOf(reports)).toEqual([]);
  expect(countsOf(await run.look(source, onDevice))).toEqual({ ...nothing, filesFound: 1, known: 1 });
});

test('A file that is written on settles anew, also where its size was there from the start', async () => {
  const { source, staging } = tempFolders();
  const slow = put(join(source, 'slow.fit'), 'first half');
  const reserved = join(source, 'reserved.fit');
  writeFileSync(reserved, '');
  truncateSync(reserved, 10);
  const run = startScanRun();
  await run.look(source);
  for (const [round, byte] of ['a', 'b', 'c'].entries()) {
    run.pass(1_500);
    appendFileSync(slow, byte);
    writeFileSync(reserved, byte.repeat(10), { flag: 'r+' });
    utimesSync(reserved, longAgo.getTime() / 1000 + round, longAgo.getTime() / 1000 + round);
    expect(countsOf(await run.look(source))).toEqual({ ...nothing, filesFound: 2, settling: 2 });
  }
  run.pass(2_000);
  const reports = await run.importOf(await run.look(source), source, staging);
  expect(endingsOf(reports, source)).toEqual([
    ['/reserved.fit', sha256Of('cccccccccc')],
    ['/slow.fit', sha256Of('first halfabc')],
  ]);
});

test.each([
  ['folder', inFolder],
  ['volume', onDevice],
])('A file that was rewritten with equal size and time is read again, in a %s', async (_, plan) => {
  const { source, staging } = tempFolders();
  mkdirSync(join(source, 'GARMIN', 'ACTIVITY'), { recursive: true });
  const path = put(join(source, 'GARMIN', 'ACTIVITY', 'e.fit'), 'before');
  const run = startScanRun();
  const looks = looksOf(await run.takeAll(source, staging, plan));
  untilTimeMoves(source);
  put(path, 'after!');
  expect((await run.look(source, plan, looks)).settling).toBe(1);
  run.pass(2_000);
  const reports = await run.importOf(await run.look(source, plan, looks), source, staging);
  expect(endingsOf(reports)).toEqual([[path, sha256Of('after!')]]);
});

test('A file that is renamed into place is taken under its new name, and its part file never', async () => {
  const { source, staging } = tempFolders();
  const part = put(join(source, 'f.fit.part'), 'all of it');
  const run = startScanRun();
  expect(countsOf(await run.look(source))).toEqual({ ...nothing, passedOver: 1 });
  renameSync(part, join(source, 'f.fit'));
  expect(endingsOf(await run.takeAll(source, staging), source)).toEqual([['/f.fit', sha256Of('all of it')]]);
});

test('An empty file of long ago is not waited for, and taken when something comes', async () => {
  const { source } = tempFolders();
  const path = put(join(source, 'g.fit'), '');
  const run = startScanRun();
  expect(await run.look(source)).toMatchObject({ ...nothing, passedOver: 1, settlesInMs: null });
  put(path, 'now');
  expect(await run.look(source)).toMatchObject({ settling: 1, settlesInMs: 2_000 });
  run.pass(2_000);
  expect((await run.look(source)).ready).toBe(1);
});

test('An empty file of this moment is waited for, and left when nothing comes', async () => {
  const { source } = tempFolders();
  const path = put(join(source, 'g.fit'), '', new Date());
  const run = startScanRun();
  await run.look(source);
  run.pass(10_000);
  expect(countsOf(await run.look(source))).toEqual({ ...nothing, filesFound: 1, settling: 1 });
  run.pass(60_000);
  expect(countsOf(await run.look(source))).toEqual({ ...nothing, passedOver: 1 });
  put(path, 'now');
  expect((await run.look(source)).settling).toBe(1);
  run.pass(2_000);
  expect((await run.look(source)).ready).toBe(1);
});

test('Links, loops, pipes, sockets, folders with a file’s name and foreign names: each is accounted for', async () => {
  const { source, staging, outside } = tempFolders();
  const secret = put(join(outside, 'secret.fit'), 'not yours');
  symlinkSync(secret, join(source, 'out.fit'));
  symlinkSync(outside, join(source, 'way-out'));
  symlinkSync(source, join(source, 'loop.fit'));
  execFileSync('mkfifo', [join(source, 'pipe.fit')]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(source, 'socket.fit'), resolve));
  onTestFinished(() => void server.close());
  mkdirSync(join(source, 'x.fit'));
  put(join(source, 'x.fit', 'inside.fit'), 'in a folder');
  put(join(source, 'notes.txt'), 'none');
  put(join(source, 'inProgressActivity.fit'), 'still going');
  const run = startScanRun();
  const reports = await run.takeAll(source, staging);
  expect(endingsOf(reports, source)).toEqual([['/x.fit/inside.fit', sha256Of('in a folder')]]);
  const scanned = await run.look(source, inFolder, looksOf(reports));
  expect(scanned).toMatchObject({
    passedOver: 6,
    unlisted: 0,
    unfinished: join(source, 'inProgressActivity.fit'),
  });
});

test('Three hundred names as bytes are all found and read, valid as text or not', async () => {
  const { source, staging } = tempFolders();
  const nasty = Array.from({ length: 300 }, (_, index) => {
    const odd = [0x80 + (index % 0x7f), 0x01 + (index % 0x1f), 0xff, 0x0a, 0x20, 0x2d].slice(index % 5);
    return Buffer.from([...odd, ...Buffer.from(`${String(index)}.fit`)]);
  });
  for (const name of nasty) writeFileSync(Buffer.concat([Buffer.from(`${source}/`), name]), name);
  const reports = await startScanRun().takeAll(source, staging);
  expect(
    endingsOf(reports)
      .map(([, sha256]) => sha256)
      .sort(),
  ).toEqual(nasty.map((name) => sha256Of(name)).sort());
});

test('Without its subfolders only the folder itself is looked at', async () => {
  const { source } = tempFolders();
  put(join(source, 'here.fit'), 'a');
  mkdirSync(join(source, 'below'));
  put(join(source, 'below', 'there.fit'), 'b');
  const scanned = await startScanRun().look(source, {
    kind: 'folder',
    isRecursive: false,
    isWatched: false,
  });
  expect(countsOf(scanned)).toEqual({ ...nothing, filesFound: 1, settling: 1, passedOver: 1 });
});

test('Of a volume that nobody knows, files are counted near its top, and read only when that was granted', async () => {
  const { source, staging } = tempFolders();
  const deep = join(source, '1', '2', '3', '4');
  mkdirSync(deep, { recursive: true });
  for (const folder of [source, join(source, '1', '2', '3'), deep]) put(join(folder, 'h.fit'), folder);
  const run = startScanRun();
  const asked = await run.look(source, onDevice);
  expect(asked.recognition?.by).toBe('unknown');
  expect(countsOf(asked)).toEqual({ ...nothing, filesFound: 2, passedOver: 1 });
  run.pass(2_000);
  expect(countsOf(await run.look(source, onDevice))).toMatchObject({ filesFound: 2, ready: 0 });
  const reports = await run.takeAll(source, staging, granted);
  expect(endingsOf(reports)).toHaveLength(2);
});

test('Of a disk full of folders that nobody granted, so many are counted and no more', async () => {
  const { source } = tempFolders();
  for (let index = 0; index < 600; index += 1) {
    mkdirSync(join(source, String(index)));
    put(join(source, String(index), 'h.fit'), 'a ride');
  }
  const run = startScanRun();
  expect(await run.look(source, onDevice)).toMatchObject({ filesFound: 499, isOnlyCounted: true });
  expect(await run.look(source, granted)).toMatchObject({ filesFound: 600, isOnlyCounted: false });
});

/** Of this process, as the kernel counts them. */
const inotifyWatches = (): number =>
  readdirSync('/proc/self/fdinfo')
    .map((name) => {
      try {
        return readFileSync(join('/proc/self/fdinfo', name), 'latin1');
      } catch {
        // That of the listing itself is closed again.
        return '';
      }
    })
    .join('')
    .split('inotify wd:').length - 1;

const hasInotify = process.platform === 'linux';
test.runIf(hasInotify)(
  'A root that is forgotten while it is scanned is neither watched nor remembered',
  async () => {
    const { source } = tempFolders();
    put(join(source, 'a.fit'), 'a ride');
    const run = startScanRun();
    const before = inotifyWatches();
    const plan = { ...inFolder, isWatched: true } as const;
    const scanning = run.scan(source, plan);
    run.forget(source);
    expect(await scanning).toMatchObject({ kind: 'looked', settling: 1 });
    expect(inotifyWatches()).toBe(before);
    run.pass(2_000);
    expect(await run.look(source, plan)).toMatchObject({ settling: 1, ready: 0 });
    expect(inotifyWatches()).toBe(before + 1);
  },
);

test('A root that is not there, is no folder, or is nobody’s to read is away, with the reason', async () => {
  const { source } = tempFolders();
  const run = startScanRun();
  const file = put(join(source, 'i.fit'), 'a file');
  expect(await run.scan(join(source, 'nowhere'))).toMatchObject({ kind: 'away', reason: 'not_there' });
  expect(await run.scan(file)).toMatchObject({ kind: 'away', reason: 'not_a_folder' });
  symlinkSync(file, join(source, 'link'));
  expect(await run.scan(join(source, 'link'))).toMatchObject({ kind: 'away', reason: 'not_a_folder' });
});

test('What is forgotten has to hold still anew', async () => {
  const { source } = tempFolders();
  put(join(source, 'k.fit'), 'a ride');
  const run = startScanRun();
  await run.look(source);
  run.pass(2_000);
  run.forget(source);
  expect((await run.look(source)).settling).toBe(1);
  rmSync(join(source, 'k.fit'));
  expect(statSync(source).isDirectory()).toBe(true);
  expect(countsOf(await run.look(source))).toEqual(nothing);
});
