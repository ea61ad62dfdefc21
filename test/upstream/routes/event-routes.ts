import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cloudEventsBatchMediaType } from '../../../src-worker/contract/upstream/cloud-event.ts';
import { endpoints } from '../../../src-worker/contract/upstream/endpoints.ts';
import {
  eventsBatchAnswerSchema,
  eventsBatchSchema,
} from '../../../src-worker/contract/upstream/events-batch.ts';
import {
  cursorSchema,
  eventsPageSchema,
  firstCursor,
} from '../../../src-worker/contract/upstream/events-page.ts';
import { upstreamLimits } from '../../../src-worker/contract/upstream/limits.ts';
import { athleteOf } from '../doors.ts';
import { postEvents } from '../events/post-events.ts';
import { readEvents } from '../events/read-events.ts';
import type { UpstreamParts } from '../upstream-parts.ts';
import { byToken, problemAnswers } from './answers.ts';

const limit = z.coerce.number().int().min(1).max(upstreamLimits.pageEvents);

/** The athlete's events of all machines, and those that are no imports on their way in. */
export const eventRoutes =
  ({ db, worker, now }: UpstreamParts): FastifyPluginCallbackZod =>
  (server, _options, done) => {
    server.get(
      endpoints.events,
      {
        schema: {
          ...byToken,
          summary: 'Events behind a cursor, as a CloudEvents batch; an empty one where there are no more',
          querystring: z.object({
            after: cursorSchema.default(firstCursor),
            limit: limit.default(upstreamLimits.pageEvents),
          }),
          response: {
            200: {
              description: 'a CloudEvents batch',
              content: { [cloudEventsBatchMediaType]: { schema: eventsPageSchema } },
            },
            ...problemAnswers,
          },
        },
      },
      async (request, reply) => {
        const page = await readEvents(db, athleteOf(request), request.query);
        return reply.type(cloudEventsBatchMediaType).send(page);
      },
    );

    server.post(
      endpoints.eventsBatch,
      {
        schema: {
          ...byToken,
          summary: 'Post up to 200 events that are not imports; each is answered by itself',
          consumes: [cloudEventsBatchMediaType, 'application/json'],
          body: eventsBatchSchema,
          response: { 200: eventsBatchAnswerSchema, ...problemAnswers },
        },
      },
      async (request) => {
        const athleteId = athleteOf(request);
        // What they are about may still wait in the queue.
        await worker.settle(athleteId);
        return { items: await postEvents(db, { athleteId, now: now() }, request.body) };
      },
    );
    done();
  };
