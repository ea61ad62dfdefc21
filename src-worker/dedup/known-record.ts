// What the policy looks at: an incoming activity, what is known of its identity, and the decision between them.
import type { ComparedValue, DedupDecision, DedupOutcome } from '../contract/dedup-verdict.ts';
import type { IngestionMethod } from '../contract/external-activity.ts';

export interface IncomingActivity {
  readonly version: string | null;
  readonly fingerprint: string;
  readonly ingestionMethod: IngestionMethod;
  /** Of a re-read: compared with what stands in everything that it says, also in what no fingerprint holds. */
  readonly againstStanding?: 'same' | 'changed';
}

/** One version of this identity that is known, and the event that tells of it. Callers may put more on it. */
export interface KnownRecord {
  readonly eventId: string;
  readonly version: string | null;
  readonly fingerprint: string;
}

/** The row of domain 4 that decided; or domain 3's rules on reader revisions and on bytes. */
export type DedupRule =
  | 'row_0'
  | 'row_1'
  | 'row_2'
  | 'row_3'
  | 'row_4'
  | 'row_5'
  | 'row_6'
  | 'row_7'
  | 'row_8'
  | 'row_9'
  | 'other_revision'
  | 're_read'
  | 'known_bytes';

export interface Decided<Known extends KnownRecord> {
  readonly decision: DedupDecision;
  readonly outcome: DedupOutcome;
  readonly rule: DedupRule;
  readonly matched: Known | null;
  readonly compared: readonly ComparedValue[];
  /**
   * True where the content that stands has arrived under a newer version: nothing is written, but the incoming
   * version has to be kept as one more known record of `matched.eventId`. Without that memory a copy between
   * the two versions would be judged by the order of arrival.
   */
  readonly raisesKnownVersion: boolean;
}
