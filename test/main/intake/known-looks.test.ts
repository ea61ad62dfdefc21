// The memory of looks on a real disk: what it keeps over a restart, and everything by which it is forgotten.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import {
  openKnownLooks,
  type JournalMark,
  type KnownAs,
  type KnownLooks,
} from '../../../src-main/intake/known-looks.ts';
import { writeAtomically } from '../../../src-main/saving/write-atomically.ts';
import { readerRevision } from '../../../src-worker/contract/reader-revision.ts';
import { unpackLooks } from '../../../src-main/intake/packed-looks.ts';

const listOf = (looks: KnownLooks) => unpackLooks(looks.packed());

const look = (number: number) => number.toString(16).padStart(32, '0');
const known = (number: number): KnownAs => ({
  sha256: number.toString(16).padStart(64, 'f'),
  jobId: `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
  lasts: 'in_log',
});

function memoryInTest() {
  const folder = mkdtempSync(join(tmpdir(), 'known-looks-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'known-looks');
  const journal: { mark: JournalMark | null } = { mark: { epoch: 'first-journal', seq: 10 } };
  const open = (maxLooks?: number): Promise<KnownLooks> =>
    openKnownLooks({
      path,
      mark: () => journal.mark,
      writeAtomically,
      ...(maxLooks !== undefined && { maxLooks }),
    });
  return { path, journal, open };
}

async function remembering(looks: KnownLooks, ...numbers: readonly number[]): Promise<void> {
  for (const number of numbers) looks.remember(look(number), known(number));
  await looks.written();
}

test('What was remembered is known after a restart, the last word of each look counts, and what was forgotten is not', async () => {
  const { open } = memoryInTest();
  const before = await open();
  await remembering(before, 1, 2, 3);
  before.remember(look(1), known(7));
  before.forget(look(2));
  await before.written();
  const after = await open();
  expect([after.find(look(1)), after.find(look(2)), after.find(look(3))]).toEqual([known(7), null, known(3)]);
  expect([...listOf(after)].sort()).toEqual([look(1), look(3)]);
});

test('What only this reader says is known to scans alone, and to no other reader', async () => {
  const { path, open } = memoryInTest();
  const looks = await open();
  await remembering(looks, 1);
  looks.remember(look(2), { ...known(2), lasts: 'with_this_reader' });
  // It could be read after all.
  looks.remember(look(3), { ...known(3), lasts: 'with_this_reader' });
  looks.remember(look(3), known(3));
  await looks.written();
  for (const standing of [looks, await open()]) {
    expect([...listOf(standing)].sort()).toEqual([look(1), look(3)]);
    expect([...unpackLooks(standing.packedForScan())].sort()).toEqual([look(1), look(2), look(3)]);
  }
  const line = (text: string) => `${text} ${crc32(text).toString(16).padStart(8, '0')}`;
  const isMarked = (text: string) => text.endsWith(` ${readerRevision}`);
  const lines = readFileSync(path, 'latin1').split('\n').slice(0, -1);
  const older = lines.map((text) => {
    const body = text.slice(0, -9);
    return line(isMarked(body) ? `${body.slice(0, -readerRevision.length)}0001` : body);
  });
  writeFileSync(path, older.map((text) => `${text}\n`).join(''));
  expect([...unpackLooks((await open()).packedForScan())].sort()).toEqual([look(1), look(3)]);
});

test('Of a damaged file the whole lines count: neither a changed digest nor a line that was cut off is believed', async () => {
  const { path, open } = memoryInTest();
  await remembering(await open(), 1, 2, 3);
  const lines = readFileSync(path, 'latin1').split('\n');
  const damaged = lines.map((line) => line.replace(known(2).sha256, known(9).sha256)).join('\n');
  writeFileSync(path, damaged.slice(0, -20));
  const looks = await open();
  expect(listOf(looks)).toEqual([look(1)]);
  // What is remembered from now on is not lost behind the damage.
  await remembering(looks, 4);
  expect(listOf(await open())).toEqual([look(1), look(4)]);
});

test('A file that is none of ours, or whose head is damaged, knows nothing', async () => {
  const { path, open } = memoryInTest();
  await remembering(await open(), 1);
  const text = readFileSync(path, 'latin1');
  for (const other of ['', 'x', text.slice(3), text.replace('first', 'FIRST')]) {
    writeFileSync(path, other);
    expect(listOf(await open())).toEqual([]);
  }
});

test('With another journal nothing is known any more, also while the app runs, and a shorter one knows what it holds', async () => {
  const { journal, open } = memoryInTest();
  const looks = await open();
  await remembering(looks, 1);
  journal.mark = { epoch: 'first-journal', seq: 20 };
  await remembering(looks, 2);
  journal.mark = { epoch: 'first-journal', seq: 15 };
  expect(listOf(await open())).toEqual([look(1)]);

  journal.mark = { epoch: 'second-journal', seq: 1 };
  expect(listOf(looks)).toEqual([]);
  expect(looks.find(look(1))).toBeNull();
  await remembering(looks, 3);
  expect(listOf(await open())).toEqual([look(3)]);

  journal.mark = null;
  expect(listOf(await open())).toEqual([]);
});

test('Of bytes that are erased not a digest stays, and the rest is known to the journal that was written anew', async () => {
  const { path, journal, open } = memoryInTest();
  const looks = await open();
  await remembering(looks, 1, 2);
  expect(await looks.forgetBytes([known(1).sha256])).toMatchObject({ ok: true });
  const text = readFileSync(path, 'latin1');
  expect([look(1), known(1).sha256, known(1).jobId].filter((word) => text.includes(word))).toEqual([]);
  journal.mark = { epoch: 'rewritten-journal', seq: 4 };
  looks.journalWasRewritten();
  await looks.written();
  expect(listOf(looks)).toEqual([look(2)]);
  expect(listOf(await open())).toEqual([look(2)]);
});

test('Where the file can not be written anew, it goes whole', async () => {
  const { path, journal } = memoryInTest();
  const looks = await openKnownLooks({
    path,
    mark: () => journal.mark,
    writeAtomically: (to, content) => {
      if (existsSync(to)) return Promise.resolve({ ok: false, failure: { systemCode: 'ENOSPC' } });
      return writeAtomically(to, content);
    },
  });
  await remembering(looks, 1, 2);
  expect(await looks.forgetBytes([known(1).sha256])).toMatchObject({ ok: true });
  expect(existsSync(path)).toBe(false);
});

test('No more is kept than the bound: the oldest go first, and the file does not grow for ever', async () => {
  const { path, open } = memoryInTest();
  const looks = await open(10);
  for (let number = 0; number < 100; number += 1) await remembering(looks, number);
  expect(listOf(await open(10)).slice(-10)).toEqual(
    Array.from({ length: 10 }, (_, index) => look(90 + index)),
  );
  expect(listOf(looks)).toHaveLength(10);
  expect(readFileSync(path, 'latin1').split('\n').length).toBeLessThan(30);
});
