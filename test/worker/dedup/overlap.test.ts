import { describe, expect, it } from 'vitest';
import type { Outing } from '../../../src-worker/contract/outing.ts';
import { countedOf } from '../../../src-worker/dedup/fidelity.ts';
import { overlapByUnsetClock, overlapOf } from '../../../src-worker/dedup/overlap.ts';
import { overlapThresholds } from '../../../src-worker/dedup/overlap-thresholds.ts';

const startedAtMs = Date.parse('2026-05-12T16:04:00Z');
const hour = 3_600_000;

/** An hour's ride, recorded by an Edge, and whatever is asked to differ. */
const ride = (other: Partial<Outing> = {}): Outing => {
  const start = other.startedAtMs ?? startedAtMs;
  const elapsedSeconds = other.elapsedSeconds === undefined ? 3_600 : other.elapsedSeconds;
  return {
    startedAtMs: start,
    endedAtMs: elapsedSeconds === null ? null : start + elapsedSeconds * 1000,
    elapsedSeconds,
    timerSeconds: 3_500,
    distanceMeters: 30_000,
    workoutType: 'ride',
    firstFix: { latitudeDegrees: 48.2, longitudeDegrees: 16.37 },
    recorder: 'garmin edge 530 1',
    ...other,
  };
};

/** Both ways round. */
function relationOf(left: Outing, right: Outing): string | null {
  const [there, back] = [overlapOf(left, right), overlapOf(right, left)];
  expect(back).toEqual(there);
  return there?.relation ?? null;
}

const later = (seconds: number) => ({ startedAtMs: startedAtMs + seconds * 1000 });
/** So many meters to the north. */
const north = (meters: number) => ({
  firstFix: { latitudeDegrees: 48.2 + meters / 111_195, longitudeDegrees: 16.37 },
});

describe('the same recording in another form', () => {
  it.each<[string, Partial<Outing>, boolean]>([
    [
      'is its copy from a service, without timer, maker and rounded',
      { timerSeconds: null, recorder: null, distanceMeters: 30_010, ...later(1) },
      true,
    ],
    ['starts within ten seconds', later(10), true],
    ['does not start later', { ...later(11), recorder: 'garmin edge 530 1' }, false],
    ['agrees in duration by three per cent', { elapsedSeconds: 3_492, timerSeconds: null }, true],
    ['and not less', { elapsedSeconds: 3_491, timerSeconds: null }, false],
    ['may agree in one of two durations where the distance does', { elapsedSeconds: 5_000 }, true],
    ['and not where it does not', { elapsedSeconds: 5_000, distanceMeters: 20_000 }, false],
    ['may lack its distance', { distanceMeters: null }, true],
    ['needs a duration', { elapsedSeconds: null, timerSeconds: null }, false],
    ['may know its sport no more', { workoutType: null }, true],
    ['is of the same sport', { workoutType: 'run' }, false],
    ['began at the same place', north(990), true],
    ['and not elsewhere', north(1_010), false],
    ['may know no place', { firstFix: null }, true],
  ])('%s', (_, other, isSame) => {
    expect(relationOf(ride(), ride(other))).toBe(isSame ? 'same_recording' : null);
  });

  it('may be called a walk here and a hike there', () => {
    const [walk, hike] = [ride({ workoutType: 'walk' }), ride({ workoutType: 'hike' })];
    expect(relationOf(walk, hike)).toBe('same_recording');
  });
});

describe('another device on the same outing', () => {
  const watch = { recorder: 'garmin fenix 6 2' };
  it.each<[string, Partial<Outing>, boolean]>([
    ['was started a minute later', { ...watch, ...later(60) }, true],
    ['runs for four fifths of the shorter one beside the other', { ...watch, ...later(720) }, true],
    ['and not for less', { ...watch, ...later(723) }, false],
    ['has half of the longer one at least', { ...watch, ...later(60), elapsedSeconds: 1_800 }, true],
    [
      'and not less: what lies inside is an outing of its own',
      { ...watch, ...later(60), elapsedSeconds: 1_790 },
      false,
    ],
    ['is not the same device', later(60), false],
    ['may not say which it is', { ...later(60), recorder: null }, true],
    ['is of the same sport', { ...watch, ...later(60), workoutType: 'strength' }, false],
    ['began at the same place', { ...watch, ...later(60), ...north(1_010) }, false],
  ])('%s', (_, other, isSame) => {
    expect(relationOf(ride(), ride(other))).toBe(isSame ? 'second_recording' : null);
  });

  it('never is a tracker that is worn for days', () => {
    const days = (recorder: string, offset: number) =>
      ride({
        recorder,
        elapsedSeconds: 37 * 3600,
        timerSeconds: null,
        startedAtMs: startedAtMs + offset * hour,
      });
    expect(relationOf(days('one', 0), days('two', 1.1))).toBe(null);
  });
});

describe('a clock that was off', () => {
  it.each<[string, Partial<Outing>, boolean]>([
    ['by two hours is proposed', later(7_200), true],
    ['by a quarter of an hour, and a few seconds', later(905), true],
    ['and not by other steps', later(906), false],
    ['by fourteen hours at most', later(14 * 3600), true],
    ['not by more', later(14 * 3600 + 900), false],
    ['has the same duration', { ...later(7_200), elapsedSeconds: 3_606, timerSeconds: 3_506 }, false],
    ['began at the same place', { ...later(7_200), ...north(210) }, false],
    ['may have no place at all', { ...later(7_200), firstFix: null }, false],
  ])('%s', (_, other, isShifted) => {
    expect(relationOf(ride(), ride(other))).toBe(isShifted ? 'shifted_clock' : null);
  });

  it('needs no place where neither has one', () => {
    const indoors = { firstFix: null };
    expect(relationOf(ride(indoors), ride({ ...indoors, ...later(7_200) }))).toBe('shifted_clock');
  });
});

describe('a clock that was never set', () => {
  it.each<[string, Partial<Outing>, boolean]>([
    [
      'began and lasted and went as far, to the second and the metre',
      { ...later(0.5), distanceMeters: 30_000.4 },
      true,
    ],
    ['began two seconds later after its start', later(2), false],
    ['lasted longer', { elapsedSeconds: 3_602, timerSeconds: null }, false],
    ['went elsewhere', { distanceMeters: 30_002 }, false],
    ['does not say how far it went', { distanceMeters: null }, false],
    ['is another sport', { workoutType: 'swim' }, false],
  ])('%s', (_, other, isSame) => {
    const undated = ride({ distanceMeters: 30_000 });
    expect(overlapByUnsetClock(undated, { ...undated, ...other })?.relation ?? null).toBe(
      isSame ? 'same_recording' : null,
    );
  });
});

describe('what is not the same outing', () => {
  it.each<[string, Outing]>([
    ['the way home, ten hours later', ride({ ...later(9 * 3600 + 1234), distanceMeters: 29_000 })],
    ['the same loop on the next day', ride(later(24 * 3600))],
    [
      'a strength session in a paused ride',
      ride({ ...later(600), workoutType: 'strength', elapsedSeconds: 1_800 }),
    ],
    ['the run behind the ride', ride({ ...later(3_605), workoutType: 'run', elapsedSeconds: 1_800 })],
    ['the next of three short rides', ride({ ...later(3_700), elapsedSeconds: 3_500 })],
  ])('is %s', (_, other) => {
    expect(relationOf(ride(), other)).toBe(null);
  });
});

describe('what speaks for a link', () => {
  it('is said by value, and scored by how far inside the limits it lies', () => {
    expect(overlapOf(ride(), ride())).toEqual({
      relation: 'same_recording',
      score: 1,
      compared: [
        { field: 'start', difference: 0 },
        { field: 'duration', difference: 0 },
        { field: 'distance', difference: 0 },
        { field: 'first_fix', difference: 0 },
      ],
    });
    const atLimit = overlapOf(
      ride({ firstFix: null, distanceMeters: null }),
      ride({ ...later(10), elapsedSeconds: 3_708, timerSeconds: null, firstFix: null }),
    );
    expect(atLimit).toMatchObject({ score: 0.51 });
    expect(overlapThresholds.sameRecording.startSeconds).toBe(10);
  });
});

describe('the one of a group that counts', () => {
  const member = (sourceIdentityKey: string, elapsedSeconds: number, ...fidelity: number[]) => ({
    sourceIdentityKey,
    fidelity,
    outing: ride({ elapsedSeconds }),
  });
  const countedKey = (...group: ReturnType<typeof member>[]) => {
    const [first, ...others] = group;
    if (first === undefined) throw new Error('a group has a member');
    return countedOf([first, ...others]).sourceIdentityKey;
  };

  it('holds most, what weighs most first, and of equals the first by key', () => {
    const group = [member('a', 3_600, 1, 9), member('b', 3_600, 2, 0), member('c', 3_600, 2, 0)];
    expect(countedKey(...group)).toBe('b');
    expect(countedKey(...[...group].reverse())).toBe('b');
  });

  it('saw nearly all of the outing: a computer that died halfway tells less than the watch', () => {
    const [halfway, whole] = [member('computer', 1_800, 2, 4), member('watch', 3_600, 2, 2)];
    expect(countedKey(halfway, whole)).toBe('watch');
    expect(countedKey(member('computer', 3_250, 2, 4), whole)).toBe('computer');
  });
});
