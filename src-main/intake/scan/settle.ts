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

export interface Seen {
  /** Digest of where it lies, how large it is and when it was changed. */
  readonly look: string;
  /** Of its attributes; where a look does not hold it, a move forward says that the file was touched. */
  readonly changedNs: bigint;
  /** There is too little in it to be an activity. */
  readonly isStub: boolean;
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
  /** What came of it when it was last staged, as long as it looks so: only this process knows. */
  answer: 'read' | 'refused' | null;
  /** How often it was staged, as long as it looks so. */
  stagings: number;
  /** How often its copy came out empty or cut, as long as it looks so. */
  badCopies: number;
  /** Of its last copy. */
  isCopyDoubted: boolean;
  /** The scan that met it last. */
  metIn: number;
}

/**
 * `unread`: it was refused and is still the same. `left`: nothing is in it. `waits`: its last copy came out empty or cut, and
 * it is copied again later.
 */
export type FileStanding = 'known' | 'settling' | 'ready' | 'unread' | 'left' | 'waits';

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
  memory.touches = isSame ? memory.touches + 1 : 0;
  memory.isTouched = isSame;
  memory.look = seen.look;
  memory.sinceMs = seen.toMs;
  memory.answer = null;
  memory.stagings = 0;
  memory.badCopies = 0;
}

/**
 * The file was read whole. From now on main knows it by its look, if that `canBeKnown`; what main lets go of unread is
 * given once more, and then no more: main may have its reasons not to remember it.
 */
export function wasStaged(memory: FileMemory, canBeKnown: boolean): void {
  memory.isTouched = false;
  memory.stagings += 1;
  if (!canBeKnown || memory.stagings > 1) memory.answer = 'read';
}

export function standingOf(memory: FileMemory, { fromMs, isStub }: Seen, knownLooks: LookSet): FileStanding {
  const heldStillMs = fromMs - memory.sinceMs;
  if (isStub) return heldStillMs < stubMs ? 'settling' : 'left';
  if (memory.answer === 'refused') return 'unread';
  if (memory.answer === 'read') return 'known';
  if (!memory.isTouched && knownLooks.has(memory.look)) return 'known';
  if (memory.badCopies > 0) return heldStillMs >= patienceMs(memory.badCopies) ? 'ready' : 'waits';
  return heldStillMs >= settleMs ? 'ready' : 'settling';
}
