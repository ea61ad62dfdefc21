// From what a scan found ready to what is staged: what changed, moved or was swapped between the two is left to the next
// scan, what can't be read is refused once, and a device that goes leaves no swarm of failures.
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { IntakeReport } from '../../../../src-worker/contract/intake-messages.ts';
import type { ScanPlan } from '../../../../src-worker/contract/sources.ts';
import { limits } from '../../../../src-worker/contract/limits.ts';
import { canHang, plugIn, type HangingDevice } from '../../../support/hanging-device.ts';
import { endingsOf, lastListed } from '../intake-run.ts';
import { sha256Of, tempFolders } from '../temp-folder.ts';
import { countsOf, granted, inFolder, looksOf, startScanRun, type Looked, type ScanRun } from './scan-run.ts';

/** So that it is ready in an import that follows. */
async function readyIn(run: ScanRun, root: string, plan: ScanPlan = inFolder): Promise<Looked> {
  await run.look(root, plan);
  run.pass(2_000);
  return run.look(root, plan);
}

const putFiles = (folder: string, count: number) => {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, `${index}.fit`), `ride ${index}`);
};

test('What changed, went, or became a link since the scan is not told, and nothing outside is read', async () => {
  const { source, staging, outside } = tempFolders();
  putFiles(source, 5);
  putFiles(join(source, 'below'), 2);
  putFiles(outside, 7);
  const run = startScanRun();
  const scanned = await readyIn(run, source);
  expect(scanned.ready).toBe(7);
  appendFileSync(join(source, '0.fit'), ' and on');
  rmSync(join(source, '1.fit'));
  rmSync(join(source, '2.fit'));
  symlinkSync(join(outside, '2.fit'), join(source, '2.fit'));
  // The folder itself is swapped for a way out.
  renameSync(join(source, 'below'), join(source, 'was-below'));
  symlinkSync(outside, join(source, 'below'));

  const reports = await run.importOf(scanned, source, staging);
  expect(endingsOf(reports, source)).toEqual([
    ['/3.fit', sha256Of('ride 3')],
    ['/4.fit', sha256Of('ride 4')],
  ]);
  expect(lastListed(reports)).toMatchObject({ complete: true });
  run.pass(2_000);
  const left = await run.look(source, inFolder, looksOf(reports));
  expect(left).toMatchObject({ known: 2, settling: 3, ready: 0, passedOver: 2 });
});

test('A root that is another folder now is not read', async () => {
  const { source, staging, outside } = tempFolders();
  putFiles(source, 3);
  putFiles(outside, 3);
  const run = startScanRun();
  const scanned = await readyIn(run, source);
  renameSync(source, `${source}-was`);
  symlinkSync(outside, source);
  onTestFinished(() => rmSync(source));
  const reports = await run.importOf(scanned, source, staging);
  expect(endingsOf(reports)).toEqual([]);
  expect(goneOf(run.told)).toHaveLength(1);
});

test('A file that this process refused is not tried again before it changes', async () => {
  const { source, staging } = tempFolders();
  const path = join(source, 'large.fit');
  writeFileSync(path, 'x');
  truncateSync(path, limits.fileBytes + 1);
  const run = startScanRun();
  const reports = await run.takeAll(source, staging);
  expect(endingsOf(reports)).toEqual([[path, expect.objectContaining({ kind: 'file_too_large' })]]);
  run.pass(10_000);
  expect(await run.look(source)).toMatchObject({ filesFound: 1, ready: 0, unread: 1 });
  writeFileSync(path, 'a ride at last');
  expect(endingsOf(await run.takeAll(source, staging))).toEqual([[path, sha256Of('a ride at last')]]);
});

test('Another scan of the same root, or another process, leaves nothing to stage', async () => {
  const { source, staging } = tempFolders();
  putFiles(source, 2);
  const run = startScanRun();
  const scanned = await readyIn(run, source);
  await run.look(source);
  const late = await run.importOf(scanned, source, staging);
  expect(late.map(({ type }) => type)).toEqual(['listed']);
  const elsewhere = await startScanRun().importOf(scanned, source, staging);
  expect(lastListed(elsewhere)).toMatchObject({ filesFound: 0, complete: true });
});

async function plugInRides(count: number): Promise<HangingDevice> {
  const device = await plugIn();
  onTestFinished(() => device.unplug());
  for (let index = 0; index < count; index += 1) device.put(`${index}.fit`, `ride ${index}`.repeat(1_000));
  return device;
}

const goneOf = (told: readonly IntakeReport[]) => told.filter(({ type }) => type === 'source_gone');

test.runIf(canHang)(
  'A bad place on a disk refuses the files on it, once per plug; then it is given a rest',
  async () => {
    const { staging } = tempFolders();
    const device = await plugInRides(2);
    const run = startScanRun();
    const scanned = await readyIn(run, device.folder, granted);
    device.fail('read', 'EIO', { from: 100 });
    // So do the last reads before a device is gone.
    expect(endingsOf(await run.importOf(scanned, device.folder, staging))).toEqual([]);
    const reports = await run.importOf(await readyIn(run, device.folder, granted), device.folder, staging);
    const failure = { kind: 'read_failed', systemCode: 'EIO' };
    expect(endingsOf(reports, device.folder)).toEqual([
      ['/0.fit', failure],
      ['/1.fit', failure],
    ]);
    expect(goneOf([...reports, ...run.told])).toEqual([]);
    run.pass(10_000);
    expect(await run.look(device.folder, granted)).toMatchObject({ filesFound: 2, ready: 0, unread: 2 });
  },
);

test.runIf(canHang)(
  'A device that was pulled refuses nothing, begins no other file, and is told to be gone',
  async () => {
    const { staging } = tempFolders();
    const device = await plugInRides(50);
    const run = startScanRun();
    const scanned = await readyIn(run, device.folder, granted);
    device.fail('read', 'ENODEV', { from: 100 });
    device.fail('opendir', 'ENODEV');
    const reports = await run.importOf(scanned, device.folder, staging);
    expect(endingsOf(reports)).toEqual([]);
    expect(goneOf(run.told)).toMatchObject([{ root: device.folder }]);
    expect(await run.scan(device.folder, granted)).toMatchObject({ kind: 'away' });
    device.wake('read');
    device.wake('opendir');
    expect(endingsOf(await run.takeAll(device.folder, staging, granted))).toHaveLength(50);
  },
);

test.runIf(canHang)(
  'A device that gives nothing although its root seems to be there is left after a few files',
  async () => {
    const { staging } = tempFolders();
    const device = await plugInRides(50);
    const run = startScanRun();
    const scanned = await readyIn(run, device.folder, granted);
    device.fail('read', 'EIO');
    expect(endingsOf(await run.importOf(scanned, device.folder, staging))).toEqual([]);
    const { ready: untried } = await run.look(device.folder, granted);
    // The first three, and those that were under way beside the third.
    expect(50 - untried).toBeGreaterThanOrEqual(3);
    expect(50 - untried).toBeLessThanOrEqual(7);

    const again = await readyIn(run, device.folder, granted);
    const failed = endingsOf(await run.importOf(again, device.folder, staging)).length;
    expect(failed).toBeGreaterThanOrEqual(3);
    expect(failed).toBeLessThanOrEqual(7);
    device.wake('read');
    // What was tried once rests no longer than that.
    const { ready } = await readyIn(run, device.folder, granted);
    expect(ready).toBe(50 - failed);
  },
);

test.runIf(canHang)('A part that cannot be listed is counted, and the rest is found', async () => {
  const device = await plugInRides(3);
  const run = startScanRun();
  device.fail('getattr', 'EIO');
  expect(await run.scan(device.folder, granted)).toMatchObject({ kind: 'away', reason: 'device_failed' });
  device.wake('getattr');
  expect(countsOf(await run.look(device.folder, granted))).toMatchObject({ settling: 3, unlisted: 0 });
});

test.runIf(canHang)('A listing that fails in the middle gives what came before', async () => {
  const device = await plugInRides(0);
  for (let ride = 10; ride < 50; ride += 1) device.put(`rides/${ride}.fit`, 'a ride');
  const run = startScanRun();
  device.fail('readdir', 'EIO', { from: 7, name: 'rides' });
  expect(await run.scan(device.folder, granted)).toMatchObject({ filesFound: 7, unlisted: 1 });
  device.wake('readdir');
  expect(await run.scan(device.folder, granted)).toMatchObject({ filesFound: 40, unlisted: 0 });
});

test('The unfinished ride is taken when it is named, from what the scan found, and is offered no more when it is known', async () => {
  const { source, staging } = tempFolders();
  const path = join(source, 'inProgressActivity.fit');
  writeFileSync(path, 'a ride that is not over');
  putFiles(source, 1);
  const run = startScanRun();
  const scanned = await readyIn(run, source);
  expect([scanned.unfinished, scanned.ready]).toEqual([path, 1]);
  const reports = await run.importOf(scanned, path, staging);
  expect(endingsOf(reports, source)).toEqual([
    ['/inProgressActivity.fit', sha256Of('a ride that is not over')],
  ]);
  const known = looksOf(reports);
  expect((await run.look(source, inFolder, known)).unfinished).toBeNull();
  appendFileSync(path, ', but goes on');
  expect((await run.look(source, inFolder, known)).unfinished).toBe(path);
});

test('A link in the place of the unfinished ride, or of a folder above it, is not followed', async () => {
  const { source, staging, outside } = tempFolders();
  mkdirSync(join(source, 'below'));
  const path = join(source, 'below', 'inProgressActivity.fit');
  writeFileSync(path, 'a ride');
  writeFileSync(join(outside, 'inProgressActivity.fit'), 'not on the device');
  const run = startScanRun();
  const scanned = await run.look(source);
  rmSync(path);
  symlinkSync(join(outside, 'inProgressActivity.fit'), path);
  const swapped = await run.importOf(scanned, path, staging);
  renameSync(join(source, 'below'), join(source, 'was-below'));
  symlinkSync(outside, join(source, 'below'));
  const reports = [...swapped, ...(await run.importOf(scanned, path, staging))];
  expect(reports.filter(({ type }) => type === 'staged')).toEqual([]);
  expect(reports.filter(({ type }) => type === 'refused')).toHaveLength(2);
});
test.runIf(canHang)(
  'A file that gives less than its size says is told once, and tried ever more rarely',
  async () => {
    const { staging } = tempFolders();
    const device = await plugInRides(1);
    const run = startScanRun();
    await readyIn(run, device.folder, granted);
    device.cutShort(100);
    const endings: unknown[] = [];
    let imports = 0;
    for (let scans = 0; scans < 600; scans += 1) {
      const scanned = await run.look(device.folder, granted);
      if (scanned.ready > 0) {
        imports += 1;
        endings.push(...endingsOf(await run.importOf(scanned, device.folder, staging), device.folder));
      }
      run.pass(2_000);
    }
    expect(endings).toEqual([['/0.fit', { kind: 'changed_while_reading' }]]);
    expect(imports).toBe(5);
  },
);

test.runIf(canHang)(
  'What was locked for a moment is taken in by itself, and its failure is told once',
  async () => {
    const { staging } = tempFolders();
    const device = await plugInRides(1);
    const run = startScanRun();
    const first = await readyIn(run, device.folder, granted);
    device.fail('open', 'EBUSY');
    expect(endingsOf(await run.importOf(first, device.folder, staging))).toEqual([]);
    const again = await readyIn(run, device.folder, granted);
    expect(endingsOf(await run.importOf(again, device.folder, staging), device.folder)).toEqual([
      ['/0.fit', { kind: 'read_failed', systemCode: 'EBUSY' }],
    ]);
    run.pass(60_000);
    const second = await run.look(device.folder, granted);
    expect(endingsOf(await run.importOf(second, device.folder, staging))).toEqual([]);
    device.wake('open');
    run.pass(599_999);
    expect(await run.look(device.folder, granted)).toMatchObject({ ready: 0, unread: 1 });
    run.pass(1);
    const third = await run.look(device.folder, granted);
    expect(endingsOf(await run.importOf(third, device.folder, staging))).toHaveLength(1);
  },
);
