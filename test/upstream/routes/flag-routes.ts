import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FastifyError } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpoints } from '../../../src-worker/contract/upstream/endpoints.ts';
import {
  ofrepAnswerSchema,
  ofrepErrorSchema,
  ofrepRequestSchema,
  type OfrepAnswer,
  type OfrepRequest,
} from '../../../src-worker/contract/upstream/ofrep.ts';
import { signedAnswer } from '../flags/sign-flags.ts';
import type { UpstreamParts } from '../upstream-parts.ts';
import { byToken, problemAnswers } from './answers.ts';

/** So that whoever is between the two does not take the stream for dead. */
const heartbeatMs = 20_000;

/** Flags by OFREP, and the stream that says when to ask again. */
export const flagRoutes =
  (parts: UpstreamParts): FastifyPluginCallbackZod =>
  (server, _options, done) => {
    server.post(
      endpoints.flags,
      {
        schema: {
          ...byToken,
          summary: 'Evaluate all flags for one installation (OFREP)',
          headers: z.object({ 'if-none-match': z.string().optional() }),
          body: ofrepRequestSchema,
          response: {
            200: ofrepAnswerSchema,
            304: z.null().describe('what the client has still holds'),
            400: ofrepErrorSchema,
            ...problemAnswers,
          },
        },
        errorHandler: (error, _request, reply) => {
          if (!isClientsFault(error)) throw error;
          void reply.code(400).send({ errorCode: errorCodeOf(error) });
        },
      },
      async (request, reply) => {
        const answer = answerTo(request.body, parts);
        const etag = `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url')}"`;
        void reply.header('ETag', etag);
        if (isStillHeld(request.headers['if-none-match'], etag)) return reply.code(304).send(null);
        return answer;
      },
    );

    const streams = new Set<ServerResponse>();
    const stopListening = parts.flags.onChange(() => {
      for (const stream of streams) stream.write(refetch(parts));
    });
    const beating = setInterval(() => {
      for (const stream of streams) stream.write(':\n\n');
    }, heartbeatMs);
    server.addHook('preClose', (closed) => {
      stopListening();
      clearInterval(beating);
      for (const stream of streams) stream.end();
      closed();
    });

    server.get(
      endpoints.flagsStream,
      {
        schema: {
          ...byToken,
          summary: 'Says when flags changed (server-sent events)',
          response: problemAnswers,
        },
      },
      (_request, reply) => {
        reply.hijack();
        const stream = reply.raw;
        stream.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
        // What changed before anybody listened is told at once.
        stream.write(refetch(parts));
        streams.add(stream);
        stream.once('close', () => streams.delete(stream));
      },
    );
    done();
  };

const refetch = ({ flags }: UpstreamParts): string =>
  `data: ${JSON.stringify({ type: 'refetchEvaluation', lastModified: flags.version() })}\n\n`;

function answerTo({ context }: OfrepRequest, { flags, signingKey, now }: UpstreamParts): OfrepAnswer {
  const answer = { flags: flags.evaluate(z.record(z.string(), z.json()).parse(context)) };
  const { targetingKey } = context;
  const signed =
    signingKey === null
      ? answer
      : signedAnswer(answer, { key: signingKey, targetingKey, version: flags.version(), now: now() });
  return { ...signed, eventStreams: [{ type: 'sse', url: endpoints.flagsStream }] };
}

const isStillHeld = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((held) => held.trim().replace(/^W\//, '') === etag) ?? false;

const isClientsFault = (error: FastifyError): boolean =>
  error.validation !== undefined || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY';

function errorCodeOf(error: FastifyError): z.output<typeof ofrepErrorSchema>['errorCode'] {
  if (error.validation === undefined) return 'PARSE_ERROR';
  const isKey = error.validation.some(({ instancePath }) => instancePath.endsWith('/targetingKey'));
  return isKey ? 'TARGETING_KEY_MISSING' : 'INVALID_CONTEXT';
}
