// Samples are kept in few bytes and read back to the resolution that a recorder has.
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Samples } from '../../src-worker/contract/samples.ts';
import { decodeSamples, encodeSamples } from '../../src-worker/contract/samples-codec.ts';
import { noColumns, noSamples } from '../support/no-samples.ts';

function decoded(bytes: Uint8Array): Samples {
  const result = decodeSamples(bytes);
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
}

const maybe = (value: fc.Arbitrary<number>) => fc.oneof(value, fc.constant(NaN));
const degrees = (limit: number) => maybe(fc.double({ min: -limit, max: limit, noNaN: true }));

const samples: fc.Arbitrary<Samples> = fc
  .array(
    fc.record({
      // A clock that was never set counts from 1989, one that jumps goes anywhere.
      time: maybe(fc.integer({ min: Date.UTC(1900), max: Date.UTC(2200) })),
      latitude: degrees(90),
      longitude: degrees(180),
      altitude: maybe(fc.double({ min: -500, max: 9_000, noNaN: true })),
      distance: maybe(fc.double({ min: 0, max: 5_000_000, noNaN: true })),
      heartRate: maybe(fc.integer({ min: 0, max: 254 })),
      power: maybe(fc.integer({ min: 0, max: 65_534 })),
      temperature: maybe(fc.integer({ min: -127, max: 127 })),
    }),
    { maxLength: 200 },
  )
  .map((points) => ({
    ...noColumns,
    count: points.length,
    timeMs: Float64Array.from(points, ({ time }) => time),
    latitudeDegrees: Float64Array.from(points, ({ latitude }) => latitude),
    longitudeDegrees: Float64Array.from(points, ({ longitude }) => longitude),
    altitudeMeters: Float32Array.from(points, ({ altitude }) => altitude),
    distanceMeters: Float64Array.from(points, ({ distance }) => distance),
    heartRateBpm: Float32Array.from(points, ({ heartRate }) => heartRate),
    powerWatts: Float32Array.from(points, ({ power }) => power),
    temperatureCelsius: Float32Array.from(points, ({ temperature }) => temperature),
  }));

const tolerances = {
  timeMs: 0,
  latitudeDegrees: 0.6e-7,
  longitudeDegrees: 0.6e-7,
  altitudeMeters: 0.051,
  distanceMeters: 0.0051,
  heartRateBpm: 0,
  powerWatts: 0,
  temperatureCelsius: 0.01,
} as const;

test('Whatever was recorded comes back to the resolution of a recorder, and what is missing stays missing', () => {
  fc.assert(
    fc.property(samples, (written) => {
      const read = decoded(encodeSamples(written));
      expect(read.count).toBe(written.count);
      expect(read.speedMetersPerSecond).toBeNull();
      for (const [column, tolerance] of Object.entries(tolerances) as [keyof typeof tolerances, number][]) {
        const [wanted, got] = [written[column] ?? [], read[column] ?? []];
        wanted.forEach((value, index) => {
          const other = got[index] ?? Infinity;
          expect(Number.isNaN(value) ? Number.isNaN(other) : Math.abs(value - other) <= tolerance).toBe(true);
        });
      }
    }),
  );
});

test('A recording without points comes back', () => {
  expect(decoded(encodeSamples(noSamples))).toEqual(noSamples);
});

test('A point a second with position, height, distance, speed, heart rate, cadence and power takes fewer than 8 bytes', () => {
  const count = 10_000;
  const wave = (index: number, size: number) =>
    size * Math.sin(index / 50) + (size / 20) * Math.sin(index * 7);
  const column = (of: (index: number) => number) =>
    Float32Array.from({ length: count }, (_, index) => of(index));
  const wide = (of: (index: number) => number) =>
    Float64Array.from({ length: count }, (_, index) => of(index));
  const bytes = encodeSamples({
    count,
    timeMs: wide((index) => Date.UTC(2026, 4, 12) + index * 1000),
    latitudeDegrees: wide((index) => 46 + index * 6e-5 + wave(index, 1e-5)),
    longitudeDegrees: wide((index) => 14 + index * 3e-5 + wave(index, 1e-5)),
    altitudeMeters: column((index) => 500 + wave(index, 50)),
    distanceMeters: wide((index) => index * 8 + wave(index, 1)),
    speedMetersPerSecond: column((index) => 8 + wave(index, 0.5)),
    heartRateBpm: column((index) => Math.round(140 + wave(index, 20))),
    cadencePerMinute: column((index) => Math.round(85 + wave(index, 5))),
    powerWatts: column((index) => Math.round(200 + wave(index, 60))),
    temperatureCelsius: null,
  });
  expect(deflateRawSync(bytes).length / count).toBeLessThan(8);
});

test('Of bytes that were cut or changed it says so, or reads what they say, and never hangs or throws', () => {
  const sound = encodeSamples({ ...noSamples, count: 3, timeMs: Float64Array.of(1, 2, 3) });
  expect(decodeSamples(sound.slice(0, -1))).toEqual({ ok: false, failure: { kind: 'damaged' } });
  expect(decodeSamples(Uint8Array.of(...sound, 0))).toEqual({ ok: false, failure: { kind: 'damaged' } });
  expect(decodeSamples(Uint8Array.of(9, ...sound.slice(1)))).toEqual({
    ok: false,
    failure: { kind: 'newer_form' },
  });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void decodeSamples(bytes)));
});
