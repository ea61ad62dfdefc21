// How fast, as the sport says it: a pace on foot and in the water, a speed elsewhere.
import { numberFormat } from './intl-formats.ts';
import { formatClock } from './format-duration.ts';
import { metersPerMile, metersPerYard } from './format-distance.ts';
import type { Reader } from './reader.ts';

const onFoot: ReadonlySet<string> = new Set(['run', 'walk', 'hike']);

/** Whether the sport is told by the time that a stretch takes. */
export const hasPace = (workoutType: string): boolean => onFoot.has(workoutType) || workoutType === 'swim';

function stretch(workoutType: string, { units }: Reader): { readonly meters: number; readonly name: string } {
  switch (units) {
    case 'metric':
      return workoutType === 'swim' ? { meters: 100, name: '100 m' } : { meters: 1000, name: 'km' };
    case 'imperial':
      return workoutType === 'swim'
        ? { meters: 100 * metersPerYard, name: '100 yd' }
        : { meters: metersPerMile, name: 'mi' };
  }
}

/** “5:12 /km”, “1:48 /100 m”; “27.4 km/h”. Standing still has no pace: “–”. */
export function formatSpeed(metersPerSecond: number, workoutType: string, reader: Reader): string {
  if (hasPace(workoutType)) {
    const { meters, name } = stretch(workoutType, reader);
    return metersPerSecond > 0 ? `${formatClock(meters / metersPerSecond)} /${name}` : '–';
  }
  const isMetric = reader.units === 'metric';
  return numberFormat(reader.locale, {
    style: 'unit',
    unit: isMetric ? 'kilometer-per-hour' : 'mile-per-hour',
    unitDisplay: 'short',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format((metersPerSecond * 3600) / (isMetric ? 1000 : metersPerMile));
}
