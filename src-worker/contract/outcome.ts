// Which of the five outcomes an ending belongs to, for counts, marks and filters alike.
import type { EndingCounts } from './import-job.ts';
import type { ReceiptEntry } from './receipt.ts';
import { assertNever } from './result.ts';

export type Outcome = keyof EndingCounts;

export function outcomeOfEntry({ ending, status }: Pick<ReceiptEntry, 'ending' | 'status'>): Outcome {
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
      // Where nothing went wrong there simply was no file to read: a pipe, a link inside a folder.
      return status === 'ignored' ? 'ignored' : 'failed';
    default:
      return assertNever(ending);
  }
}

/** Found = imported + known + rejected + ignored + failed (domain 3): each entry counts once. */
export function countEndings(entries: readonly ReceiptEntry[]): EndingCounts {
  const counts = { imported: 0, known: 0, rejected: 0, ignored: 0, failed: 0 };
  for (const entry of entries) counts[outcomeOfEntry(entry)] += 1;
  return counts;
}
