// Records of an export into a journal that has none yet: all of them, or the journal stays empty.
import type { JournalAppendAnswer } from '../../src-worker/contract/journal-messages.ts';
import { inFrames } from './read-records.ts';
import type { JournalRewrite } from './rewrite.ts';

export type RestoredRecords =
  | JournalAppendAnswer
  /** The record that should have this place has another one, or none. */
  | { readonly kind: 'not_in_order'; readonly seq: number };

/**
 * The records carry their places from 1 on. The rewrite was begun when the journal was seen to be empty: what was
 * appended since makes it answer `not_at_tail`.
 */
export async function restoreRecords(
  rewrite: JournalRewrite,
  records: Iterable<unknown> | AsyncIterable<unknown>,
): Promise<RestoredRecords> {
  const order = { brokenAt: null as number | null };
  try {
    for await (const frame of inFrames(records, order)) await rewrite.add(frame);
    return await rewrite.commit();
  } catch (error) {
    await rewrite.abort();
    if (order.brokenAt !== null) return { kind: 'not_in_order', seq: order.brokenAt };
    throw error;
  }
}
