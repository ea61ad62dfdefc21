// What TCX and GPX points have in common: their texts become a row of columns each, by the same rules.
import type { QualityFlag } from '../contract/activity-summary.ts';
import { float32Column, float64Column } from './column.ts';
import { isPlausible, saysNone } from './plausible.ts';
import type { Samples } from '../contract/samples.ts';
import { parseDecimal, parseInstant, parsePlainUtc, type XmlInstant } from './xml/values.ts';

/** Columns that hold what a sensor said, each by its own text. */
export type SensorColumn = Exclude<
  keyof Samples,
  'count' | 'timeMs' | 'latitudeDegrees' | 'longitudeDegrees'
>;

/** All points of one recording: `read…` what the point says, then `endPoint`; `finish` when there are no more. */
export class TrackPoints {
  count = 0;
  /** For identities (domain 3), before any position is judged against the others. */
  firstPosition: string | null = null;
  firstTimed: { readonly ms: number; readonly position: string | null } | null = null;
  /** Of the first point with a time. */
  offsetSeconds: number | null = null;
  /** Two distinct times make a recording; one time, or none, makes a drawing. */
  hasTwoTimes = false;
  /** Points that name a position which is no number. */
  unreadablePositions = 0;

  private readonly time = float64Column();
  private readonly latitude = float64Column();
  private readonly longitude = float64Column();
  private readonly sensors = {
    altitudeMeters: float32Column(),
    distanceMeters: float64Column(),
    speedMetersPerSecond: float32Column(),
    heartRateBpm: float32Column(),
    cadencePerMinute: float32Column(),
    powerWatts: float32Column(),
    temperatureCelsius: float32Column(),
  } as const satisfies Record<SensorColumn, unknown>;
  private isOutOfRange = false;
  private isWithoutZone = false;
  /** Of a sensor or the clock: beyond reason, or no number. */
  private sawUnreadable = false;

  // The point that is being read. Its sensors go into the row behind the last point: one that never ends leaves no trace.
  private ms = NaN;
  private instant: XmlInstant | null = null;
  private latitudeText: string | null = null;
  private longitudeText: string | null = null;

  readTime(text: string): void {
    if (!Number.isNaN(this.ms)) return;
    this.ms = parsePlainUtc(text);
    if (!Number.isNaN(this.ms)) return;
    this.instant = parseInstant(text);
    this.ms = this.instant?.ms ?? NaN;
    if (this.instant === null) this.sawUnreadable = true;
  }

  readLatitude(text: string | undefined): void {
    this.latitudeText ??= text ?? null;
  }

  readLongitude(text: string | undefined): void {
    this.longitudeText ??= text ?? null;
  }

  /** The first value of each kind counts. What can't be is missing, and so is what is no number. */
  readSensor(sensor: SensorColumn, text: string): void {
    const column = this.sensors[sensor];
    const value = parseDecimal(text);
    if (isPlausible(sensor, value)) {
      if (Number.isNaN(column.at(this.count))) column.put(this.count, value);
    } else if (!saysNone(sensor, value)) this.sawUnreadable = true;
  }

  endPoint(): void {
    const position = this.endPosition();
    this.firstPosition ??= position;
    if (!Number.isNaN(this.ms)) {
      this.time.put(this.count, this.ms);
      if (this.firstTimed === null) {
        this.firstTimed = { ms: this.ms, position };
        this.offsetSeconds = this.instant?.offsetSeconds ?? null;
      } else if (this.ms !== this.firstTimed.ms) this.hasTwoTimes = true;
      if (this.instant?.hasZone === false) this.isWithoutZone = true;
    }
    this.count += 1;
    this.ms = NaN;
    this.instant = null;
  }

  /** As text only until there is a first one: identities need no other. */
  private endPosition(): string | null {
    const { latitudeText, longitudeText } = this;
    if (latitudeText === null && longitudeText === null) return null;
    this.latitudeText = null;
    this.longitudeText = null;
    const latitude = parseDecimal(latitudeText ?? '');
    const longitude = parseDecimal(longitudeText ?? '');
    if (Number.isNaN(latitude) || Number.isNaN(longitude)) {
      this.unreadablePositions += 1;
      return null;
    }
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
      this.isOutOfRange = true;
      return null;
    }
    this.latitude.put(this.count, latitude);
    this.longitude.put(this.count, longitude);
    const isKnown = this.firstPosition !== null && this.firstTimed !== null;
    return isKnown ? null : `${latitude.toFixed(6)},${longitude.toFixed(6)}`;
  }

  /** Once, when no more points come. */
  finish(): FinishedPoints {
    const { count, sensors } = this;
    const samples: Samples = {
      count,
      timeMs: this.time.firstOf(count),
      latitudeDegrees: this.latitude.finish(count),
      longitudeDegrees: this.longitude.finish(count),
      altitudeMeters: sensors.altitudeMeters.finish(count),
      distanceMeters: sensors.distanceMeters.finish(count),
      speedMetersPerSecond: sensors.speedMetersPerSecond.finish(count),
      heartRateBpm: sensors.heartRateBpm.finish(count),
      cadencePerMinute: sensors.cadencePerMinute.finish(count),
      powerWatts: sensors.powerWatts.finish(count),
      temperatureCelsius: sensors.temperatureCelsius.finish(count),
    };
    const hadNoFixes = dropNoFixes(samples);
    const flags: QualityFlag[] = [];
    if (runsBackward(samples.timeMs)) flags.push('time_backward');
    if (this.isWithoutZone) flags.push('time_without_zone');
    if (hadNoFixes || this.isOutOfRange || this.unreadablePositions > 0) flags.push('position_out_of_range');
    if (this.sawUnreadable) flags.push('value_out_of_range');
    return { samples, flags };
  }
}

export interface FinishedPoints {
  readonly samples: Samples;
  readonly flags: readonly QualityFlag[];
}

function runsBackward(timeMs: Float64Array): boolean {
  let previous = -Infinity;
  for (const ms of timeMs) {
    if (ms < previous) return true;
    if (!Number.isNaN(ms)) previous = ms;
  }
  return false;
}

/**
 * An exact 0,0 among positions that are elsewhere is how a receiver without a fix fills its fields: it is taken out.
 * Where all are at 0,0, somebody means it, or nobody can tell.
 */
function dropNoFixes({ latitudeDegrees, longitudeDegrees }: Samples): boolean {
  if (latitudeDegrees === null || longitudeDegrees === null) return false;
  const isZero = (row: number): boolean => latitudeDegrees[row] === 0 && longitudeDegrees[row] === 0;
  let zeros = 0;
  let positions = 0;
  latitudeDegrees.forEach((degrees, row) => {
    if (!Number.isNaN(degrees)) positions += 1;
    if (isZero(row)) zeros += 1;
  });
  if (zeros === 0 || zeros === positions) return false;
  latitudeDegrees.forEach((_, row) => {
    if (!isZero(row)) return;
    latitudeDegrees[row] = NaN;
    longitudeDegrees[row] = NaN;
  });
  return true;
}
