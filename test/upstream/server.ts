// The upstream's HTTP server: routes by the contract's schemas, problems for whatever goes wrong, and the OpenAPI description that
// comes from the same schemas.
import { randomUUID } from 'node:crypto';
import swagger from '@fastify/swagger';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { cloudEventsBatchMediaType } from '../../src-worker/contract/upstream/cloud-event.ts';
import { endpoints } from '../../src-worker/contract/upstream/endpoints.ts';
import { upstreamLimits } from '../../src-worker/contract/upstream/limits.ts';
import type { ProblemKind } from '../../src-worker/contract/upstream/problem.ts';
import { doorFor } from './doors.ts';
import { sendProblem } from './problems.ts';
import { athleteRoutes } from './routes/athlete-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { flagRoutes } from './routes/flag-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { importRoutes } from './routes/import-routes.ts';
import type { UpstreamParts } from './upstream-parts.ts';

export async function upstreamServer(parts: UpstreamParts): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: upstreamLimits.bodyBytes,
    genReqId: () => randomUUID(),
    // Streams of flags stay open for as long as anybody listens.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 255 },
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler<FastifyError>((error, _request, reply) => {
    const kind = kindOf(error);
    if (kind === 'internal' || kind === 'unavailable') parts.onTrouble(error);
    return sendProblem(reply, kind, { ...pointersOf(error) });
  });
  server.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'));
  server.addContentTypeParser(
    cloudEventsBatchMediaType,
    { parseAs: 'string' },
    server.getDefaultJsonParser('error', 'error'),
  );
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cooldown upstream',
        version: '1',
        description: 'What a companion sends, asks for and is told.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  await server.register(healthRoutes(parts));
  await server.register(async (behindDoor) => {
    behindDoor.addHook('onRequest', doorFor('athlete', parts.findHolder));
    await behindDoor.register(importRoutes(parts));
    await behindDoor.register(eventRoutes(parts));
    await behindDoor.register(athleteRoutes(parts));
    await behindDoor.register(flagRoutes(parts));
  });
  server.get(endpoints.openapi, { schema: { hide: true } }, () => server.swagger());
  return server;
}

/** By what Fastify, the drivers and the system call it. */
const kindsByCode: Readonly<Record<string, ProblemKind>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  ETIMEDOUT: 'unavailable',
};
/** Connections that broke, and a server that is going down or is out of something. */
const unavailableSqlState = /^(?:08|53|57)[0-9A-Z]{3}$/;

function kindOf(error: FastifyError): ProblemKind {
  const known = kindsByCode[error.code];
  if (known !== undefined) return known;
  if (
    unavailableSqlState.test(error.code) ||
    error.message.includes('timeout exceeded when trying to connect')
  ) {
    return 'unavailable';
  }
  // What can't be parsed or validated is the request's own fault, as Fastify says by its status.
  return error.statusCode !== undefined && error.statusCode < 500 ? 'invalid_request' : 'internal';
}

function pointersOf(error: FastifyError) {
  if (!hasZodFastifySchemaValidationErrors(error)) return {};
  return {
    errors: error.validation.map(({ instancePath, keyword }) => ({
      pointer: instancePath,
      detail: keyword,
    })),
  };
}
