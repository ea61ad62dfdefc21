// The desk of all sources with a real file behind it; its intakes and imports are written down, and answered by the test.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { writeAtomically } from '../../../src-main/saving/write-atomically.ts';
import type { PluggedVolume } from '../../../src-main/sources/kept-source.ts';
import { openSourcesDesk } from '../../../src-main/sources/sources-desk.ts';
import { openSourcesFile } from '../../../src-main/sources/sources-file.ts';
import type { Scanned, ScanPlan } from '../../../src-worker/contract/sources.ts';

interface Scan {
  readonly by: string;
  readonly scanId: string;
  readonly root: string;
  readonly plan: ScanPlan;
}

const digest = (letter: string) => `label-${letter.repeat(32)}`;
const edge: PluggedVolume = { volumeId: digest('e'), mountKey: '1', root: '/media/EDGE', label: 'EDGE' };
const garmin = { by: 'manifest', name: 'Edge 530', vendor: 'garmin', unitHash: null } as const;
const unknown = { by: 'unknown', name: 'STICK', vendor: null, unitHash: null } as const;

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sources-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function openDesk(folder = dataFolder()) {
  const file = await openSourcesFile({ folder, writeAtomically });
  let nowMs = 0;
  let hour = 8;
  let ids = 0;
  let canTakeIn = true;
  let onClock: (() => void) | null = null;
  const scans: Scan[] = [];
  const stopped: string[] = [];
  const begun: { importId: string; scanId: string; path: string; isAlone: boolean; name: string }[] = [];
  const calledOff: (readonly [string, boolean])[] = [];
  const desk = openSourcesDesk({
    file,
    now: () => new Date(Date.UTC(2026, 10, 23, hour)),
    nowMs: () => nowMs,
    newId: () => {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
    openIntake: ({ sourceId, isAlone }) => {
      const by = isAlone ? sourceId : 'shared';
      return {
        scan: (request) => scans.push({ by, ...request }),
        forget: () => undefined,
        stop: () => stopped.push(by),
      };
    },
    begin: ({ importId, scanId, path, isAlone, name }) => {
      if (canTakeIn) begun.push({ importId, scanId, path, isAlone, name });
      return canTakeIn;
    },
    callOff: (importId, { restWaits }) => calledOff.push([importId, restWaits]),
    tell: () => undefined,
    later: (_ms, call) => {
      onClock = call;
      return () => (onClock = null);
    },
  });
  onTestFinished(() => desk.stop());
  const newest = <Item>(items: readonly Item[]): Item => {
    const item = items.at(-1);
    if (item === undefined) throw new Error('nothing came');
    return item;
  };
  const answer = (found: Partial<Extract<Scanned, { kind: 'looked' }>> = {}) =>
    desk.scanned({
      kind: 'looked',
      scanId: newest(scans).scanId,
      recognition: garmin,
      filesFound: 3,
      isOnlyCounted: false,
      known: 3,
      settling: 0,
      settlesInMs: null,
      ready: 0,
      unread: 0,
      badCopies: 0,
      passedOver: 0,
      unfinished: null,
      unlisted: 0,
      isWatchingLimited: false,
      ...found,
    });
  return {
    desk,
    file,
    folder,
    scans,
    stopped,
    begun,
    calledOff,
    answer,
    lastScan: () => newest(scans),
    lastImport: () => newest(begun),
    pass: (ms: number) => {
      nowMs += ms;
      onClock?.();
    },
    itIs: (now: number) => (hour = now),
    takeIn: (can: boolean) => (canTakeIn = can),
    /** Nothing can be saved from now on. */
    breakDisk: () => {
      rmSync(join(folder, 'sources.json'), { force: true });
      mkdirSync(join(folder, 'sources.json', 'in the way'), { recursive: true });
    },
    states: () => desk.list().map(({ name, state }) => [name, state.kind]),
  };
}

function savedIn(folder: string): string {
  const path = join(folder, 'sources.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

test('A device that is pulled in the middle of its import leaves the rest waiting, and nothing of it is called off by anybody', async () => {
  const { desk, answer, begun, calledOff, stopped, lastImport, pass, scans } = await openDesk();
  desk.volumesAre([edge]);
  answer({ known: 0, ready: 3 });
  const { importId, path, isAlone } = lastImport();
  expect([path, isAlone, desk.nameOf(importId)]).toEqual([edge.root, true, 'Edge 530']);
  desk.fileEnded(importId);
  desk.volumesAre([]);
  expect([calledOff, stopped]).toEqual([[[importId, true]], [`volume:${edge.volumeId}`]]);
  expect(desk.list()).toMatchObject([{ state: { kind: 'away' }, filesWaiting: 2 }]);

  // Back before all that was copied is taken in: a look now would find that as new.
  desk.volumesAre([{ ...edge, mountKey: '2' }]);
  pass(20_000);
  expect(scans).toHaveLength(1);
  desk.importEnded({ importId, newActivities: 2, notBegun: 1 });
  expect(scans).toHaveLength(2);
  expect(begun).toHaveLength(1);
});

test('The unfinished ride is one more import of the device: found anew, and left with it', async () => {
  const { desk, answer, calledOff, lastImport, lastScan } = await openDesk();
  desk.volumesAre([edge]);
  const unfinished = `${edge.root}/inProgressActivity.fit`;
  answer({ unfinished });
  const [source] = desk.list();
  await desk.change({ change: 'import_unfinished', sourceId: source?.sourceId ?? '' });
  answer({ unfinished });
  expect(lastImport()).toMatchObject({ path: unfinished, scanId: lastScan().scanId });
  desk.volumesAre([]);
  expect(calledOff).toEqual([[lastImport().importId, true]]);
});

test('Where nothing can be written down, nothing is begun, and it is tried again', async () => {
  const { desk, answer, begun, pass, takeIn, states } = await openDesk();
  takeIn(false);
  desk.volumesAre([edge]);
  answer({ known: 0, ready: 3 });
  expect(states()).toEqual([['Edge 530', 'settling']]);
  takeIn(true);
  pass(10_000);
  answer({ known: 0, ready: 3 });
  expect(begun).toHaveLength(1);
});

test('A folder that hung is read by a process of its own from then on', async () => {
  const { desk, scans, answer, pass, lastScan, lastImport } = await openDesk();
  await desk.addFolder('/dead');
  await desk.addFolder('/alive');
  expect(scans.map(({ by, root }) => [by, root])).toEqual([
    ['shared', '/dead'],
    ['shared', '/alive'],
  ]);
  desk.hung('/dead');
  pass(60_000);
  const [dead] = desk.list();
  expect(lastScan()).toMatchObject({ by: dead?.sourceId, root: '/dead' });
  answer({ recognition: null, known: 0, ready: 1 });
  expect(lastImport()).toMatchObject({ isAlone: true });
});

test('When the screen is unlocked everything is looked at but what is stuck', async () => {
  const { desk, scans, answer, states } = await openDesk();
  await desk.addFolder('/rides');
  answer({ recognition: null });
  desk.volumesAre([edge]);
  desk.hung(edge.root);
  const before = scans.length;
  desk.lookAtAll();
  expect(scans.slice(before).map(({ root }) => root)).toEqual(['/rides']);
  expect(states()).toContainEqual(['EDGE', 'stuck']);
});

test('What could not be saved has not happened', async () => {
  const { desk, folder, breakDisk, calledOff, answer, lastScan, scans } = await openDesk();
  const added = await desk.addFolder('/rides');
  answer({ recognition: null, known: 0, ready: 1 });
  desk.volumesAre([{ ...edge, volumeId: digest('a') }]);
  answer({ recognition: unknown, isOnlyCounted: true, known: 0 });
  await vi.waitUntil(() => savedIn(folder).includes('STICK'));
  const before = desk.list();
  breakDisk();
  const sourceId = added.ok ? added.value.sourceId : '';
  const stick = `volume:${digest('a')}`;
  const answers = [
    await desk.change({ change: 'switch', sourceId, isOn: false }),
    await desk.change({ change: 'subfolders', sourceId, isRecursive: false }),
    await desk.change({ change: 'remove', sourceId }),
    await desk.change({ change: 'switch', sourceId: stick, isOn: true }),
    await desk.change({ change: 'remove', sourceId: stick }),
    await desk.addFolder('/more'),
  ];
  expect(answers.map((one) => (one.ok ? 'done' : one.failure.kind))).toEqual(Array(6).fill('not_saved'));
  expect(desk.list()).toEqual(before);
  expect(calledOff).toEqual([]);
  desk.lookAtAll();
  expect([lastScan().plan, scans.length]).toEqual([
    { kind: 'device', volumeId: digest('a'), isGranted: false },
    3,
  ]);
});

test('A grant outlives a look that is saved at the same moment, and a restart', async () => {
  const first = await openDesk();
  const stick = { ...edge, volumeId: digest('b') };
  first.desk.volumesAre([stick]);
  first.answer({ recognition: unknown, isOnlyCounted: true, known: 0 });
  const granting = first.desk.change({ change: 'switch', sourceId: `volume:${digest('b')}`, isOn: true });
  first.desk.volumesAre([]);
  expect((await granting).ok).toBe(true);
  await vi.waitUntil(() => savedIn(first.folder).includes('"import"'));
  const second = await openDesk(first.folder);
  second.desk.volumesAre([stick]);
  expect(second.lastScan().plan).toMatchObject({ isGranted: true });
});

test('A folder around watched ones takes them in, and one is switched on by being chosen again', async () => {
  const { desk, calledOff, answer, lastImport } = await openDesk();
  const inner = await desk.addFolder('/sport/rides');
  answer({ recognition: null, known: 0, ready: 1 });
  const outer = await desk.addFolder('/sport');
  expect(desk.list().map(({ place }) => place)).toEqual(['/sport']);
  expect(calledOff).toEqual([[lastImport().importId, false]]);
  expect(await desk.addFolder('/sport/rides')).toEqual({
    ok: false,
    failure: { kind: 'already', name: 'sport' },
  });
  if (!outer.ok || !inner.ok) throw new Error('not added');
  await desk.change({ change: 'switch', sourceId: outer.value.sourceId, isOn: false });
  expect(await desk.addFolder('/sport')).toEqual(outer);
  expect(desk.list()).toMatchObject([{ place: '/sport', isOn: true }]);
});

test('A device was last here when it went', async () => {
  const { desk, folder, answer, itIs } = await openDesk();
  desk.volumesAre([edge]);
  answer();
  itIs(17);
  desk.volumesAre([]);
  expect(desk.list()).toMatchObject([{ lastSeenAt: '2026-11-23T17:00:00.000Z' }]);
  await vi.waitUntil(() => savedIn(folder).includes('T17:00'));
});

test('A stick without an activity is neither shown nor remembered; with the first one it is', async () => {
  const { desk, folder, answer, pass, states } = await openDesk();
  desk.volumesAre([edge]);
  answer({ recognition: unknown, isOnlyCounted: true, filesFound: 0, known: 0 });
  expect(desk.list()).toEqual([]);
  pass(600_000);
  answer({ recognition: unknown, isOnlyCounted: true, filesFound: 1, known: 0 });
  expect(states()).toEqual([['STICK', 'asks']]);
  desk.volumesAre([]);
  desk.volumesAre([{ ...edge, volumeId: digest('c'), root: '/media/OTHER' }]);
  answer({ recognition: unknown, isOnlyCounted: true, filesFound: 0, known: 0 });
  desk.volumesAre([]);
  expect(states()).toEqual([['STICK', 'away']]);
  await vi.waitUntil(() => savedIn(folder).includes('STICK'));
  expect(savedIn(folder)).not.toContain(digest('c'));
});

test('What was granted to one of two that can not be told apart is not granted to the other', async () => {
  const { desk, folder, answer, scans } = await openDesk();
  const one = { ...edge, volumeId: digest('d') };
  const other = { ...edge, volumeId: `${digest('d')}-2`, mountKey: '2', root: '/media/EDGE1' };
  const sourceId = `volume:${one.volumeId}`;
  desk.volumesAre([one]);
  answer({ recognition: unknown, isOnlyCounted: true, known: 0 });
  await desk.change({ change: 'switch', sourceId, isOn: true });
  const plans = (root: string) => scans.filter((scan) => scan.root === root).map(({ plan }) => plan);
  expect(plans(one.root).at(-1)).toEqual({ kind: 'device', volumeId: one.volumeId, isGranted: true });
  answer({ recognition: unknown, isOnlyCounted: true });
  desk.volumesAre([one, other]);
  // The first is pulled, and the other one gets its id.
  desk.volumesAre([{ ...other, volumeId: one.volumeId }]);
  expect(plans(other.root)).toMatchObject([{ isGranted: false }, { isGranted: false }]);
  expect(plans(other.root).at(-1)).not.toMatchObject({ volumeId: one.volumeId });
  await vi.waitUntil(() => !savedIn(folder).includes('"import"'));
});

test('Names of imports are kept for those that were begun last', async () => {
  const { desk, answer, lastImport, pass } = await openDesk();
  desk.volumesAre([edge]);
  const imports: string[] = [];
  for (let nth = 0; nth < 250; nth += 1) {
    answer({ known: 0, ready: 1 });
    const { importId } = lastImport();
    imports.push(importId);
    desk.importEnded({ importId, newActivities: 1, notBegun: 0 });
    pass(10_000);
  }
  const named = imports.filter((importId) => desk.nameOf(importId) !== null);
  expect([named.length, named.at(-1)]).toEqual([200, imports.at(-1)]);
});
