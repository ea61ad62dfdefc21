// Whether a file may be tried again, by what became of its entries. Pure.
import { againOf, type Again } from './failure.ts';
import type { ReceiptEntry } from './receipt.ts';

const againOfEntry = ({ ending }: ReceiptEntry): Again =>
  ending.kind === 'failed' ? againOf(ending.failure) : 'stays';

/** One entry that may be read another time is reason enough to read its archive another time. */
export function againOfEntries(entries: readonly ReceiptEntry[]): Again {
  const all = entries.map(againOfEntry);
  return (['may_pass', 'may_be_back'] as const).find((again) => all.includes(again)) ?? 'stays';
}

/** The entry that is the reason. */
export const reasonToTryAgain = (entries: readonly ReceiptEntry[]): ReceiptEntry | null =>
  entries.find((entry) => againOfEntry(entry) !== 'stays') ?? null;
