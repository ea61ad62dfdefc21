// Receipts to count, and days to judge: what is not said is a ride from one device that was added, and nothing else.
import type { FailureClass, FailureCode } from '../../../src-worker/contract/failure.ts';
import type { Ending, ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { daysWith } from '../../../src-worker/quality/count-days.ts';
import type { QualityCounts, QualityDayRow } from '../../../src-worker/store/rows.ts';
import { rideEntry } from '../../renderer/receipt-samples.ts';

type Write = NonNullable<ReceiptEntry['write']>;

const writeOf = (result: Write['result']): Write => ({
  result,
  eventId: 'event-1',
  idempotencyKey: 'external-import-1',
  sourceIdentityKey: 'external-activity-0001',
  payloadFingerprint: 'f'.repeat(20),
});

/** A ride that was added. */
export const added = (changes: Partial<ReceiptEntry> = {}): ReceiptEntry => ({
  ...rideEntry,
  write: writeOf('created'),
  ...changes,
});

/** The same ride once more: its content stands on the receipt, and nothing was written. */
export const skipped = (changes: Partial<ReceiptEntry> = {}): ReceiptEntry =>
  added({ ending: { kind: 'exact_duplicate' }, write: writeOf('duplicate_skipped'), ...changes });

export const rejected = (kind: 'stale_version' | 'version_conflict' | 'partial_overlap'): ReceiptEntry =>
  added({ ending: { kind }, status: 'failed', write: null, error: errorOf('dedup', kind) });

const failureOf = {
  parse: { kind: 'empty_file' },
  mapping: { kind: 'not_mappable', field: 'session.started_at', detail: 'the file names no time' },
  validation: { kind: 'not_valid', field: 'session.ended_at', detail: 'lies before the start' },
  other: { kind: 'permission_denied' },
} as const satisfies Record<string, Extract<Ending, { kind: 'failed' }>['failure']>;

const codeOf = {
  parse: 'parse_error',
  mapping: 'mapping_error',
  validation: 'validation_error',
  other: 'read_error',
} as const satisfies Record<keyof typeof failureOf, FailureCode>;

export const notTakenIn = (failureClass: keyof typeof failureOf): ReceiptEntry =>
  added({
    ending: { kind: 'failed', failure: failureOf[failureClass] },
    status: 'failed',
    write: null,
    error: errorOf(failureClass, codeOf[failureClass]),
  });

function errorOf(failureClass: FailureClass, code: FailureCode): NonNullable<ReceiptEntry['error']> {
  return { code, class: failureClass, field: null, message: '', hint: '' };
}

/** A link among the files: there was nothing to read. */
export const passedOver: ReceiptEntry = {
  ...notTakenIn('other'),
  ending: { kind: 'failed', failure: { kind: 'link_skipped' } },
  status: 'ignored',
};

export const receiptOf = (finishedAt: string, ...entries: readonly ReceiptEntry[]) => ({
  finishedAt,
  entries: [...entries],
});

const nothing = daysWith(new Map(), [receiptOf('2026-06-01T10:00:00Z')]);

/** What is not said is 0. */
export function countsWith(changes: Partial<QualityCounts>): QualityCounts {
  const [day] = nothing;
  if (day === undefined) throw new Error('no day');
  return { ...day.counts, ...changes };
}

export const dayWith = (day: string, changes: Partial<QualityCounts>): QualityDayRow => ({
  day,
  counts: countsWith(changes),
});
