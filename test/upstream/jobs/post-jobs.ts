// Takes jobs in: each key once, for ever. One transaction for the request, so what is answered is kept.
import { v7 as newUuid } from 'uuid';
import { z } from 'zod';
import {
  jobProgressSchema,
  type JobBatchItem,
  type PostedJob,
} from '../../../src-worker/contract/upstream/job-answer.ts';
import type { Problem } from '../../../src-worker/contract/upstream/problem.ts';
import { jobStatusSchema } from '../../../src-worker/contract/upstream/job-status.ts';
import { withBooks, type Books } from '../athlete-books.ts';
import { instantColumn, noRow, type Db } from '../db/db.ts';
import { problemOf } from '../problems.ts';
import { readJob, type CheckedJob } from './read-job.ts';

interface Asked {
  readonly athleteId: string;
  readonly now: Date;
}

/** As they were sent, each answered by its place. */
export async function postJobs(db: Db, asked: Asked, jobs: readonly unknown[]): Promise<JobBatchItem[]> {
  const read = await Promise.all(jobs.map(readJob));
  return withBooks(db, asked, async (books) => {
    const standing = await jobsOf(
      books,
      read.flatMap((job) => (job.ok ? [job.value.request.idempotency_key] : [])),
    );
    const desk = new Desk(books, standing);
    const items = read.map((job, index): JobBatchItem => {
      if (job.ok) return desk.take(index, job.value);
      return desk.reject(index, keyIn(jobs[index]), job.failure);
    });
    await desk.write();
    return items;
  });
}

/** Who sends something malformed is told which key it bore, where that much can be read. */
const keyIn = (job: unknown): string | null =>
  z.object({ idempotency_key: z.string().max(255) }).safeParse(job).data?.idempotency_key ?? null;

const standingRow = z.object({
  idempotency_key: z.string(),
  job_id: z.string(),
  payload_fingerprint: z.string(),
  status: jobProgressSchema,
  queued_at: instantColumn,
  receipt: z.string().nullable(),
});
type Standing = z.output<typeof standingRow>;

async function jobsOf(books: Books, keys: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await books.query(
    standingRow,
    `select idempotency_key, job_id, payload_fingerprint, status, queued_at, receipt
     from jobs where athlete_id = $1 and idempotency_key = any($2::text[])`,
    [books.athleteId, keys],
  );
  return new Map(rows.map((row) => [row.idempotency_key, row]));
}

class Desk {
  readonly #books: Books;
  /** The same key twice in one batch is a replay of the first. */
  readonly #standing: Map<string, Standing>;
  readonly #added: { readonly standing: Standing; readonly job: CheckedJob; readonly place: number }[] = [];
  readonly #requeued: { readonly standing: Standing; readonly job: CheckedJob }[] = [];

  constructor(books: Books, standing: Map<string, Standing>) {
    this.#books = books;
    this.#standing = standing;
  }

  take(index: number, job: CheckedJob): JobBatchItem {
    const { idempotency_key, payload_fingerprint } = job.request;
    const standing = this.#standing.get(idempotency_key);
    const item = { index, idempotency_key };
    if (standing === undefined) return { result: 'accepted', ...item, job: this.#add(job) };
    if (standing.payload_fingerprint !== payload_fingerprint) {
      return this.reject(index, idempotency_key, problemOf('key_reused'));
    }
    this.#books.note({ kind: 'job', idempotencyKey: idempotency_key, effect: 'replayed' });
    if (isDeadLetter(standing)) return { result: 'replayed', ...item, job: this.#requeue(standing, job) };
    return { result: 'replayed', ...item, job: posted(standing) };
  }

  reject(index: number, idempotency_key: string | null, problem: Problem): JobBatchItem {
    this.#books.note({ kind: 'job', idempotencyKey: idempotency_key, effect: 'rejected' });
    return { result: 'rejected', index, idempotency_key, problem };
  }

  #add(job: CheckedJob): PostedJob {
    const { idempotency_key, payload_fingerprint } = job.request;
    const standing: Standing = {
      idempotency_key,
      payload_fingerprint,
      job_id: newUuid(),
      status: 'queued',
      queued_at: this.#books.now.toISOString(),
      receipt: null,
    };
    this.#standing.set(idempotency_key, standing);
    this.#added.push({ standing, job, place: this.#books.nextJobPlace() });
    this.#books.note({ kind: 'job', idempotencyKey: idempotency_key, effect: 'accepted' });
    return posted(standing);
  }

  #requeue(failed: Standing, job: CheckedJob): PostedJob {
    const standing: Standing = { ...failed, status: 'queued', receipt: null };
    this.#standing.set(standing.idempotency_key, standing);
    this.#requeued.push({ standing, job });
    this.#books.note({ kind: 'job', idempotencyKey: standing.idempotency_key, effect: 'requeued' });
    return posted(standing);
  }

  async write(): Promise<void> {
    const { athleteId, now } = this.#books;
    await this.#books.query(
      noRow,
      `insert into jobs (athlete_id, idempotency_key, job_id, place, source_identity_key, payload_fingerprint,
         body, status, queued_at, due_at)
       select $1::uuid, added.idempotency_key, added.job_id, added.place, added.source_identity_key,
         added.payload_fingerprint, added.body, 'queued', $2::timestamptz, $2::timestamptz
       from unnest($3::text[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[])
         as added(idempotency_key, job_id, place, source_identity_key, payload_fingerprint, body)`,
      [
        athleteId,
        now.toISOString(),
        this.#added.map(({ standing }) => standing.idempotency_key),
        this.#added.map(({ standing }) => standing.job_id),
        this.#added.map(({ place }) => place),
        this.#added.map(({ job }) => job.request.source_identity_key),
        this.#added.map(({ standing }) => standing.payload_fingerprint),
        this.#added.map(({ job }) => JSON.stringify(job.asSent)),
      ],
    );
    for (const { standing, job } of this.#requeued) {
      await this.#books.query(
        noRow,
        `update jobs set status = 'queued', tries = 0, due_at = $3, finished_at = null, receipt = null, body = $4
         where athlete_id = $1 and idempotency_key = $2`,
        [athleteId, standing.idempotency_key, now.toISOString(), JSON.stringify(job.asSent)],
      );
    }
  }
}

const posted = ({ job_id, status, queued_at }: Standing): PostedJob => ({ job_id, status, queued_at });

/** It failed for a reason of the moment, at every try: posting it again tries it again. */
const isDeadLetter = ({ receipt }: Standing): boolean =>
  receipt !== null &&
  jobStatusSchema.options[3].shape.receipt.safeParse(JSON.parse(receipt)).data?.error.code ===
    'internal_error';
