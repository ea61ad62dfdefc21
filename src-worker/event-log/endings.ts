// How endings are counted, and which of them stands for a file. Pure; part of the projection, so that a rebuild counts alike.
import type { EndingCounts } from '../contract/import-job.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import { assertNever } from '../contract/result.ts';
import type { FileOutcome, KnownBytes } from '../store/rows.ts';

export function countEndings(entries: readonly ReceiptEntry[]): EndingCounts {
  const counts = { imported: 0, known: 0, rejected: 0, ignored: 0, failed: 0 };
  for (const entry of entries) counts[classOf(entry)] += 1;
  const sum = counts.imported + counts.known + counts.rejected + counts.ignored + counts.failed;
  // Found = imported + known + rejected + ignored + failed (domain 3): a receipt that does not balance is a bug.
  if (sum !== entries.length) throw new Error(`receipt out of balance: ${sum} of ${entries.length}`);
  return counts;
}

/** The ending that most needs a person stands for the file. */
export function outcomeOf(entries: readonly ReceiptEntry[]): FileOutcome {
  const byNeed = ['failed', 'rejected', 'imported', 'known', 'ignored'] as const;
  const present = new Set(entries.map(classOf));
  return byNeed.find((outcome) => present.has(outcome)) ?? 'ignored';
}

function classOf({ ending, status }: ReceiptEntry): FileOutcome {
  switch (ending.kind) {
    case 'created':
    case 'updated':
      return 'imported';
    case 'exact_duplicate':
    case 'deleted_by_athlete':
      return 'known';
    case 'stale_version':
    case 'version_conflict':
    case 'partial_overlap':
      return 'rejected';
    case 'not_an_activity':
      return 'ignored';
    case 'failed':
      return status === 'ignored' ? 'ignored' : 'failed';
    default:
      return assertNever(ending);
  }
}

export function addCounts(left: EndingCounts, right: EndingCounts): EndingCounts {
  return {
    imported: left.imported + right.imported,
    known: left.known + right.known,
    rejected: left.rejected + right.rejected,
    ignored: left.ignored + right.ignored,
    failed: left.failed + right.failed,
  };
}

/** Bytes all of whose activities are in the log: seeing them again needs no decoding (domain 3). */
export function wholeImports({ entries }: Pick<Receipt, 'entries'>): readonly KnownBytes[] {
  const digests = new Set(entries.map((entry) => entry.sha256).filter((sha256) => sha256 !== null));
  return [...digests]
    .map((sha256) => ({ sha256, entries: entries.filter((entry) => entry.sha256 === sha256) }))
    .filter((row) => row.entries.every(isInLog));
}

function isInLog({ ending, write, dedup }: ReceiptEntry): boolean {
  if (write === null || dedup?.rule === 'known_bytes') return false;
  return ending.kind === 'created' || ending.kind === 'updated' || ending.kind === 'exact_duplicate';
}
