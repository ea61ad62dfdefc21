// Records to the bytes of a frame's payload and back: JSON, raw deflate. What comes back is parsed, as from any disk.
import { deflate, inflate } from '../contract/deflate.ts';
import { frameAt, type JournalFrame } from '../contract/journal-frame.ts';
import { journalRecordSchema, type JournalRecord } from '../contract/journal-record.ts';
import type { AcceptedRecords } from './apply.ts';

export async function encodeRecords(records: readonly JournalRecord[]): Promise<Uint8Array<ArrayBuffer>> {
  return deflate(new TextEncoder().encode(JSON.stringify(records)));
}

async function decodeFrame({ payload }: JournalFrame): Promise<readonly JournalRecord[]> {
  const text = new TextDecoder().decode(await inflate(payload));
  return journalRecordSchema.array().parse(JSON.parse(text));
}

/** Whole frames, as main serves them, in order. */
export async function decodeFrames(
  epoch: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<readonly AcceptedRecords[]> {
  const decoded: AcceptedRecords[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const frame = frameAt(bytes, offset);
    if (frame === null) throw new Error('main served half a frame');
    offset += frame.bytes;
    decoded.push({
      records: await decodeFrame(frame),
      head: { epoch, seq: frame.lastSeq, hash: frame.hash },
    });
  }
  return decoded;
}
