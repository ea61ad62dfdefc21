// Ends queued jobs of one athlete: event, receipt and what is known from then on in one transaction. A crash in between leaves the
// job queued. One that fails is tried again by itself, so that it does not hold up the others, and after its last try is kept as a
// dead letter.
import { v7 as newUuid } from 'uuid';
import { z } from 'zod';
import {
  importJobRequestSchema,
  type ImportJobRequest,
} from '../../../src-worker/contract/upstream/import-job-request.ts';
import { upstreamLimits } from '../../../src-worker/contract/upstream/limits.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import { withBooks, type Books, type Effect } from '../athlete-books.ts';
import { noRow, type Db } from '../db/db.ts';
import { writeEvents, type NewEvent } from '../events/write-events.ts';
import { judgeJob, type Judged } from './judge-job.ts';
import { KnownOfJobs, writeLearned, type LearnedVersion } from './known-of-jobs.ts';

export interface Processing {
  readonly athleteId: string;
  readonly now: () => Date;
  /** Before the first retry, the second …; as many as `upstreamLimits.jobRetries`. */
  readonly retryDelaysMs: readonly number[];
}

/** Ends what is due; false where nothing was. */
export async function processDueJobs(db: Db, processing: Processing): Promise<boolean> {
  const { athleteId, now } = processing;
  const due = await dueJobs(db, processing);
  if (due.length === 0) return false;
  const endAll = (some: readonly DueJob[]): Promise<void> =>
    withBooks(db, { athleteId, now: now() }, (books) =>
      endJobs(
        books,
        some.map((job) => job.idempotency_key),
      ),
    );
  try {
    await endAll(due);
  } catch {
    // One of them may be to blame: each by itself, and the others end, but for those behind it of the same identity.
    const waiting = new Set<string>();
    for (const job of due) {
      if (waiting.has(job.source_identity_key)) continue;
      await endAll([job]).catch(async () => {
        waiting.add(job.source_identity_key);
        await noteFailure(db, processing, job);
      });
    }
  }
  return true;
}

const dueRow = z.object({ idempotency_key: z.string(), source_identity_key: z.string(), tries: z.int() });
type DueJob = z.output<typeof dueRow>;

/** In the order in which they came; none behind one of the same identity that waits for its next try. */
async function dueJobs(db: Db, { athleteId, now }: Processing): Promise<readonly DueJob[]> {
  return db.query(
    dueRow,
    `select idempotency_key, source_identity_key, tries from jobs job
     where athlete_id = $1 and status = 'queued' and due_at <= $2::timestamptz and not exists (
       select 1 from jobs earlier where earlier.athlete_id = $1
         and earlier.source_identity_key = job.source_identity_key and earlier.status = 'queued'
         and earlier.place < job.place and earlier.due_at > $2::timestamptz)
     order by place limit $3`,
    [athleteId, now().toISOString(), upstreamLimits.batchItems],
  );
}

const jobRow = z.object({ idempotency_key: z.string(), job_id: z.string(), body: z.string() });

interface EndedJob {
  readonly idempotencyKey: string;
  readonly judged: Judged;
}

async function endJobs(books: Books, keys: readonly string[]): Promise<void> {
  const rows = await books.query(
    jobRow,
    `select idempotency_key, job_id, body from jobs
     where athlete_id = $1 and status = 'queued' and idempotency_key = any($2::text[]) order by place`,
    [books.athleteId, keys],
  );
  const jobs = rows.map(({ job_id, body }) => {
    const asSent: unknown = JSON.parse(body);
    return { jobId: job_id, asSent, request: importJobRequestSchema.parse(asSent) };
  });
  const known = await KnownOfJobs.load(
    books,
    jobs.map(({ request }) => request),
  );
  const ended: EndedJob[] = [];
  const events: NewEvent[] = [];
  const learned: LearnedVersion[] = [];
  for (const { jobId, asSent, request } of jobs) {
    const eventId = newUuid();
    const judged = judgeJob(request, known.of(request), eventId);
    if (judged.creates) {
      events.push(importedEvent({ request, asSent, jobId, eventId, now: books.now }));
      known.wrote(request, eventId);
    }
    if (judged.learned !== null) {
      const place = known.learn(request, judged.learned);
      learned.push({ sourceIdentityKey: request.source_identity_key, place, known: judged.learned });
    }
    ended.push({ idempotencyKey: request.idempotency_key, judged });
    books.note({ kind: 'job', idempotencyKey: request.idempotency_key, effect: effectOf(judged) });
  }
  await writeEvents(books, events);
  await writeLearned(books, learned);
  await writeEndings(books, ended);
}

function effectOf({ receipt }: Judged): Effect {
  const result = receipt.write?.result;
  switch (result) {
    case 'created':
    case 'duplicate_skipped':
    case 'idempotent_replay':
      return result;
    case undefined:
      return 'refused';
    default:
      return assertNever(result);
  }
}

/** What was read is thrown away with its ending: the event has it, or nobody wants it any more. */
async function writeEndings(books: Books, ended: readonly EndedJob[]): Promise<void> {
  await books.query(
    noRow,
    `update jobs set status = ending.status, receipt = ending.receipt, body = null, finished_at = $2::timestamptz
     from unnest($3::text[], $4::text[], $5::text[]) as ending(idempotency_key, status, receipt)
     where jobs.athlete_id = $1 and jobs.idempotency_key = ending.idempotency_key`,
    [
      books.athleteId,
      books.now.toISOString(),
      ended.map(({ idempotencyKey }) => idempotencyKey),
      ended.map(({ judged }) => judged.status),
      ended.map(({ judged }) => JSON.stringify(judged.receipt)),
    ],
  );
}

const asSentSchema = z.object({ canonical_activity: z.looseObject({}) });

function importedEvent(job: {
  readonly request: ImportJobRequest;
  readonly asSent: unknown;
  readonly jobId: string;
  readonly eventId: string;
  readonly now: Date;
}): NewEvent {
  const { request, asSent, jobId, eventId, now } = job;
  const type = 'external.activity_imported';
  return {
    eventId,
    type,
    subject: request.source_identity_key,
    idempotencyKey: request.idempotency_key,
    content: request.payload_fingerprint,
    event: {
      specversion: '1.0',
      id: eventId,
      source: `urn:uuid:${request.client.installation_id}`,
      type,
      subject: request.source_identity_key,
      time: now.toISOString(),
      datacontenttype: 'application/json',
      idempotencykey: request.idempotency_key,
      payloadfingerprint: request.payload_fingerprint,
      agent: `external_import:${request.provider}`,
      session: `import:${jobId}`,
      // As it was sent: a newer machine reads fields that this build does not know.
      data: asSentSchema.parse(asSent).canonical_activity,
    },
  };
}

const changedRow = z.object({});

/**
 * Its next try is put off; behind the last one it is a dead letter, and keeps what it was about. Where two were at it at once,
 * that is one try: the second one finds it changed.
 */
async function noteFailure(
  db: Db,
  { athleteId, now, retryDelaysMs }: Processing,
  { idempotency_key: key, tries }: DueJob,
): Promise<void> {
  const delayMs = retryDelaysMs[tries];
  await withBooks(db, { athleteId, now: now() }, async (books) => {
    const seen = [athleteId, key, tries];
    const changed =
      delayMs === undefined
        ? await books.query(
            changedRow,
            `update jobs set status = 'failed', tries = tries + 1, receipt = $4, finished_at = $5::timestamptz
             where athlete_id = $1 and idempotency_key = $2 and tries = $3 and status = 'queued' returning 1 as one`,
            [...seen, JSON.stringify(deadLetter), books.now.toISOString()],
          )
        : await books.query(
            changedRow,
            `update jobs set tries = tries + 1, due_at = $4::timestamptz
             where athlete_id = $1 and idempotency_key = $2 and tries = $3 and status = 'queued' returning 1 as one`,
            [...seen, new Date(books.now.getTime() + delayMs).toISOString()],
          );
    if (changed.length === 0) return;
    const effect = delayMs === undefined ? 'dead_lettered' : 'failed_once';
    books.note({ kind: 'job', idempotencyKey: key, effect });
  });
}

const deadLetter: Judged['receipt'] = {
  dedup: null,
  write: null,
  error: {
    code: 'internal_error',
    class: 'other',
    message: `the service failed at this job, and at each of ${upstreamLimits.jobRetries} retries; it is kept, and posting it again tries it again`,
  },
};
