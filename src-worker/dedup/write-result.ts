// What a decision writes: an event once, and never the same one twice (domain 5).
import type { DedupDecision } from '../contract/dedup-verdict.ts';
import { assertNever } from '../contract/result.ts';

export type WriteResult = 'created' | 'duplicate_skipped' | 'idempotent_replay';

/**
 * What the receipt's write result is; only `created` appends an event. Null for a rejection, which writes nothing
 * and has an error code instead.
 */
export function writeResult(asked: {
  readonly decision: DedupDecision;
  /** An event with this idempotency key is in the log. */
  readonly keyIsKnown: boolean;
}): WriteResult | null {
  switch (asked.decision) {
    case 'create':
    case 'update':
      return asked.keyIsKnown ? 'idempotent_replay' : 'created';
    case 'skip':
      return 'duplicate_skipped';
    case 'reject':
      return null;
    default:
      return assertNever(asked.decision);
  }
}
