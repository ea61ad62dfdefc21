// The door of GPX 1.0 and 1.1: bytes in, tracks as activities or a named failure out, never a throw.
// Each timed track is an activity of its own; routes, waypoints and tracks without times are none.
import type { NonActivity } from '../../contract/activity-format.ts';
import type { ParseFailure } from '../../contract/failure.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { DecodedFile, DecodedPart } from '../decoded.ts';
import { readXml } from '../xml/read.ts';
import { trackActivity, type TrackContext } from './activity.ts';
import { gpxReader, type GpxDocument, type GpxTrack } from './document.ts';

export async function readGpx(bytes: Uint8Array<ArrayBuffer>): Promise<Result<DecodedFile, ParseFailure>> {
  return Promise.resolve(decode(bytes));
}

function decode(bytes: Uint8Array): Result<DecodedFile, ParseFailure> {
  const read = readXml(bytes, gpxReader);
  if (!read.ok) return read;
  const { reader, fault, sound } = read.value;
  const { document } = reader;

  const tracks = document.tracks.filter(({ points }) => points.count > 0);
  const timed = tracks.filter(({ points }) => points.hasTwoTimes);
  // What else stands in a document is known only at its end.
  if (timed.length === 0 && fault !== null) return failed(fault);
  if (timed.length === 0) {
    return ok({ format: 'gpx', parts: [{ kind: 'not_an_activity', what: whatElse(document, tracks) }] });
  }
  const context = {
    creator: document.creator,
    sound,
    recovered: fault !== null,
    seenStarts: new Map<string, number>(),
  };
  const parts = timed.map((track) => trackPart(track, context));
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'failed') return failed(only.failure);
  return ok({
    format: 'gpx',
    parts:
      timed.length < tracks.length
        ? [...parts, { kind: 'not_an_activity', what: 'track_without_times' }]
        : parts,
  });
}

function whatElse({ hasRoute, hasWaypoint }: GpxDocument, tracks: readonly GpxTrack[]): NonActivity {
  if (tracks.length > 0) return 'track_without_times';
  if (hasRoute) return 'route';
  return hasWaypoint ? 'waypoints' : 'nothing_recorded';
}

function trackPart(track: GpxTrack, context: TrackContext): DecodedPart {
  const { count, unreadablePositions } = track.points;
  if (unreadablePositions < count) return { kind: 'activity', activity: trackActivity(track, context) };
  return { kind: 'failed', failure: unreadable('no position of the track is a number') };
}

const unreadable = (detail: string): ParseFailure => ({ kind: 'unreadable', detail });
