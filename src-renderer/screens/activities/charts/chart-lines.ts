// Which charts an activity has, and what stands beside each in words: who can't see the line has the same from them. Pure.
import type { Samples } from '../../../../src-worker/contract/samples.ts';
import type { Telling } from '../../../text/endings.ts';
import { formatHeight } from '../../../text/format-distance.ts';
import { formatWithUnit } from '../../../text/format-number.ts';
import { formatSpeed, hasPace } from '../../../text/format-speed.ts';
import { curveOf, spanOf, type Curve } from './curve.ts';

/** Of a chart, in the units of its view box: a column of pixels each in a detail panel of the usual width. */
export const chartSize = { width: 360, height: 56 } as const;

export interface ChartLine {
  readonly name: string;
  /** “142 bpm on average, 98 bpm to 171 bpm” */
  readonly range: string;
  readonly path: string;
}

export interface ChartLines {
  readonly lines: readonly ChartLine[];
  readonly seconds: number;
}

export interface ChartsOf {
  readonly samples: Samples;
  readonly workoutType: string;
  /** As the file says; null where it does not. */
  readonly elapsedSeconds: number | null;
}

/** Null where nothing was recorded along the way. */
export function chartLines(
  { samples, workoutType, elapsedSeconds }: ChartsOf,
  { say, reader }: Telling,
): ChartLines | null {
  const span = spanOf(samples.timeMs, elapsedSeconds);
  if (span === null) return null;
  const range = ({ mean, least, most }: Curve, format: (value: number) => string) =>
    say('charts.range', { mean: format(mean), least: format(least), most: format(most) });
  const isPace = hasPace(workoutType);
  const speed = (value: number) => formatSpeed(value, workoutType, reader);
  const rows = [
    {
      name: say('activity.heart_rate'),
      values: samples.heartRateBpm,
      told: (curve: Curve) => range(curve, (value) => formatWithUnit(value, 'bpm', reader)),
    },
    {
      name: say(isPace ? 'charts.pace' : 'charts.speed'),
      values: samples.speedMetersPerSecond,
      // The least is standing still, nearly always.
      told: ({ mean, most }: Curve) =>
        say(isPace ? 'charts.at_best' : 'charts.at_most', { mean: speed(mean), most: speed(most) }),
    },
    {
      name: say('charts.altitude'),
      values: samples.altitudeMeters,
      told: (curve: Curve) => range(curve, (value) => formatHeight(value, reader)),
    },
    {
      name: say('activity.power'),
      values: samples.powerWatts,
      told: ({ mean, most }: Curve) =>
        say('charts.at_most', {
          mean: formatWithUnit(mean, 'W', reader),
          most: formatWithUnit(most, 'W', reader),
        }),
    },
  ];
  const lines = rows.flatMap(({ name, values, told }): readonly ChartLine[] => {
    const curve = values && curveOf({ timeMs: samples.timeMs, values, span, ...chartSize });
    // Zero from end to end is a sensor that was not there.
    if (!curve || (curve.least === 0 && curve.most === 0)) return [];
    return [{ name, range: told(curve), path: curve.path }];
  });
  return lines.length === 0 ? null : { lines, seconds: (span.endMs - span.startMs) / 1000 };
}
