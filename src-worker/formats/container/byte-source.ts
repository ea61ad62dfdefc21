// Bytes that lie somewhere else and are read a stretch at a time, so that an archive of any size takes the same memory.
import type { ParseFailure } from '../../contract/failure.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

export type Stretch = Result<Uint8Array<ArrayBuffer>, ParseFailure>;

export interface ByteSource {
  readonly sizeBytes: number;
  /** All bytes from there up to, and without, `to`: never fewer. `to` lies within the source. */
  read(from: number, to: number): Promise<Stretch>;
}

/** How much is asked for at once: members lie side by side, and a request costs more than their bytes. */
const blockBytes = 4 * 1024 * 1024;

export const bytesInMemory = (bytes: Uint8Array<ArrayBuffer>): ByteSource => ({
  sizeBytes: bytes.length,
  read: (from, to) => Promise.resolve(ok(bytes.subarray(from, to))),
});

/** Remembers the block it read last. `fetchBytes` gives null where the bytes are gone. */
export function bytesInBlocks(
  sizeBytes: number,
  fetchBytes: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer> | null>,
): ByteSource {
  let block = { from: 0, bytes: new Uint8Array() };
  return {
    sizeBytes,
    async read(from, to) {
      const isHeld = from >= block.from && to <= block.from + block.bytes.length;
      if (!isHeld) {
        const end = Math.min(sizeBytes, Math.max(to, from + blockBytes));
        const bytes = await fetchBytes(from, end);
        if (bytes?.length !== end - from) return failed({ kind: 'staged_copy_missing' });
        block = { from, bytes };
      }
      return ok(block.bytes.subarray(from - block.from, to - block.from));
    },
  };
}

/** Of what comes from its beginning to its end only: fetched when it is first asked for, and held. */
export function bytesAsAWhole(
  sizeBytes: number,
  fetchBytes: () => Promise<Uint8Array<ArrayBuffer> | null>,
): ByteSource {
  const fetchAll = async (): Promise<Stretch> => {
    const bytes = await fetchBytes();
    return bytes?.length === sizeBytes ? ok(bytes) : failed({ kind: 'staged_copy_missing' });
  };
  let fetched: Promise<Stretch> | null = null;
  return {
    sizeBytes,
    async read(from, to) {
      const all = await (fetched ??= fetchAll());
      return all.ok ? ok(all.value.subarray(from, to)) : all;
    },
  };
}

/** What lies between two places of another source, as in a zip that is stored within a zip. */
export const bytesWithin = (source: ByteSource, within: { from: number; to: number }): ByteSource => ({
  sizeBytes: within.to - within.from,
  read: (from, to) => source.read(within.from + from, within.from + to),
});

/** The bytes between two places, in pieces, none of them before it is asked for. A failure breaks the stream. */
export function streamOf(
  source: ByteSource,
  { from, to }: { readonly from: number; readonly to: number },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieceBytes = 64 * 1024;
  let at = from;
  return new ReadableStream(
    {
      async pull(controller) {
        if (at >= to) {
          controller.close();
          return;
        }
        const piece = await source.read(at, Math.min(to, at + pieceBytes));
        if (!piece.ok) {
          controller.error(new Error(piece.failure.kind));
          return;
        }
        at += piece.value.length;
        controller.enqueue(piece.value);
      },
    },
    { highWaterMark: 0 },
  );
}
