// Deflated bytes by the browser's own stream, counted while they come out: a bomb is stopped, not unpacked.
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** What one file may inflate to, all members together; every inflation takes from it. */
export interface InflateBudget {
  bytesLeft: number;
}

export const inflateBudget = (): InflateBudget => ({ bytesLeft: limits.inflatedBytes });

type Compression = 'gzip' | 'deflate-raw';

/** Everything that comes out, or why not. */
export async function inflate(
  compressed: Uint8Array<ArrayBuffer>,
  compression: Compression,
  budget: InflateBudget,
): Promise<Result<Uint8Array<ArrayBuffer>, ParseFailure>> {
  const chunks: Uint8Array[] = [];
  let inflatedBytes = 0;
  const reader = decompressed(compressed, compression).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      inflatedBytes += value.length;
      budget.bytesLeft -= value.length;
      const tooTight =
        inflatedBytes > limits.inflateRatioFromBytes &&
        inflatedBytes > compressed.length * limits.inflateRatio;
      if (tooTight || budget.bytesLeft < 0) {
        await reader.cancel();
        return failed({ kind: 'archive_limit', limit: tooTight ? 'inflateRatio' : 'inflatedBytes' });
      }
      chunks.push(value);
    }
  } catch {
    return failed({ kind: 'archive_damaged' });
  }
  return ok(joined(chunks, inflatedBytes));
}

export interface Beginning {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Damage was met before there was enough. */
  readonly damaged: boolean;
}

/** As much of the beginning as there is, up to `wantedBytes`; damage behind it is not looked for. */
export async function inflateBeginning(
  compressed: Uint8Array<ArrayBuffer>,
  compression: Compression,
  wantedBytes: number,
): Promise<Beginning> {
  const chunks: Uint8Array[] = [];
  let inflatedBytes = 0;
  let damaged = false;
  const reader = decompressed(compressed, compression).getReader();
  try {
    while (inflatedBytes < wantedBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      inflatedBytes += value.length;
    }
    await reader.cancel();
  } catch {
    damaged = true;
  }
  return { bytes: joined(chunks, inflatedBytes).slice(0, wantedBytes), damaged };
}

const decompressed = (
  compressed: Uint8Array<ArrayBuffer>,
  compression: Compression,
): ReadableStream<Uint8Array> =>
  new Blob([compressed]).stream().pipeThrough(new DecompressionStream(compression));

function joined(chunks: readonly Uint8Array[], totalBytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(totalBytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
