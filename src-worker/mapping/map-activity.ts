// Decoded activity and context in, canonical draft with the source of every field out. Pure but for the digest of the identity.
// It gives the engine of the matrix the facts of a file and adds what no matrix says: who made it, which version of it this is.
import type { ExternalActivityDraft } from '../contract/external-activity.ts';
import type { ParseFailure } from '../contract/failure.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import { shortHash } from '../contract/short-hash.ts';
import type { DecodedActivity } from '../formats/decoded.ts';
import { applyMatrix } from './apply-matrix.ts';
import { composeActivity } from './compose-activity.ts';
import { fileMatrices, type FileFacts } from './file-matrices.ts';
import type { MappedActivity, MappingContext } from './mapped-activity.ts';
import { providerOf } from './providers.ts';
import { readerRevision } from '../contract/reader-revision.ts';
import { canonicalSets } from './sets.ts';
import { summaryOf } from './summary.ts';
import { isVirtual } from './virtual.ts';
import { zoneAt } from './zone-at.ts';

/** What ISO 8601 writes with four digits of year; beyond it no instant is a date. */
const firstInstantMs = Date.parse('0000-01-01T00:00:00Z');
const lastInstantMs = Date.parse('9999-12-31T00:00:00Z');

export async function mapActivity(
  activity: DecodedActivity,
  context: MappingContext,
): Promise<Result<MappedActivity, ParseFailure>> {
  const { startedAtMs } = activity;
  if (startedAtMs === null || startedAtMs < firstInstantMs || startedAtMs > lastInstantMs) {
    const detail = startedAtMs === null ? 'the file names no time' : 'the time is no date';
    return failed({ kind: 'not_mappable', field: 'session.started_at', detail });
  }
  const matrix = fileMatrices[context.format];
  const reading = applyMatrix(matrix, {
    payload: factsOf(activity, startedAtMs, context.archiveTitle ?? null),
    computedPlaces: activity.computedFields.map((field) => field.replace(/Ms$/, '')),
  });
  if (!reading.ok) return reading;
  return ok(
    composeActivity({
      ...context,
      reading: reading.value,
      mappingVersion: matrix.version,
      source: await sourceOf(activity, startedAtMs, context),
      sets: canonicalSets(activity.sets),
      utcOffsetSeconds: activity.utcOffsetSeconds,
      sourceConfidence: activity.sound ? 1 : 0.8,
      flags: activity.flags,
      unsupportedFields: activity.unsupportedFields,
      notes: notesOf(activity),
      summary: summaryOf(activity),
    }),
  );
}

const iso = (ms: number): string => new Date(ms).toISOString();

function factsOf(activity: DecodedActivity, startedAtMs: number, archiveTitle: string | null): FileFacts {
  const { endedAtMs, firstFix, sets } = activity;
  return {
    sport: activity.sport,
    subSport: activity.subSport,
    title: activity.title,
    archiveTitle,
    timerSeconds: activity.timerSeconds,
    elapsedSeconds: activity.elapsedSeconds,
    distanceMeters: activity.distanceMeters,
    caloriesKcal: activity.caloriesKcal,
    startedAt: iso(startedAtMs),
    endedAt: endedAtMs === null ? null : iso(endedAtMs),
    zoneAtStart: firstFix === null || isVirtual(activity) ? null : zoneAt(firstFix),
    sets: sets.length === 0 ? null : sets,
  };
}

async function sourceOf(
  activity: DecodedActivity,
  startedAtMs: number,
  { format, sha256, now }: MappingContext,
): Promise<ExternalActivityDraft['source']> {
  return {
    provider: providerOf(activity.maker),
    provider_user_id: 'self',
    external_activity_id: `${format}-${await shortHash(activity.identityParts.join('|'), 20)}`,
    ingestion_method: 'file_import',
    external_event_version: versionOf(activity, startedAtMs),
    raw_payload_ref: `sha256:${sha256}`,
    imported_at: now,
  };
}

/** `<c>/<instant>/<rrrr>`, compared as text (domain 3). */
const versionOf = ({ sound, latestInstantMs }: DecodedActivity, startedAtMs: number): string =>
  `${sound ? '1' : '0'}/${iso(latestInstantMs ?? startedAtMs)}/${readerRevision}`;

/** A file may have as many as it likes. */
const mostCounted = 500;

function notesOf({ unknownCounts = [] }: DecodedActivity): readonly string[] {
  const unknown = unknownCounts.map(({ key, count }) => `${key} ×${String(count)}`).slice(0, mostCounted);
  return unknown.length === 0 ? [] : [`not in the profile: ${unknown.join(', ')}`];
}
