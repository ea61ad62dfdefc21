// Samples as they are kept: smaller where that pays, and what can't be read says why.
import { expect, test } from 'vitest';
import { packSamples, unpackSamples } from '../../src-worker/contract/packed-samples.ts';
import type { Samples } from '../../src-worker/contract/samples.ts';

const ofLength = (count: number): Samples => ({
  count,
  timeMs: Float64Array.from({ length: count }, (_, index) => 1_750_000_000_000 + index * 1000),
  latitudeDegrees: null,
  longitudeDegrees: null,
  altitudeMeters: null,
  distanceMeters: null,
  speedMetersPerSecond: null,
  heartRateBpm: Float32Array.from(
    { length: count },
    (_, index) => 120 + Math.round(20 * Math.sin(index / 60)),
  ),
  cadencePerMinute: null,
  powerWatts: null,
  temperatureCelsius: null,
});

test.each([0, 1, 5_000])('%i points come back as they were, in bytes of their own', async (count) => {
  const packed = await packSamples(ofLength(count));
  // What is moved between workers takes its whole buffer along.
  expect(packed.buffer.byteLength).toBe(packed.length);
  expect(await unpackSamples(packed)).toEqual({ ok: true, value: ofLength(count) });
});

test('An hour of a steady heart takes less than a byte a point', async () => {
  expect((await packSamples(ofLength(3_600))).length).toBeLessThan(3_600);
});

test('Bytes that were damaged are said to be, and what a newer version packed is told apart', async () => {
  const packed = await packSamples(ofLength(5_000));
  expect(await unpackSamples(packed.slice(0, -40))).toMatchObject({ failure: { kind: 'damaged' } });
  expect(await unpackSamples(new Uint8Array())).toMatchObject({ failure: { kind: 'damaged' } });
  expect(await unpackSamples(packed.with(0, 9))).toMatchObject({ failure: { kind: 'newer_form' } });
});
