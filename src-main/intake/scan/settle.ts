// Whether a file that a scan met may be read: it has to hold still, and has to be new. Pure, its clock included: a clock of
// awake time, because a writer that slept has not been silent. What is remembered of a file is one small record, for there
// may be a hundred thousand; it is changed in place.
import type { LookSet } from '../packed-looks.ts';

/** Two looks that are this far apart have to agree. */
export const settleMs = 2_000;

/** Some file systems say that everything is always touched: after so many times in vain nobody listens. */
const touchesBelieved = 3;

/** A file of which there is nothing yet may be about to be written; after so long without a change it is a stub. */
export const stubMs = 60_000;

const longestPatienceMs = 60_000;
/** After a try that gave nothing the file rests, the longer the more often; for ever, because a lock or a bad cable passes. */
const restsMs = [2_000, 10_000, 60_000, 600_000] as const;
const longestRestMs = 3_600_000;

/**
 * What a try that gave nothing says of the file. `passes`: it may be of the moment; `repeats`: a bad place, if it is the same
 * once more, because the last reads before a device is gone fail likewise; `lasts`: it is as it is, and may pass one day;
 * `stays`: only another file would end otherwise.
 */
export type Lesson = 'passes' | 'repeats' | 'lasts' | 'stays';

/** It is told when it was tried so often in vain. */
const triesUntilTold: Readonly<Record<Lesson, number>> = { passes: 3, repeats: 2, lasts: 1, stays: 1 };
/** What is told rests as if it had been tried so often. */
const triesWhenTold = 3;

/** A file that changes again and again after it was taken is being recorded: it has to hold still twice as long each time. */
const longestSettleMs = 300_000;

/** What held still for so long before it changed is no recording. */
const calmMs = 2 * longestSettleMs;

export interface Seen {
  /** Digest of where it lies, how large it is and when it was changed. */
  readonly look: string;
  /** Of its attributes; where a look does not hold it, a move forward says that the file was touched. */
  readonly changedNs: bigint;
  /** There is too little in it to be an activity; `old`: and for so long that nobody is about to write it. */
  readonly stub: 'no' | 'fresh' | 'old';
  /** Just before it was looked at. */
  readonly fromMs: number;
  /** Just after. */
  readonly toMs: number;
}

export interface FileMemory {
  look: string;
  changedNs: bigint;
  /** It was first seen so. */
  sinceMs: number;
  /** How often it was touched and kept its look: its bytes may be others than those that had this look before. */
  touches: number;
  /** Since it was last staged, or ever. */
  isTouched: boolean;
  /** What came of it, as long as it looks so: only this process knows. `refused`: that was told. */
  answer: 'read' | 'refused' | null;
  /** How often it was staged, as long as it looks so. */
  stagings: number;
  /** How often its copy came out empty or cut, as long as it looks so. */
  badCopies: number;
  /** Of its last copy. */
  isCopyDoubted: boolean;
  /** How often it was tried in a row and gave nothing, as long as it looks so. */
  vainTries: number;
  /** Before this it is not tried again. */
  restsUntilMs: number;
  /** How often in a row it changed after it was staged. */
  changesAfterStaging: number;
  /** The scan that met it last. */
  metIn: number;
}

/**
 * `unread`: it was refused and is still the same. `left`: nothing is in it. `waits`: its last copy came out empty or cut, and
 * it is copied again later.
 */
export type FileStanding =
  | { readonly kind: 'known' | 'ready' | 'unread' | 'left' | 'waits' }
  /** It may be ready then. */
  | { readonly kind: 'settling'; readonly untilMs: number };

export const firstSeen = ({ look, changedNs, toMs }: Seen, metIn: number): FileMemory => ({
  look,
  changedNs,
  sinceMs: toMs,
  touches: 0,
  isTouched: false,
  answer: null,
  stagings: 0,
  badCopies: 0,
  isCopyDoubted: false,
  vainTries: 0,
  restsUntilMs: 0,
  changesAfterStaging: 0,
  metIn,
});

/** Twice as long after every bad copy: the device may be busy, and reading it for nothing costs its battery. */
const patienceMs = (badCopies: number): number => Math.min(settleMs * 2 ** badCopies, longestPatienceMs);

/** Takes down how the file looks now. */
export function seenAgain(memory: FileMemory, seen: Seen): void {
  const isMoved = seen.changedNs > memory.changedNs;
  memory.changedNs = seen.changedNs;
  const isSame = seen.look === memory.look;
  if (isSame && (!isMoved || memory.touches >= touchesBelieved)) return;
  if (memory.stagings > 0) {
    const wasCalm = seen.fromMs - memory.sinceMs >= calmMs;
    memory.changesAfterStaging = wasCalm ? 1 : memory.changesAfterStaging + 1;
  }
  memory.touches = isSame ? memory.touches + 1 : 0;
  memory.isTouched = isSame;
  memory.look = seen.look;
  memory.sinceMs = seen.toMs;
  memory.answer = null;
  memory.stagings = 0;
  memory.badCopies = 0;
  memory.vainTries = 0;
  memory.restsUntilMs = 0;
}

/** The first change may be the only one. */
const settleMsOf = ({ changesAfterStaging }: FileMemory): number =>
  Math.min(settleMs * 2 ** Math.max(0, changesAfterStaging - 1), longestSettleMs);

/**
 * The file was read whole. From now on main knows it by its look, if that `canBeKnown`; what main lets go of unread is
 * given once more, and then no more: main may have its reasons not to remember it.
 */
export function wasStaged(memory: FileMemory, canBeKnown: boolean): void {
  memory.isTouched = false;
  memory.stagings += 1;
  memory.vainTries = 0;
  memory.answer = !canBeKnown || memory.stagings > 1 ? 'read' : null;
}

/** Nothing came of a try. True where it is to be told: once, however often it is tried. */
export function wasTriedInVain(memory: FileMemory, lesson: Lesson, nowMs: number): boolean {
  const tries = memory.vainTries + 1;
  const isTelling = tries >= triesUntilTold[lesson];
  memory.vainTries = isTelling ? Math.max(tries, triesWhenTold) : tries;
  const restMs = restsMs[memory.vainTries - 1] ?? longestRestMs;
  memory.restsUntilMs = lesson === 'stays' ? Infinity : nowMs + restMs;
  const isTold = isTelling && memory.answer !== 'refused';
  if (isTold) memory.answer = 'refused';
  return isTold;
}

export function standingOf(
  memory: FileMemory,
  { fromMs, stub }: Seen,
  knownLooks: Pick<LookSet, 'has'>,
): FileStanding {
  const { sinceMs, restsUntilMs } = memory;
  const settlesUntil = (untilMs: number): FileStanding =>
    fromMs < untilMs ? { kind: 'settling', untilMs } : { kind: stub === 'no' ? 'ready' : 'left' };
  if (stub === 'old') return { kind: 'left' };
  if (stub === 'fresh') return settlesUntil(sinceMs + stubMs);
  if (memory.answer === 'refused' && fromMs < restsUntilMs) return { kind: 'unread' };
  if (memory.answer === 'read') return { kind: 'known' };
  if (!memory.isTouched && knownLooks.has(memory.look)) return { kind: 'known' };
  if (memory.badCopies > 0)
    return { kind: fromMs - sinceMs >= patienceMs(memory.badCopies) ? 'ready' : 'waits' };
  return settlesUntil(Math.max(sinceMs + settleMsOf(memory), restsUntilMs));
}
