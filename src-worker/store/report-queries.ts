// Read-only queries that a report for support is made of. Nothing here writes.
import type { Outcome } from '../contract/outcome.ts';
import type { CooldownDatabase } from './database.ts';
import type { ReceiptNoteRow, ReceiptRow } from './rows.ts';

/** Where a listing of receipts goes on: the last one given. */
export interface ReceiptPlace {
  readonly finishedAt: string;
  readonly jobId: string;
}

/** Receipts of all imports, newest first, behind the given one. Files of one batch end at the same instant. */
export function newestReceipts(
  database: CooldownDatabase,
  behind: ReceiptPlace | null,
  limit: number,
): Promise<ReceiptRow[]> {
  if (behind === null) return database.receipts.orderBy('finishedAt').reverse().limit(limit).toArray();
  return database.receipts
    .where('finishedAt')
    .belowOrEqual(behind.finishedAt)
    .reverse()
    .filter(({ finishedAt, jobId }) => finishedAt < behind.finishedAt || jobId < behind.jobId)
    .limit(limit)
    .toArray();
}

/** How the files of all imports ended. */
export function countOutcomes(database: CooldownDatabase): Promise<Readonly<Record<Outcome, number>>> {
  const { receipts } = database;
  const ended = (outcome: Outcome) =>
    receipts
      .where('[outcome+importId+finishedAt]')
      .between([outcome, '', ''], [outcome, '\uffff', ''])
      .count();
  return database.transaction('r', receipts, async () => ({
    imported: await ended('imported'),
    known: await ended('known'),
    rejected: await ended('rejected'),
    ignored: await ended('ignored'),
    failed: await ended('failed'),
  }));
}

/** What the athlete said of receipts, by job. */
export async function notesByJob({
  receiptNotes,
}: CooldownDatabase): Promise<ReadonlyMap<string, readonly ReceiptNoteRow['note'][]>> {
  const notes = new Map<string, ReceiptNoteRow['note'][]>();
  for (const { jobId, note } of await receiptNotes.toArray()) {
    notes.set(jobId, [...(notes.get(jobId) ?? []), note]);
  }
  return notes;
}
