// Where a reading differs from what independent decoders say of the same file, at the tolerances that we hold to.
import type { ActivitySummary } from '../../../src-worker/contract/activity-summary.ts';
import type { MappedActivity } from '../../../src-worker/mapping/mapped-activity.ts';
import { workoutTypeOf } from '../../../src-worker/mapping/sports.ts';
import type { Expected } from './corpus-files.ts';

type Amount = number | null | undefined;

/** By name; several activities are compared as their sums. */
export function differencesOf(expected: Expected, activities: readonly MappedActivity[]): readonly string[] {
  if (activities.length !== (expected.n_activities ?? 1)) return ['count'];
  const [first] = activities;
  if (first === undefined) return [];
  const summaries = activities.map(({ summary }) => summary);
  const checks = { ...sumsAgree(expected, summaries), device: deviceAgrees(expected, first.summary) };
  const whole = activities.length === 1 ? wholeAgrees(expected, first) : {};
  return Object.entries({ ...checks, ...whole }).flatMap(([name, agrees]) => (agrees ? [] : [name]));
}

type SummedAmount =
  | 'elapsedSeconds'
  | 'timerSeconds'
  | 'distanceMeters'
  | 'caloriesKcal'
  | 'recordCount'
  | 'lapCount'
  | 'sessionCount'
  | 'lengthCount'
  | 'setCount';

/** What only the points say is compared with what they say. */
function sumsAgree(
  expected: Expected,
  summaries: readonly ActivitySummary[],
): Readonly<Record<string, boolean>> {
  const sum = (amount: SummedAmount): number | null => {
    const said = summaries.map((summary) => summary[amount]).filter((value) => value !== null);
    return said.length === 0 ? null : said.reduce((all, value) => all + value, 0);
  };
  const { records } = expected;
  const starts = summaries.map(({ startedAt }) => Date.parse(startedAt ?? ''));
  const start = expected.started_at == null ? null : Date.parse(expected.started_at);
  const isGpx = expected.content_format === 'gpx';
  const distance = expected.distance_m ?? records?.max_distance_m;
  // The decoders round to a tenth.
  const distanceTolerance = isGpx ? Math.max(0.1, 0.01 * (distance ?? 0)) : 0.1;
  const elapsed = expected.total_elapsed_s ?? secondsOf(records);
  // Of a document of several tracks the decoders give neither time nor distance as a whole.
  const isSummed = !isGpx || summaries.length === 1;
  return {
    start: near(Math.min(...starts), start ?? Math.min(...starts), 1000),
    elapsed: !isSummed || near(sum('elapsedSeconds'), elapsed, 1),
    timer: !isSummed || near(sum('timerSeconds'), expected.total_timer_s, 1),
    distance: !isSummed || near(sum('distanceMeters'), distance, distanceTolerance),
    calories: near(sum('caloriesKcal'), expected.calories_kcal, 1),
    records: near(sum('recordCount'), expected.n_records, 0),
    laps: near(sum('lapCount'), expected.n_laps, 0),
    sessions: near(sum('sessionCount'), expected.n_sessions, 0),
    lengths: near(sum('lengthCount'), expected.n_lengths ?? 0, 0),
    sets: near(sum('setCount'), expected.n_strength_sets ?? 0, 0),
  };
}

function wholeAgrees(
  expected: Expected,
  { summary, draft }: MappedActivity,
): Readonly<Record<string, boolean>> {
  const { records } = expected;
  const sport =
    expected.sport == null
      ? null
      : workoutTypeOf(snakeCase(expected.sport), snakeCase(expected.sub_sport ?? ''));
  return {
    sport: sport?.known !== true || draft.workout.workout_type === sport.workoutType,
    avgHeartRate: near(summary.avgHeartRateBpm, expected.avg_hr ?? records?.avg_hr, 1),
    maxHeartRate: near(summary.maxHeartRateBpm, expected.max_hr ?? records?.max_hr, 1),
    avgPower: near(summary.avgPowerWatts, expected.avg_power ?? records?.avg_power, 1),
    ascent: near(summary.ascentMeters, expected.total_ascent_m, 1),
  };
}

/** What one does not have the other must not have. */
function near(got: Amount, wanted: Amount, tolerance: number): boolean {
  if (got == null || wanted == null) return got == null && wanted == null;
  return Math.abs(got - wanted) <= tolerance;
}

function secondsOf(records: Expected['records']): number | null {
  const [first, last] = [records?.first_timestamp, records?.last_timestamp];
  return first == null || last == null ? null : (Date.parse(last) - Date.parse(first)) / 1000;
}

/** By the one name or the other; names differ in case, and `fr` is short for Forerunner. */
function deviceAgrees({ device }: Expected, { device: got }: ActivitySummary): boolean {
  if (device == null) return true;
  const product = device.product_name ?? device.product;
  return (
    plain(got.manufacturer) === plain(device.manufacturer) &&
    plain(got.product) === longName(plain(product)) &&
    // Zero is nobody's.
    (got.serialNumber ?? '0') === String(device.serial_number ?? 0)
  );
}

const plain = (name: string | number | null | undefined): string | null =>
  name == null
    ? null
    : String(name)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '');

const longName = (name: string | null): string | null => name?.replace(/^fr(?=\d)/, 'forerunner') ?? null;

/** The decoders of the collection write FIT names in camel case. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
