// What the upstream answers when it does not do what was asked: RFC 9457 problems of a closed list. A client decides by the
// type, then by the status; a type that it does not know is judged by the status alone.
import { z } from 'zod';

/** A sentence per row: the title is what a person reads. */
export const problemTable = {
  invalid_request: { status: 400, title: 'The request is not as the contract has it.' },
  key_missing: { status: 400, title: 'The request needs an Idempotency-Key.' },
  unauthorized: { status: 401, title: 'There is no valid token with the request.' },
  forbidden: { status: 403, title: 'This token does not open this endpoint.' },
  not_found: { status: 404, title: 'There is nothing here.' },
  /** The same request succeeds later, under the same key. */
  in_progress: { status: 409, title: 'What this request follows is still being worked on.' },
  payload_too_large: { status: 413, title: 'The request is larger than one may be; send it in parts.' },
  unsupported_media_type: { status: 415, title: 'The body is of a kind that is not read here.' },
  key_reused: { status: 422, title: 'This key was used before, for other content.' },
  /** Identity, fingerprint, key or source beside the activity are not those of the activity. */
  keys_disagree: { status: 422, title: 'The keys of the job are not those of its activity.' },
  too_many_requests: { status: 429, title: 'There are too many requests; come back later.' },
  internal: { status: 500, title: 'Something went wrong here that the request is not to blame for.' },
  unavailable: { status: 503, title: 'The service can not answer now; come back later.' },
} as const;
export type ProblemKind = keyof typeof problemTable;

const prefix = 'urn:cooldown:problem:';

/** The `type` of a problem. */
export const problemType = (kind: ProblemKind): string => `${prefix}${kind}`;

/** The kind that a `type` names; null for one that this build does not know. */
export function problemKindOf(type: string): ProblemKind | null {
  const name = type.startsWith(prefix) ? type.slice(prefix.length) : '';
  return isKind(name) ? name : null;
}

const isKind = (name: string): name is ProblemKind => Object.hasOwn(problemTable, name);

export const problemMediaType = 'application/problem+json';

export const problemSchema = z.object({
  type: z.string().default('about:blank'),
  title: z.string().optional(),
  status: z.int().min(400).max(599).optional(),
  detail: z.string().optional(),
  /** The request that it answers, as the server's log names it. */
  instance: z.string().optional(),
  /** What is wrong where; values are never quoted. */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
