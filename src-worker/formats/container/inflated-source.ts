// What comes out of a packed stretch, read as a source of its own without ever holding it: for a zip that is packed within
// a zip, as in a bulk export. It flows by in one direction; whoever goes back has it inflated anew from the beginning.
import { failed, ok } from '../../contract/result.ts';
import { limits } from '../../contract/limits.ts';
import type { ByteSource } from './byte-source.ts';

/** So much of what went by is still there: a directory lies before the end that tells where it lies. */
const keptBytes = 1024 * 1024;

/** `open` begins the stream of inflated bytes anew. */
export function inflatedSource(
  sizeBytes: number,
  compressedBytes: number,
  open: () => ReadableStream<Uint8Array>,
): ByteSource {
  let reader = open().getReader();
  let held: Uint8Array[] = [];
  let [heldFrom, at] = [0, 0];

  const startAgain = async (): Promise<void> => {
    await reader.cancel();
    reader = open().getReader();
    held = [];
    [heldFrom, at] = [0, 0];
  };

  const letGoBefore = (from: number): void => {
    const needed = Math.min(from, at - keptBytes);
    for (let [first] = held; first !== undefined && heldFrom + first.length <= needed; [first] = held) {
      heldFrom += first.length;
      held.shift();
    }
  };

  return {
    sizeBytes,
    async read(from, to) {
      if (sizeBytes > limits.archiveBytes) return failed({ kind: 'archive_limit', limit: 'inflatedBytes' });
      if (sizeBytes > limits.inflateRatioFromBytes && sizeBytes > compressedBytes * limits.inflateRatio)
        return failed({ kind: 'archive_limit', limit: 'inflateRatio' });
      try {
        if (from < heldFrom) await startAgain();
        while (at < to) {
          const { done, value } = await reader.read();
          if (done) return failed({ kind: 'archive_damaged' });
          held.push(value);
          at += value.length;
          letGoBefore(from);
        }
      } catch {
        return failed({ kind: 'archive_damaged' });
      }
      const bytes = new Uint8Array(to - from);
      let pieceFrom = heldFrom;
      for (const piece of held) {
        const [first, last] = [Math.max(from, pieceFrom), Math.min(to, pieceFrom + piece.length)];
        if (first < last) bytes.set(piece.subarray(first - pieceFrom, last - pieceFrom), first - from);
        pieceFrom += piece.length;
      }
      return ok(bytes);
    },
  };
}
