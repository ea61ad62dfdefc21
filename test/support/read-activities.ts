// Builds what the first half of the pipeline gives, for tests of the second half.
import { anchorActivity } from '../../src-worker/canonical/anchor.ts';
import { externalActivitySchema } from '../../src-worker/contract/external-activity.ts';
import type { FileReading, ReadActivity, ReadEntry } from '../../src-worker/imports/file-reading.ts';

export interface Ride {
  readonly externalActivityId?: string;
  readonly version?: string;
  readonly startedAt?: string;
  readonly distanceMeters?: number;
  readonly title?: string;
  readonly sha256?: string;
  readonly member?: string;
  readonly unsupportedFields?: readonly string[];
  /** Name of the device. */
  readonly product?: string;
  /** Packed. */
  readonly samples?: Uint8Array<ArrayBuffer>;
}

/** A ride of one hour; what is not said is the same in every one. */
export async function readRide(ride: Ride = {}): Promise<ReadActivity> {
  const sha256 = ride.sha256 ?? 'a'.repeat(64);
  const startedAt = ride.startedAt ?? '2026-05-12T16:04:00.000Z';
  const activity = externalActivitySchema.parse({
    contract_version: 'external_activity.v1',
    source: {
      provider: 'garmin',
      provider_user_id: 'self',
      external_activity_id: ride.externalActivityId ?? 'fit-0001',
      ingestion_method: 'file_import',
      external_event_version: ride.version ?? '1/2026-05-12T17:04:00.000Z/0001',
      raw_payload_ref: `sha256:${sha256}`,
    },
    workout: {
      workout_type: 'ride',
      sport: 'cycling',
      duration_seconds: 3_600,
      distance_meters: ride.distanceMeters ?? 30_000,
      ...(ride.title === undefined ? {} : { title: ride.title }),
    },
    session: { started_at: startedAt, timezone: 'Europe/Vienna', local_date: startedAt.slice(0, 10) },
    provenance: {
      mapping_version: 'fit-v1',
      mapped_at: '2026-06-01T00:00:00.000Z',
      ...(ride.unsupportedFields && { unsupported_fields: [...ride.unsupportedFields] }),
    },
  });
  return {
    kind: 'activity',
    member: ride.member ?? null,
    sha256,
    format: 'fit',
    activity,
    anchor: await anchorActivity(activity),
    envelope: {
      envelope_version: 'external_ingestion_envelope.v1',
      provider: 'garmin',
      raw_payload_hash: sha256,
      canonical_draft: activity,
      canonical_activity: activity,
      mapping_metadata: {
        mapping_version: 'fit-v1',
        mapped_fields: [],
        dropped_fields: [],
        unit_conversions: [],
        notes: [],
      },
      validation_report: { valid: true, errors: [], warnings: [] },
      ingested_at: '2026-06-01T00:00:00.000Z',
    },
    summary: {
      sport: 'cycling',
      subSport: 'road',
      startedAt,
      endedAt: null,
      utcOffsetSeconds: null,
      elapsedSeconds: 3_700,
      timerSeconds: 3_600,
      distanceMeters: ride.distanceMeters ?? 30_000,
      caloriesKcal: null,
      avgHeartRateBpm: null,
      maxHeartRateBpm: null,
      avgPowerWatts: null,
      ascentMeters: null,
      hasPosition: true,
      firstFix: null,
      recordCount: 3_600,
      lapCount: 1,
      sessionCount: 1,
      lengthCount: 0,
      setCount: 0,
      device: { manufacturer: 'garmin', product: ride.product ?? 'edge530', serialNumber: null },
    },
    quality: { grade: 'sound', flags: [] },
    samples: ride.samples ?? new Uint8Array(),
  };
}

/** A file of these entries, read as `name`. */
export function readingOf(name: string, ...entries: readonly ReadEntry[]): FileReading {
  return {
    file: {
      jobId: `job-${name}`,
      importId: 'import-1',
      name,
      path: `/rides/${name}`,
      sizeBytes: 1_000,
      sha256: 'f'.repeat(64),
      isStaged: true,
    },
    entries,
    startedAt: '2026-06-01T09:00:00.000Z',
    timingsMs: { staging: 1, opening: 2, decoding: 3 },
  };
}
