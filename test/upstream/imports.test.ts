// Import jobs at the reference upstream, on both databases: each key once, for ever, whatever is posted how often.
import { setImmediate as otherWork } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoints, jobsPath } from '../../src-worker/contract/upstream/endpoints.ts';
import { jobsBatchAnswerSchema, postedJobSchema } from '../../src-worker/contract/upstream/job-answer.ts';
import { jobStatusesSchema } from '../../src-worker/contract/upstream/job-status.ts';
import { problemSchema } from '../../src-worker/contract/upstream/problem.ts';
import { importJob, importJobs } from '../support/import-jobs.ts';
import { engines, openUpstream, type Athlete, type OpenUpstream } from '../support/open-upstream.ts';
import { noRow } from './db/db.ts';

describe.each(engines)('on $engine', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('an import job', () => {
    let upstream: OpenUpstream;
    beforeAll(async () => {
      upstream = await openUpstream(engine);
    }, 60_000);
    afterAll(() => upstream.close());

    it('is queued with 202, ends with a receipt, and is the same job with 200 at every replay', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob();
      const first = await athlete.post(job);
      expect(first.status).toBe(202);
      const posted = postedJobSchema.parse(await first.json());
      expect(posted.status).toBe('queued');

      const ended = await athlete.settle(job);
      expect(ended).toEqual({
        status: 'completed',
        job_id: posted.job_id,
        idempotency_key: job.idempotency_key,
        queued_at: posted.queued_at,
        finished_at: expect.stringMatching(/Z$/) as string,
        receipt: {
          dedup: {
            decision: 'create',
            outcome: 'new_activity',
            reason: 'no activity of this identity is known',
          },
          write: { result: 'created', event_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
          error: null,
        },
      });

      const again = await athlete.post({ ...job, client: { ...job.client, version: '0.2.0' } });
      expect(again.status).toBe(200);
      expect(await again.json()).toEqual({ ...posted, status: 'completed' });
      expect(await athlete.judge([job.idempotency_key])).toEqual(settled(1));
    });

    it('is refused with 422 where its key was used for other content', async () => {
      const athlete = upstream.newAthlete();
      await athlete.settle(await importJob());
      const other = await importJob({ duration_seconds: 1800 });
      const answer = await athlete.post(other);
      expect(answer.status).toBe(422);
      expect(await problemTypeOf(answer)).toBe('urn:cooldown:problem:key_reused');
      expect(await athlete.judge()).toEqual(settled(1));
    });

    it('takes its key bare or quoted, and needs one that is its own', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob();
      const withKey = (key: string) =>
        athlete.ask('POST', endpoints.jobs, { body: job, headers: { 'idempotency-key': key } });
      expect((await withKey(`"${job.idempotency_key}"`)).status).toBe(202);
      expect((await withKey(job.idempotency_key)).status).toBe(200);
      const foreign = await withKey('external-import-0000000000000000-0000000000000000');
      expect([foreign.status, await problemTypeOf(foreign)]).toEqual([
        422,
        'urn:cooldown:problem:keys_disagree',
      ]);
      const none = await athlete.ask('POST', endpoints.jobs, { body: job });
      expect([none.status, await problemTypeOf(none)]).toEqual([400, 'urn:cooldown:problem:key_missing']);
    });

    it('is refused where its keys are not those of its activity, and says which', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob();
      const answer = await athlete.post({
        ...job,
        payload_fingerprint: '0'.repeat(20),
        provider: 'strava',
      });
      expect(answer.status).toBe(422);
      const { errors } = problemSchema.parse(await answer.json());
      expect(errors?.map(({ pointer }) => pointer)).toEqual(['/provider', '/payload_fingerprint']);
    });

    it('keeps what a newer client says beyond this contract', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob();
      const activity = { ...job.canonical_activity, weather: { wind: 'north' } };
      const body = { ...job, canonical_activity: activity };
      await athlete.ask('POST', endpoints.jobs, {
        body,
        headers: { 'idempotency-key': job.idempotency_key },
      });
      await upstream.worker.settle(athlete.athleteId);
      const events = z
        .array(z.looseObject({ data: z.unknown() }))
        .parse(await (await athlete.ask('GET', endpoints.events)).json());
      expect(events.map(({ data }) => data)).toEqual([activity]);
    });

    it('may hold characters that databases refuse', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob({ title: 'nul \u0000 half a pair \ud83d', version: 'v\u0000' });
      expect((await athlete.settle(job)).status).toBe('completed');
      expect(await athlete.judge([job.idempotency_key])).toEqual(settled(1));
    });

    it('in a batch does not suffer from a bad one beside it', async () => {
      const athlete = upstream.newAthlete();
      const [first, second, third] = await importJobs(3);
      const jobs = [
        first,
        { ...second, canonical_activity: { nothing: true } },
        { half: 'a job' },
        third,
        first,
      ];
      const answer = await athlete.ask('POST', endpoints.jobsBatch, { body: { jobs } });
      expect(answer.status).toBe(200);
      const { items } = jobsBatchAnswerSchema.parse(await answer.json());
      expect(items.map(({ result, index, idempotency_key }) => ({ result, index, idempotency_key }))).toEqual(
        [
          { result: 'accepted', index: 0, idempotency_key: first?.idempotency_key },
          { result: 'rejected', index: 1, idempotency_key: second?.idempotency_key },
          { result: 'rejected', index: 2, idempotency_key: null },
          { result: 'accepted', index: 3, idempotency_key: third?.idempotency_key },
          { result: 'replayed', index: 4, idempotency_key: first?.idempotency_key },
        ],
      );
      await upstream.worker.settle(athlete.athleteId);
      expect(await athlete.judge()).toEqual(settled(2));
    });

    it('is asked about with up to 200 others, and ids of nobody are named', async () => {
      const athlete = upstream.newAthlete();
      const jobs = await importJobs(200);
      const answer = await athlete.ask('POST', endpoints.jobsBatch, { body: { jobs } });
      const { items } = jobsBatchAnswerSchema.parse(await answer.json());
      const ids = items.flatMap((item) => (item.result === 'accepted' ? [item.job.job_id] : []));
      await upstream.worker.settle(athlete.athleteId);
      const statuses = jobStatusesSchema.parse(await (await athlete.ask('GET', jobsPath(ids))).json());
      expect(statuses.jobs.map(({ job_id }) => job_id)).toEqual(ids);
      expect(new Set(statuses.jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
      const stranger = upstream.newAthlete();
      const [one = ''] = ids;
      expect(await (await stranger.ask('GET', jobsPath([one, 'no id']))).json()).toEqual({
        jobs: [],
        unknown_ids: [one, 'no id'],
      });
      const tooMany = await athlete.ask('POST', endpoints.jobsBatch, { body: { jobs: [...jobs, jobs[0]] } });
      expect(tooMany.status).toBe(400);
    });

    it('posted by many at once is one job with one effect', async () => {
      const athlete = upstream.newAthlete();
      const jobs = await importJobs(10);
      const posts = jobs.flatMap((job) => Array.from({ length: 8 }, () => athlete.post(job)));
      const batches = [jobs, [...jobs].reverse()].map((body) =>
        athlete.ask('POST', endpoints.jobsBatch, { body: { jobs: body } }),
      );
      const answers = await Promise.all([...posts, ...batches]);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 202]));
      const ids = await Promise.all(
        answers
          .slice(0, posts.length)
          .map(async (answer) => postedJobSchema.parse(await answer.json()).job_id),
      );
      expect(new Set(ids).size).toBe(jobs.length);
      await upstream.worker.settle(athlete.athleteId);
      expect(await athlete.judge(jobs.map((job) => job.idempotency_key))).toEqual(settled(jobs.length));
    });

    it('is judged by the policy of the companion', async () => {
      const athlete = upstream.newAthlete();
      const at = (minute: string) => `1/2026-05-12T08:${minute}:00.000Z/0001`;
      const outcomes = async (jobs: Awaited<ReturnType<typeof importJob>>[]) => {
        const found: string[] = [];
        for (const job of jobs) {
          const { status, receipt } = await athlete.settle(job);
          found.push(`${status} ${receipt?.dedup?.outcome ?? ''} ${receipt?.write?.result ?? ''}`.trim());
        }
        return found;
      };
      expect(
        await outcomes([
          await importJob({ version: at('30'), duration_seconds: 10 }),
          await importJob({ version: at('40'), duration_seconds: 20 }),
          await importJob({ version: at('50'), duration_seconds: 20 }),
          await importJob({ version: at('35'), duration_seconds: 30 }),
          await importJob({ version: at('45'), duration_seconds: 30 }),
          await importJob({ version: at('50'), duration_seconds: 20, method: 'manual_backfill' }),
        ]),
      ).toEqual([
        'completed new_activity created',
        'completed version_update created',
        'completed exact_duplicate duplicate_skipped',
        'failed stale_version',
        // Its content is known by no version, and one that came meanwhile is newer.
        'failed stale_version',
        // The same key as the copy of 08:50, so the same job.
        'completed exact_duplicate duplicate_skipped',
      ]);
      expect((await athlete.judge()).twice).toEqual([]);
    });

    it('that fails for a reason of the moment is tried again, holds up nobody, and ends as a dead letter that can be posted again', async () => {
      const athlete = upstream.newAthlete();
      const [first, poison, last] = await importJobs(3);
      if (first === undefined || poison === undefined || last === undefined)
        throw new Error('three were made');
      await withBrokenKey(upstream, poison.idempotency_key, async () => {
        await athlete.ask('POST', endpoints.jobsBatch, { body: { jobs: [first, poison, last] } });
        await untilNothingIsOpen(athlete);
      });
      const judged = await athlete.judge();
      expect(judged).toEqual({ ...settled(2), accepted: 3 });
      expect(await effectsOf(upstream, athlete, poison.idempotency_key)).toEqual([
        'accepted',
        'failed_once',
        'failed_once',
        'failed_once',
        'dead_lettered',
      ]);
      const again = await athlete.post(poison);
      expect([again.status, postedJobSchema.parse(await again.json()).status]).toEqual([200, 'queued']);
      expect((await athlete.settle(poison)).status).toBe('completed');
      expect(await athlete.judge()).toEqual(settled(3));
    });
  });

  describe.skipIf(!isThere)('an import job that waits for its next try', () => {
    let upstream: OpenUpstream;
    beforeAll(async () => {
      upstream = await openUpstream(engine, { retryDelaysMs: [3_600_000] });
    }, 60_000);
    afterAll(() => upstream.close());

    it('is not overtaken by a later one of its identity, and holds up no other', async () => {
      const athlete = upstream.newAthlete();
      const older = await importJob({ version: '1', duration_seconds: 10 });
      const newer = await importJob({ version: '2', duration_seconds: 20 });
      const other = await importJob({ id: 'fit-of another' });
      await withBrokenKey(upstream, older.idempotency_key, async () => {
        await athlete.ask('POST', endpoints.jobsBatch, { body: { jobs: [older, newer, other] } });
        await upstream.worker.settle(athlete.athleteId);
      });
      await upstream.worker.settle(athlete.athleteId);
      expect(await athlete.judge()).toEqual({
        ...settled(1),
        accepted: 3,
        open: [older.idempotency_key, newer.idempotency_key].sort(),
      });
      expect(await effectsOf(upstream, athlete, older.idempotency_key)).toEqual(['accepted', 'failed_once']);
      expect(await effectsOf(upstream, athlete, newer.idempotency_key)).toEqual(['accepted']);
    });
  });
});

const settled = (created: number) => ({ accepted: created, created, open: [], lost: [], twice: [] });

const problemTypeOf = async (answer: Response): Promise<string> =>
  problemSchema.parse(await answer.json()).type;

/** A database that refuses this one event, as one does that is out of something. */
async function withBrokenKey({ db }: OpenUpstream, key: string, work: () => Promise<void>): Promise<void> {
  await db.query(
    noRow,
    `create function refuse_event() returns trigger language plpgsql as
     $$ begin raise exception 'no room' using errcode = '53100'; end $$`,
  );
  await db.query(
    noRow,
    `create trigger refuse before insert on events for each row
     when (new.idempotency_key = '${key}') execute function refuse_event()`,
  );
  try {
    await work();
  } finally {
    await db.query(noRow, 'drop trigger refuse on events');
    await db.query(noRow, 'drop function refuse_event');
  }
}

/** PGlite works inside this process: the worker gets its turn between two looks. */
async function untilNothingIsOpen(athlete: Athlete): Promise<void> {
  while ((await athlete.judge()).open.length > 0) await otherWork();
}

async function effectsOf({ db }: OpenUpstream, { athleteId }: Athlete, key: string): Promise<string[]> {
  const rows = await db.query(
    z.object({ effect: z.string() }),
    'select effect from audit where athlete_id = $1 and idempotency_key = $2 order by place',
    [athleteId, key],
  );
  return rows.map(({ effect }) => effect);
}
