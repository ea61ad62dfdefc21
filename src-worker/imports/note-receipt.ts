// What a person thinks of a receipt, written down: a statement, kept as it was made. It changes nothing that was taken in.
import type { NoteAnswer } from '../contract/note-answer.ts';
import type { ReceiptNote } from '../contract/journal-record.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { CooldownDatabase } from '../store/database.ts';

export interface NoteTools {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly now: () => Date;
}

export async function noteReceipt(
  { database, eventLog, now }: NoteTools,
  { jobId, note }: { readonly jobId: string; readonly note: ReceiptNote },
): Promise<NoteAnswer> {
  const made: NoteAnswer[] = [];
  const accepted = await eventLog.accept(async () => {
    const answer = await answerTo(database, jobId, note);
    made.push(answer);
    if (answer.kind !== 'noted') return [];
    return [{ kind: 'receipt_noted', jobId, note, notedAt: now().toISOString() }];
  });
  // Made anew at each try: the last one is what was written.
  return accepted === null ? { kind: 'not_now' } : (made.at(-1) ?? { kind: 'not_now' });
}

async function answerTo(
  { receipts, receiptNotes }: CooldownDatabase,
  jobId: string,
  note: ReceiptNote,
): Promise<NoteAnswer> {
  if ((await receipts.get(jobId)) === undefined) return { kind: 'not_found' };
  return { kind: (await receiptNotes.get([jobId, note])) === undefined ? 'noted' : 'already' };
}
