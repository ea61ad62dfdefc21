// Records to the bytes of a frame's payload and back: JSON, raw deflate. What comes back is parsed, as from any disk.
import { frameAt, type JournalFrame } from '../contract/journal-frame.ts';
import { journalRecordSchema, type JournalRecord } from '../contract/journal-record.ts';
import type { AcceptedRecords } from './apply.ts';

export async function encodeRecords(records: readonly JournalRecord[]): Promise<Uint8Array<ArrayBuffer>> {
  return through(new TextEncoder().encode(JSON.stringify(records)), new CompressionStream('deflate-raw'));
}

async function decodeFrame({ payload }: JournalFrame): Promise<readonly JournalRecord[]> {
  const text = new TextDecoder().decode(await through(payload, new DecompressionStream('deflate-raw')));
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

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Response(bytes).body?.pipeThrough(transform);
  return new Uint8Array(await new Response(packed ?? null).arrayBuffer());
}
