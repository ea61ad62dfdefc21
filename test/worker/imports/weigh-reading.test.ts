import { expect, test } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import type { ReadEntry } from '../../../src-worker/imports/file-reading.ts';
import { weighReading } from '../../../src-worker/imports/weigh-reading.ts';

const origin = { member: null, sha256: 'a'.repeat(64), format: 'fit' } as const;
const known: ReadEntry = {
  ...{ ...origin, kind: 'known_bytes' },
  known: { sha256: origin.sha256, entries: [] },
};
const read: ReadEntry = { ...origin, kind: 'not_an_activity', what: 'route' };

test('What is only written down as known weighs little for each of its entries, and what was read weighs one', () => {
  expect(weighReading({ entries: [known] })).toBe(1 / limits.knownPerEnding);
  expect(weighReading({ entries: Array<ReadEntry>(300).fill(known) })).toBe(300 / limits.knownPerEnding);
  expect(weighReading({ entries: [read] })).toBe(1);
  expect(weighReading({ entries: [known, read] })).toBe(1);
});
