// Who may come in: a bearer token opens the data of one athlete. Without one nothing of a request is read.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problems.ts';
import type { FindHolder, TokenHolder } from './tokens.ts';

const holders = new WeakMap<FastifyRequest, TokenHolder>();

/** For the routes of one role. */
export function doorFor(role: TokenHolder['role'], findHolder: FindHolder) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const holder = token === undefined ? null : findHolder(token);
    if (holder === null) await sendProblem(reply, 'unauthorized');
    else if (holder.role !== role) await sendProblem(reply, 'forbidden');
    else holders.set(request, holder);
  };
}

/** Behind the door there is one. */
export function athleteOf(request: FastifyRequest): string {
  const holder = holders.get(request);
  if (holder === undefined) throw new Error('a route without its door');
  return holder.athlete_id;
}
