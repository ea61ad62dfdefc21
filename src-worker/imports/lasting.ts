// Whether a file's ending would be the same another time, so that it need not be read again by itself. Pure.
import type { Lasting } from '../contract/engine-messages.ts';
import { againOf } from '../contract/failure.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import { isWhole } from './recognise.ts';

/** Null where it failed for a reason of the moment. `earlierParts`: of a large archive. */
export function lastingOf(
  receipt: Pick<Receipt, 'part' | 'entries'>,
  earlierParts: readonly Pick<Receipt, 'entries'>[] = [],
): Lasting | null {
  if (isWhole(receipt)) return 'in_log';
  const all = [...earlierParts.flatMap(({ entries }) => entries), ...receipt.entries];
  return all.every(staysSo) ? 'with_this_reader' : null;
}

/**
 * What the athlete has to decide, or has decided, is no reason to read it again: the receipt waits for them. But of what may
 * be erased for good nothing is written down that tells its bytes.
 */
const staysSo = ({ ending }: ReceiptEntry): boolean => {
  if (ending.kind === 'deleted_by_athlete') return false;
  return ending.kind !== 'failed' || againOf(ending.failure) === 'stays';
};
