// The matrices of the file formats (`fit-v1`, `tcx-v1`, `gpx-v1`; domain 6): which fact of a decoded activity each canonical
// field is, and where the file has it.
import type { ActivityFormat } from '../contract/activity-format.ts';
import type { DecodedSet } from '../formats/decoded.ts';
import { confidences, type FieldRow, type Matrix } from './matrix.ts';

/** A decoded activity as far as the matrices read it; instants in ISO 8601. */
export interface FileFacts {
  readonly sport: string | null;
  readonly subSport: string | null;
  readonly title: string | null;
  /** By the list of the archive that the file lies in. */
  readonly archiveTitle: string | null;
  readonly timerSeconds: number | null;
  readonly elapsedSeconds: number | null;
  readonly distanceMeters: number | null;
  readonly caloriesKcal: number | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** IANA name of the zone where the recording began. */
  readonly zoneAtStart: string | null;
  readonly sets: readonly DecodedSet[] | null;
}

type FactRow = FieldRow<keyof FileFacts>;

const listedTitle: FactRow = { at: 'archiveTitle', path: 'activities.csv/Activity Name' };
const noTimerTime = 'elapsed time: the file has no timer time';

const sportRows = (path: string) => ({
  'workout.workout_type': [
    { at: 'sport', path, transform: 'sport_to_workout_type', refinedBy: 'subSport' } satisfies FactRow,
  ],
  'workout.sport': [{ at: 'sport', path } satisfies FactRow],
});

const zoneRows = (path: string): readonly FactRow[] => [
  { at: 'zoneAtStart', path, transform: 'position_to_zone', confidence: confidences.located },
];

export const fileMatrices = {
  fit: {
    version: 'fit-v1',
    rows: {
      ...sportRows('session.sport'),
      'workout.title': [listedTitle],
      'workout.duration_seconds': [
        { at: 'timerSeconds', path: 'session.total_timer_time', computedFrom: 'record.timestamp' },
        {
          at: 'elapsedSeconds',
          path: 'session.total_elapsed_time',
          computedFrom: 'record.timestamp',
          notes: noTimerTime,
        },
      ],
      'workout.distance_meters': [
        { at: 'distanceMeters', path: 'session.total_distance', computedFrom: 'record.distance' },
      ],
      'workout.calories_kcal': [
        { at: 'caloriesKcal', path: 'session.total_calories', computedFrom: 'lap.total_calories' },
      ],
      'session.started_at': [
        { at: 'startedAt', path: 'session.start_time', computedFrom: 'record.timestamp' },
      ],
      'session.ended_at': [
        {
          at: 'endedAt',
          path: 'session.start_time',
          computedFrom: 'record.timestamp',
          transform: 'start_plus_elapsed',
        },
      ],
      'session.timezone': zoneRows('record.position_lat,position_long'),
      sets: [{ at: 'sets', path: 'set' }],
    },
  },
  tcx: {
    version: 'tcx-v1',
    rows: {
      ...sportRows('Activity@Sport'),
      'workout.title': [listedTitle],
      'workout.duration_seconds': [
        { at: 'timerSeconds', path: 'Lap/TotalTimeSeconds', transform: 'sum_of_laps' },
        { at: 'elapsedSeconds', path: 'Trackpoint/Time', transform: 'sum_of_laps', notes: noTimerTime },
      ],
      'workout.distance_meters': [
        { at: 'distanceMeters', path: 'Lap/DistanceMeters', transform: 'sum_of_laps' },
      ],
      'workout.calories_kcal': [{ at: 'caloriesKcal', path: 'Lap/Calories', transform: 'sum_of_laps' }],
      'session.started_at': [{ at: 'startedAt', path: 'Lap@StartTime', computedFrom: 'Trackpoint/Time' }],
      'session.ended_at': [{ at: 'endedAt', path: 'Trackpoint/Time', transform: 'latest_point' }],
      'session.timezone': zoneRows('Trackpoint/Position'),
    },
  },
  gpx: {
    version: 'gpx-v1',
    rows: {
      ...sportRows('trk/type'),
      'workout.title': [listedTitle, { at: 'title', path: 'trk/name' }],
      'workout.duration_seconds': [
        { at: 'elapsedSeconds', path: 'trkpt/time', transform: 'last_minus_first', notes: noTimerTime },
      ],
      'workout.distance_meters': [{ at: 'distanceMeters', path: 'trkpt@lat,@lon', transform: 'haversine' }],
      'session.started_at': [{ at: 'startedAt', path: 'trkpt/time', transform: 'earliest_point' }],
      'session.ended_at': [{ at: 'endedAt', path: 'trkpt/time', transform: 'latest_point' }],
      'session.timezone': zoneRows('trkpt@lat,@lon'),
    },
  },
} as const satisfies Record<ActivityFormat, Matrix<keyof FileFacts>>;
