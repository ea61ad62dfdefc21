// The journal as records: for the export, which gives away everything, and for the restore, which brings it back.
import { z } from 'zod';
import { frameAt } from '../../src-worker/contract/journal-frame.ts';
import type { NewFrame } from './frame.ts';
import type { Journal } from './journal.ts';
import { decodePayload, encodePayload } from './payload.ts';

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
