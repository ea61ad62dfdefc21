// What the upstream answers to posted jobs: each has a job by now, and replaying the same post gives the same job.
import { z } from 'zod';
import { problemSchema } from './problem.ts';

export const jobProgressSchema = z.enum(['queued', 'processing', 'completed', 'failed']);
export type JobProgress = z.infer<typeof jobProgressSchema>;

/**
 * 202 for a new job, always `queued`; 200 for the job that the same key and fingerprint made before, as it stands. One that
 * had failed for a reason of the moment is queued once more by that.
 */
export const postedJobSchema = z.object({
  job_id: z.uuid(),
  status: jobProgressSchema,
  queued_at: z.iso.datetime({ offset: true }),
});
export type PostedJob = z.infer<typeof postedJobSchema>;

/** By its place in the request, from 0: of a malformed item the key may not be known. */
const place = {
  index: z.int().nonnegative(),
  idempotency_key: z.string().nullable(),
};

export const batchItemRejectedSchema = z.object({
  result: z.literal('rejected'),
  ...place,
  problem: problemSchema,
});

export const jobBatchItemSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('accepted'), ...place, job: postedJobSchema }),
  z.object({ result: z.literal('replayed'), ...place, job: postedJobSchema }),
  batchItemRejectedSchema,
]);
export type JobBatchItem = z.infer<typeof jobBatchItemSchema>;

/** 200, also where some or all were rejected. What is not answered was not done. */
export const jobsBatchAnswerSchema = z.object({ items: z.array(jobBatchItemSchema) });
export type JobsBatchAnswer = z.infer<typeof jobsBatchAnswerSchema>;
