import { expect, test } from 'vitest';
import {
  firstSeen,
  seenAgain,
  settleMs,
  standingOf,
  stubMs,
  wasStaged,
  type Seen,
} from '../../../../src-main/intake/scan/settle.ts';

const seenAt = (atMs: number, more: Partial<Seen> = {}): Seen => ({
  look: 'a',
  changedNs: 1n,
  isStub: false,
  fromMs: atMs,
  toMs: atMs,
  ...more,
});
const unknown: ReadonlySet<string> = new Set();
const known: ReadonlySet<string> = new Set(['a']);

test('The time between two looks counts from the end of one to the beginning of the other', () => {
  const memory = firstSeen(seenAt(0, { toMs: 700 }), 1);
  const early = seenAt(settleMs + 699);
  seenAgain(memory, early);
  expect(standingOf(memory, early, unknown)).toBe('settling');
  const late = seenAt(settleMs + 700);
  expect(standingOf(memory, late, unknown)).toBe('ready');
});

test('A known look is known at once; where the file was touched since, it has to hold still and be read', () => {
  const memory = firstSeen(seenAt(0), 1);
  expect(standingOf(memory, seenAt(0), known)).toBe('known');
  seenAgain(memory, seenAt(10_000, { changedNs: 2n }));
  expect(standingOf(memory, seenAt(10_000, { changedNs: 2n }), known)).toBe('settling');
  seenAgain(memory, seenAt(12_000, { changedNs: 2n }));
  expect(standingOf(memory, seenAt(12_000, { changedNs: 2n }), known)).toBe('ready');
  wasStaged(memory, true);
  expect(standingOf(memory, seenAt(12_000, { changedNs: 2n }), known)).toBe('known');
});

test('A file system that says that everything is always touched is not listened to for ever', () => {
  const memory = firstSeen(seenAt(0), 1);
  const standings = Array.from({ length: 8 }, (_, index) => {
    const seen = seenAt(10_000 * (index + 1), { changedNs: BigInt(index + 2) });
    seenAgain(memory, seen);
    return standingOf(memory, seen, unknown);
  });
  expect(standings).toEqual([
    'settling',
    'settling',
    'settling',
    'ready',
    'ready',
    'ready',
    'ready',
    'ready',
  ]);
});

test('An older time of the attributes says nothing: some file systems forget it', () => {
  const memory = firstSeen(seenAt(0, { changedNs: 9n }), 1);
  const seen = seenAt(settleMs, { changedNs: 3n });
  seenAgain(memory, seen);
  expect(standingOf(memory, seen, unknown)).toBe('ready');
});

test('What main lets go of unread is given once more, and then no more', () => {
  const memory = firstSeen(seenAt(0), 1);
  wasStaged(memory, true);
  expect(standingOf(memory, seenAt(5_000), unknown)).toBe('ready');
  wasStaged(memory, true);
  expect(standingOf(memory, seenAt(10_000), unknown)).toBe('known');
  seenAgain(memory, seenAt(20_000, { look: 'b' }));
  expect(standingOf(memory, seenAt(22_000, { look: 'b' }), unknown)).toBe('ready');
});

test('A stub is waited for a minute, whatever is known of it', () => {
  const memory = firstSeen(seenAt(0), 1);
  expect(standingOf(memory, seenAt(stubMs - 1, { isStub: true }), known)).toBe('settling');
  expect(standingOf(memory, seenAt(stubMs, { isStub: true }), known)).toBe('left');
});
