// The desk with real copies in a real folder: each goes where it belongs, and gives its place back only then.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openImportDesk } from '../../../src-main/imports/import-desk.ts';
import type { EngineOrder } from '../../../src-worker/contract/engine-messages.ts';
import type { StagedFile } from '../../../src-worker/contract/import-job.ts';

const sha256 = 'a'.repeat(64);

function deskInTest(leftNames: readonly string[] = []) {
  const root = mkdtempSync(join(tmpdir(), 'import-desk-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [staging, archive] = [join(root, 'staging'), join(root, 'archive')];
  mkdirSync(staging);
  mkdirSync(archive);

  const stagedCopy = (name: string, importId: string = randomUUID()): StagedFile => {
    const fileId = randomUUID();
    writeFileSync(join(staging, fileId), name);
    return { fileId, importId, name, path: join('/rides', name), sizeBytes: 9, sha256, stagingMs: 1 };
  };
  const left = leftNames.map((name) => stagedCopy(name));

  const told: EngineOrder[] = [];
  const staged: string[] = [];
  const released: string[] = [];
  const troubles: string[] = [];
  const timers: (() => void)[] = [];
  const stopped: string[] = [];
  const desk = openImportDesk({
    stopStaging: (importId) => stopped.push(importId),
    isPaused: false,
    now: () => new Date('2026-11-22T10:00:00Z'),
    tellEngine: (order) => told.push(order),
    leftStaged: left,
    goesOn: true,
    stage: ({ importId }) => staged.push(importId),
    recognise: () => Promise.resolve(null),
    release: (fileId) => released.push(fileId),
    keepOriginal: (fileId) =>
      rename(join(staging, fileId), join(archive, fileId)).then(
        () => true,
        () => false,
      ),
    removeCopy: (fileId) => rm(join(staging, fileId), { force: true }),
    onTrouble: (what) => troubles.push(what),
    later: (work) => timers.push(work),
    reach: () => undefined,
  });
  /** Intake has copied it. */
  const stage = (name: string, importId?: string): StagedFile => {
    const file = stagedCopy(name, importId);
    desk.intakeReported({ type: 'staged', file });
    return file;
  };
  return { desk, stage, left, staging, archive, told, staged, released, troubles, timers, stopped };
}

test('An import is copied when its request is journaled, and once, however often the engine says so', () => {
  const { desk, staged, told } = deskInTest();
  const importId = desk.begin(['/rides'], { origin: 'drop' });
  expect(told.at(-1)).toMatchObject({ type: 'import_started', importId, wantsLines: false, isDryRun: false });
  expect(staged).toEqual([]);
  desk.recorded(importId);
  desk.recorded(importId);
  desk.recorded(randomUUID());
  desk.takeUp([{ importId, origin: 'drop', paths: ['/rides'], answeredPaths: [] }]);
  expect(staged).toEqual([importId]);
});

test('What an earlier app left staged is told before anything else, and can be done with', async () => {
  const { desk, left, told, released, staging } = deskInTest(['left.fit']);
  expect(told.map(({ type }) => type)).toEqual(['imports_paused', 'staged', 'app_started']);
  const [file] = left;
  desk.fileDone({ fileId: file?.fileId ?? '', keepSha256: null });
  await desk.tidied();
  expect(readdirSync(staging)).toEqual([]);
  expect(released).toEqual([file?.fileId]);
});

test('A copy goes into the archive or goes away, and its place is given back once', async () => {
  const { desk, stage, staging, archive, released } = deskInTest();
  const [kept, gone] = [stage('ride.fit'), stage('known.fit')];
  desk.fileDone({ fileId: kept.fileId, keepSha256: sha256 });
  desk.fileDone({ fileId: kept.fileId, keepSha256: sha256 });
  desk.fileDone({ fileId: gone.fileId, keepSha256: null });
  await desk.tidied();
  expect(readdirSync(archive)).toEqual([kept.fileId]);
  expect(readdirSync(staging)).toEqual([]);
  expect([...released].sort()).toEqual([kept.fileId, gone.fileId].sort());
});

test('A copy that the archive can not take now keeps its place until it can, and nobody waits for it', async () => {
  const { desk, stage, staging, archive, released, timers } = deskInTest();
  rmSync(archive, { recursive: true });
  const files = [stage('one.fit'), stage('two.fit')];
  const ids = files.map(({ fileId }) => fileId).sort();
  for (const { fileId } of files) desk.fileDone({ fileId, keepSha256: sha256 });
  await desk.tidied();
  expect(readdirSync(staging).sort()).toEqual(ids);
  expect(timers).toHaveLength(1);

  // A new engine says it again: that neither gives the place back nor asks the archive twice.
  for (const { fileId } of files) desk.fileDone({ fileId, keepSha256: sha256 });
  timers.shift()?.();
  await desk.tidied();
  expect(released).toEqual([]);
  expect(timers).toHaveLength(1);

  mkdirSync(archive);
  timers.shift()?.();
  await desk.tidied();
  expect(readdirSync(archive).sort()).toEqual(ids);
  expect([...released].sort()).toEqual(ids);
  expect(timers).toEqual([]);
});

test('What is erased for good while a copy of it lies staged is not archived again, whatever its ending says', async () => {
  const { desk, stage, left, staging, archive, released } = deskInTest(['left.fit']);
  const staged = stage('ride.fit');
  await desk.forget([sha256]);
  const later = stage('taken in again.fit');
  const ids = [...left, staged, later].map(({ fileId }) => fileId);
  for (const fileId of ids) desk.fileDone({ fileId, keepSha256: sha256 });
  await desk.tidied();
  expect(readdirSync(archive)).toEqual([later.fileId]);
  expect(readdirSync(staging)).toEqual([]);
  expect([...released].sort()).toEqual(ids.sort());
});

test('A copy that can not be removed is said, and its place is given back all the same', async () => {
  const { desk, stage, staging, released, troubles } = deskInTest();
  const { fileId } = stage('ride.fit');
  rmSync(join(staging, fileId));
  mkdirSync(join(staging, fileId, 'in the way'), { recursive: true });
  desk.fileDone({ fileId, keepSha256: null });
  await desk.tidied();
  expect(troubles).toEqual(['staged copy not removed']);
  expect(released).toEqual([fileId]);
});

test('A refused file has no copy, and its place is given back when its ending is stored', () => {
  const { desk, told, released } = deskInTest();
  const file = {
    ...{ fileId: randomUUID(), importId: randomUUID(), name: 'a', path: '/a', sizeBytes: null },
    failure: { kind: 'path_not_found' } as const,
  };
  desk.intakeReported({ type: 'refused', file });
  expect(told.at(-1)).toEqual({ type: 'refused', file });
  desk.fileDone({ fileId: file.fileId, keepSha256: null });
  expect(released).toEqual([file.fileId]);
});

test('Of an import that was given up the engine hears nothing more, and nothing of it stays', async () => {
  const { desk, stage, staging, told, staged, released } = deskInTest();
  const importId = desk.begin(['/rides'], { origin: 'command', isDryRun: true });
  desk.giveUp(importId);
  const toldBefore = told.length;
  desk.recorded(importId);
  expect(staged).toEqual([]);
  const { fileId } = stage('late.fit', importId);
  await desk.tidied();
  expect(existsSync(join(staging, fileId))).toBe(false);
  expect(released).toEqual([fileId]);
  expect(told).toHaveLength(toldBefore);
});

test('Of an import that is stopped nothing more is looked for, also where it is only then written down', () => {
  const { desk, told, staged, stopped } = deskInTest();
  const importId = desk.begin(['/rides'], { origin: 'drop' });
  desk.callOff(importId);
  expect(told.at(-1)).toEqual({ type: 'import_called_off', importId });
  expect(stopped).toEqual([importId]);
  desk.recorded(importId);
  desk.takeUp([{ importId, origin: 'drop', paths: ['/rides'], answeredPaths: [] }]);
  expect(staged).toEqual([]);
});

test('While imports are paused what is dropped is still copied ahead, and the engine knows that it waits', () => {
  const { desk, told, staged } = deskInTest();
  expect(told[0]).toEqual({ type: 'imports_paused', isPaused: false });
  desk.pause(true);
  expect(told.at(-1)).toEqual({ type: 'imports_paused', isPaused: true });
  const importId = desk.begin(['/rides'], { origin: 'drop' });
  desk.recorded(importId);
  expect(staged).toEqual([importId]);
});

test('How far the listing of a stopped import came is told to nobody', () => {
  const { desk, told } = deskInTest();
  const importId = desk.begin(['/rides'], { origin: 'drop' });
  desk.callOff(importId);
  const toldBefore = told.length;
  const listed = { importId, filesFound: 3, filesPassedOver: 0, complete: true };
  desk.intakeReported({ type: 'listed', listed });
  expect(told).toHaveLength(toldBefore);
  desk.intakeReported({ type: 'listed', listed: { ...listed, importId: randomUUID() } });
  expect(told).toHaveLength(toldBefore + 1);
});

test('Of an import whose device went the engine hears what was copied, how many there were, and that the rest waits', () => {
  const { desk, stage, told, stopped } = deskInTest();
  const importId = desk.begin(['/device'], { origin: 'device', ofScan: randomUUID() });
  desk.recorded(importId);
  desk.callOff(importId, { restWaits: true });
  expect([stopped, told.at(-1)?.type]).toEqual([[importId], 'import_started']);
  const file = stage('copied whole.fit', importId);
  const listed = { importId, filesFound: 9, filesPassedOver: 0 };
  desk.intakeReported({ type: 'listed', listed: { ...listed, complete: true, restWaits: true } });
  expect(told.slice(-3)).toEqual([
    { type: 'staged', file },
    { type: 'listed', listed: { ...listed, complete: false } },
    { type: 'import_called_off', importId, restWaits: true },
  ]);
});

test('Where the device went before anything was written down, nothing of it is copied any more', () => {
  const { desk, told, staged } = deskInTest();
  const importId = desk.begin(['/device'], { origin: 'device', ofScan: randomUUID() });
  desk.callOff(importId, { restWaits: true });
  desk.recorded(importId);
  expect([staged, told.at(-1)]).toEqual([[], { type: 'import_called_off', importId, restWaits: true }]);
});

test('What an earlier app copied from a device is taken in, and nothing more is looked for there', () => {
  const { desk, told, staged } = deskInTest();
  const importId = randomUUID();
  desk.takeUp([{ importId, origin: 'device', paths: ['/device'], answeredPaths: ['/device/a.fit'] }]);
  expect([staged, told.at(-1)]).toEqual([[], { type: 'import_called_off', importId, restWaits: true }]);
});
