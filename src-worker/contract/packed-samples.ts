// Samples as they are handed over and kept: encoded, and deflated where that makes them smaller. The first byte says which.
import { deflate, inflate } from './deflate.ts';
import { failed, type Result } from './result.ts';
import { decodeSamples, encodeSamples, type SamplesTrouble } from './samples-codec.ts';
import type { Samples } from './samples.ts';

const asEncoded = 0;
const deflated = 1;
/** Bytes; below it deflate saves less than starting it costs. */
const worthDeflating = 256;

export async function packSamples(samples: Samples): Promise<Uint8Array<ArrayBuffer>> {
  const encoded = encodeSamples(samples);
  if (encoded.length < worthDeflating) return marked(asEncoded, encoded);
  const smaller = await deflate(encoded);
  return smaller.length < encoded.length ? marked(deflated, smaller) : marked(asEncoded, encoded);
}

export async function unpackSamples(
  packed: Uint8Array<ArrayBuffer>,
): Promise<Result<Samples, SamplesTrouble>> {
  const bytes = packed.subarray(1);
  switch (packed[0]) {
    case undefined:
      return failed({ kind: 'damaged' });
    case asEncoded:
      return decodeSamples(bytes);
    case deflated:
      try {
        return decodeSamples(await inflate(bytes));
      } catch {
        return failed({ kind: 'damaged' });
      }
    default:
      return failed({ kind: 'newer_form' });
  }
}

function marked(mark: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(1 + bytes.length);
  packed[0] = mark;
  packed.set(bytes, 1);
  return packed;
}
