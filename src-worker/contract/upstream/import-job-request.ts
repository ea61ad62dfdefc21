// One import job as it is sent: the canonical activity with the keys that it is known by (domain 3), and who sends it.
import { z } from 'zod';
import { activityFormatSchema } from '../activity-format.ts';
import { externalActivitySchema, ingestionMethodSchema, providerSchema } from '../external-activity.ts';
import { importKeySchema, payloadFingerprintSchema, sourceIdentityKeySchema } from './keys.ts';
import { upstreamLimits } from './limits.ts';

/** The build that sends, and what was switched on for it. */
export const upstreamClientSchema = z.object({
  installation_id: z.uuid(),
  version: z.string().min(1).max(100),
  /** Of the flags that the import was judged under; null where no remote is configured. */
  flag_snapshot_digest: z
    .string()
    .regex(/^[0-9a-f]{1,64}$/)
    .nullable(),
});
export type UpstreamClient = z.infer<typeof upstreamClientSchema>;

export const importJobRequestSchema = z.object({
  provider: providerSchema,
  provider_user_id: z.string().min(1),
  /** Null where no file was read: a connector. */
  file_format: activityFormatSchema.nullable(),
  external_activity_id: z.string().min(1),
  external_event_version: z.string().optional(),
  ingestion_method: ingestionMethodSchema,
  raw_payload_ref: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  canonical_activity: externalActivitySchema,
  source_identity_key: sourceIdentityKeySchema,
  payload_fingerprint: payloadFingerprintSchema,
  idempotency_key: importKeySchema,
  client: upstreamClientSchema,
});
export type ImportJobRequest = z.infer<typeof importJobRequestSchema>;

/** Each job is judged by itself, so one that is malformed does not hold up the others. */
export const importJobsBatchSchema = z.object({
  jobs: z.array(z.unknown()).min(1).max(upstreamLimits.batchItems),
});

/** What of the job's source is said beside the activity, and differs from what the activity says of itself; none where both agree. */
export function sourceDisagreements(job: ImportJobRequest): readonly (keyof ImportJobRequest)[] {
  const { source } = job.canonical_activity;
  const fields = [
    'provider',
    'provider_user_id',
    'external_activity_id',
    'external_event_version',
    'ingestion_method',
    'raw_payload_ref',
  ] as const;
  return fields.filter((field) => job[field] !== source[field]);
}
