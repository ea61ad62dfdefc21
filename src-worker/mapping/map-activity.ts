// Decoded activity and context in, canonical draft with the source of every field out. Pure but for the digest of the identity.
// It reads the tables beside it and validates nothing: the core does.
import type { QualityFlag } from '../contract/activity-summary.ts';
import type { ExternalActivityDraft, FieldProvenance } from '../contract/external-activity.ts';
import type { MappingMetadata } from '../contract/ingestion-envelope.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import { shortHash } from '../contract/short-hash.ts';
import type { ParseFailure } from '../contract/failure.ts';
import type { DecodedActivity } from '../formats/decoded.ts';
import type { MappedAmount } from './field-sources.ts';
import type { MappedActivity, MappingContext } from './mapped-activity.ts';
import { providerOf } from './providers.ts';
import { qualityOf } from './quality.ts';
import { readerRevision } from './revision.ts';
import { canonicalSets } from './sets.ts';
import { workoutTypeOf } from './sports.ts';
import { summaryOf } from './summary.ts';
import { amountSource, traceFields } from './trace-fields.ts';
import { zoneOf, type Zone } from './zone-of.ts';

/** A device's clock may run ahead by a zone's width without being called wrong. */
const clockAheadMs = 24 * 3_600_000;
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
  const provider = providerOf(activity.maker);
  const sport = workoutTypeOf(activity.sport, activity.subSport);
  const zone = zoneOf(startedAtMs, activity.utcOffsetSeconds, context.athleteTimeZone);
  const flags = flagsOf({ activity, zone, startedAtMs, now: context.now });
  const title = context.archiveTitle ?? activity.title;
  const isListed = context.archiveTitle != null;
  const provenance = traceFields({ activity, format: context.format, sport, zone, isListed });
  const mappingVersion = `${context.format}-v1`;
  const sets = canonicalSets(activity.sets);

  const draft: ExternalActivityDraft = {
    contract_version: 'external_activity.v1',
    source: {
      provider,
      provider_user_id: 'self',
      external_activity_id: `${context.format}-${await shortHash(activity.identityParts.join('|'), 20)}`,
      ingestion_method: 'file_import',
      external_event_version: versionOf(activity, startedAtMs),
      raw_payload_ref: `sha256:${context.sha256}`,
      imported_at: context.now,
    },
    workout: {
      workout_type: sport.workoutType,
      ...(title === null ? {} : { title }),
      ...(activity.sport === null ? {} : { sport: activity.sport }),
      ...amount('duration_seconds', activity),
      ...amount('distance_meters', activity),
      ...amount('calories_kcal', activity),
    },
    session: {
      started_at: iso(startedAtMs),
      ...(activity.endedAtMs === null ? {} : { ended_at: iso(activity.endedAtMs) }),
      ...(zone.timeZone === null ? {} : { timezone: zone.timeZone }),
      ...(zone.day === null ? {} : { local_date: zone.day.date, local_week: zone.day.week }),
    },
    sets,
    provenance: {
      mapping_version: mappingVersion,
      mapped_at: context.now,
      source_confidence: activity.sound ? 1 : 0.8,
      field_provenance: provenance,
      unsupported_fields: [...activity.unsupportedFields],
      warnings: [...flags],
    },
  };
  return ok({
    provider,
    draft,
    metadata: metadataOf(mappingVersion, provenance, activity),
    summary: summaryOf(activity),
    quality: qualityOf(flags),
  });
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** `<c>/<instant>/<rrrr>`, compared as text (domain 3). */
const versionOf = ({ sound, latestInstantMs }: DecodedActivity, startedAtMs: number): string =>
  `${sound ? '1' : '0'}/${iso(latestInstantMs ?? startedAtMs)}/${readerRevision}`;

const amountKeys = {
  duration_seconds: 'workout.duration_seconds',
  distance_meters: 'workout.distance_meters',
  calories_kcal: 'workout.calories_kcal',
} as const satisfies Record<string, MappedAmount>;

function amount(
  key: keyof typeof amountKeys,
  activity: DecodedActivity,
): Partial<Record<typeof key, number>> {
  const source = amountSource(amountKeys[key], activity);
  const value = source === undefined ? null : activity[source];
  return value === null ? {} : { [key]: value };
}

interface Noticed {
  readonly activity: DecodedActivity;
  readonly zone: Zone;
  readonly startedAtMs: number;
  readonly now: string;
}

function flagsOf({ activity, zone, startedAtMs, now }: Noticed): readonly QualityFlag[] {
  const flags = new Set(activity.flags);
  if (startedAtMs > Date.parse(now) + clockAheadMs) flags.add('clock_suspect');
  if (zone.assumed) flags.add('zone_assumed');
  return [...flags];
}

/** A file may have as many as it likes. */
const mostCounted = 500;

function metadataOf(
  mappingVersion: string,
  provenance: Readonly<Record<string, FieldProvenance>>,
  { unsupportedFields, unknownCounts = [] }: DecodedActivity,
): MappingMetadata {
  const entries = Object.entries(provenance);
  const unknown = unknownCounts.map(({ key, count }) => `${key} ×${String(count)}`).slice(0, mostCounted);
  return {
    mapping_version: mappingVersion,
    mapped_fields: entries.map(([field]) => field),
    dropped_fields: [...unsupportedFields],
    unit_conversions: [], // every file format already writes the units of the contract
    notes: [
      ...entries.flatMap(([field, { notes }]) => (notes === undefined ? [] : [`${field}: ${notes}`])),
      ...(unknown.length === 0 ? [] : [`not in the profile: ${unknown.join(', ')}`]),
    ],
  };
}
