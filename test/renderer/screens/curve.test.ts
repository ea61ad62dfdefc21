// A chart's line shows what was recorded, in as many points as there are pixels.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  curveOf,
  pathOf,
  spanOf,
  type TimeSpan,
} from '../../../src-renderer/screens/activities/charts/curve.ts';

const times = (...seconds: readonly number[]) => Float64Array.from(seconds, (second) => second * 1000);
const values = (...given: readonly number[]) => Float32Array.from(given);
const whole = (timeMs: Float64Array): TimeSpan => {
  const span = spanOf(timeMs, null);
  if (span === null) throw new Error('no span');
  return span;
};
const size = { width: 10, height: 100 };

describe('the stretch of time', () => {
  it('goes from the first point to the last, past points without a time', () => {
    expect(spanOf(times(NaN, 5, 3, 20, NaN), null)).toEqual({ startMs: 5_000, endMs: 20_000 });
  });

  it('ends where the file says that it ends, when a clock jumped meanwhile', () => {
    expect(spanOf(times(0, 10, 20, 1e9), 30)).toEqual({ startMs: 0, endMs: 30_000 });
  });

  it('is none where there is no second instant', () => {
    expect(spanOf(times(), null)).toBeNull();
    expect(spanOf(times(NaN, NaN), null)).toBeNull();
    expect(spanOf(times(7, 7), null)).toBeNull();
  });
});

describe('a curve', () => {
  it('keeps the one peak and the one dip among a hundred thousand points', () => {
    const count = 100_000;
    const timeMs = Float64Array.from({ length: count }, (_, index) => index * 1000);
    const flat = new Float32Array(count).fill(100);
    flat[31_234] = 200;
    flat[77_777] = 0;
    const curve = curveOf({ timeMs, values: flat, span: whole(timeMs), ...size });
    expect(curve).toMatchObject({ least: 0, most: 200, mean: expect.closeTo(100, 3) as number });
    expect(curve?.path).toContain('L3 0.0');
    expect(curve?.path).toContain('L7 100.0');
  });

  it('breaks where nothing was recorded for long, and not where a recorder saves room', () => {
    const pause = times(0, 1, 2, 300, 301, 302);
    const drawn = (timeMs: Float64Array) =>
      curveOf({ timeMs, values: values(1, 2, 3, 4, 5, 6), span: whole(timeMs), width: 300, height: 10 })
        ?.path;
    expect(drawn(pause)?.match(/M/g)).toHaveLength(2);
    expect(drawn(times(0, 30, 50, 80, 110, 140))?.match(/M/g)).toHaveLength(1);
  });

  it('counts each point for the time it stands for, and no pause', () => {
    const timeMs = times(0, 10, 12, 1_000, 1_002);
    const curve = curveOf({ timeMs, values: values(0, 100, 40, 999, 40), span: whole(timeMs), ...size });
    expect(curve?.mean).toBeCloseTo((10 * 100 + 2 * 40 + 2 * 40) / 14);
  });

  it('is none of a single point, and of none', () => {
    const timeMs = times(0, 1, 2);
    expect(curveOf({ timeMs, values: values(NaN, 5, NaN), span: whole(timeMs), ...size })).toBeNull();
    expect(curveOf({ timeMs, values: values(NaN, NaN, NaN), span: whole(timeMs), ...size })).toBeNull();
  });

  it('draws what never changes as a line in the middle, and a lone point as a dot', () => {
    const box = { height: 100, least: 5, most: 5, gapColumns: 1 };
    expect(pathOf({ least: Float64Array.of(5, 5), most: Float64Array.of(5, 5) }, box)).toBe(
      'M0 50.0h0L1 50.0',
    );
  });

  it('stays in its box and within two points a column, whatever was recorded', () => {
    const point = fc.tuple(
      fc.oneof(fc.integer({ min: -1e6, max: 1e9 }), fc.constant(NaN)),
      fc.oneof(fc.float({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(NaN)),
    );
    fc.assert(
      fc.property(fc.array(point, { maxLength: 300 }), fc.option(fc.nat(1e6)), (points, elapsedSeconds) => {
        const timeMs = Float64Array.from(points, ([time]) => time);
        const span = spanOf(timeMs, elapsedSeconds);
        if (span === null) return;
        const curve = curveOf({
          timeMs,
          values: Float32Array.from(points, ([, value]) => value),
          span,
          ...size,
        });
        if (curve === null) return;
        const steps = [...curve.path.matchAll(/[ML](\S+) ([^A-Zh]+)/g)].map(([, x, y]) => [
          Number(x),
          Number(y),
        ]);
        expect(steps.length).toBeLessThanOrEqual(2 * size.width);
        for (const [x, y] of steps) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThan(size.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(size.height);
        }
        expect(curve.mean).toBeGreaterThanOrEqual(curve.least - 1e-3);
        expect(curve.mean).toBeLessThanOrEqual(curve.most + 1e-3);
      }),
    );
  });
});
