import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpoints } from '../../../src-worker/contract/upstream/endpoints.ts';
import { eraseAnswerSchema } from '../../../src-worker/contract/upstream/erase-answer.ts';
import { idempotencyKeyOf } from '../../../src-worker/contract/upstream/keys.ts';
import { athleteOf } from '../doors.ts';
import { eraseAthlete } from '../erase-athlete.ts';
import { sendProblem } from '../problems.ts';
import type { UpstreamParts } from '../upstream-parts.ts';
import { byToken, problemAnswers } from './answers.ts';

export const athleteRoutes =
  ({ db, now }: UpstreamParts): FastifyPluginCallbackZod =>
  (server, _options, done) => {
    server.delete(
      endpoints.athlete,
      {
        schema: {
          ...byToken,
          summary: 'Erase everything of this athlete',
          headers: z.object({ 'idempotency-key': z.string().optional() }),
          response: { 200: eraseAnswerSchema, ...problemAnswers },
        },
      },
      async (request, reply) => {
        const idempotencyKey = idempotencyKeyOf(request.headers['idempotency-key']);
        if (idempotencyKey === null) return sendProblem(reply, 'key_missing');
        return eraseAthlete(db, { athleteId: athleteOf(request), now: now(), idempotencyKey });
      },
    );
    done();
  };
