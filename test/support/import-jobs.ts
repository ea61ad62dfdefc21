// Import jobs as a companion posts them, with the keys that their activity has.
import { anchorActivity } from '../../src-worker/canonical/anchor.ts';
import { externalActivitySchema } from '../../src-worker/contract/external-activity.ts';
import type {
  ImportJobRequest,
  UpstreamClient,
} from '../../src-worker/contract/upstream/import-job-request.ts';
import { goldenDraft } from '../contract/golden-activity.ts';

export const aClient: UpstreamClient = {
  installation_id: '0198c0de-0000-4000-8000-000000000001',
  version: '0.1.0',
  flag_snapshot_digest: null,
};

/** One of the golden activity, changed as said. */
export async function importJob({
  id = 'fit-0123456789abcdef0123',
  version = '1/2026-05-12T08:30:00.000Z/0001',
  method = 'file_import',
  ...workout
}: {
  readonly id?: string;
  readonly version?: string;
  readonly method?: ImportJobRequest['ingestion_method'];
  readonly duration_seconds?: number;
  readonly title?: string;
} = {}): Promise<ImportJobRequest> {
  const activity = externalActivitySchema.parse({
    ...goldenDraft,
    source: {
      ...goldenDraft.source,
      external_activity_id: id,
      external_event_version: version,
      ingestion_method: method,
    },
    workout: { ...goldenDraft.workout, ...workout },
  });
  const anchor = await anchorActivity(activity);
  const { provider, provider_user_id, external_activity_id, raw_payload_ref } = activity.source;
  return {
    provider,
    provider_user_id,
    external_activity_id,
    external_event_version: version,
    ingestion_method: method,
    ...(raw_payload_ref !== undefined && { raw_payload_ref }),
    file_format: 'fit',
    canonical_activity: activity,
    source_identity_key: anchor.sourceIdentityKey,
    payload_fingerprint: anchor.payloadFingerprint,
    idempotency_key: anchor.idempotencyKey,
    client: aClient,
  };
}

/** Of so many activities, all different. */
export const importJobs = (count: number): Promise<ImportJobRequest[]> =>
  Promise.all(
    Array.from({ length: count }, (_, nth) => importJob({ id: `fit-${String(nth).padStart(20, '0')}` })),
  );
