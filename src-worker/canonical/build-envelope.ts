// The one form in which every adapter hands an activity to the ingestion core (domain 2).
import type { IngestionEnvelope } from '../contract/ingestion-envelope.ts';
import type { MappedActivity } from '../mapping/mapped-activity.ts';
import { validateActivity } from './validate-activity.ts';

/** Validates what was mapped and wraps both. The draft stays as it was, also where it is not valid. */
export function buildEnvelope(ingested: {
  readonly mapped: MappedActivity;
  /** Of the bytes that were decoded (inflated), 64 lower-case hex digits. */
  readonly sha256: string;
  /** ISO 8601 instant: the clock is passed in. */
  readonly now: string;
}): IngestionEnvelope {
  const { mapped, sha256, now } = ingested;
  const { activity, report } = validateActivity(mapped.draft);
  return {
    envelope_version: 'external_ingestion_envelope.v1',
    provider: mapped.provider,
    raw_payload_ref: `sha256:${sha256}`,
    raw_payload_hash: sha256,
    canonical_draft: mapped.draft,
    canonical_activity: activity,
    mapping_metadata: mapped.metadata,
    validation_report: report,
    ingested_at: now,
  };
}
