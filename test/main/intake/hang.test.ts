// A device that hangs, for real: calls to it never come back, and whoever made them does not even die. What the person
// named on it is answered, everything else goes on, and nobody waits for the process that hangs.
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import type { Pace } from '../../../src-main/intake/intake-limits.ts';
import { canHang, plugIn, type HangingDevice } from '../../support/hanging-device.ts';
import { forked } from './fake-electron.ts';
import { lastWordsOf, putMany, refusedOf, stagedPathsOf, startTalk } from './host-talk.ts';
import { buildIntakeProgram, type IntakeProgram } from './intake-program.ts';
import { endingsOf, stagedOf } from './intake-run.ts';
import { sha256Of, tempFolders } from './temp-folder.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

// Processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** As in earnest, but sooner. */
const quick: Pace = { beatMs: 100, callMs: 800, silenceMs: 6000 };

let program: IntakeProgram;
beforeAll(async () => {
  program = await buildIntakeProgram();
});
afterAll(() => program.remove());

async function plugInFiles(count: number): Promise<HangingDevice> {
  const device = await plugIn();
  // Those who hang in it can end now, and have to.
  onTestFinished(async () => {
    device.unplug();
    await Promise.all(forked.map(({ child }) => ended(child)));
  });
  for (let index = 0; index < count; index += 1) device.put(`${index}.fit`, `on the watch ${index}`);
  return device;
}

const ended = (child: (typeof forked)[number]['child']) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

const listed = (importId: string, filesFound: number) => ({
  importId,
  filesFound,
  filesPassedOver: 0,
  complete: true,
});
const notAnswering = { kind: 'not_answering' };

test.runIf(canHang)('The device of these tests is a folder like any other until it hangs', async () => {
  const { staging } = tempFolders();
  const device = await plugInFiles(3);
  const talk = startTalk(staging, program, { pace: quick });
  const importId = randomUUID();
  talk.stage(importId, [device.folder]);
  await talk.complete(importId);
  expect(endingsOf(talk.news, device.folder)).toEqual(
    [0, 1, 2].map((index) => [`/${index}.fit`, sha256Of(`on the watch ${index}`)]),
  );
  talk.intake.stop();
});

test.runIf(canHang)(
  'Eight reads that hang are answered within twelve seconds by one refusal for each path that was named, and other files go on',
  async () => {
    const { source, staging } = tempFolders();
    const paths = putMany(join(source, 'rides'), 300);
    const device = await plugInFiles(8);
    device.hang('read');
    const talk = startTalk(staging, program);
    const [first, second, others] = [randomUUID(), randomUUID(), randomUUID()];
    talk.releaseAll();
    const hungAtMs = performance.now();
    // Two imports, so that every turn to copy is taken by one that hangs.
    talk.stage(first, [device.folder]);
    talk.stage(second, [device.folder]);
    await talk.until(() => talk.news.filter(({ type }) => type === 'listed').length >= 2);
    const startMs = performance.now() - hungAtMs;
    talk.stage(others, [join(source, 'rides')]);
    await talk.until(() => forked.length === 2);
    const replacedMs = performance.now() - hungAtMs;
    expect(replacedMs).toBeLessThan(12_000);
    const stagedBefore = stagedPathsOf(talk.news, others).length;
    await talk.until(() => stagedPathsOf(talk.news, others).length > stagedBefore);
    // Two seconds beyond what processes take to start on this machine at this hour: the stuck one keeps a core busy for a while.
    expect(performance.now() - hungAtMs - replacedMs).toBeLessThan(2 * startMs + 2000);
    for (const importId of [first, second, others]) await talk.complete(importId);

    expect(refusedOf(talk.news).map(({ importId, path, failure }) => [importId, path, failure])).toEqual([
      [first, device.folder, notAnswering],
      [second, device.folder, notAnswering],
    ]);
    expect(stagedPathsOf(talk.news, others)).toHaveLength(paths.length);
    expect(stagedPathsOf(talk.news, others).sort()).toEqual(paths);
    expect(lastWordsOf(talk.news, first)).toEqual([listed(first, 1)]);
    expect(lastWordsOf(talk.news, second)).toEqual([listed(second, 1)]);
    expect(lastWordsOf(talk.news, others)).toEqual([listed(others, paths.length)]);
    expect(talk.troubles).toEqual(['intake hung']);
    // What it left behind unfinished is gone.
    expect(readdirSync(staging).length).toBe(2 * stagedOf(talk.news).length);
  },
);

test.runIf(canHang)(
  'Files named on a device that hangs are refused each, in two rounds at most, and what is named elsewhere is staged',
  async () => {
    const { source, staging } = tempFolders();
    const elsewhere = putMany(source, 5);
    const device = await plugInFiles(12);
    device.hang('getattr');
    device.hang('lookup');
    const onDevice = Array.from({ length: 12 }, (_, index) => join(device.folder, `${index}.fit`));
    const talk = startTalk(staging, program, { pace: quick });
    const importId = randomUUID();
    talk.releaseAll();
    talk.stage(importId, [...onDevice, ...elsewhere]);
    await talk.complete(importId);
    expect(refusedOf(talk.news).map(({ path, failure }) => [path, failure])).toEqual(
      onDevice.map((path) => [path, notAnswering]),
    );
    expect(stagedPathsOf(talk.news, importId)).toEqual(elsewhere);
    expect(lastWordsOf(talk.news, importId)).toEqual([listed(importId, 17)]);
    expect(talk.troubles).toEqual(['intake hung', 'intake hung']);
  },
);

test.runIf(canHang)(
  'A folder on a disk that stands still too long in the middle of it is taken in whole, and nothing of it twice',
  async () => {
    const { staging } = tempFolders();
    const count = limits.stagedFiles + 6;
    const device = await plugInFiles(count);
    const talk = startTalk(staging, program, {
      pace: quick,
      onTrouble: (what) => {
        talk.troubles.push(what);
        device.wake('read');
      },
    });
    const importId = randomUUID();
    talk.stage(importId, [device.folder]);
    // So many lie there that it waits with the others until some are let go of.
    await talk.until(() => stagedPathsOf(talk.news, importId).length === limits.stagedFiles);
    device.hang('read');
    talk.releaseAll();
    await talk.complete(importId);
    expect(new Map(endingsOf(talk.news, device.folder))).toEqual(
      new Map(
        Array.from({ length: count }, (_, index) => [`/${index}.fit`, sha256Of(`on the watch ${index}`)]),
      ),
    );
    expect(stagedOf(talk.news)).toHaveLength(count);
    expect(talk.troubles).toEqual(['intake hung']);
    expect(lastWordsOf(talk.news, importId)).toEqual([listed(importId, count)]);
  },
);

test.runIf(canHang)(
  'One import that hangs keeps no other from being staged, not even until it is given up',
  async () => {
    const { source, staging } = tempFolders();
    const paths = putMany(source, 50);
    const device = await plugInFiles(8);
    device.hang('read');
    const talk = startTalk(staging, program);
    const [hanging, others] = [randomUUID(), randomUUID()];
    talk.stage(hanging, [device.folder]);
    talk.stage(others, [source]);
    await talk.complete(others);
    expect(stagedPathsOf(talk.news, others)).toEqual(paths);
    expect(talk.troubles).toEqual([]);
  },
);

test.runIf(canHang)('Stopping does not wait for a process that hangs', async () => {
  const { staging } = tempFolders();
  const device = await plugInFiles(8);
  device.hang('read');
  const talk = startTalk(staging, program);
  talk.stage(randomUUID(), [device.folder]);
  await talk.until(() => talk.news.length > 0);
  const startedMs = performance.now();
  talk.intake.stop();
  expect(performance.now() - startedMs).toBeLessThan(100);
  const [hanging] = forked;
  // It was told to die, and can not: that is why nobody may wait for it.
  expect([hanging?.child.killed, hanging?.child.exitCode]).toEqual([true, null]);
});
