// What follows from the samples of a recording: ends, means and distances, over all rows or a stretch of them.
import { metersBetween, type Position } from '../contract/position.ts';
import { rounded } from './amounts.ts';
import type { Samples } from '../contract/samples.ts';

/** Rows from `from` to before `to`. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

export interface Ends {
  readonly earliestMs: number | null;
  readonly latestMs: number | null;
}

export function endsOf({ timeMs }: Samples, { from, to }: Rows): Ends {
  let earliest = Infinity;
  let latest = -Infinity;
  for (let row = from; row < to; row += 1) {
    const ms = timeMs[row] ?? NaN;
    if (ms < earliest) earliest = ms;
    if (ms > latest) latest = ms;
  }
  return latest === -Infinity
    ? { earliestMs: null, latestMs: null }
    : { earliestMs: earliest, latestMs: latest };
}

/** NaN where a point has no value. */
type SampleColumn = Float32Array | Float64Array | null | undefined;

// By index: going through a column by an iterator costs several times as much, and every recording has some.

/** Of the points that have a value, to one decimal; null where none has. */
export function meanOf(column: SampleColumn): number | null {
  if (column == null) return null;
  let total = 0;
  let present = 0;
  let row = 0;
  while (row < column.length) {
    const value = column[row] ?? NaN;
    row += 1;
    if (Number.isNaN(value)) continue;
    total += value;
    present += 1;
  }
  return present === 0 ? null : rounded(total / present, 1);
}

export function highestOf(column: SampleColumn): number | null {
  if (column == null) return null;
  let highest = -Infinity;
  let row = 0;
  while (row < column.length) {
    const value = column[row] ?? NaN;
    row += 1;
    if (value > highest) highest = value;
  }
  return highest === -Infinity ? null : highest;
}

/**
 * Along the sphere and within segments only: what lies between two of them was not recorded. `segmentStarts` are their
 * first rows, in order. Null without two positions in one segment.
 */
export function distanceAlong(
  { count, latitudeDegrees, longitudeDegrees }: Samples,
  segmentStarts: readonly number[],
): number | null {
  if (latitudeDegrees === null || longitudeDegrees === null) return null;
  let meters: number | null = null;
  let previous: Position | null = null;
  let segment = 0;
  for (let row = 0; row < count; row += 1) {
    if (row === segmentStarts[segment]) {
      previous = null;
      segment += 1;
    }
    const position = positionAt(latitudeDegrees, longitudeDegrees, row);
    if (position === null) continue;
    if (previous !== null) meters = (meters ?? 0) + metersBetween(previous, position);
    previous = position;
  }
  return rounded(meters, 2);
}

/** Where the recording first knew where it was. */
export function firstFixOf({ count, latitudeDegrees, longitudeDegrees }: Samples): Position | null {
  if (latitudeDegrees === null || longitudeDegrees === null) return null;
  for (let row = 0; row < count; row += 1) {
    const position = positionAt(latitudeDegrees, longitudeDegrees, row);
    if (position !== null) return position;
  }
  return null;
}

function positionAt(latitudes: Float64Array, longitudes: Float64Array, row: number): Position | null {
  const latitudeDegrees = latitudes[row] ?? NaN;
  const longitudeDegrees = longitudes[row] ?? NaN;
  return Number.isNaN(latitudeDegrees) || Number.isNaN(longitudeDegrees)
    ? null
    : { latitudeDegrees, longitudeDegrees };
}
