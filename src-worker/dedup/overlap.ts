// Whether two activities of different identities are the same outing, and how (domain 4). Pure: two outings and the table of
// thresholds in, a relation out. Nothing is rejected by it.
import type { Outing, Overlap } from '../contract/outing.ts';
import { metersBetween, type Position } from '../contract/position.ts';
import { spanSecondsOf } from './outing.ts';
import { overlapReachSeconds, overlapThresholds } from './overlap-thresholds.ts';

type Compared = Overlap['compared'][number];

/** The closest relation of the two, the same whichever comes first; null where they are two outings. */
export function overlapOf(left: Outing, right: Outing): Overlap | null {
  if (!isCompatible(left.workoutType, right.workoutType)) return null;
  return sameRecording(left, right) ?? secondRecording(left, right) ?? shiftedClock(left, right);
}

/** Of two whose clock was never set: nothing but the same recording in two forms can be told, and only where all agrees. */
export function overlapByUnsetClock(left: Outing, right: Outing): Overlap | null {
  const limits = overlapThresholds.unsetClock;
  if (!isCompatible(left.workoutType, right.workoutType)) return null;
  const start = secondsBetween(left.startedAtMs, right.startedAtMs);
  const durations = [
    closeness(left.elapsedSeconds, right.elapsedSeconds, 0, limits.durationSeconds),
    closeness(left.timerSeconds, right.timerSeconds, 0, limits.durationSeconds),
  ] as const;
  const duration = closest(...durations);
  const distance = closeness(left.distanceMeters, right.distanceMeters, 0, limits.distanceMeters);
  if (start > limits.startSeconds || duration === null || distance === null) return null;
  if (duration.share > 1 || distance.share > 1 || left.distanceMeters === 0) return null;
  return overlap('same_recording', [
    { field: 'start', difference: start, share: start / limits.startSeconds },
    { field: 'duration', ...duration },
    { field: 'distance', ...distance },
  ]);
}

/** Farther apart nothing is the same outing, and need not be compared. */
export const isInReach = (left: Outing, right: Outing): boolean =>
  secondsBetween(left.startedAtMs, right.startedAtMs) <= overlapReachSeconds;

function sameRecording(left: Outing, right: Outing): Overlap | null {
  const limits = overlapThresholds.sameRecording;
  const start = secondsBetween(left.startedAtMs, right.startedAtMs);
  const fix = fixDistance(left.firstFix, right.firstFix);
  if (start > limits.startSeconds || (fix !== null && fix > limits.firstFixMeters)) return null;
  const elapsed = closeness(
    left.elapsedSeconds,
    right.elapsedSeconds,
    limits.durationShare,
    limits.durationSeconds,
  );
  const timer = closeness(
    left.timerSeconds,
    right.timerSeconds,
    limits.durationShare,
    limits.durationSeconds,
  );
  const duration = closest(elapsed, timer);
  if (duration === null || duration.share > 1) return null;
  const distance = closeness(
    left.distanceMeters,
    right.distanceMeters,
    limits.distanceShare,
    limits.distanceMeters,
  );
  // Of two durations one may be right by chance; then the distance decides.
  const isDoubtful = [elapsed, timer].some((one) => one !== null && one.share > 1);
  if (isDoubtful && distance !== null && distance.share > 1) return null;
  return overlap('same_recording', [
    { field: 'start', difference: start, share: start / limits.startSeconds },
    { field: 'duration', ...duration },
    ...(distance === null ? [] : [{ field: 'distance' as const, ...distance }]),
    ...(fix === null
      ? []
      : [{ field: 'first_fix' as const, difference: fix, share: fix / limits.firstFixMeters }]),
  ]);
}

function secondRecording(left: Outing, right: Outing): Overlap | null {
  const limits = overlapThresholds.secondRecording;
  if (left.recorder !== null && left.recorder === right.recorder) return null;
  const [one, other] = [spanSecondsOf(left), spanSecondsOf(right)];
  if (one === null || other === null) return null;
  const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
  if (longer > limits.longestSpanSeconds || shorter <= 0 || shorter < limits.spanShare * longer) return null;
  const from = Math.max(left.startedAtMs, right.startedAtMs);
  const to = Math.min(left.startedAtMs + one * 1000, right.startedAtMs + other * 1000);
  const share = Math.max(0, (to - from) / 1000 / shorter);
  const fix = fixDistance(left.firstFix, right.firstFix);
  if (share < limits.overlapShare || (fix !== null && fix > limits.firstFixMeters)) return null;
  return overlap('second_recording', [
    { field: 'overlap', difference: share, share: (1 - share) / (1 - limits.overlapShare) },
    {
      field: 'duration',
      difference: longer - shorter,
      share: (longer - shorter) / longer / limits.spanShare,
    },
    ...(fix === null
      ? []
      : [{ field: 'first_fix' as const, difference: fix, share: fix / limits.firstFixMeters }]),
  ]);
}

/** Asked, and never believed by itself: the same loop two hours later looks just so. */
function shiftedClock(left: Outing, right: Outing): Overlap | null {
  const limits = overlapThresholds.shiftedClock;
  const shift = secondsBetween(left.startedAtMs, right.startedAtMs);
  const steps = Math.round(shift / limits.stepSeconds);
  const beside = Math.abs(shift - steps * limits.stepSeconds);
  if (steps === 0 || beside > limits.stepToleranceSeconds || shift > limits.longestShiftSeconds + beside)
    return null;
  const duration = closest(
    closeness(left.elapsedSeconds, right.elapsedSeconds, 0, limits.durationSeconds),
    closeness(left.timerSeconds, right.timerSeconds, 0, limits.durationSeconds),
  );
  if (duration === null || duration.share > 1) return null;
  // A place on one side only says nothing of the other.
  if ((left.firstFix === null) !== (right.firstFix === null)) return null;
  const fix = fixDistance(left.firstFix, right.firstFix);
  if (fix !== null && fix > limits.firstFixMeters) return null;
  return overlap('shifted_clock', [
    { field: 'shift', difference: shift, share: beside / limits.stepToleranceSeconds },
    { field: 'duration', ...duration },
    ...(fix === null
      ? []
      : [{ field: 'first_fix' as const, difference: fix, share: fix / limits.firstFixMeters }]),
  ]);
}

/** How far apart two amounts are, and how much of what is allowed that is. */
interface Closeness {
  readonly difference: number;
  readonly share: number;
}

function overlap(
  relation: Overlap['relation'],
  evidence: readonly (Closeness & { readonly field: Compared['field'] })[],
): Overlap {
  const used = evidence.reduce((sum, { share }) => sum + Math.min(1, share), 0) / evidence.length;
  return {
    relation,
    score: Math.round((1 - used / 2) * 100) / 100,
    compared: evidence.map(({ field, difference }) => ({
      field,
      difference: Math.round(difference * 100) / 100,
    })),
  };
}

function closeness(
  left: number | null,
  right: number | null,
  allowedShare: number,
  allowed: number,
): Closeness | null {
  if (left === null || right === null) return null;
  const difference = Math.abs(left - right);
  return { difference, share: difference / Math.max(allowed, allowedShare * Math.max(left, right)) };
}

function closest(left: Closeness | null, right: Closeness | null): Closeness | null {
  if (left === null || right === null) return left ?? right;
  return left.share <= right.share ? left : right;
}

const secondsBetween = (leftMs: number, rightMs: number): number => Math.abs(leftMs - rightMs) / 1000;

/** Types that recorders tell apart by speed, or that athletes call by either name. */
const families: readonly (readonly string[])[] = [['walk', 'hike']];

function isCompatible(left: string | null, right: string | null): boolean {
  if (left === null || right === null || left === right) return true;
  return families.some((family) => family.includes(left) && family.includes(right));
}

const fixDistance = (left: Position | null, right: Position | null): number | null =>
  left === null || right === null ? null : metersBetween(left, right);
