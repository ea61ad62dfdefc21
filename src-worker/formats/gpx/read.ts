// The door of GPX 1.0 and 1.1: bytes in, tracks as activities or a named failure out, never a throw.
// Each timed track is an activity of its own; routes, waypoints and tracks without times are none.
import type { NonActivity } from '../../contract/activity-format.ts';
import type { QualityFlag } from '../../contract/activity-summary.ts';
import type { ParseFailure } from '../../contract/failure.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { ComputedField, DecodedActivity, DecodedFile, DecodedPart } from '../decoded.ts';
import { isClockSuspect, plausibleRanges } from '../plausible.ts';
import { distanceMeters, pointFacts, positionPart, readPoint, type TrackPoint } from '../track-points.ts';
import { attribute, child, children, textAt, textBelow, type XmlNode } from '../xml/node.ts';
import { readXml } from '../xml/read.ts';
import { label } from '../xml/values.ts';

interface Track {
  readonly node: XmlNode;
  readonly segments: readonly (readonly TrackPoint[])[];
  readonly points: readonly TrackPoint[];
}

export async function readGpx(bytes: Uint8Array<ArrayBuffer>): Promise<Result<DecodedFile, ParseFailure>> {
  return Promise.resolve(decode(bytes));
}

function decode(bytes: Uint8Array): Result<DecodedFile, ParseFailure> {
  const read = readXml(bytes, 'trkpt');
  if (!read.ok) return read;
  const { root, sound } = read.value;

  const tracks = children(root, 'trk').map(readTrack);
  const timed = tracks.filter(isTimed);
  if (timed.length === 0) {
    return ok({ format: 'gpx', parts: [{ kind: 'not_an_activity', what: whatElse(root, tracks) }] });
  }
  const creator = label(attribute(root, 'creator'));
  const seenStarts = new Map<string, number>();
  const parts = timed.map((track) => trackPart(track, { creator, sound, seenStarts }));
  const untimed = tracks.some((track) => !isTimed(track) && track.points.length > 0);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'failed') return failed(only.failure);
  return ok({
    format: 'gpx',
    parts: untimed ? [...parts, { kind: 'not_an_activity', what: 'track_without_times' }] : parts,
  });
}

function readTrack(node: XmlNode): Track {
  const segments = children(node, 'trkseg').map((segment) => children(segment, 'trkpt').map(readTrackPoint));
  return { node, segments, points: segments.flat() };
}

function readTrackPoint(point: XmlNode): TrackPoint {
  const extensions = child(point, 'extensions');
  return readPoint({
    time: textAt(point, 'time'),
    latitude: attribute(point, 'lat'),
    longitude: attribute(point, 'lon'),
    heartRate:
      extensions === null ? null : (textBelow(extensions, 'hr') ?? textBelow(extensions, 'heartrate')),
  });
}

/** Two distinct times make a recording; one time, or none, makes a drawing. */
function isTimed({ points }: Track): boolean {
  const first = points.find(({ time }) => time !== null)?.time?.ms;
  return first !== undefined && points.some(({ time }) => time !== null && time.ms !== first);
}

function whatElse(root: XmlNode, tracks: readonly Track[]): NonActivity {
  if (tracks.some(({ points }) => points.length > 0)) return 'track_without_times';
  if (children(root, 'rte').length > 0) return 'route';
  if (children(root, 'wpt').length > 0) return 'waypoints';
  return 'nothing_recorded';
}

interface TrackContext {
  readonly creator: string | null;
  readonly sound: boolean;
  /** How many tracks of this file began at the same instant so far. */
  readonly seenStarts: Map<string, number>;
}

function trackPart(track: Track, context: TrackContext): DecodedPart {
  const { points } = track;
  const everyPositionIsGarbage = points.every(({ positionFault }) => positionFault === 'not_a_number');
  if (everyPositionIsGarbage) {
    return {
      kind: 'failed',
      failure: { kind: 'unreadable', detail: 'no position of the track is a number' },
    };
  }
  return { kind: 'activity', activity: trackActivity(track, context) };
}

function trackActivity({ node, segments, points }: Track, context: TrackContext): DecodedActivity {
  const facts = pointFacts(points);
  const { firstMs, lastMs } = facts;
  const distance = distanceMeters(segments);
  const elapsedSeconds = firstMs === null || lastMs === null ? null : (lastMs - firstMs) / 1000;
  const sport = label(textAt(node, 'type'));
  const flags: QualityFlag[] = [...facts.flags];
  if (isClockSuspect(firstMs)) flags.push('clock_suspect');
  if (distance !== null) flags.push('distance_computed');
  if (elapsedSeconds !== null && elapsedSeconds > plausibleRanges.elapsedSeconds.max) {
    flags.push('value_out_of_range');
  }
  return {
    identityParts: identityParts(points, context),
    maker: { manufacturer: null, product: null, serialNumber: null, creator: context.creator },
    title: label(textAt(node, 'name')),
    sport,
    subSport: null,
    startedAtMs: firstMs,
    endedAtMs: lastMs,
    elapsedSeconds,
    timerSeconds: null,
    distanceMeters: distance,
    caloriesKcal: null,
    avgHeartRateBpm: facts.avgHeartRateBpm,
    maxHeartRateBpm: facts.maxHeartRateBpm,
    avgPowerWatts: null,
    ascentMeters: null,
    hasPosition: facts.hasPosition,
    recordCount: points.length,
    lapCount: 0,
    sessionCount: 1,
    lengthCount: 0,
    setCount: 0,
    sets: [],
    latestInstantMs: lastMs,
    sound: context.sound,
    utcOffsetSeconds: facts.firstOffsetSeconds,
    flags,
    computedFields,
    unsupportedFields: facts.avgHeartRateBpm === null ? [] : ['trkpt.hr'],
  };
}

/** GPX declares no amounts at all. */
const computedFields: readonly ComputedField[] = [
  'startedAtMs',
  'endedAtMs',
  'elapsedSeconds',
  'distanceMeters',
  'avgHeartRateBpm',
  'maxHeartRateBpm',
];

function identityParts(
  points: readonly TrackPoint[],
  { creator, seenStarts }: TrackContext,
): readonly string[] {
  const first = points.find(({ time }) => time !== null);
  const start = first?.time === undefined || first.time === null ? '' : new Date(first.time.ms).toISOString();
  const number = (seenStarts.get(start) ?? 0) + 1;
  seenStarts.set(start, number);
  const position = first?.position == null ? [] : [positionPart(first.position)];
  return [...(creator === null ? [] : [creator]), start, ...position, String(number)];
}
