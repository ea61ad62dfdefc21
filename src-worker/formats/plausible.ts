// What a value may be before it is taken for a fault of the file: then it is missing and the recording flagged, never mended.

const day = 86_400;

export const plausibleRanges = {
  /** A negative time that wrapped around in a FIT file is at least 24.8 days long; no recorder runs for a month. */
  elapsedSeconds: { min: 0, max: 30 * day },
  timerSeconds: { min: 0, max: 30 * day },
  /** Further than any single recording goes, also by train. */
  distanceMeters: { min: 0, max: 5_000_000 },
  caloriesKcal: { min: 0, max: 50_000 },
  heartRateBpm: { min: 1, max: 254 },
  powerWatts: { min: 0, max: 5_000 },
  ascentMeters: { min: 0, max: 100_000 },
  /** From the deepest sea to the edge of space. */
  altitudeMeters: { min: -12_000, max: 100_000 },
  /** 360 km/h: nothing that moves on land, water or snow for sport; beyond it the position jumped. */
  speedMetersPerSecond: { min: 0, max: 100 },
  /** One byte in every device's own format, 255 meaning that there is none. */
  cadencePerMinute: { min: 0, max: 254 },
  temperatureCelsius: { min: -90, max: 90 },
} as const;

type Range = keyof typeof plausibleRanges;

/** What stands there is no value, but how a recorder without a strap says that it has none: no fault of anything. */
export const saysNone = (range: Range, value: number): boolean => range === 'heartRateBpm' && value === 0;

/** Not so of NaN. */
export function isPlausible(range: Range, value: number): boolean {
  const { min, max } = plausibleRanges[range];
  return value >= min && value <= max;
}

/**
 * From the first to the last of its points: nothing is left out, as each of them was recorded. But most of the time
 * between them was not.
 */
export const isTooLong = (elapsedSeconds: number | null): boolean =>
  elapsedSeconds !== null && elapsedSeconds > plausibleRanges.elapsedSeconds.max;

export interface Plausibility {
  /** The value, or null where it can't be; a text that is no number comes as NaN. */
  readonly check: (range: Range, value: number | null) => number | null;
  readonly sawImplausible: () => boolean;
}

export function plausibility(): Plausibility {
  let implausible = false;
  return {
    check: (range, value) => {
      if (value === null || saysNone(range, value)) return null;
      if (isPlausible(range, value)) return value;
      implausible = true;
      return null;
    },
    sawImplausible: () => implausible,
  };
}

/** A device whose clock was never set starts before this (domain 3). */
const clockSuspectBeforeMs = Date.UTC(2000, 0, 1);

export const isClockSuspect = (startedAtMs: number | null): boolean =>
  startedAtMs !== null && startedAtMs < clockSuspectBeforeMs;
