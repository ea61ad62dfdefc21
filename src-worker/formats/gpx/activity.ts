// What one timed track of a GPX document says as an activity. GPX declares no amounts: all of them follow from the points.
import type { QualityFlag } from '../../contract/activity-summary.ts';
import { unsupportedGpxField } from '../../contract/unsupported-fields.ts';
import type { ComputedField, DecodedActivity, DecodedSpan } from '../decoded.ts';
import { isClockSuspect, isTooLong } from '../plausible.ts';
import { distanceAlong, endsOf, firstFixOf, highestOf, meanOf } from '../track-facts.ts';
import type { GpxTrack } from './document.ts';

export interface TrackContext {
  readonly creator: string | null;
  readonly sound: boolean;
  /** The document was not read to its end. */
  readonly recovered: boolean;
  /** How many tracks of this file began at the same instant so far. */
  readonly seenStarts: Map<string, number>;
}

export function trackActivity(track: GpxTrack, context: TrackContext): DecodedActivity {
  const { samples, flags: pointFlags } = track.points.finish();
  const { earliestMs, latestMs } = endsOf(samples, { from: 0, to: samples.count });
  const distanceMeters = distanceAlong(samples, track.segmentStarts);
  const elapsedSeconds = earliestMs === null || latestMs === null ? null : (latestMs - earliestMs) / 1000;

  const flags = new Set<QualityFlag>(context.recovered ? ['recovered', ...pointFlags] : pointFlags);
  if (isClockSuspect(earliestMs)) flags.add('clock_suspect');
  if (distanceMeters !== null) flags.add('distance_computed');
  if (isTooLong(elapsedSeconds)) flags.add('gaps');

  const span: DecodedSpan = {
    startedAtMs: earliestMs,
    elapsedSeconds,
    timerSeconds: null,
    distanceMeters,
    caloriesKcal: null,
    avgHeartRateBpm: meanOf(samples.heartRateBpm),
    maxHeartRateBpm: highestOf(samples.heartRateBpm),
    avgPowerWatts: meanOf(samples.powerWatts),
    ascentMeters: null,
  };
  const sport = { sport: track.type, subSport: null };
  return {
    ...span,
    ...sport,
    identityParts: identityParts(track, context),
    maker: { manufacturer: null, product: null, serialNumber: null, creator: context.creator },
    devices: [],
    title: track.name,
    endedAtMs: latestMs,
    hasPosition: samples.latitudeDegrees !== null,
    firstFix: firstFixOf(samples),
    recordCount: samples.count,
    lapCount: 0,
    sessionCount: 1,
    lengthCount: 0,
    setCount: 0,
    sets: [],
    sessions: [{ ...span, ...sport }],
    laps: [],
    lengths: [],
    events: [],
    developerFields: [],
    samples,
    latestInstantMs: latestMs,
    sound: context.sound,
    utcOffsetSeconds: track.points.offsetSeconds,
    flags: [...flags],
    computedFields,
    unsupportedFields: span.avgHeartRateBpm === null ? [] : [unsupportedGpxField],
  };
}

const computedFields: readonly ComputedField[] = [
  'startedAtMs',
  'endedAtMs',
  'elapsedSeconds',
  'distanceMeters',
  'avgHeartRateBpm',
  'maxHeartRateBpm',
];

/** Creator, first timed point with its position, and the number among those of equal start (domain 3). */
function identityParts(
  { points: { firstTimed } }: GpxTrack,
  { creator, seenStarts }: TrackContext,
): readonly string[] {
  const start = firstTimed === null ? '' : new Date(firstTimed.ms).toISOString();
  const number = (seenStarts.get(start) ?? 0) + 1;
  seenStarts.set(start, number);
  return [creator, start, firstTimed?.position ?? null, String(number)].filter((part) => part !== null);
}
