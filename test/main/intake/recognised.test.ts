// Files that are known by their look, through the real intake: told and not read, until something about them is another.
import { randomUUID } from 'node:crypto';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { forked } from './fake-electron.ts';
import { lastWordsOf, startTalk } from './host-talk.ts';
import { buildIntakeProgram, type IntakeProgram } from './intake-program.ts';
import { endingsOf, importPaths } from './intake-run.ts';
import { sha256Of, tempFolders } from './temp-folder.ts';
import { packLooks } from '../../../src-main/intake/packed-looks.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

let program: IntakeProgram;
beforeAll(async () => {
  program = await buildIntakeProgram();
});
afterAll(() => program.remove());

const old = new Date('2024-05-01T10:00:00Z');
/** Nothing was changed lately by this clock. */
const later = () => Date.now() + 60_000;

function putOld(folder: string, ...names: readonly string[]): string[] {
  return names.map((name) => {
    const path = join(folder, name);
    writeFileSync(path, `recording ${name}`);
    utimesSync(path, old, old);
    return path;
  });
}

const looksOf = (reports: readonly IntakeReport[]): string[] =>
  reports.flatMap((report) => (report.type === 'staged' && report.look !== undefined ? [report.look] : []));
const recognisedOf = (reports: readonly { readonly type: string }[]) =>
  (reports as readonly IntakeReport[]).flatMap((report) =>
    report.type === 'recognised' ? [report.file] : [],
  );

test('What was read whole is recognised when it is named again, and no byte of it is copied', async () => {
  const { source, staging } = tempFolders();
  const paths = putOld(source, 'a.fit', 'b.fit');
  const knownLooks = looksOf(await importPaths(staging, [source], {}, { nowMs: later }));
  expect(knownLooks).toHaveLength(2);
  const copies = readdirSync(staging).length;

  const again = await importPaths(staging, [source], { knownLooks: packLooks(knownLooks) });
  expect(recognisedOf(again).map(({ path, sizeBytes, look }) => [path, sizeBytes, look])).toEqual(
    paths.map((path, index) => [path, 15, knownLooks[index]]),
  );
  expect(endingsOf(again)).toEqual([]);
  expect(readdirSync(staging)).toHaveLength(copies);
});

test('A file that was rewritten with equal size and time is read, and the others are not', async () => {
  const { source, staging } = tempFolders();
  const [first = '', second = ''] = putOld(source, 'a.fit', 'b.fit');
  const knownLooks = looksOf(await importPaths(staging, [source], {}, { nowMs: later }));
  writeFileSync(second, 'RECORDING b.fit');
  utimesSync(second, old, old);
  const again = await importPaths(staging, [source], { knownLooks: packLooks(knownLooks) });
  expect(recognisedOf(again).map(({ path }) => path)).toEqual([first]);
  expect(endingsOf(again)).toEqual([[second, sha256Of('RECORDING b.fit')]]);
});

test('A look at a file that was changed a moment before, or of a dry run, is not told', async () => {
  const { source, staging } = tempFolders();
  putOld(source, 'a.fit');
  expect(looksOf(await importPaths(staging, [source]))).toEqual([]);
  expect(looksOf(await importPaths(staging, [source], { isDryRun: true }, { nowMs: later }))).toEqual([]);
});

test('An import is over when all it recognised is settled; what is not known after all is read then', async () => {
  const { source, staging } = tempFolders();
  const [first = '', second = '', third = ''] = putOld(source, 'a.fit', 'b.fit', 'c.fit');
  const knownLooks = looksOf(await importPaths(staging, [first, second], {}, { nowMs: later }));
  const talk = startTalk(staging, program);
  const importId = randomUUID();
  talk.intake.stage({
    importId,
    paths: [source],
    answeredPaths: [],
    isDryRun: false,
    knownLooks: packLooks(knownLooks),
  });
  await talk.until(() => recognisedOf(talk.news).length === 2 && endingsOf(talk.news).length === 1);
  await talk.until(() => talk.news.some((one) => one.type === 'listed' && one.listed.filesFound === 3));
  expect(lastWordsOf(talk.news, importId)).toEqual([]);

  const [one, two] = recognisedOf(talk.news);
  talk.intake.notKnown(two?.fileId ?? '');
  expect(lastWordsOf(talk.news, importId)).toEqual([]);
  talk.intake.released(one?.fileId ?? '');
  talk.releaseAll();
  await talk.complete(importId);
  expect(recognisedOf(talk.news)).toHaveLength(2);
  expect(endingsOf(talk.news)).toEqual([
    [third, sha256Of('recording c.fit')],
    [second, sha256Of('recording b.fit')],
  ]);
  expect(lastWordsOf(talk.news, importId)).toEqual([
    { importId, filesFound: 3, filesPassedOver: 0, complete: true },
  ]);
});

test('A process that dies while files are recognised and not settled leaves them as they are; what is not known is read by the next', async () => {
  const { source, staging } = tempFolders();
  const [path = ''] = putOld(source, 'a.fit');
  const knownLooks = looksOf(await importPaths(staging, [path], {}, { nowMs: later }));
  const talk = startTalk(staging, program);
  const importId = randomUUID();
  talk.intake.stage({
    importId,
    paths: [path],
    answeredPaths: [],
    isDryRun: false,
    knownLooks: packLooks(knownLooks),
  });
  await talk.until(() => talk.news.some(({ type }) => type === 'listed'));
  forked.at(-1)?.child.kill('SIGKILL');
  await expect.poll(() => talk.troubles).toEqual(['intake died']);
  const [file] = recognisedOf(talk.news);
  talk.intake.notKnown(file?.fileId ?? '');
  talk.releaseAll();
  await talk.complete(importId);
  expect(endingsOf(talk.news)).toEqual([[path, sha256Of('recording a.fit')]]);
});
