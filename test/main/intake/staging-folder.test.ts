import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareStagingFolder } from '../../../src-main/intake/staging-folder.ts';
import { tempFolders } from './temp-folder.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;

test('A staging folder that is missing is made, with its parents, for the owner alone', () => {
  const { staging } = tempFolders();
  rmSync(staging, { recursive: true });
  const folder = join(staging, 'below');
  prepareStagingFolder(folder, 'shared');
  expect(modeOf(folder)).toBe(0o700);
});

test('One that is there becomes the owner’s alone, loses this intake’s unfinished copies and keeps finished ones and those of other intakes', () => {
  const { staging } = tempFolders();
  const finished = '7b0bd5c6-8b3e-4d8c-9a53-0d5a8f4f1c11';
  chmodSync(staging, 0o777);
  writeFileSync(join(staging, finished), 'whole');
  writeFileSync(join(staging, `${finished}.json`), 'its note');
  writeFileSync(join(staging, 'one.shared.part'), 'half');
  writeFileSync(join(staging, 'one.json'), 'its note');
  writeFileSync(join(staging, 'two.device1.part'), 'half, of another intake');
  writeFileSync(join(staging, 'two.json'), 'its note');
  mkdirSync(join(staging, 'folder'));
  prepareStagingFolder(staging, 'shared');
  expect({ mode: modeOf(staging), names: readdirSync(staging).sort() }).toEqual({
    mode: 0o700,
    names: [finished, `${finished}.json`, 'folder', 'two.device1.part', 'two.json'].sort(),
  });
});
