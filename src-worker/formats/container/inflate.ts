// Deflated bytes by the browser's own stream, counted while they come out: a bomb is stopped, not unpacked.
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** What one file or member may inflate to, through all its packings; every inflation takes from it. */
export interface InflateBudget {
  bytesLeft: number;
}

export const inflateBudget = (): InflateBudget => ({ bytesLeft: limits.inflatedBytes });

export type Compression = 'gzip' | 'deflate-raw';

type Bytes = Uint8Array<ArrayBuffer>;

/** Packed bytes, and how many there are. */
export interface Packed {
  readonly stream: ReadableStream<Bytes>;
  readonly bytes: number;
}

/** Everything that comes out, or why not. */
export async function inflate(
  packed: Packed,
  compression: Compression,
  budget: InflateBudget,
): Promise<Result<Bytes, ParseFailure>> {
  const chunks: Uint8Array[] = [];
  let inflatedBytes = 0;
  const reader = inflated(packed.stream, compression).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      inflatedBytes += value.length;
      budget.bytesLeft -= value.length;
      const tooTight =
        inflatedBytes > limits.inflateRatioFromBytes && inflatedBytes > packed.bytes * limits.inflateRatio;
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
  readonly bytes: Bytes;
  /** Damage was met before there was enough. */
  readonly damaged: boolean;
}

/** As much of the beginning as there is, up to `wantedBytes`; damage behind it is not looked for. */
export async function beginningOf(
  stream: ReadableStream<Uint8Array>,
  wantedBytes: number,
): Promise<Beginning> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let damaged = false;
  const reader = stream.getReader();
  try {
    while (bytes < wantedBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      bytes += value.length;
    }
    await reader.cancel();
  } catch {
    damaged = true;
  }
  return { bytes: joined(chunks, bytes).slice(0, wantedBytes), damaged };
}

export const inflated = (stream: ReadableStream<Bytes>, compression: Compression): ReadableStream<Bytes> =>
  stream.pipeThrough(new DecompressionStream(compression));

function joined(chunks: readonly Uint8Array[], totalBytes: number): Bytes {
  const all = new Uint8Array(totalBytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
