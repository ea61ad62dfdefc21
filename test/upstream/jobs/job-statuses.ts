// What became of jobs, as they are asked for.
import { z } from 'zod';
import { jobProgressSchema } from '../../../src-worker/contract/upstream/job-answer.ts';
import {
  jobStatusSchema,
  type UpstreamJobStatus,
  type UpstreamJobStatuses,
} from '../../../src-worker/contract/upstream/job-status.ts';
import { instantColumn, type Queries } from '../db/db.ts';

const row = z.object({
  job_id: z.string(),
  idempotency_key: z.string(),
  status: jobProgressSchema,
  queued_at: instantColumn,
  finished_at: instantColumn.nullable(),
  receipt: z.string().nullable(),
});

/** Another athlete's jobs are as unknown as those that never were. */
export async function jobStatuses(
  db: Queries,
  athleteId: string,
  ids: readonly string[],
): Promise<UpstreamJobStatuses> {
  const rows = await db.query(
    row,
    `select job_id, idempotency_key, status, queued_at, finished_at, receipt from jobs
     where athlete_id = $1 and job_id = any($2::uuid[])`,
    [athleteId, ids.filter((id) => z.uuid().safeParse(id).success)],
  );
  const found = new Map(rows.map((each) => [each.job_id, statusOf(each)]));
  return {
    jobs: ids.flatMap((id) => found.get(id.toLowerCase()) ?? []),
    unknown_ids: ids.filter((id) => !found.has(id.toLowerCase())),
  };
}

function statusOf({ receipt, finished_at, ...job }: z.output<typeof row>): UpstreamJobStatus {
  return jobStatusSchema.parse({
    ...job,
    ...(finished_at !== null && { finished_at }),
    receipt: receipt === null ? null : receiptIn(receipt),
  });
}

const receiptIn = (text: string): unknown => JSON.parse(text);
