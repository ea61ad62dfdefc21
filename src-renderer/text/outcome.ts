// Which of the five outcomes an entry's ending belongs to; the same cut as the counts of an import.
import type { EndingCounts } from '../../src-worker/contract/import-job.ts';
import type { ReceiptEntry } from '../../src-worker/contract/receipt.ts';
import { assertNever } from '../../src-worker/contract/result.ts';

export type Outcome = keyof EndingCounts;

export function outcomeOfEntry({ ending, status }: ReceiptEntry): Outcome {
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
