import { expect, test } from 'vitest';
import {
  firstSeen,
  seenAgain,
  settleMs,
  standingOf,
  stubMs,
  wasStaged,
  wasTriedInVain,
  type FileStanding,
  type Seen,
} from '../../../../src-main/intake/scan/settle.ts';

const seenAt = (atMs: number, more: Partial<Seen> = {}): Seen => ({
  look: 'a',
  changedNs: 1n,
  stub: 'no',
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
  expect(standingOf(memory, early, unknown).kind).toBe('settling');
  const late = seenAt(settleMs + 700);
  expect(standingOf(memory, late, unknown).kind).toBe('ready');
});

test('A known look is known at once; where the file was touched since, it has to hold still and be read', () => {
  const memory = firstSeen(seenAt(0), 1);
  expect(standingOf(memory, seenAt(0), known).kind).toBe('known');
  seenAgain(memory, seenAt(10_000, { changedNs: 2n }));
  expect(standingOf(memory, seenAt(10_000, { changedNs: 2n }), known).kind).toBe('settling');
  seenAgain(memory, seenAt(12_000, { changedNs: 2n }));
  expect(standingOf(memory, seenAt(12_000, { changedNs: 2n }), known).kind).toBe('ready');
  wasStaged(memory, true);
  expect(standingOf(memory, seenAt(12_000, { changedNs: 2n }), known).kind).toBe('known');
});

test('A file system that says that everything is always touched is not listened to for ever', () => {
  const memory = firstSeen(seenAt(0), 1);
  const standings = Array.from({ length: 8 }, (_, index) => {
    const seen = seenAt(10_000 * (index + 1), { changedNs: BigInt(index + 2) });
    seenAgain(memory, seen);
    return standingOf(memory, seen, unknown).kind;
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
  expect(standingOf(memory, seen, unknown).kind).toBe('ready');
});

test('What main lets go of unread is given once more, and then no more', () => {
  const memory = firstSeen(seenAt(0), 1);
  wasStaged(memory, true);
  expect(standingOf(memory, seenAt(5_000), unknown).kind).toBe('ready');
  wasStaged(memory, true);
  expect(standingOf(memory, seenAt(10_000), unknown).kind).toBe('known');
  seenAgain(memory, seenAt(20_000, { look: 'b' }));
  expect(standingOf(memory, seenAt(22_000, { look: 'b' }), unknown).kind).toBe('ready');
});

test('A stub is waited for a minute, whatever is known of it, and one that is older not at all', () => {
  const memory = firstSeen(seenAt(0), 1);
  const stub = (atMs: number) => standingOf(memory, seenAt(atMs, { stub: 'fresh' }), known);
  expect(stub(stubMs - 1)).toEqual({ kind: 'settling', untilMs: stubMs });
  expect(stub(stubMs)).toEqual({ kind: 'left' });
  expect(standingOf(memory, seenAt(1, { stub: 'old' }), unknown)).toEqual({ kind: 'left' });
});

test('What may pass is tried ever more rarely, is told once, and is forgotten when the file changes or is taken', () => {
  const memory = firstSeen(seenAt(0), 1);
  const tries: { atMs: number; isTold: boolean; then: FileStanding }[] = [];
  for (let atMs = settleMs; tries.length < 7; atMs += 1_000) {
    if (standingOf(memory, seenAt(atMs), unknown).kind !== 'ready') continue;
    const isTold = wasTriedInVain(memory, 'passes', atMs);
    tries.push({ atMs, isTold, then: standingOf(memory, seenAt(atMs), unknown) });
  }
  expect(tries.map(({ atMs }) => atMs / 1_000)).toEqual([2, 4, 14, 74, 674, 4_274, 7_874]);
  expect(tries.map(({ isTold }) => isTold)).toEqual([false, false, true, false, false, false, false]);
  expect(tries.map(({ then }) => then.kind)).toEqual([
    'settling',
    'settling',
    ...Array.from({ length: 5 }, () => 'unread'),
  ]);
  const changed = seenAt(8_000_000, { look: 'b' });
  seenAgain(memory, changed);
  expect(standingOf(memory, changed, unknown).kind).toBe('settling');
  wasTriedInVain(memory, 'lasts', 8_010_000);
  wasStaged(memory, true);
  expect(standingOf(memory, seenAt(8_020_000, { look: 'b' }), new Set(['b'])).kind).toBe('known');
});

test('What lasts is told at once and tried again after a minute; what stays is not tried again', () => {
  const memory = firstSeen(seenAt(0), 1);
  expect(wasTriedInVain(memory, 'lasts', 10_000)).toBe(true);
  const at = (atMs: number) => standingOf(memory, seenAt(atMs), unknown).kind;
  expect([at(69_999), at(70_000)]).toEqual(['unread', 'ready']);
  expect(wasTriedInVain(memory, 'stays', 70_000)).toBe(false);
  expect(at(Number.MAX_SAFE_INTEGER)).toBe('unread');
});

test('A file that goes on changing after it was taken has to hold still twice as long each time, and five minutes at most', () => {
  const memory = firstSeen(seenAt(0), 1);
  let look = 0;
  const waits = (afterMs: number): number => {
    const changed = seenAt(memory.sinceMs + afterMs, { look: `look ${(look += 1)}` });
    seenAgain(memory, changed);
    const standing = standingOf(memory, changed, unknown);
    wasStaged(memory, true);
    return standing.kind === 'settling' ? standing.untilMs - memory.sinceMs : 0;
  };
  expect(Array.from({ length: 11 }, () => waits(5_000) / 1_000)).toEqual([
    2, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300,
  ]);
  // The next ride is recorded into it.
  expect(waits(600_000)).toBe(settleMs);
});
