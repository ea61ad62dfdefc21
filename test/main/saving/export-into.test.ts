import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportInto } from '../../../src-main/saving/export-into.ts';
import { exportTo, tempFolder } from './saving-in-test.ts';

const empty = { records: [], originals: new Map() };
const name = 'cooldown-export-2026-05-01';

it('An export goes beside what is in the folder, and beside what has its name already: nothing of that is touched', async () => {
  const parent = tempFolder();
  writeFileSync(join(parent, 'letter.txt'), 'mine');
  mkdirSync(join(parent, name));
  writeFileSync(join(parent, name, 'manifest.json'), 'of an earlier one');
  writeFileSync(join(parent, `${name}-2`), 'a file');

  const { answer, ...rest } = await exportInto(parent, name, (folder) => exportTo(folder, empty));
  expect({ kind: answer.kind, ...rest }).toEqual({ kind: 'exported', name: `${name}-3` });
  expect(readdirSync(parent).sort()).toEqual([name, `${name}-2`, `${name}-3`, 'letter.txt']);
  expect(readFileSync(join(parent, name, 'manifest.json'), 'utf8')).toBe('of an earlier one');
  expect(readFileSync(join(parent, `${name}-2`), 'utf8')).toBe('a file');
});

it('An export that can not be written tries no other name, and one that finds every name taken ends', async () => {
  const gone = join(tempFolder(), 'letter.txt');
  writeFileSync(gone, 'mine');
  expect(await exportInto(gone, name, (folder) => exportTo(folder, empty))).toEqual({
    name,
    answer: { kind: 'not_saved', systemCode: 'ENOTDIR' },
  });
  const taken = () => Promise.resolve({ kind: 'not_empty' } as const);
  expect((await exportInto(gone, name, taken)).answer).toEqual({ kind: 'not_empty' });
});
