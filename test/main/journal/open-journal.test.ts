// Opening: what is found on disk decides what happens to it, and nothing that was accepted is ever given up.
import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { nodeFs } from '../../../src-main/journal/node-fs.ts';
import { openJournal } from '../../../src-main/journal/open-journal.ts';
import type { Journal } from '../../../src-main/journal/journal.ts';
import {
  appendNext,
  epochOf,
  fill,
  journalFileIn,
  mustOpen,
  namesIn,
  nextFrame,
  openAt,
  optionsFor,
  recordsFrom,
  recordsIn,
  tempFolder,
} from './journal-run.ts';

const frameMark = Buffer.from('CDJF');

/** A closed journal of these frames; answers where each begins, and the end. */
async function journalOf(folder: string, ...counts: number[]): Promise<number[]> {
  const journal = await openAt(folder);
  const offsets: number[] = [];
  for (const count of counts) {
    offsets.push(journal.facts().bytes);
    await fill(journal, count);
  }
  offsets.push(journal.facts().bytes);
  await journal.close();
  return offsets;
}

function flipByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0x55;
  writeFileSync(path, bytes);
}

/** What a person would find: notices, records, tail. And that the next opening finds the same, in silence. */
async function foundIn(folder: string) {
  const journal = await openAt(folder);
  const found = { notices: journal.notices, records: await recordsIn(journal), tail: journal.tail };
  await journal.close();
  const again = await openAt(folder);
  expect({ records: await recordsIn(again), tail: again.tail, notices: again.notices }).toEqual({
    ...found,
    notices: [],
  });
  expect(await again.verify()).toMatchObject({ problems: 0 });
  await fill(again, 1);
  await again.close();
  return found;
}

test('A folder without a journal gets one, empty, under a new epoch, the owner’s alone', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  expect({ ...journal.tail, hash: journal.tail.hash.length, notices: journal.notices }).toEqual({
    epoch: epochOf(1),
    seq: 0,
    hash: 64,
    notices: [],
  });
  expect(journal.facts()).toEqual({ records: 0, frames: 0, bytes: statSync(journalFileIn(folder)).size });
  expect(statSync(journalFileIn(folder)).mode & 0o777).toBe(0o600);
  expect(namesIn(folder)).toEqual(['journal.cdj', 'journal.lock']);
  await journal.close();
  expect(namesIn(folder)).toEqual(['journal.cdj']);
  expect(readFileSync(journalFileIn(folder), 'utf8')).toBe(
    `{"magic":"cooldown-journal","format":1,"epoch":"${epochOf(1)}","createdAt":"2026-11-22T10:00:00.000Z"}\n`,
  );
});

test('What was appended is there after opening again: the same records, tail and epoch', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  await fill(journal, 1, 64, 3);
  const tail = journal.tail;
  await journal.close();
  expect(await foundIn(folder)).toEqual({ notices: [], records: recordsFrom(1, 68), tail });
});

test('A write that was cut off at any byte is cut away, and said; the frames before it stay', async () => {
  const folder = tempFolder();
  const [, second = 0, end = 0] = await journalOf(folder, 2, 3);
  const whole = readFileSync(journalFileIn(folder));
  for (let cut = second + 1; cut < end; cut += 1) {
    writeFileSync(journalFileIn(folder), whole.subarray(0, cut));
    const journal = await openAt(folder);
    expect([journal.notices, journal.tail.seq]).toEqual([[{ kind: 'tail_cut', bytes: cut - second }], 2]);
    await journal.close();
    expect(statSync(journalFileIn(folder)).size).toBe(second);
  }
  writeFileSync(journalFileIn(folder), whole.subarray(0, end - 1));
  expect(await foundIn(folder)).toMatchObject({ records: recordsFrom(1, 2) });
});
