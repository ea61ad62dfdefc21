// Distances and heights in the athlete's system; a swim is counted in metres or yards, whatever its length.
import { numberFormat } from './intl-formats.ts';
import type { Reader } from './reader.ts';

export const metersPerMile = 1609.344;
export const metersPerYard = 0.9144;
const metersPerFoot = 0.3048;

interface Shown {
  readonly value: number;
  readonly unit: 'kilometer' | 'meter' | 'mile' | 'yard' | 'foot';
  readonly digits: number;
}

const isSwim = (workoutType: string | null): boolean => workoutType === 'swim';

function shownDistance(meters: number, workoutType: string | null, reader: Reader): Shown {
  switch (reader.units) {
    case 'metric':
      return isSwim(workoutType) || meters < 1000
        ? { value: meters, unit: 'meter', digits: 0 }
        : { value: meters / 1000, unit: 'kilometer', digits: meters < 1_000_000 ? 1 : 0 };
    case 'imperial': {
      if (isSwim(workoutType)) return { value: meters / metersPerYard, unit: 'yard', digits: 0 };
      const miles = meters / metersPerMile;
      return { value: miles, unit: 'mile', digits: miles < 1 ? 2 : miles < 1000 ? 1 : 0 };
    }
  }
}

const format = ({ value, unit, digits }: Shown, reader: Reader): string =>
  numberFormat(reader.locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

/** “10.2 km”, “850 m”, “1,500 m” for a swim, “6.3 mi”. */
export const formatDistance = (meters: number, workoutType: string | null, reader: Reader): string =>
  format(shownDistance(meters, workoutType, reader), reader);

/** “1,240 m”, “4,068 ft” */
export function formatHeight(meters: number, reader: Reader): string {
  switch (reader.units) {
    case 'metric':
      return format({ value: meters, unit: 'meter', digits: 0 }, reader);
    case 'imperial':
      return format({ value: meters / metersPerFoot, unit: 'foot', digits: 0 }, reader);
  }
}
