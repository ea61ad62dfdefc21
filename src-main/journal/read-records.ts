// The journal as records: for the export, which gives away everything, and for the restore, which brings it back.
import { join } from 'node:path';
import { z } from 'zod';
import { frameAt } from '../../src-worker/contract/journal-frame.ts';
import type { JournalHead } from '../../src-worker/contract/journal-record.ts';
import type { JournalTrouble } from '../../src-worker/contract/journal-messages.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { tailOf } from './chain.ts';
import { journalName, lockName, writeJournal, type DraftParts } from './draft.ts';
import type { NewFrame } from './frame.ts';
import type { Journal } from './journal.ts';
import { decodePayload, encodePayload } from './payload.ts';
import { openTrouble } from './system-trouble.ts';

const aboutBytes = 1024 * 1024;

/** All that were accepted before it began. Rejects where the disk does not answer, or the journal is rewritten meanwhile. */
export async function* readRecords(journal: Journal): AsyncGenerator {
  const { epoch, seq: last } = journal.tail;
  let seq = 0;
  while (seq < last) {
    const frames = await journal.framesAfter(epoch, seq, aboutBytes);
    if (frames === null) throw new Error('the journal was rewritten while it was read');
    const bytes = new Uint8Array(frames);
    let offset = 0;
    for (let frame = frameAt(bytes, 0); frame !== null && seq < last; frame = frameAt(bytes, offset)) {
      yield* decodePayload(frame.payload);
      seq = frame.lastSeq;
      offset += frame.bytes;
    }
  }
}

export type RestoreFailure =
  | JournalTrouble
  /** There is a journal in this folder. */
  | { readonly kind: 'not_empty' }
  /** The record that should have this place has another one, or none. */
  | { readonly kind: 'not_in_order'; readonly seq: number };

/** Begins a journal with these records, which carry their places from 1 on. All of them, or no journal. */
export async function createJournalFrom(
  records: Iterable<unknown> | AsyncIterable<unknown>,
  parts: DraftParts,
): Promise<Result<JournalHead, RestoreFailure>> {
  const { fs, folder } = parts;
  const order = { brokenAt: null as number | null };
  try {
    const lock = await fs.lock(join(folder, lockName));
    if (lock === null) return failed({ kind: 'not_available', systemCode: 'EBUSY' });
    try {
      if ((await fs.names(folder)).includes(journalName)) return failed({ kind: 'not_empty' });
      return ok(tailOf(await writeJournal(parts, inFrames(records, order))));
    } finally {
      lock.release();
    }
  } catch (error) {
    if (order.brokenAt !== null) return failed({ kind: 'not_in_order', seq: order.brokenAt });
    return failed(openTrouble(error));
  }
}

const recordsPerFrame = 64;
const placedSchema = z.object({ seq: z.int() });

export async function* inFrames(
  records: Iterable<unknown> | AsyncIterable<unknown>,
  order: { brokenAt: number | null },
): AsyncGenerator<NewFrame> {
  let seq = 0;
  let batch: unknown[] = [];
  const frame = (): NewFrame => ({
    firstSeq: seq - batch.length + 1,
    lastSeq: seq,
    payload: encodePayload(batch),
  });
  for await (const record of records) {
    seq += 1;
    if (placedSchema.safeParse(record).data?.seq !== seq) {
      order.brokenAt = seq;
      throw new Error('a record is out of order');
    }
    batch.push(record);
    if (batch.length < recordsPerFrame) continue;
    yield frame();
    batch = [];
  }
  if (batch.length > 0) yield frame();
}
