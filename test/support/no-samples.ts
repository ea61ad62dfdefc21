// A recording of which nothing was said along the way.
import type { Samples } from '../../src-worker/contract/samples.ts';

export const noColumns = {
  latitudeDegrees: null,
  longitudeDegrees: null,
  altitudeMeters: null,
  distanceMeters: null,
  speedMetersPerSecond: null,
  heartRateBpm: null,
  cadencePerMinute: null,
  powerWatts: null,
  temperatureCelsius: null,
} as const;

export const noSamples: Samples = { count: 0, timeMs: new Float64Array(), ...noColumns };
