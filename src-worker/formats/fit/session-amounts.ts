// How much a FIT recording was: as its sessions declare it, or as its records and laps let it be computed. Pure.
import { latest, rounded, sum, weightedMean } from '../amounts.ts';
import type { ComputedField, DecodedActivity } from '../decoded.ts';
import type { Plausibility } from '../plausible.ts';
import { highestOf, meanOf } from '../track-facts.ts';
import { numberOf, type FitMessage } from './messages.ts';
import type { RecordFacts } from './record-facts.ts';
import type { RecordTable } from './records.ts';

export type Amounts = Pick<
  DecodedActivity,
  | 'elapsedSeconds'
  | 'timerSeconds'
  | 'distanceMeters'
  | 'caloriesKcal'
  | 'avgHeartRateBpm'
  | 'maxHeartRateBpm'
  | 'avgPowerWatts'
  | 'ascentMeters'
  | 'computedFields'
>;

/** Legs are summed; means are weighted by timer time. */
function declaredAmounts(sessions: readonly FitMessage[], { check }: Plausibility): Amounts {
  const all = (range: Parameters<typeof check>[0], field: string): (number | null)[] =>
    sessions.map((session) => check(range, numberOf(session, field)));
  const elapsedOf = (session: FitMessage): number | null => {
    const elapsed = numberOf(session, 'total_elapsed_time');
    return elapsed !== null && endsAsItSays(session, elapsed) ? elapsed : check('elapsedSeconds', elapsed);
  };
  const timers = all('timerSeconds', 'total_timer_time');
  const mean = (values: readonly (number | null)[]): number | null =>
    rounded(weightedMean(values.map((value, index) => ({ value, weight: timers[index] ?? null }))), 1);
  return {
    elapsedSeconds: rounded(sum(sessions.map(elapsedOf)), 3),
    timerSeconds: rounded(sum(timers), 3),
    distanceMeters: rounded(sum(all('distanceMeters', 'total_distance')), 2),
    caloriesKcal: sum(all('caloriesKcal', 'total_calories')),
    avgHeartRateBpm: mean(all('heartRateBpm', 'avg_heart_rate')),
    maxHeartRateBpm: latest(all('heartRateBpm', 'max_heart_rate')),
    avgPowerWatts: mean(all('powerWatts', 'avg_power')),
    ascentMeters: sum(all('ascentMeters', 'total_ascent')),
    computedFields: [],
  };
}

interface Recorded {
  readonly sessions: readonly FitMessage[];
  readonly laps: readonly FitMessage[];
  readonly facts: RecordFacts;
  readonly table: RecordTable;
  /** Beyond the last of the sessions. */
  readonly goesOn: boolean;
}

export function amountsOf(recorded: Recorded, plausible: Plausibility): Amounts {
  // Each leg may count its distance from zero.
  if (recorded.goesOn) return { ...computedAmounts(recorded, plausible), distanceMeters: null };
  return recorded.sessions.length === 0
    ? computedAmounts(recorded, plausible)
    : filledIn(declaredAmounts(recorded.sessions, plausible), recorded, plausible);
}

/** What sessions leave out the records may say; of several legs each may count its distance from zero. */
function filledIn(
  declared: Amounts,
  { sessions, facts, table: { columns } }: Recorded,
  { check }: Plausibility,
): Amounts {
  // Records of one instant say nothing of how long it was.
  const span = spanSeconds(facts);
  const distanceMeters = sessions.length === 1 ? facts.maxDistanceMeters : null;
  const recorded = {
    elapsedSeconds: span === 0 ? null : check('elapsedSeconds', span),
    distanceMeters: check('distanceMeters', distanceMeters),
    avgHeartRateBpm: meanOf(columns.heartRateBpm),
    maxHeartRateBpm: highestOf(columns.heartRateBpm),
  };
  const computedFields = fillable.filter((field) => declared[field] === null && recorded[field] !== null);
  return {
    ...declared,
    ...Object.fromEntries(computedFields.map((field) => [field, recorded[field]])),
    avgPowerWatts: declared.avgPowerWatts ?? meanOf(columns.powerWatts),
    computedFields,
  };
}

const fillable = ['elapsedSeconds', 'distanceMeters', 'avgHeartRateBpm', 'maxHeartRateBpm'] as const;

/** A recording that was never summed up (the battery died): what its records say, or its laps where it has none. */
function computedAmounts({ facts, table, laps }: Recorded, { check }: Plausibility): Amounts {
  const { heartRateBpm, powerWatts } = table.columns;
  const lapSum = (field: string): number | null => sum(laps.map((lap) => numberOf(lap, field)));
  const covered = facts.count > 0;
  const computedFields: readonly ComputedField[] = [
    'elapsedSeconds',
    'timerSeconds',
    'distanceMeters',
    'caloriesKcal',
    'avgHeartRateBpm',
    'maxHeartRateBpm',
  ];
  return {
    elapsedSeconds: check('elapsedSeconds', covered ? spanSeconds(facts) : lapSum('total_elapsed_time')),
    // Laps that were closed cover only a part of a recording that was not.
    timerSeconds: covered ? null : check('timerSeconds', lapSum('total_timer_time')),
    distanceMeters: check('distanceMeters', covered ? facts.maxDistanceMeters : lapSum('total_distance')),
    caloriesKcal: covered ? null : check('caloriesKcal', lapSum('total_calories')),
    avgHeartRateBpm: meanOf(heartRateBpm),
    maxHeartRateBpm: highestOf(heartRateBpm),
    avgPowerWatts: meanOf(powerWatts),
    ascentMeters: null,
    computedFields,
  };
}

const spanSeconds = ({ earliestRealTime: first, latestRealTime: last }: RecordFacts): number | null =>
  first === null || last === null ? null : last - first;

/** Half the range of the field: beyond it stands a negative time that wrapped around. */
export const longestElapsedSeconds = 2 ** 31 / 1000;

/** A recorder that was left on for a month: the session was closed when its elapsed time says. */
export function endsAsItSays(session: FitMessage, elapsedSeconds: number): boolean {
  const start = numberOf(session, 'start_time');
  return start !== null && session.time !== null && Math.abs(session.time - start - elapsedSeconds) <= 60;
}
