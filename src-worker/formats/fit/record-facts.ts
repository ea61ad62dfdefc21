// What the columns of the records say as a whole: first and last instants, extremes, and what is wrong with them. Values that
// mean nothing are taken out of the columns on the way.
import { highestOf } from '../track-facts.ts';
import { relativeTimeBelow } from './messages.ts';
import type { ColumnValues } from './record-plan.ts';
import type { RecordTable } from './records.ts';

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
  readonly valuesOutOfRange: boolean;
  readonly maxDistanceMeters: number | null;
}

export function recordFacts(table: RecordTable): RecordFacts {
  const { distanceMeters, cadencePerMinute, fractionalCadence } = table.columns;
  if (cadencePerMinute !== undefined && fractionalCadence !== undefined) {
    addFractions(cadencePerMinute, fractionalCadence);
  }
  return {
    count: table.count,
    ...timeFacts(table.time),
    ...positionFacts(table),
    valuesOutOfRange: table.beyondReason.size > 0,
    // Where some were beyond reason, the highest of the others is no more to be believed.
    maxDistanceMeters: table.beyondReason.has('distanceMeters') ? null : highestOf(distanceMeters),
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
 * point 0°, 0° among others: that is what some recorders write while they do not know where they are. A recording that has
 * nothing else was made indoors, and nothing is wrong with it.
 */
function positionFacts({ columns }: RecordTable): Pick<RecordFacts, 'hasPosition' | 'positionsOutOfRange'> {
  const { latitudeDegrees, longitudeDegrees } = columns;
  const rows = Math.max(latitudeDegrees?.length ?? 0, longitudeDegrees?.length ?? 0);
  let hasPosition = false;
  let hasZero = false;
  let isOutOfRange = false;
  for (let row = 0; row < rows; row += 1) {
    const latitude = latitudeDegrees?.[row] ?? NaN;
    const longitude = longitudeDegrees?.[row] ?? NaN;
    const isZero = latitude === 0 && longitude === 0;
    if (!isZero && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
      hasPosition = true;
      continue;
    }
    if (isZero) hasZero = true;
    else if (!Number.isNaN(latitude) || !Number.isNaN(longitude)) isOutOfRange = true;
    if (latitudeDegrees !== undefined) latitudeDegrees[row] = NaN;
    if (longitudeDegrees !== undefined) longitudeDegrees[row] = NaN;
  }
  return { hasPosition, positionsOutOfRange: isOutOfRange || (hasZero && hasPosition) };
}

function addFractions(cadences: ColumnValues, fractions: ColumnValues): void {
  for (let row = 0; row < cadences.length; row += 1) {
    const fraction = fractions[row] ?? NaN;
    if (!Number.isNaN(fraction)) cadences[row] = (cadences[row] ?? NaN) + fraction;
  }
}
