// One decision for one incoming activity against all that is known of its identity (domain 4). Pure and total.
import type { ComparedValue } from '../contract/dedup-verdict.ts';
import type { IngestionMethod } from '../contract/external-activity.ts';
import type { Decided, IncomingActivity, KnownRecord } from './known-record.ts';
import { factsOf, policyTable } from './policy.ts';

/**
 * Decides by the policy table of domain 4 (order 0, 1, 2, 3, 9, 4, 5, 8; without a version 6, 7), with domain 3's
 * rule on reader revisions after the rows on equal versions. `known` in the order in which it came to be known.
 */
export function decide<Known extends KnownRecord>(question: {
  readonly incoming: IncomingActivity;
  readonly known: readonly Known[];
  /** It, or a `same_recording` of it, was deleted by the athlete and not brought back. */
  readonly deleted: boolean;
}): Decided<Known> {
  const facts = factsOf(question);
  for (const { rule, decision, outcome, match } of policyTable) {
    const found = match(facts);
    if (found === null) continue;
    const { matched } = found;
    return {
      decision,
      outcome,
      rule,
      matched,
      compared: matched === null ? [] : compared(question.incoming, matched),
      raisesKnownVersion:
        ((rule === 'row_9' || rule === 're_read') && decision === 'skip' && facts.age === 'newer') ||
        (rule === 'row_8' && decision === 'skip'),
    };
  }
  throw new Error('the policy table has a hole');
}

function compared(incoming: IncomingActivity, known: KnownRecord): readonly ComparedValue[] {
  return [
    { field: 'external_event_version', known: known.version, incoming: incoming.version },
    { field: 'payload_fingerprint', known: known.fingerprint, incoming: incoming.fingerprint },
  ];
}

/**
 * Before anything is decoded (domain 3): an activity of bytes whose SHA-256 was imported whole before. Ask once for
 * each activity that those bytes gave. Null where the bytes have to be read all the same: `manual_backfill`
 * re-reads an archived original on purpose, and its bytes are always known.
 */
export function decideKnownBytes<Known extends KnownRecord>(question: {
  /** SHA-256 of the inflated bytes, the same on both sides. */
  readonly sha256: string;
  readonly known: Known;
  readonly deleted: boolean;
  readonly ingestionMethod: IngestionMethod;
}): Decided<Known> | null {
  const { sha256, known, deleted, ingestionMethod } = question;
  if (ingestionMethod === 'manual_backfill') return null;
  return {
    decision: 'skip',
    ...(deleted
      ? ({ outcome: 'deleted_by_athlete', rule: 'row_0' } as const)
      : ({ outcome: 'exact_duplicate', rule: 'known_bytes' } as const)),
    matched: known,
    compared: [{ field: 'raw_payload_hash', known: sha256, incoming: sha256 }],
    raisesKnownVersion: false,
  };
}
