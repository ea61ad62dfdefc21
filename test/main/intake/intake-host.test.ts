// Main's side against the real process: what it passes on, and how it goes on when the process dies.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import { forked } from './fake-electron.ts';
import { lastWordsOf, listingOf, putMany, refusedOf, stagedPathsOf, startTalk } from './host-talk.ts';
import { buildIntakeProgram, type IntakeProgram } from './intake-program.ts';
import { endingsOf, stagedOf } from './intake-run.ts';
import { sha256Of, tempFolders } from './temp-folder.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

let program: IntakeProgram;
beforeAll(async () => {
  program = await buildIntakeProgram();
});
afterAll(() => program.remove());

const listed = (importId: string, filesFound: number) => ({
  importId,
  filesFound,
  filesPassedOver: 0,
  complete: true,
});

const copiesIn = (staging: string) => readdirSync(staging).filter((name) => !name.includes('.'));

test('The process starts with the first request, stages what was named, and makes room when files are released', async () => {
  const { source, staging } = tempFolders();
  const paths = putMany(source, limits.stagedFiles * 2);
  const talk = startTalk(staging, program);
  expect(forked.length).toBe(0);
  talk.intake.released(randomUUID());
  expect(forked.length).toBe(0);
  const importId = randomUUID();
  talk.stage(importId, [source]);
  await talk.until(() => stagedOf(talk.news).length === limits.stagedFiles);
  expect(copiesIn(staging).length).toBe(limits.stagedFiles);
  talk.releaseAll();
  await talk.complete(importId);
  expect(listingOf(talk.news, importId)).toEqual(listed(importId, paths.length));
  expect(endingsOf(talk.news)).toEqual(paths.map((path, index) => [path, sha256Of(`recording ${index}`)]));
  expect(forked.length).toBe(1);
  expect(talk.troubles).toEqual([]);
});

test('Refused files take places too: as many as the limit are told, and no more until they are released', async () => {
  const { source, staging } = tempFolders();
  const missing = Array.from({ length: limits.stagedFiles + 5 }, (_, index) => join(source, `${index}.fit`));
  const talk = startTalk(staging, program);
  const importId = randomUUID();
  talk.stage(importId, missing);
  await talk.until(() => refusedOf(talk.news).length === limits.stagedFiles);
  talk.intake.released(refusedOf(talk.news)[0]?.fileId ?? '');
  await talk.until(() => refusedOf(talk.news).length === limits.stagedFiles + 1);
  expect(listingOf(talk.news, importId)).toBeUndefined();
  talk.releaseAll();
  await talk.complete(importId);
  expect(refusedOf(talk.news).map(({ path }) => path)).toEqual(missing);
});

test('Killed again and again in the middle, it goes on where it was: every file is staged once, and all adds up', async () => {
  const { source, staging } = tempFolders();
  const paths = putMany(join(source, 'rides'), 300);
  writeFileSync(join(source, 'one.fit'), 'one');
  const talk = startTalk(staging, program);
  const backfill = randomUUID();
  const drop = randomUUID();
  talk.stage(backfill, [join(source, 'missing.fit'), join(source, 'rides'), join(source, 'after.fit')]);
  talk.stage(drop, [join(source, 'one.fit')]);
  talk.releaseAll();
  for (const count of [20, 120, 250]) {
    await talk.until(() => stagedOf(talk.news).length >= count);
    forked.at(-1)?.child.kill('SIGKILL');
  }
  await talk.complete(backfill);
  await talk.complete(drop);

  expect(stagedPathsOf(talk.news, backfill)).toHaveLength(paths.length);
  expect(stagedPathsOf(talk.news, backfill).sort()).toEqual(paths);
  expect(stagedPathsOf(talk.news, drop)).toEqual([join(source, 'one.fit')]);
  expect(refusedOf(talk.news).map(({ name, failure }) => [name, failure.kind])).toEqual([
    ['missing.fit', 'path_not_found'],
    ['after.fit', 'path_not_found'],
  ]);
  expect(lastWordsOf(talk.news, backfill)).toEqual([listed(backfill, 302)]);
  expect(lastWordsOf(talk.news, drop)).toEqual([listed(drop, 1)]);
  expect(talk.troubles).toEqual(['intake died', 'intake died', 'intake died']);
  // Nothing lies in staging that nobody was told of.
  const told = stagedOf(talk.news).map(({ fileId }) => fileId);
  expect(copiesIn(staging).sort()).toEqual(told.sort());
  expect(readdirSync(staging).length).toBe(2 * told.length);
});

test('A successor stages no more than the places that the one before it left', async () => {
  const { source, staging } = tempFolders();
  putMany(source, limits.stagedFiles + 20);
  const talk = startTalk(staging, program);
  const importId = randomUUID();
  talk.stage(importId, [source]);
  await talk.until(() => stagedOf(talk.news).length === limits.stagedFiles);
  forked[0]?.child.kill('SIGKILL');
  await talk.until(() => forked.length === 2);
  for (const { fileId } of stagedOf(talk.news).slice(0, 3)) talk.intake.released(fileId);
  await talk.until(() => stagedOf(talk.news).length === limits.stagedFiles + 3);
  // An answer to something asked later would come after a fourth, if there were a place.
  expect(copiesIn(staging).length).toBe(limits.stagedFiles + 3);
  talk.releaseAll();
  await talk.complete(importId);
  expect(listingOf(talk.news, importId)).toEqual(listed(importId, limits.stagedFiles + 20));
});

test('A copy that was staged and not told is told by its note when the process dies', async () => {
  const { source, staging } = tempFolders();
  const [first = '', second = ''] = putMany(source, 2);
  mkdirSync(join(source, 'empty'));
  const talk = startTalk(staging, program);
  const importId = randomUUID();
  talk.stage(importId, [first]);
  await talk.complete(importId);
  const [told] = stagedOf(talk.news);
  if (told === undefined) throw new Error('not staged');
  // As if it had been killed right after the copy got its name.
  const untold = { ...told, fileId: randomUUID(), importId: randomUUID(), path: second };
  writeFileSync(join(staging, untold.fileId), 'recording 1');
  writeFileSync(join(staging, `${untold.fileId}.json`), JSON.stringify({ format: 1, file: untold }));
  writeFileSync(join(staging, `${randomUUID()}.shared.part`), 'half');
  writeFileSync(join(staging, 'of-another.device1.part'), 'half, and being copied');
  const stopped = forked[0]?.child;
  stopped?.kill('SIGSTOP');
  talk.stage(untold.importId, [second]);
  stopped?.kill('SIGKILL');
  await talk.complete(untold.importId);
  expect(stagedOf(talk.news)).toEqual([told, untold]);
  expect(listingOf(talk.news, untold.importId)).toEqual(listed(untold.importId, 1));
  expect(copiesIn(staging).sort()).toEqual([told.fileId, untold.fileId].sort());
  expect(readdirSync(staging).filter((name) => name.endsWith('.part'))).toEqual(['of-another.device1.part']);
});

test('What an earlier app answered is left alone and counts as found', async () => {
  const { source, staging } = tempFolders();
  const paths = putMany(join(source, 'rides'), 10);
  const named = [join(source, 'rides'), join(source, 'gone.fit')];
  const talk = startTalk(staging, program);
  const importId = randomUUID();
  const answered = [
    ...paths.slice(0, 7),
    join(source, 'rides', 'deleted since.fit'),
    join(source, 'gone.fit'),
  ];
  talk.stage(importId, named, answered);
  await talk.complete(importId);
  expect(stagedPathsOf(talk.news, importId)).toEqual(paths.slice(7));
  expect(refusedOf(talk.news)).toEqual([]);
  expect(listingOf(talk.news, importId)).toEqual(listed(importId, answered.length + 3));
});

test('A process that does not answer is replaced, and the files go on', async () => {
  const { source, staging } = tempFolders();
  const paths = putMany(source, limits.stagedFiles + 10);
  const talk = startTalk(staging, program, { pace: { beatMs: 100, callMs: 8000, silenceMs: 3000 } });
  const importId = randomUUID();
  talk.stage(importId, [source]);
  await talk.until(() => stagedOf(talk.news).length === limits.stagedFiles);
  forked[0]?.child.kill('SIGSTOP');
  talk.releaseAll();
  await talk.complete(importId);
  expect(stagedPathsOf(talk.news, importId)).toEqual(paths);
  expect(refusedOf(talk.news)).toEqual([]);
  expect(talk.troubles).toEqual(['intake silent']);
});

test('A process that speaks another language is ended, and another one goes on', async () => {
  const { source, staging } = tempFolders();
  const paths = putMany(source, limits.stagedFiles + 1);
  const talk = startTalk(staging, program);
  const importId = randomUUID();
  talk.stage(importId, [source]);
  await talk.until(() => stagedOf(talk.news).length === limits.stagedFiles);
  forked[0]?.emit('message', { type: 'staged', file: { path: 'something else' } });
  talk.releaseAll();
  await talk.complete(importId);
  expect(stagedPathsOf(talk.news, importId)).toEqual(paths);
  expect(talk.troubles).toEqual(['intake spoke nonsense']);
});

test('Where the process can not be started, every named path is refused, and the next request tries anew', async () => {
  const { source, staging } = tempFolders();
  const paths = putMany(source, 3);
  const entryPath = join(source, 'intake.mjs');
  writeFileSync(entryPath, 'process.exit(1)');
  const talk = startTalk(staging, program, { entryPath });
  const importId = randomUUID();
  talk.stage(importId, [source, ...paths]);
  await talk.complete(importId);
  const stopped = { kind: 'intake_stopped' };
  expect(endingsOf(talk.news)).toEqual([source, ...paths].map((path) => [path, stopped]));
  expect(listingOf(talk.news, importId)).toEqual(listed(importId, 4));
  expect(talk.troubles).toEqual(['intake died', 'intake does not start']);
  expect(forked.length).toBe(2);

  unlinkSync(entryPath);
  writeFileSync(entryPath, `await import(${JSON.stringify(program.entryPath)})`);
  const again = randomUUID();
  talk.stage(again, paths);
  await talk.complete(again);
  expect(stagedPathsOf(talk.news, again)).toEqual(paths);
});

test('After it is stopped the process ends, and nothing is reported any more', async () => {
  const { source, staging } = tempFolders();
  putMany(source, limits.stagedFiles + 1);
  const talk = startTalk(staging, program);
  talk.stage(randomUUID(), [source]);
  await talk.until(() => stagedOf(talk.news).length === limits.stagedFiles);
  const ended = new Promise((resolve) => forked[0]?.on('exit', resolve));
  talk.intake.stop();
  const said = talk.news.length;
  await ended;
  expect(talk.news.length).toBe(said);
  expect(talk.troubles).toEqual([]);
});

test('Copies of a process that is left before it could tell of them are told, and nothing else lies there when it is gone', async () => {
  const { source, staging } = tempFolders();
  putMany(source, limits.stagedFiles);
  const talk = startTalk(staging, program);
  talk.stage(randomUUID(), [source]);
  await talk.until(() => stagedOf(talk.news).length > 0);
  const told = stagedOf(talk.news).length;
  const whole = () => readdirSync(staging).filter((name) => /^[^.]+$/.test(name)).length;
  // Nothing is heard while this waits.
  for (const deadline = Date.now() + 20_000; whole() < told + 3 && Date.now() < deadline;);
  expect(whole()).toBeGreaterThanOrEqual(told + 3);
  const ended = new Promise((resolve) => forked[0]?.on('exit', resolve));
  talk.intake.leave();
  await ended;
  const left = readdirSync(staging).map((name) => name.replace(/\..*$/, ''));
  expect(
    stagedOf(talk.news)
      .map(({ fileId }) => fileId)
      .sort(),
  ).toEqual([...new Set(left)].sort());
  expect(talk.troubles).toEqual([]);
});

test('A staging folder that can not be made does not keep main from starting: the files say it', async () => {
  const { source, staging } = tempFolders();
  writeFileSync(join(source, 'one.fit'), 'one');
  expect(readdirSync(staging)).toEqual([]);
  const talk = startTalk(join(source, 'one.fit', 'staging'), program);
  const importId = randomUUID();
  talk.stage(importId, [join(source, 'one.fit')]);
  await talk.complete(importId);
  expect(endingsOf(talk.news, source)).toEqual([
    ['/one.fit', { kind: 'read_failed', systemCode: 'ENOTDIR' }],
  ]);
});

test('A request without paths is a bug of the caller: it says so, and nothing is started', () => {
  const talk = startTalk(tempFolders().staging, program);
  onTestFinished(() => talk.intake.stop());
  expect(() => talk.stage(randomUUID(), [])).toThrow();
  expect(forked.length).toBe(0);
});
