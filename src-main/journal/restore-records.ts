// Records of an export into a journal that has none yet: all of them, or the journal stays empty.
import type { JournalAppendAnswer } from '../../src-worker/contract/journal-messages.ts';
import type { Journal } from './journal.ts';
import { inFrames } from './read-records.ts';

export type RestoredRecords =
  | JournalAppendAnswer
  /** The record that should have this place has another one, or none. */
  | { readonly kind: 'not_in_order'; readonly seq: number };

/** The records carry their places from 1 on. The caller sees to it that the journal is empty. */
export async function restoreRecords(
  journal: Journal,
  records: Iterable<unknown> | AsyncIterable<unknown>,
): Promise<RestoredRecords> {
  const order = { brokenAt: null as number | null };
  const rewrite = journal.rewrite();
  try {
    for await (const frame of inFrames(records, order)) await rewrite.add(frame);
    return await rewrite.commit();
  } catch (error) {
    await rewrite.abort();
    if (order.brokenAt !== null) return { kind: 'not_in_order', seq: order.brokenAt };
    throw error;
  }
}
