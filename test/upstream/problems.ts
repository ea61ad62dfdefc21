// Problems as they are made here, in one place: by kind, with what is wrong where. Values of a request are never quoted.
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import {
  problemMediaType,
  problemTable,
  problemType,
  type Problem,
  type ProblemKind,
} from '../../src-worker/contract/upstream/problem.ts';

type Extras = Pick<Problem, 'detail' | 'errors' | 'instance'>;

export function problemOf(kind: ProblemKind, extras: Extras = {}): Problem {
  const { status, title } = problemTable[kind];
  return { type: problemType(kind), title, status, ...extras };
}

/** Seconds after which it is worth to ask again. */
const retryAfterSeconds: Partial<Record<ProblemKind, number>> = { too_many_requests: 5, unavailable: 5 };

export function sendProblem(reply: FastifyReply, kind: ProblemKind, extras: Extras = {}): FastifyReply {
  const problem = problemOf(kind, { instance: `urn:request:${reply.request.id}`, ...extras });
  const seconds = retryAfterSeconds[kind];
  if (seconds !== undefined) void reply.header('Retry-After', String(seconds));
  if (kind === 'unauthorized') void reply.header('WWW-Authenticate', 'Bearer');
  return reply.code(problemTable[kind].status).type(problemMediaType).send(problem);
}

/** As JSON pointers. */
export const errorsOf = (error: z.ZodError): NonNullable<Problem['errors']> =>
  error.issues.map(({ path, code }) => ({
    pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: code,
  }));
