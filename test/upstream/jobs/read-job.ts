// A job as it came, checked: by its schema, and by deriving its keys anew from what its activity says.
import { z } from 'zod';
import { sourceIdentityKey } from '../../../src-worker/canonical/identity.ts';
import { idempotencyKey } from '../../../src-worker/canonical/idempotency-key.ts';
import { payloadFingerprint } from '../../../src-worker/canonical/fingerprint.ts';
import {
  importJobRequestSchema,
  sourceDisagreements,
  type ImportJobRequest,
} from '../../../src-worker/contract/upstream/import-job-request.ts';
import type { Problem } from '../../../src-worker/contract/upstream/problem.ts';
import { failed, ok, type Result } from '../../../src-worker/contract/result.ts';
import { errorsOf, problemOf } from '../problems.ts';

export interface CheckedJob {
  readonly request: ImportJobRequest;
  /** As it was sent: fields that a newer client adds are kept. */
  readonly asSent: unknown;
}

/** Only the layers that may hold more than this build knows of, and that are hashed. */
const asSentSchema = z.object({
  canonical_activity: z.looseObject({
    workout: z.looseObject({}),
    sets: z.array(z.looseObject({})).default([]),
  }),
});

export async function readJob(asSent: unknown): Promise<Result<CheckedJob, Problem>> {
  const parsed = importJobRequestSchema.safeParse(asSent);
  if (!parsed.success) return failed(problemOf('invalid_request', { errors: errorsOf(parsed.error) }));
  const request = parsed.data;
  const differing = await disagreements(request, asSent);
  if (differing.length > 0) {
    const errors = differing.map((field) => ({ pointer: `/${field}`, detail: 'disagrees' }));
    return failed(problemOf('keys_disagree', { errors }));
  }
  return ok({ request, asSent });
}

async function disagreements(request: ImportJobRequest, asSent: unknown): Promise<readonly string[]> {
  const activity = request.canonical_activity;
  const { workout, sets } = asSentSchema.parse(asSent).canonical_activity;
  const said = {
    ...activity,
    workout: { ...workout, ...activity.workout },
    sets: mergedSets(sets, activity.sets),
  };
  const derived = {
    source_identity_key: await sourceIdentityKey(activity.source),
    payload_fingerprint: await payloadFingerprint(said),
    idempotency_key: await idempotencyKey(activity.source, request.payload_fingerprint),
  };
  const keys = ['source_identity_key', 'payload_fingerprint', 'idempotency_key'] as const;
  return [...sourceDisagreements(request), ...keys.filter((key) => derived[key] !== request[key])];
}

const mergedSets = <Known extends object>(asSent: readonly object[], known: readonly Known[]): Known[] =>
  known.map((set, nth) => ({ ...asSent[nth], ...set }));
