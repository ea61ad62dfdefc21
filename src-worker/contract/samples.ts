// What was recorded along the way, as columns: one row a point, in the file's order. No object per point.

/** All columns have `count` rows. NaN is where a point does not say; a column of which no point says anything is null. */
export interface Samples {
  readonly count: number;
  /** Milliseconds since 1970 UTC; of a clock that was never set, what it counted. */
  readonly timeMs: Float64Array<ArrayBuffer>;
  /** WGS 84. Positions that are out of range are missing here, and flagged. */
  readonly latitudeDegrees: Float64Array<ArrayBuffer> | null;
  readonly longitudeDegrees: Float64Array<ArrayBuffer> | null;
  readonly altitudeMeters: Float32Array<ArrayBuffer> | null;
  /** From the start of the recording, as the device counted it. */
  readonly distanceMeters: Float64Array<ArrayBuffer> | null;
  readonly speedMetersPerSecond: Float32Array<ArrayBuffer> | null;
  readonly heartRateBpm: Float32Array<ArrayBuffer> | null;
  /** Revolutions, steps of one leg, or strokes a minute, as the FIT profile counts them. */
  readonly cadencePerMinute: Float32Array<ArrayBuffer> | null;
  readonly powerWatts: Float32Array<ArrayBuffer> | null;
  readonly temperatureCelsius: Float32Array<ArrayBuffer> | null;
}
