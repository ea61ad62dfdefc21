// The matrix of the file formats (`fit-v1`, `tcx-v1`, `gpx-v1`): where each canonical field comes from, one row each (domain 6).
import type { ActivityFormat } from '../contract/activity-format.ts';
import type { ComputedField, DecodedActivity } from '../formats/decoded.ts';

/** Canonical amounts that every format maps by its own row. */
export type MappedAmount = 'workout.duration_seconds' | 'workout.distance_meters' | 'workout.calories_kcal';

/** Canonical fields with a row in the matrix. */
export type MappedField =
  | MappedAmount
  | 'workout.workout_type'
  | 'workout.sport'
  | 'workout.title'
  | 'session.started_at'
  | 'session.ended_at'
  | 'sets';

export interface FieldSource {
  /** Where the file declares it. */
  readonly declaredAt: string | null;
  /** Where it is computed from if it doesn't. */
  readonly computedFrom: string | null;
  /** How, in a word. */
  readonly transform?: string;
}

export const fieldSources = {
  fit: {
    'workout.workout_type': {
      declaredAt: 'session.sport',
      computedFrom: null,
      transform: 'sport_to_workout_type',
    },
    'workout.sport': { declaredAt: 'session.sport', computedFrom: null },
    'workout.title': { declaredAt: null, computedFrom: null },
    'workout.duration_seconds': { declaredAt: 'session.total_timer_time', computedFrom: 'record.timestamp' },
    'workout.distance_meters': { declaredAt: 'session.total_distance', computedFrom: 'record.distance' },
    'workout.calories_kcal': { declaredAt: 'session.total_calories', computedFrom: 'lap.total_calories' },
    'session.started_at': { declaredAt: 'session.start_time', computedFrom: 'record.timestamp' },
    'session.ended_at': {
      declaredAt: 'session.start_time',
      computedFrom: 'record.timestamp',
      transform: 'start_plus_elapsed',
    },
    sets: { declaredAt: 'set', computedFrom: null },
  },
  tcx: {
    'workout.workout_type': {
      declaredAt: 'Activity@Sport',
      computedFrom: null,
      transform: 'sport_to_workout_type',
    },
    'workout.sport': { declaredAt: 'Activity@Sport', computedFrom: null },
    'workout.title': { declaredAt: null, computedFrom: null },
    'workout.duration_seconds': {
      declaredAt: 'Lap/TotalTimeSeconds',
      computedFrom: 'Trackpoint/Time',
      transform: 'sum_of_laps',
    },
    'workout.distance_meters': {
      declaredAt: 'Lap/DistanceMeters',
      computedFrom: null,
      transform: 'sum_of_laps',
    },
    'workout.calories_kcal': { declaredAt: 'Lap/Calories', computedFrom: null, transform: 'sum_of_laps' },
    'session.started_at': { declaredAt: 'Lap@StartTime', computedFrom: 'Trackpoint/Time' },
    'session.ended_at': { declaredAt: null, computedFrom: 'Trackpoint/Time', transform: 'latest_point' },
    sets: { declaredAt: null, computedFrom: null },
  },
  gpx: {
    'workout.workout_type': {
      declaredAt: 'trk/type',
      computedFrom: null,
      transform: 'sport_to_workout_type',
    },
    'workout.sport': { declaredAt: 'trk/type', computedFrom: null },
    'workout.title': { declaredAt: 'trk/name', computedFrom: null },
    'workout.duration_seconds': {
      declaredAt: null,
      computedFrom: 'trkpt/time',
      transform: 'last_minus_first',
    },
    'workout.distance_meters': { declaredAt: null, computedFrom: 'trkpt@lat,@lon', transform: 'haversine' },
    'workout.calories_kcal': { declaredAt: null, computedFrom: null },
    'session.started_at': { declaredAt: null, computedFrom: 'trkpt/time', transform: 'earliest_point' },
    'session.ended_at': { declaredAt: null, computedFrom: 'trkpt/time', transform: 'latest_point' },
    sets: { declaredAt: null, computedFrom: null },
  },
} as const satisfies Record<ActivityFormat, Record<MappedField, FieldSource>>;

/** How sure a value is, by where it came from. */
export const confidences = {
  declared: 1,
  /** From the points themselves: times are exact, distances depend on filters. */
  computed: 0.95,
  /** A name that stands in no table became `other`. */
  guessed: 0.5,
  /** The athlete's zone stands in for one that the file does not name. */
  assumed: 0.7,
} as const;

/** Which decoded value a canonical amount is, in the order of preference. */
export const amountSources: Readonly<
  Record<MappedAmount, readonly (ComputedField & keyof DecodedActivity)[]>
> = {
  'workout.duration_seconds': ['timerSeconds', 'elapsedSeconds'],
  'workout.distance_meters': ['distanceMeters'],
  'workout.calories_kcal': ['caloriesKcal'],
};
