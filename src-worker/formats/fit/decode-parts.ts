// The parts of a FIT recording in the decoded form, each from the message that sums it up. Pure.
import type { DecodedEvent, DecodedLength, DecodedSession, DecodedSet, DecodedSpan } from '../decoded.ts';
import { saysNone } from '../plausible.ts';
import { firstNameOf, instantOf, nameOf, numberOf, timeOf, type FitMessage } from './messages.ts';

export function decodeSet(set: FitMessage): DecodedSet {
  const exercise = firstNameOf(set, 'category');
  const subtype = firstNameOf(set, 'category_subtype');
  return {
    exercise,
    exerciseId: exercise === null || subtype === null ? null : `${exercise}/${subtype}`,
    setType: nameOf(set, 'set_type'),
    reps: numberOf(set, 'repetitions'),
    weightKg: numberOf(set, 'weight'),
    durationSeconds: numberOf(set, 'duration'),
  };
}

/** As written; what can't be is judged only where it is summed up. */
export function decodeSpan(span: FitMessage): DecodedSpan {
  return {
    startedAtMs: instantOf(span, 'start_time'),
    elapsedSeconds: numberOf(span, 'total_elapsed_time'),
    timerSeconds: numberOf(span, 'total_timer_time'),
    distanceMeters: numberOf(span, 'total_distance'),
    caloriesKcal: numberOf(span, 'total_calories'),
    avgHeartRateBpm: heartRateOf(span, 'avg_heart_rate'),
    maxHeartRateBpm: heartRateOf(span, 'max_heart_rate'),
    avgPowerWatts: numberOf(span, 'avg_power'),
    ascentMeters: numberOf(span, 'total_ascent'),
  };
}

const heartRateOf = (span: FitMessage, field: string): number | null => {
  const bpm = numberOf(span, field);
  return bpm === null || saysNone('heartRateBpm', bpm) ? null : bpm;
};

export const decodeSession = (session: FitMessage): DecodedSession => ({
  ...decodeSpan(session),
  sport: nameOf(session, 'sport'),
  subSport: nameOf(session, 'sub_sport'),
});

export function decodeLength(length: FitMessage): DecodedLength {
  return {
    startedAtMs: instantOf(length, 'start_time'),
    elapsedSeconds: numberOf(length, 'total_elapsed_time'),
    // Some writers name no type; then a length with strokes was swum.
    isActive: (nameOf(length, 'length_type') ?? strokeType(length)) === 'active',
    stroke: nameOf(length, 'swim_stroke'),
    strokeCount: numberOf(length, 'total_strokes'),
  };
}

const strokeType = (length: FitMessage): string =>
  (numberOf(length, 'total_strokes') ?? 0) > 0 ? 'active' : 'idle';

export const decodeEvent = (event: FitMessage): DecodedEvent => ({
  atMs: timeOf(event),
  event: nameOf(event, 'event') ?? 'unknown',
  eventType: nameOf(event, 'event_type'),
});
