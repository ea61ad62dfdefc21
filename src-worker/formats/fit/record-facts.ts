// What the columns of the records say as a whole: first and last instants, extremes, and what is wrong with them. Values that
// mean nothing are taken out of the columns on the way.
import type { ColumnValues } from './record-plan.ts';
import type { RecordTable } from './records.ts';
import { relativeTimeBelow } from './messages.ts';

/** FIT instants; null where no record says any. */
export interface RecordFacts {
  readonly count: number;
  /** Of the first record that has one. */
  readonly firstTime: number | null;
  readonly earliestTime: number | null;
  readonly latestTime: number | null;
  /** The same over instants of a clock that was set. */
  readonly earliestRealTime: number | null;
  readonly latestRealTime: number | null;
  readonly timeRunsBackward: boolean;
  readonly hasPosition: boolean;
  readonly positionsOutOfRange: boolean;
  readonly maxDistanceMeters: number | null;
  readonly avgHeartRateBpm: number | null;
  readonly maxHeartRateBpm: number | null;
}

export function recordFacts(table: RecordTable): RecordFacts {
  const { heartRateBpm, distanceMeters, cadencePerMinute, fractionalCadence } = table.columns;
  if (heartRateBpm !== undefined) dropZeros(heartRateBpm);
  if (cadencePerMinute !== undefined && fractionalCadence !== undefined) {
    addFractions(cadencePerMinute, fractionalCadence);
  }
  const heartRate = extremesOf(heartRateBpm);
  return {
    count: table.count,
    ...timeFacts(table.time),
    ...positionFacts(table),
    maxDistanceMeters: extremesOf(distanceMeters).max,
    avgHeartRateBpm: heartRate.mean,
    maxHeartRateBpm: heartRate.max,
  };
}

type TimeFacts = Pick<
  RecordFacts,
  'firstTime' | 'earliestTime' | 'latestTime' | 'earliestRealTime' | 'latestRealTime' | 'timeRunsBackward'
>;

function timeFacts(times: Float64Array): TimeFacts {
  let first = NaN;
  let previous = NaN;
  let timeRunsBackward = false;
  let earliest = Infinity;
  let latest = -Infinity;
  let earliestReal = Infinity;
  for (const time of times) {
    if (Number.isNaN(time)) continue;
    if (Number.isNaN(first)) first = time;
    if (time < previous) timeRunsBackward = true;
    previous = time;
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
    if (time >= relativeTimeBelow && time < earliestReal) earliestReal = time;
  }
  return {
    firstTime: orNull(first),
    earliestTime: orNull(earliest),
    latestTime: orNull(latest),
    earliestRealTime: orNull(earliestReal),
    latestRealTime: latest >= relativeTimeBelow ? orNull(latest) : null,
    timeRunsBackward,
  };
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * Semicircles hold no longitude beyond 180°, but latitudes far beyond the poles. Half a position is none, and nor is the very
 * point 0°, 0°: that is what some recorders write before they know where they are.
 */
function positionFacts({ columns }: RecordTable): Pick<RecordFacts, 'hasPosition' | 'positionsOutOfRange'> {
  const { latitudeDegrees: latitudes, longitudeDegrees: longitudes } = columns;
  let hasPosition = false;
  let positionsOutOfRange = false;
  if (latitudes === undefined || longitudes === undefined) {
    latitudes?.fill(NaN);
    longitudes?.fill(NaN);
    return { hasPosition, positionsOutOfRange };
  }
  for (let row = 0; row < latitudes.length; row += 1) {
    const latitude = latitudes[row] ?? NaN;
    const longitude = longitudes[row] ?? NaN;
    const isOutOfRange = Math.abs(latitude) > 90 || Math.abs(longitude) > 180;
    if (isOutOfRange) positionsOutOfRange = true;
    const isNone = Number.isNaN(latitude + longitude) || (latitude === 0 && longitude === 0);
    if (isOutOfRange || isNone) {
      latitudes[row] = NaN;
      longitudes[row] = NaN;
    } else hasPosition = true;
  }
  return { hasPosition, positionsOutOfRange };
}

/** Zero is how a recording without a strap says that it has none. */
function dropZeros(heartRates: ColumnValues): void {
  for (let row = 0; row < heartRates.length; row += 1) if (heartRates[row] === 0) heartRates[row] = NaN;
}

function addFractions(cadences: ColumnValues, fractions: ColumnValues): void {
  for (let row = 0; row < cadences.length; row += 1) {
    const fraction = fractions[row] ?? NaN;
    if (!Number.isNaN(fraction)) cadences[row] = (cadences[row] ?? NaN) + fraction;
  }
}

function extremesOf(values: ColumnValues | undefined): {
  readonly max: number | null;
  readonly mean: number | null;
} {
  let max = -Infinity;
  let total = 0;
  let count = 0;
  for (let row = 0; row < (values?.length ?? 0); row += 1) {
    const value = values?.[row] ?? NaN;
    if (Number.isNaN(value)) continue;
    if (value > max) max = value;
    total += value;
    count += 1;
  }
  return { max: orNull(max), mean: count === 0 ? null : total / count };
}
