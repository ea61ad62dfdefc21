import { expect, test } from 'vitest';
import type { Look } from '../../../src-worker/contract/look.ts';
import { lookNews } from '../../../src-renderer/app/announcements.ts';
import {
  importSeconds,
  lookFacts,
  lookingSecondsLeft,
} from '../../../src-renderer/screens/imports/look-facts.ts';
import { telling } from '../receipt-samples.ts';

const look: Look = {
  lookId: 'look',
  filesFound: 40,
  filesPassedOver: 2,
  isListed: true,
  filesLooked: 10,
  bytesLooked: 3 * 1024 * 1024,
  kinds: { fit: 8, tcx: 0, gpx: 1, archive: 1, other: 0 },
  endings: { added: 7, added_beside: 1, updated: 0, known: 3, conflicting: 1, ignored: 0, unreadable: 1 },
  lookingMs: 20_000,
  isOver: false,
};

test('A look says how many files of which kind, how large, what would become of each, and how long it takes', () => {
  expect(lookFacts(look, telling).map(({ name, value }) => [name, value])).toEqual([
    ['Files', '8 FIT, 1 GPX, 1 archive'],
    ['Size', '3 MB'],
    ['New', '7 activities'],
    ['Recorded twice', '1 activity, linked with another recording of it, counted once'],
    ['Already there', '3, nothing changes'],
    ['In conflict', '1 disagrees with one you have, which stays until you choose'],
    ['Not readable', '1, left as they are'],
    ['Other files', '2 other files were left alone'],
    ['Time', 'about 2 min to import'],
  ]);
});

test('An estimate is made of enough only: of all that was found, and of what is left to look at', () => {
  expect(importSeconds(look)).toBe(120);
  expect(lookingSecondsLeft(look)).toBe(60);
  expect(lookingSecondsLeft({ ...look, isListed: false })).toBeNull();
  for (const early of [
    { ...look, filesLooked: 2 },
    { ...look, lookingMs: 1_000 },
  ]) {
    expect([importSeconds(early), lookingSecondsLeft(early)]).toEqual([null, null]);
  }
  expect(importSeconds({ ...look, filesFound: 1, filesLooked: 1, lookingMs: 200, isOver: true })).toBeCloseTo(
    0.3,
  );
  expect(importSeconds({ ...look, filesFound: 0, filesLooked: 0, isOver: true })).toBeNull();
});

test('Of a look is spoken that it began and that it is over, and nothing in between', () => {
  const shown = (now: Look | null) => ({ lookId: 'look', look: now });
  const over = shown({ ...look, isOver: true });
  const { say } = telling;
  expect(lookNews(null, shown(null), say)).toBe('Looking at the files first. Nothing is written.');
  expect(lookNews(shown(null), shown(look), say)).toBeNull();
  expect(lookNews(shown(look), over, say)).toBe('Looked at 40 files. Nothing was written.');
  expect(lookNews(over, over, say)).toBeNull();
  expect(lookNews(over, null, say)).toBeNull();
});
