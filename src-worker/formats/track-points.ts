// What TCX and GPX points have in common: times, positions, heart rates, and what follows from them.
import type { QualityFlag } from '../contract/activity-summary.ts';
import { earliest, latest, rounded } from './amounts.ts';
import { plausibleRanges } from './plausible.ts';
import { parseInstant, parseNumber, type XmlInstant } from './xml/values.ts';

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

export interface TrackPoint {
  readonly time: XmlInstant | null;
  readonly position: Position | null;
  /** The document names a position here, but it is none. */
  readonly positionFault: 'not_a_number' | 'out_of_range' | null;
  readonly heartRateBpm: number | null;
}

interface PointTexts {
  readonly time: string | null;
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly heartRate: string | null;
}

export function readPoint(texts: PointTexts): TrackPoint {
  const heartRate = parseNumber(texts.heartRate);
  const { min, max } = plausibleRanges.heartRateBpm;
  return {
    time: parseInstant(texts.time),
    ...readPosition(texts.latitude, texts.longitude),
    heartRateBpm: heartRate !== null && heartRate >= min && heartRate <= max ? heartRate : null,
  };
}

function readPosition(
  latitudeText: string | null,
  longitudeText: string | null,
): Pick<TrackPoint, 'position' | 'positionFault'> {
  if (latitudeText === null && longitudeText === null) return { position: null, positionFault: null };
  const latitude = parseNumber(latitudeText);
  const longitude = parseNumber(longitudeText);
  if (latitude === null || longitude === null) return { position: null, positionFault: 'not_a_number' };
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return { position: null, positionFault: 'out_of_range' };
  }
  return { position: { latitude, longitude }, positionFault: null };
}

const earthRadiusMeters = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

function haversineMeters(from: Position, to: Position): number {
  const halfLatitude = radians(to.latitude - from.latitude) / 2;
  const halfLongitude = radians(to.longitude - from.longitude) / 2;
  const chord =
    Math.sin(halfLatitude) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(halfLongitude) ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Within segments only: what lies between two of them was not recorded. Null without two positions. */
export function distanceMeters(segments: readonly (readonly TrackPoint[])[]): number | null {
  let meters: number | null = null;
  for (const points of segments) {
    let previous: Position | null = null;
    for (const { position } of points) {
      if (position === null) continue;
      if (previous !== null) meters = (meters ?? 0) + haversineMeters(previous, position);
      previous = position;
    }
  }
  return rounded(meters, 2);
}

export const positionPart = ({ latitude, longitude }: Position): string =>
  `${latitude.toFixed(6)},${longitude.toFixed(6)}`;

export interface PointFacts {
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly distinctTimes: number;
  readonly firstOffsetSeconds: number | null;
  readonly hasPosition: boolean;
  readonly avgHeartRateBpm: number | null;
  readonly maxHeartRateBpm: number | null;
  readonly flags: readonly QualityFlag[];
}

export function pointFacts(points: readonly TrackPoint[]): PointFacts {
  const times = points.flatMap(({ time }) => (time === null ? [] : [time]));
  const heartRates = points.map(({ heartRateBpm }) => heartRateBpm);
  const present = heartRates.filter((bpm) => bpm !== null);
  const flags = new Set<QualityFlag>();
  if (times.some((time, index) => time.ms < (times[index - 1]?.ms ?? time.ms))) flags.add('time_backward');
  if (times.some(({ hasZone }) => !hasZone)) flags.add('time_without_zone');
  if (points.some(({ positionFault }) => positionFault !== null)) flags.add('position_out_of_range');
  return {
    firstMs: earliest(times.map(({ ms }) => ms)),
    lastMs: latest(times.map(({ ms }) => ms)),
    distinctTimes: new Set(times.map(({ ms }) => ms)).size,
    firstOffsetSeconds: times[0]?.offsetSeconds ?? null,
    hasPosition: points.some(({ position }) => position !== null),
    avgHeartRateBpm:
      present.length === 0 ? null : rounded(present.reduce((all, bpm) => all + bpm, 0) / present.length, 1),
    maxHeartRateBpm: latest(heartRates),
    flags: [...flags],
  };
}
