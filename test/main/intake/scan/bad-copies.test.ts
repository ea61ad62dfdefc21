// Over MTP a copy may come out empty or cut although the file is sound: it waits and is copied again, and is never told as a
// damaged file that nobody reads again.
import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ScanPlan } from '../../../../src-worker/contract/sources.ts';
import { fitFile, fitRide } from '../../../fixtures/fit-writer.ts';
import { endingsOf, stagedOf } from '../intake-run.ts';
import { sha256Of, tempFolders } from '../temp-folder.ts';
import { countsOf, looksOf, onDevice, startScanRun, type ScanRun } from './scan-run.ts';

const overMtp: ScanPlan = { kind: 'device', volumeId: 'mtp-1', isGranted: false, isMtp: true };
const longAgo = new Date('2026-02-01T10:00:00Z');
const whole = fitFile(fitRide('2026-01-01T08:00:00Z'));
const zeros = new Uint8Array(whole.length);
const cut = new Uint8Array([...whole.subarray(0, -100), ...new Uint8Array(100)]);

function watchWith(bytes: Uint8Array) {
  const { source, staging } = tempFolders();
  const folder = join(source, 'Garmin', 'Activity');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'ride.fit');
  const put = (next: Uint8Array) => {
    writeFileSync(file, next);
    utimesSync(file, longAgo, longAgo);
  };
  put(bytes);
  return { source, staging, file, put };
}

/** Each try as far apart as the longest patience; gives what was told of it. */
async function tryAgain(run: ScanRun, source: string, staging: string, plan = overMtp) {
  run.pass(60_000);
  const scanned = await run.look(source, plan);
  return { scanned, reports: await run.importOf(scanned, source, staging) };
}

test('An empty copy is told to nobody, however often, until the device gives the file', async () => {
  const { source, staging, put } = watchWith(zeros);
  const run = startScanRun();
  await run.takeAll(source, staging, overMtp);
  for (let time = 0; time < 6; time += 1) {
    expect(endingsOf((await tryAgain(run, source, staging)).reports)).toEqual([]);
    const waits = await run.look(source, overMtp);
    expect([waits.badCopies, countsOf(waits)]).toEqual([
      1,
      { filesFound: 1, known: 0, settling: 0, ready: 0, passedOver: 0, unlisted: 0 },
    ]);
  }
  put(whole);
  await run.look(source, overMtp);
  const { reports } = await tryAgain(run, source, staging);
  expect(stagedOf(reports).map(({ sha256 }) => sha256)).toEqual([sha256Of(whole)]);
  expect((await run.look(source, overMtp, looksOf(reports))).badCopies).toBeUndefined();
});

test('Each try waits twice as long as the one before, and a minute at most', async () => {
  const { source, staging } = watchWith(zeros);
  const run = startScanRun();
  await run.takeAll(source, staging, overMtp);
  for (const waitMs of [4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    run.pass(waitMs - 1);
    expect((await run.look(source, overMtp)).ready).toBe(0);
    run.pass(1);
    const scanned = await run.look(source, overMtp);
    expect(scanned.ready).toBe(1);
    await run.importOf(scanned, source, staging);
  }
});

test('What comes out cut again and again is taken as it is, and nobody remembers that copy', async () => {
  const { source, staging } = watchWith(cut);
  const run = startScanRun();
  await run.takeAll(source, staging, overMtp);
  const told = [];
  for (let time = 0; time < 4; time += 1) {
    const { reports } = await tryAgain(run, source, staging);
    told.push([endingsOf(reports).length, looksOf(reports).length]);
  }
  expect(told).toEqual([
    [0, 0],
    [0, 0],
    [1, 0],
    [0, 0],
  ]);
  expect((await run.look(source, overMtp)).known).toBe(1);
});

test('On a stick the same file is what it is', async () => {
  const { source, staging, file } = watchWith(zeros);
  const run = startScanRun();
  const reports = await run.takeAll(source, staging, onDevice);
  expect(stagedOf(reports)).toHaveLength(1);
  expect(statSync(file).size).toBe(whole.length);
});
