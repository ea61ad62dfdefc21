// What a start makes of the staging folder that an earlier app left.
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStaged } from '../../../src-main/intake/read-staged.ts';
import type { StagedFile } from '../../../src-worker/contract/import-job.ts';
import { importPaths, stagedOf } from './intake-run.ts';
import { tempFolders } from './temp-folder.ts';

const idOf = (last: number) => `7b0bd5c6-8b3e-4d8c-9a53-0d5a8f4f1c${String(last).padStart(2, '0')}`;

const fileOf = (last: number, path = `/rides/${last}.fit`): StagedFile => ({
  fileId: idOf(last),
  importId: '00000000-0000-4000-8000-000000000001',
  name: 'ride.fit',
  path,
  sizeBytes: 5,
  sha256: 'a'.repeat(64),
  stagingMs: 1,
});

function putNote(folder: string, file: StagedFile, name = file.fileId): void {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ format: 1, file }));
}

test('What was staged is read back whole from its notes', async () => {
  const { source, staging } = tempFolders();
  for (const name of ['a.fit', 'b.fit', 'c.fit']) writeFileSync(join(source, name), name);
  const staged = stagedOf(await importPaths(staging, [source]));
  expect(staged.length).toBe(3);
  expect(await readStaged(staging)).toEqual({ staged, leftovers: [] });
});

test('Of a dry run nothing is read back: its copies have no notes', async () => {
  const { source, staging } = tempFolders();
  writeFileSync(join(source, 'a.fit'), 'a');
  const [file] = stagedOf(await importPaths(staging, [source], { isDryRun: true }));
  expect(readdirSync(staging)).toEqual([file?.fileId]);
  expect(await readStaged(staging)).toEqual({ staged: [], leftovers: [file?.fileId] });
});

test('Copies without a fitting note and notes without a fitting copy are told as leftovers, and gone', async () => {
  const { staging } = tempFolders();
  const put = (name: string, text = 'whole') => writeFileSync(join(staging, name), text);
  // Whole.
  put(idOf(2));
  putNote(staging, fileOf(2, '/b.fit'));
  put(idOf(1));
  putNote(staging, fileOf(1, '/c.fit'));
  // Not whole: longer, no note, no copy, cut off, nonsense, of another file, a link.
  put(idOf(3), 'longer than its note says');
  putNote(staging, fileOf(3));
  put(idOf(4));
  putNote(staging, fileOf(5));
  put(`${idOf(6)}.part`);
  put(idOf(7));
  put(`${idOf(7)}.json`, '{"format":1');
  put(idOf(8));
  putNote(staging, fileOf(9), idOf(8));
  symlinkSync(idOf(1), join(staging, idOf(10)));
  putNote(staging, fileOf(10));
  mkdirSync(join(staging, 'folder'));

  const { staged, leftovers } = await readStaged(staging);

  expect(staged).toEqual([fileOf(2, '/b.fit'), fileOf(1, '/c.fit')]);
  const both = (last: number) => [idOf(last), `${idOf(last)}.json`];
  const useless = [
    ...both(3),
    idOf(4),
    `${idOf(5)}.json`,
    `${idOf(6)}.part`,
    ...both(7),
    ...both(8),
    ...both(10),
  ];
  expect([...leftovers].sort()).toEqual(useless.sort());
  expect(readdirSync(staging).sort()).toEqual([...both(1), ...both(2), 'folder'].sort());
});

test('Of a staging folder that is not there nothing is read', async () => {
  const { staging } = tempFolders();
  rmSync(staging, { recursive: true });
  expect(await readStaged(staging)).toEqual({ staged: [], leftovers: [] });
});
