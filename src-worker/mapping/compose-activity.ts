// What the engine of the matrix read, in its place: the canonical draft with the source of every field, what was noticed,
// and how far it can be trusted. The same for files and for providers. It validates nothing: the core does.
import type { ActivitySummary, QualityFlag } from '../contract/activity-summary.ts';
import type { ExternalActivityDraft } from '../contract/external-activity.ts';
import type { MappingMetadata } from '../contract/ingestion-envelope.ts';
import type { MatrixReading, Provenance } from './apply-matrix.ts';
import type { MappedActivity } from './mapped-activity.ts';
import { qualityOf } from './quality.ts';
import { zoneOf } from './zone-of.ts';

/** What is known beside the matrix. */
interface Composition {
  readonly reading: MatrixReading;
  readonly mappingVersion: string;
  readonly source: ExternalActivityDraft['source'];
  readonly sets: NonNullable<ExternalActivityDraft['sets']>;
  /** Local time minus UTC by the recording's own clock. */
  readonly utcOffsetSeconds: number | null;
  /** 0…1 */
  readonly sourceConfidence: number;
  /** Noticed while the source was read. */
  readonly flags: readonly QualityFlag[];
  /** Beside those of the matrix. */
  readonly unsupportedFields: readonly string[];
  readonly notes: readonly string[];
  readonly summary: ActivitySummary;
  /** ISO 8601 instant. */
  readonly now: string;
  readonly athleteTimeZone: string;
}

export function composeActivity(composition: Composition): MappedActivity {
  const { reading, mappingVersion, source, sets, now, summary } = composition;
  const { startedAtMs, endedAtMs, sport, rawSport, title, amounts, namedZone } = reading;
  const zone = zoneOf({ ...composition, startedAtMs, namedZone });
  const flags = new Set(composition.flags);
  if (startedAtMs > Date.parse(now) + clockAheadMs) flags.add('clock_suspect');
  if (zone.assumed) flags.add('zone_assumed');
  const provenance = { ...reading.provenance, ...zone.provenance };
  const unsupported = [...reading.unsupportedFields, ...composition.unsupportedFields];

  const draft: ExternalActivityDraft = {
    contract_version: 'external_activity.v1',
    source,
    workout: {
      workout_type: sport.workoutType,
      ...said('title', title),
      ...said('sport', rawSport),
      ...said('duration_seconds', amounts['workout.duration_seconds']),
      ...said('distance_meters', amounts['workout.distance_meters']),
      ...said('calories_kcal', amounts['workout.calories_kcal']),
    },
    session: {
      started_at: iso(startedAtMs),
      ...said('ended_at', endedAtMs === null ? null : iso(endedAtMs)),
      ...said('timezone', zone.timeZone),
      ...(zone.day === null ? {} : { local_date: zone.day.date, local_week: zone.day.week }),
    },
    sets,
    provenance: {
      mapping_version: mappingVersion,
      mapped_at: now,
      source_confidence: composition.sourceConfidence,
      field_provenance: provenance,
      unsupported_fields: unsupported,
      warnings: [...flags],
    },
  };
  const metadata: MappingMetadata = {
    mapping_version: mappingVersion,
    mapped_fields: Object.keys(provenance),
    dropped_fields: unsupported,
    unit_conversions: [...reading.unitConversions],
    notes: [...notesOf(provenance), ...composition.notes],
  };
  return { provider: source.provider, draft, metadata, summary, quality: qualityOf([...flags]) };
}

/** A device's clock may run ahead by a zone's width without being called wrong. */
const clockAheadMs = 24 * 3_600_000;

const iso = (ms: number): string => new Date(ms).toISOString();

const said = <Key extends string, Value>(key: Key, value: Value | null): Partial<Record<Key, Value>> =>
  value === null ? {} : ({ [key]: value } as Record<Key, Value>); // a computed key loses its literal type

const notesOf = (provenance: Provenance): readonly string[] =>
  Object.entries(provenance).flatMap(([field, { notes }]) =>
    notes === undefined ? [] : [`${field}: ${notes}`],
  );
