import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpoints } from '../../../src-worker/contract/upstream/endpoints.ts';
import {
  importJobRequestSchema,
  importJobsBatchSchema,
} from '../../../src-worker/contract/upstream/import-job-request.ts';
import { jobsBatchAnswerSchema, postedJobSchema } from '../../../src-worker/contract/upstream/job-answer.ts';
import { jobStatusSchema, jobStatusesSchema } from '../../../src-worker/contract/upstream/job-status.ts';
import { idempotencyKeyOf } from '../../../src-worker/contract/upstream/keys.ts';
import { upstreamLimits } from '../../../src-worker/contract/upstream/limits.ts';
import { problemKindOf } from '../../../src-worker/contract/upstream/problem.ts';
import { athleteOf } from '../doors.ts';
import { jobStatuses } from '../jobs/job-statuses.ts';
import { postJobs } from '../jobs/post-jobs.ts';
import { sendProblem } from '../problems.ts';
import type { UpstreamParts } from '../upstream-parts.ts';
import { byToken, problemAnswers } from './answers.ts';

const keyHeader = z.object({ 'idempotency-key': z.string().optional() });

/** Jobs: one, up to `upstreamLimits.batchItems` at once, and what became of them. */
export const importRoutes =
  ({ db, worker, now }: UpstreamParts): FastifyPluginCallbackZod =>
  (server, _options, done) => {
    server.post(
      endpoints.jobs,
      {
        schema: {
          ...byToken,
          summary: 'Post one import job',
          headers: keyHeader,
          body: importJobRequestSchema,
          response: { 200: postedJobSchema, 202: postedJobSchema, ...problemAnswers },
        },
        // The body is judged where jobs of a batch are, as it was sent: a field that is not known here is kept.
        validatorCompiler: () => (value: unknown) => ({ value }),
      },
      async (request, reply) => {
        const key = idempotencyKeyOf(request.headers['idempotency-key']);
        if (key === null) return sendProblem(reply, 'key_missing');
        const named = z.object({ idempotency_key: z.unknown() }).safeParse(request.body).data;
        if (typeof named?.idempotency_key === 'string' && named.idempotency_key !== key) {
          return sendProblem(reply, 'keys_disagree', {
            errors: [{ pointer: '/idempotency_key', detail: 'differs from the header' }],
          });
        }
        const asked = { athleteId: athleteOf(request), now: now() };
        const [item] = await postJobs(db, asked, [request.body]);
        if (item === undefined) throw new Error('each job is answered');
        if (item.result === 'rejected') {
          const { type, errors } = item.problem;
          return sendProblem(reply, problemKindOf(type) ?? 'internal', { ...(errors && { errors }) });
        }
        worker.wake();
        return reply.code(item.result === 'accepted' ? 202 : 200).send(item.job);
      },
    );

    server.post(
      endpoints.jobsBatch,
      {
        schema: {
          ...byToken,
          summary: 'Post up to 200 import jobs; each is answered by itself',
          body: importJobsBatchSchema,
          response: { 200: jobsBatchAnswerSchema, ...problemAnswers },
        },
      },
      async (request) => {
        const asked = { athleteId: athleteOf(request), now: now() };
        const items = await postJobs(db, asked, request.body.jobs);
        worker.wake();
        return { items };
      },
    );

    server.get(
      `${endpoints.jobs}/:id`,
      {
        schema: {
          ...byToken,
          summary: 'What became of a job',
          params: z.object({ id: z.string() }),
          response: { 200: jobStatusSchema, ...problemAnswers },
        },
      },
      async (request, reply) => {
        const { jobs } = await jobStatuses(db, athleteOf(request), [request.params.id]);
        return jobs[0] ?? sendProblem(reply, 'not_found');
      },
    );

    server.get(
      endpoints.jobs,
      {
        schema: {
          ...byToken,
          summary: 'What became of up to 200 jobs',
          querystring: z.object({
            ids: z
              .string()
              .min(1)
              .max(upstreamLimits.batchItems * 64),
          }),
          response: { 200: jobStatusesSchema, ...problemAnswers },
        },
      },
      async (request, reply) => {
        const ids = request.query.ids.split(',').filter((id) => id !== '');
        if (ids.length === 0 || ids.length > upstreamLimits.batchItems) {
          return sendProblem(reply, 'invalid_request', { errors: [{ pointer: '/ids', detail: 'how many' }] });
        }
        return jobStatuses(db, athleteOf(request), ids);
      },
    );
    done();
  };
