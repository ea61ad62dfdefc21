import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpoints } from '../../../src-worker/contract/upstream/endpoints.ts';
import { healthSchema } from '../../../src-worker/contract/upstream/health.ts';
import { sendProblem } from '../problems.ts';
import type { UpstreamParts } from '../upstream-parts.ts';
import { problemAnswers } from './answers.ts';

export const healthRoutes =
  ({ db, onTrouble }: UpstreamParts): FastifyPluginCallbackZod =>
  (server, _options, done) => {
    const schema = { response: { 200: healthSchema, ...problemAnswers } };

    server.get(endpoints.healthz, { schema: { ...schema, summary: 'It lives' } }, () => ({
      status: 'ok' as const,
    }));

    server.get(
      endpoints.readyz,
      { schema: { ...schema, summary: 'Its database answers' } },
      async (_request, reply) => {
        try {
          await db.query(z.object({}), 'select 1 as one');
        } catch (error) {
          onTrouble(error);
          return sendProblem(reply, 'unavailable');
        }
        return { status: 'ok' as const };
      },
    );
    done();
  };
