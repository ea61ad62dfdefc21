// Main's side of scans against the real process: what is found, what hangs, and what a successor is asked.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { Scanned, ScanPlan } from '../../../src-worker/contract/sources.ts';
import type { Pace } from '../../../src-main/intake/intake-limits.ts';
import { canHang, plugIn, type HangingDevice } from '../../support/hanging-device.ts';
import { forked } from './fake-electron.ts';
import { lastWordsOf, putMany, refusedOf, stagedPathsOf, startTalk, type HostTalk } from './host-talk.ts';
import { stagedOf } from './intake-run.ts';
import { buildIntakeProgram, type IntakeProgram } from './intake-program.ts';
import { tempFolders } from './temp-folder.ts';
import { packLooks } from '../../../src-main/intake/packed-looks.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

// Processes start slowly on a machine that is busy, and a file has to hold still for two seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const quick: Pace = { beatMs: 100, callMs: 800, silenceMs: 6000 };
const folder: ScanPlan = { kind: 'folder', isRecursive: true, isWatched: true };
const device: ScanPlan = { kind: 'device', volumeId: 'volume 1', isGranted: true };

let program: IntakeProgram;
beforeAll(async () => {
  program = await buildIntakeProgram();
});
afterAll(() => program.remove());

interface SourceTalk extends HostTalk {
  readonly scanned: Map<string, Scanned>;
  readonly hinted: string[];
  readonly hung: string[];
  readonly gone: string[];
  ask(root: string, plan?: ScanPlan): string;
  scan(root: string, plan?: ScanPlan): Promise<Scanned>;
  /** Scans until something is ready, as main does. */
  ready(root: string, plan?: ScanPlan): Promise<Scanned>;
}

function startSourceTalk(staging: string): SourceTalk {
  const scanned = new Map<string, Scanned>();
  const [hinted, hung, gone]: [string[], string[], string[]] = [[], [], []];
  const talk = startTalk(staging, program, {
    pace: quick,
    sources: {
      onScanned: (one) => scanned.set(one.scanId, one),
      onHint: (root) => hinted.push(root),
      onHung: (root) => hung.push(root),
      onGone: (root) => gone.push(root),
    },
  });
  const ask = (root: string, plan = folder) => {
    const scanId = randomUUID();
    talk.intake.scan({ scanId, root, plan, knownLooks: packLooks([]) });
    return scanId;
  };
  const scan = async (root: string, plan = folder) => {
    const scanId = ask(root, plan);
    return vi.waitUntil(() => scanned.get(scanId), { timeout: 50_000 });
  };
  const ready = async (root: string, plan = folder) => {
    for (;;) {
      const found = await scan(root, plan);
      if (found.kind === 'away' || found.ready > 0) return found;
    }
  };
  return { ...talk, scanned, hinted, hung, gone, ask, scan, ready };
}

async function plugInFiles(count: number): Promise<HangingDevice> {
  const plugged = await plugIn();
  onTestFinished(async () => {
    plugged.unplug();
    await Promise.all(
      forked.map(
        ({ child }) =>
          new Promise<void>((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) resolve();
            child.once('exit', () => resolve());
            child.kill('SIGKILL');
          }),
      ),
    );
  });
  for (let index = 0; index < count; index += 1) plugged.put(`${index}.fit`, `on the watch ${index}`);
  return plugged;
}

test('A scan finds what is ready, and an import that names it stages just that', async () => {
  const { source, staging } = tempFolders();
  const paths = putMany(source, 3);
  const talk = startSourceTalk(staging);
  const found = await talk.ready(source);
  expect(found).toMatchObject({ kind: 'looked', ready: 3 });
  writeFileSync(join(source, 'later.fit'), 'not of that scan');
  const importId = randomUUID();
  talk.intake.stage({
    importId,
    paths: [source],
    answeredPaths: [],
    isDryRun: false,
    knownLooks: packLooks([]),
    ofScan: found.scanId,
  });
  await talk.complete(importId);
  expect(stagedPathsOf(talk.news, importId)).toEqual(paths);
  await vi.waitUntil(() => talk.hinted.includes(source));
});

test('When the process dies, its scan is asked of the next one, and watched folders are to be scanned again', async () => {
  const { source, staging } = tempFolders();
  putMany(source, 3);
  const talk = startSourceTalk(staging);
  await talk.scan(source);
  const scanId = talk.ask(source);
  forked.at(-1)?.child.kill('SIGKILL');
  await vi.waitUntil(() => talk.scanned.has(scanId) && talk.hinted.includes(source), { timeout: 50_000 });
  expect(talk.scanned.get(scanId)).toMatchObject({ kind: 'looked', filesFound: 3 });
  expect(talk.hung).toEqual([]);
});

test.runIf(canHang)(
  'A root that hangs is named, and the scan of another one goes on in the next process',
  async () => {
    const { source, staging } = tempFolders();
    const plugged = await plugInFiles(2);
    putMany(source, 3);
    const talk = startSourceTalk(staging);
    await talk.scan(source);
    plugged.hang('lookup');
    plugged.hang('opendir');
    const stuck = talk.ask(plugged.folder, device);
    await vi.waitUntil(() => talk.hung.length > 0, { timeout: 50_000 });
    expect(talk.hung).toEqual([plugged.folder]);
    expect(talk.troubles).toEqual(['intake hung']);
    expect(await talk.scan(source)).toMatchObject({ kind: 'looked', filesFound: 3 });
    expect(talk.scanned.has(stuck)).toBe(false);
  },
);

test.runIf(canHang)(
  'An import of what a scan found ends where its device hangs, without a failure of any file',
  async () => {
    const { staging } = tempFolders();
    const plugged = await plugInFiles(20);
    const talk = startSourceTalk(staging);
    const found = await talk.ready(plugged.folder, device);
    plugged.hang('read');
    const importId = randomUUID();
    talk.intake.stage({
      importId,
      paths: [plugged.folder],
      answeredPaths: [],
      isDryRun: false,
      knownLooks: packLooks([]),
      ofScan: found.scanId,
    });
    await talk.complete(importId);
    await vi.waitUntil(() => talk.hung.length > 0);
    expect(talk.hung).toEqual([plugged.folder]);
    expect(refusedOf(talk.news)).toEqual([]);
    expect(lastWordsOf(talk.news, importId)).toHaveLength(1);
  },
);

test('A root that is forgotten is watched no more', async () => {
  const { source, outside, staging } = tempFolders();
  const talk = startSourceTalk(staging);
  await talk.scan(source);
  await talk.scan(outside);
  talk.intake.forget(source);
  mkdirSync(join(source, 'new'));
  // A sign that comes after the one that must not come.
  writeFileSync(join(outside, 'new.fit'), 'a ride');
  await vi.waitUntil(() => talk.hinted.includes(outside));
  expect(talk.hinted).not.toContain(source);
});

test.runIf(canHang)(
  'When a device goes, what is copied whole is told, the import is complete with it, and nothing else lies in staging',
  async () => {
    const { staging } = tempFolders();
    const plugged = await plugInFiles(20);
    // It comes first, so that nothing that is copied behind it is told before it is.
    plugged.put('00000.fit', 'x'.repeat(2_000_000));
    const talk = startSourceTalk(staging);
    const found = await talk.ready(plugged.folder, device);
    const importId = randomUUID();
    plugged.hang('read', { from: 1_000_000, name: '00000.fit' });
    talk.intake.stage({
      importId,
      paths: [plugged.folder],
      answeredPaths: [],
      isDryRun: false,
      knownLooks: packLooks([]),
      ofScan: found.scanId,
    });
    const copied = () => readdirSync(staging).filter((name) => !name.includes('.'));
    await vi.waitUntil(() => copied().length === 20, { timeout: 50_000 });
    expect(readdirSync(staging).filter((name) => name.endsWith('.part'))).toHaveLength(1);
    talk.intake.leave();
    expect(lastWordsOf(talk.news, importId)).toEqual([
      { importId, filesFound: 21, filesPassedOver: 0, complete: true, restWaits: true },
    ]);
    const copies = stagedOf(talk.news).map(({ fileId }) => fileId);
    expect(copies.sort()).toEqual(copied().sort());
    // Who was killed in the middle of a call can die only now.
    plugged.unplug();
    await vi.waitUntil(() => forked.at(-1)?.child.signalCode !== null);
    expect(readdirSync(staging).sort()).toEqual(copies.flatMap((id) => [id, `${id}.json`]).sort());
    expect(refusedOf(talk.news)).toEqual([]);
  },
);
