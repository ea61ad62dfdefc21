// One queued job against what is known of its identity: the same policy as on the athlete's machine. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { DedupRule, KnownRecord } from '../../../src-worker/dedup/known-record.ts';
import { decide } from '../../../src-worker/dedup/decide.ts';
import { writeResult } from '../../../src-worker/dedup/write-result.ts';
import type { ExternalActivity } from '../../../src-worker/contract/external-activity.ts';
import type { ImportJobRequest } from '../../../src-worker/contract/upstream/import-job-request.ts';
import type {
  UpstreamErrorCode,
  UpstreamJobStatus,
} from '../../../src-worker/contract/upstream/job-status.ts';
import type { DedupOutcome } from '../../../src-worker/contract/dedup-verdict.ts';
import { ruleReasons } from '../../../src-worker/imports/rule-reasons.ts';

export interface KnownOfIdentity {
  /** In the order in which they came to be known. */
  readonly versions: readonly KnownRecord[];
  /** It, or another form of the same recording, was deleted by the athlete. */
  readonly deleted: boolean;
  /** Of the event that bears the job's key already, if there is one. */
  readonly eventIdOfKey: string | null;
  /** What stands; asked for only where an original was read again. */
  readonly standing: ExternalActivity | null;
}

type Ended = Extract<UpstreamJobStatus, { status: 'completed' | 'failed' }>;

export interface Judged {
  readonly status: Ended['status'];
  readonly receipt: Ended['receipt'];
  /** True where the job's event is to be written, with the id that was given. */
  readonly creates: boolean;
  /** What is known from now on, beside what was. */
  readonly learned: KnownRecord | null;
}

/** `newEventId`: what the event is called, if one is written. */
export function judgeJob(request: ImportJobRequest, known: KnownOfIdentity, newEventId: string): Judged {
  const incoming = {
    version: request.canonical_activity.source.external_event_version ?? null,
    fingerprint: request.payload_fingerprint,
    ingestionMethod: request.ingestion_method,
    ...(known.standing !== null && {
      againstStanding: saysTheSame(request.canonical_activity, known.standing)
        ? ('same' as const)
        : ('changed' as const),
    }),
  };
  const decided = decide({ incoming, known: known.versions, deleted: known.deleted });
  const { decision, outcome, rule, matched } = decided;
  const dedup = { decision, outcome, reason: reasonOf(rule) };
  const result = writeResult({ decision, keyIsKnown: known.eventIdOfKey !== null });
  if (result === null) {
    const error = { code: codeOf(outcome), class: 'dedup' as const, message: dedup.reason };
    return { status: 'failed', receipt: { dedup, write: null, error }, creates: false, learned: null };
  }
  const creates = result === 'created';
  const event_id = creates ? newEventId : (known.eventIdOfKey ?? matched?.eventId ?? null);
  const version = { version: incoming.version, fingerprint: incoming.fingerprint };
  return {
    status: 'completed',
    receipt: { dedup, write: { result, event_id }, error: null },
    creates,
    learned: creates
      ? { eventId: newEventId, ...version }
      : decided.raisesKnownVersion && matched !== null
        ? { eventId: matched.eventId, ...version }
        : null,
  };
}

const reasonOf = (rule: DedupRule): string => ruleReasons[rule];

/** Only what is rejected has one. */
function codeOf(outcome: DedupOutcome): UpstreamErrorCode {
  switch (outcome) {
    case 'stale_version':
    case 'version_conflict':
    case 'partial_overlap':
      return outcome;
    case 'new_activity':
    case 'version_update':
    case 'exact_duplicate':
    case 'deleted_by_athlete':
      throw new Error(`${outcome} is no rejection`);
    default:
      return outcome satisfies never;
  }
}

/** In everything but when and how it was read. */
function saysTheSame(incoming: ExternalActivity, standing: ExternalActivity): boolean {
  const [left, right] = [incoming, standing].map(({ workout, session, sets, provenance }) => {
    const { field_provenance, unsupported_fields, warnings } = provenance;
    return { workout, session, sets, field_provenance, unsupported_fields, warnings };
  });
  return isDeepStrictEqual(left, right);
}
