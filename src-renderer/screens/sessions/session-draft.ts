// A session as it is being typed, and what is read of it: the session, or what each field still wants. Pure.
import { instantInZone, localDateOf, localTimeOf } from '../../../src-worker/contract/local-day.ts';
import type { ManualSession, WrittenSession } from '../../../src-worker/contract/manual-session.ts';
import { failed, ok, type Result } from '../../../src-worker/contract/result.ts';
import { metersPerMile, metersPerYard } from '../../text/format-distance.ts';
import type { Reader } from '../../text/reader.ts';
import type { TextId } from '../../text/english.ts';

export interface SetDraft {
  /** Tells one line of the form from another. */
  readonly id: number;
  readonly exercise: string;
  readonly reps: string;
  readonly weight: string;
}

export interface SessionDraft {
  readonly workoutType: string;
  readonly title: string;
  readonly day: string;
  readonly time: string;
  readonly duration: string;
  readonly distance: string;
  readonly sets: readonly SetDraft[];
}

/** Fields of the draft; those of a set with its id. */
export type DraftField =
  | Exclude<keyof SessionDraft, 'sets' | 'workoutType' | 'title'>
  | `${'exercise' | 'reps' | 'weight'}-${number}`;
export type DraftTroubles = ReadonlyMap<DraftField, TextId>;

export const sportChoices = [
  'strength',
  'run',
  'ride',
  'swim',
  'walk',
  'hike',
  'ski',
  'row',
  'multisport',
  'other',
] as const;

interface Unit {
  readonly symbol: string;
  /** Meters, or kilograms. */
  readonly size: number;
}

/** Swims are counted in metres or yards, as they are shown. */
export function distanceUnit(workoutType: string, { units }: Reader): Unit {
  if (workoutType === 'swim') {
    return units === 'metric' ? { symbol: 'm', size: 1 } : { symbol: 'yd', size: metersPerYard };
  }
  return units === 'metric' ? { symbol: 'km', size: 1_000 } : { symbol: 'mi', size: metersPerMile };
}

export const weightUnit = ({ units }: Reader): Unit =>
  units === 'metric' ? { symbol: 'kg', size: 1 } : { symbol: 'lb', size: 0.45359237 };

export const newSet = (sets: readonly SetDraft[]): SetDraft => ({
  id: Math.max(0, ...sets.map(({ id }) => id)) + 1,
  exercise: sets.at(-1)?.exercise ?? '',
  reps: '',
  weight: '',
});

/** `standing`: what is corrected; a new one begins with today. */
export function draftOf(standing: ManualSession | null, reader: Reader, now: Date): SessionDraft {
  if (standing === null) {
    const day = localDateOf(now.toISOString(), reader.timeZone, null);
    return { workoutType: 'strength', title: '', day, time: '', duration: '', distance: '', sets: [] };
  }
  const { workout, session, sets } = standing;
  const { workout_type: workoutType, title = '', duration_seconds, distance_meters } = workout;
  const timeZone = session.timezone ?? null;
  return {
    workoutType,
    title,
    day: localDateOf(session.started_at, timeZone, null),
    time: localTimeOf(session.started_at, timeZone, null),
    duration: duration_seconds === undefined ? '' : clockText(duration_seconds),
    distance: amountText(distance_meters, distanceUnit(workoutType, reader)),
    sets: sets.map(({ sequence, exercise, reps, weight_kg }) => ({
      id: sequence,
      exercise,
      reps: reps === undefined ? '' : String(reps),
      weight: amountText(weight_kg, weightUnit(reader)),
    })),
  };
}

interface ReadingTools {
  readonly standing: ManualSession | null;
  readonly reader: Reader;
  readonly now: Date;
}

const plainNumber: Unit = { symbol: '', size: 1 };
const firstYear = '1900-01-01';
const longestSeconds = 30 * 86_400;
const furthestMeters = 10_000_000;
const mostReps = 100_000;
const heaviestKg = 10_000;

export function readDraft(draft: SessionDraft, tools: ReadingTools): Result<WrittenSession, DraftTroubles> {
  const { standing, reader, now } = tools;
  const troubles = new Map<DraftField, TextId>();
  const take = <Value>(field: DraftField, read: Read<Value>): Value | null => {
    if (read.trouble !== null) troubles.set(field, read.trouble);
    return read.value;
  };
  // What was not touched stays to the last digit, of which the form shows fewer.
  const before = standing === null ? null : draftOf(standing, reader, now);
  const isAsBefore = (field: 'duration' | 'distance' | 'day' | 'time') => before?.[field] === draft[field];

  const timeZone = standing?.session.timezone ?? reader.timeZone;
  const day = take('day', readDay(draft.day));
  const time = take('time', draft.time === '' ? wants('session.time_missing') : is(draft.time));
  const typedMs = day === null || time === null ? null : instantInZone(day, time, timeZone);
  if (typedMs !== null && typedMs > now.getTime()) troubles.set('day', 'session.still_to_come');
  const startedAt =
    standing !== null && isAsBefore('day') && isAsBefore('time')
      ? standing.session.started_at
      : typedMs === null
        ? null
        : new Date(typedMs).toISOString();

  const durationSeconds =
    standing !== null && isAsBefore('duration')
      ? standing.workout.duration_seconds
      : take('duration', readDuration(draft.duration));
  const isSameUnit =
    standing === null ||
    distanceUnit(standing.workout.workout_type, reader).symbol ===
      distanceUnit(draft.workoutType, reader).symbol;
  const distanceMeters =
    standing !== null && isSameUnit && isAsBefore('distance')
      ? standing.workout.distance_meters
      : take('distance', readAmount(draft.distance, distanceUnit(draft.workoutType, reader), furthestMeters));

  const sets = draft.sets.filter(isFilled).map(({ id, exercise, reps, weight }, index) => {
    const name = exercise.trim() === '' ? wants('session.exercise_missing') : is(exercise.trim());
    const count = take(`reps-${id}`, readAmount(reps, plainNumber, mostReps));
    const isAsTold = before?.sets.some((set) => set.id === id && set.weight === weight) === true;
    const told = isAsTold ? standing?.sets.find(({ sequence }) => sequence === id)?.weight_kg : undefined;
    const weightKg = told ?? take(`weight-${id}`, readAmount(weight, weightUnit(reader), heaviestKg));
    return {
      sequence: index + 1,
      exercise: take(`exercise-${id}`, name) ?? '',
      ...(count === null ? {} : { reps: count }),
      ...(weightKg === null ? {} : { weight_kg: weightKg }),
    };
  });
  if (troubles.size > 0 || startedAt === null) return failed(troubles);
  const title = draft.title.trim();
  return ok({
    workout: {
      workout_type: draft.workoutType,
      ...(title === '' ? {} : { title }),
      ...(durationSeconds == null ? {} : { duration_seconds: durationSeconds }),
      ...(distanceMeters == null ? {} : { distance_meters: distanceMeters }),
    },
    startedAt,
    timeZone,
    sets,
  });
}

const isFilled = ({ exercise, reps, weight }: SetDraft): boolean =>
  [exercise, reps, weight].some((text) => text.trim() !== '');

/** A value, or what the field wants; neither where it was left empty. */
interface Read<Value> {
  readonly value: Value | null;
  readonly trouble: TextId | null;
}

const is = <Value>(value: Value): Read<Value> => ({ value, trouble: null });
const wants = (trouble: TextId): Read<never> => ({ value: null, trouble });
const isEmpty: Read<never> = { value: null, trouble: null };

function readDay(day: string): Read<string> {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return wants('session.day_missing');
  return day < firstYear ? wants('session.too_long_ago') : is(day);
}

/** “45” are minutes; “1:05” hours and minutes; “1:05:30” with seconds. */
function readDuration(text: string): Read<number> {
  const typed = text.trim();
  if (typed === '') return isEmpty;
  if (/^\d{1,6}(?:[.,]\d+)?$/.test(typed)) return limited(numberOf(typed) * 60, longestSeconds);
  const parts = /^(\d{1,4}):([0-5]?\d)(?::([0-5]?\d))?$/.exec(typed);
  if (parts === null) return wants('session.duration_unclear');
  const [, hours, minutes, seconds = '0'] = parts;
  return limited(Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds), longestSeconds);
}

function readAmount(text: string, { size }: Unit, most: number): Read<number> {
  const typed = text.trim();
  if (typed === '') return isEmpty;
  if (!/^\d{1,9}(?:[.,]\d+)?$/.test(typed)) return wants('session.number_unclear');
  // Of what a person types nobody means the digits that binary fractions add.
  return limited(Math.round(numberOf(typed) * size * 1e6) / 1e6, most);
}

const numberOf = (typed: string): number => Number(typed.replace(',', '.'));

const limited = (value: number, most: number): Read<number> =>
  value > most ? wants('session.too_much') : is(value);

/** So that it is read as it was: always with hours. */
function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const text = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}`;
  return whole % 60 === 0 ? text : `${text}:${two(whole % 60)}`;
}

const amountText = (amount: number | undefined, { size }: Unit): string =>
  amount === undefined ? '' : String(Math.round((amount / size) * 1000) / 1000);
