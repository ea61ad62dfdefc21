// Files that may be tried again, as main and a command hear of them: which, where, since when, and why. Pure.
import { reasonToTryAgain } from '../contract/again.ts';
import type { DeadLetter } from '../contract/dead-letter.ts';
import type { DeadLetter as FoundLetter } from '../store/queries.ts';

export function toldLetters(found: readonly FoundLetter[]): DeadLetter[] {
  return found.map(({ row, receipt, isUnderWay }) => {
    // Of an archive, what stands for it is the entry that may be read another time.
    const reason = reasonToTryAgain(receipt.entries);
    const { jobId, path, failedAt } = row;
    return { jobId, path, failedAt, message: reason?.error?.message ?? '', isUnderWay };
  });
}
