import { describe, expect, it } from 'vitest';
import { buildEnvelope } from '../../../src-worker/canonical/build-envelope.ts';
import { ingestionEnvelopeSchema } from '../../../src-worker/contract/ingestion-envelope.ts';
import type { MappedActivity } from '../../../src-worker/mapping/mapped-activity.ts';
import { goldenDraft } from '../../contract/golden-activity.ts';

const sha256 = 'ab'.repeat(32);
const now = '2026-05-13T06:00:00.000Z';

const mapped: MappedActivity = {
  provider: 'garmin',
  draft: goldenDraft,
  metadata: {
    mapping_version: 'fit-v1',
    mapped_fields: ['workout.duration_seconds'],
    dropped_fields: [],
    unit_conversions: [],
    notes: [],
  },
  summary: {
    sport: 'running',
    subSport: null,
    startedAt: '2026-05-12T07:30:00.000Z',
    endedAt: '2026-05-12T08:30:00.000Z',
    utcOffsetSeconds: 7200,
    elapsedSeconds: 3600,
    timerSeconds: 3600,
    distanceMeters: 10200.5,
    caloriesKcal: 693,
    avgHeartRateBpm: null,
    maxHeartRateBpm: null,
    avgPowerWatts: null,
    ascentMeters: null,
    hasPosition: true,
    firstFix: null,
    recordCount: 3600,
    lapCount: 10,
    sessionCount: 1,
    lengthCount: 0,
    setCount: 0,
    device: { manufacturer: 'garmin', product: 'edge_530', serialNumber: null },
  },
  quality: { grade: 'sound', flags: [] },
};

describe('the envelope', () => {
  it('of a valid draft holds the activity, where it came from and an empty report', () => {
    expect(buildEnvelope({ mapped, sha256, now })).toEqual({
      envelope_version: 'external_ingestion_envelope.v1',
      provider: 'garmin',
      raw_payload_ref: `sha256:${sha256}`,
      raw_payload_hash: sha256,
      canonical_draft: goldenDraft,
      canonical_activity: goldenDraft,
      mapping_metadata: mapped.metadata,
      validation_report: { valid: true, errors: [], warnings: [] },
      ingested_at: now,
    });
  });

  it('of a draft that breaks a rule holds no activity, the draft as it was, and the rule', () => {
    const draft = { ...goldenDraft, workout: { workout_type: '' } };
    const envelope = buildEnvelope({ mapped: { ...mapped, draft }, sha256, now });
    expect(envelope.canonical_activity).toBeNull();
    expect(envelope.canonical_draft).toBe(draft);
    expect(envelope.validation_report.valid).toBe(false);
    expect(envelope.validation_report.errors.map(({ field }) => field)).toEqual(['workout.workout_type']);
  });

  it('never changes the source layer: it is the anchor of identity', () => {
    expect(buildEnvelope({ mapped, sha256, now }).canonical_activity?.source).toEqual(goldenDraft.source);
  });

  it('arrives whole at the other end: it is what its schema asks for', () => {
    const envelope = buildEnvelope({ mapped, sha256, now });
    expect(ingestionEnvelopeSchema.parse(structuredClone(envelope))).toEqual(envelope);
  });
});
