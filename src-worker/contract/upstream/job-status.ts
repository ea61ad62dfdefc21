// What became of a job upstream: its status, and with its end the receipt of that side.
import { z } from 'zod';
import { dedupDecisionSchema, dedupOutcomeSchema } from '../dedup-verdict.ts';
import { failureClassSchema } from '../failure.ts';

export const upstreamErrorCodeSchema = z.enum([
  'stale_version',
  'version_conflict',
  'partial_overlap',
  /** It failed there, and again at every try: the job is kept, and posting it again tries it again. */
  'internal_error',
]);
export type UpstreamErrorCode = z.infer<typeof upstreamErrorCodeSchema>;

const dedupSchema = z.object({
  decision: dedupDecisionSchema,
  outcome: dedupOutcomeSchema,
  reason: z.string(),
});

const writeSchema = z.object({
  result: z.enum(['created', 'duplicate_skipped', 'idempotent_replay']),
  /** Null where what it was a duplicate of is no longer there: it was erased. */
  event_id: z.uuid().nullable(),
});

const jobErrorSchema = z.object({
  code: upstreamErrorCodeSchema,
  class: failureClassSchema,
  message: z.string(),
});

const job = {
  job_id: z.uuid(),
  idempotency_key: z.string(),
  queued_at: z.iso.datetime({ offset: true }),
};
const finished = { ...job, finished_at: z.iso.datetime({ offset: true }) };

export const jobStatusSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('queued'), ...job, receipt: z.null() }),
  z.object({ status: z.literal('processing'), ...job, receipt: z.null() }),
  z.object({
    status: z.literal('completed'),
    ...finished,
    receipt: z.object({ dedup: dedupSchema, write: writeSchema, error: z.null() }),
  }),
  z.object({
    status: z.literal('failed'),
    ...finished,
    /** Without a decision where it never came to one. */
    receipt: z.object({ dedup: dedupSchema.nullable(), write: z.null(), error: jobErrorSchema }),
  }),
]);
export type UpstreamJobStatus = z.infer<typeof jobStatusSchema>;

/** In the order in which they were asked for; ids that no job of this athlete has are named. */
export const jobStatusesSchema = z.object({
  jobs: z.array(jobStatusSchema),
  unknown_ids: z.array(z.string()),
});
export type UpstreamJobStatuses = z.infer<typeof jobStatusesSchema>;
