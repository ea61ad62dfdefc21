// The columns of the records as the decoded form has them: milliseconds, and null where nothing was recorded.
import type { Samples } from '../../contract/samples.ts';
import { fitToMs } from './messages.ts';
import type { ColumnName, ColumnValues } from './record-plan.ts';
import type { RecordTable } from './records.ts';

export function samplesOf({ count, time, columns }: RecordTable): Samples {
  const wide = (name: ColumnName): Float64Array<ArrayBuffer> | null => {
    const values = columns[name];
    return values instanceof Float64Array && saysAnything(values) ? values : null;
  };
  const narrow = (name: ColumnName): Float32Array<ArrayBuffer> | null => {
    const values = columns[name];
    return values instanceof Float32Array && saysAnything(values) ? values : null;
  };
  return {
    count,
    timeMs: inMilliseconds(time),
    latitudeDegrees: wide('latitudeDegrees'),
    longitudeDegrees: wide('longitudeDegrees'),
    altitudeMeters: narrow('altitudeMeters'),
    distanceMeters: wide('distanceMeters'),
    speedMetersPerSecond: narrow('speedMetersPerSecond'),
    heartRateBpm: narrow('heartRateBpm'),
    cadencePerMinute: narrow('cadencePerMinute'),
    powerWatts: narrow('powerWatts'),
    temperatureCelsius: narrow('temperatureCelsius'),
  };
}

function saysAnything(values: ColumnValues): boolean {
  for (const value of values) if (!Number.isNaN(value)) return true;
  return false;
}

/** A loop and no `map`, which calls a function for every row. */
function inMilliseconds(fitTimes: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const milliseconds = new Float64Array(fitTimes.length);
  for (let row = 0; row < fitTimes.length; row += 1) milliseconds[row] = fitToMs(fitTimes[row] ?? NaN);
  return milliseconds;
}
