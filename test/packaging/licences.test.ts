// The list of licences that goes with the app.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
const list = readFileSync(resolve(repository, 'resources/third-party-licences.txt'), 'utf8');

/** `name version (licence)`, as each chapter begins. */
const chapters = [...list.matchAll(/^={80}\n(\S+) (\S+) \((.+)\)$/gm)].map(([, name, version, licence]) => ({
  name,
  version,
  licence,
}));

/** They ask for no more than to be named. */
const welcome = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'CC0-1.0'];

test('the list names all that is bundled, and nothing else', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [resolve(repository, 'resources/packaging/list-licences.mjs'), '--check'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);

test('nothing is bundled whose licence asks for more than to be named', () => {
  expect(chapters.length).toBeGreaterThan(10);
  expect(chapters.filter(({ licence }) => !welcome.includes(licence ?? ''))).toEqual([]);
  expect(list).not.toMatch(/GNU (?:AFFERO |LESSER )?GENERAL PUBLIC LICENSE/i);
});

test('of each package the name, the version and the licence’s words are there', () => {
  const words = list.split(/^={80}\n/m).slice(1);
  expect(words.filter((chapter) => chapter.length < 60)).toEqual([]);
  expect(chapters.map(({ name }) => name)).toEqual(expect.arrayContaining(['react', 'dexie', 'zod']));
});
