// What is gzipped, unpacked (RFC 1952): by the browser's own stream where all is well, and by hand where that one gives up.
// A download that broke off keeps what came through; several members behind each other are one file, as gzip itself has it.
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Content } from './as-member.ts';
import { streamOf, type ByteSource } from './byte-source.ts';
import { crc32 } from './crc32.ts';
import { inflateToFault, newOutput, type Output } from './inflate-to-fault.ts';
import { inflate, type InflateBudget } from './inflate.ts';

/**
 * Whole where every member was there to its end, with the right checksum, and nothing but zeros behind the last; damaged only
 * where nothing comes out at all.
 */
export async function gunzip(
  source: ByteSource,
  budget: InflateBudget,
): Promise<Result<Content, ParseFailure>> {
  const { bytesLeft } = budget;
  const all = { from: 0, to: source.sizeBytes };
  const swiftly = await inflate({ stream: streamOf(source, all), bytes: all.to }, 'gzip', budget);
  if (swiftly.ok) return ok({ bytes: swiftly.value, isWhole: true });
  if (swiftly.failure.kind !== 'archive_damaged') return swiftly;
  // Asked anew, a source that is gone says so itself.
  const packed = await source.read(all.from, all.to);
  if (!packed.ok) return packed;

  const tightest = Math.max(limits.inflateRatioFromBytes, packed.value.length * limits.inflateRatio);
  const output = newOutput(Math.min(bytesLeft, tightest));
  const isWhole = unpackMembers(packed.value, output);
  budget.bytesLeft = bytesLeft - output.length;
  if (output.overflowed) {
    return failed({ kind: 'archive_limit', limit: tightest < bytesLeft ? 'inflateRatio' : 'inflatedBytes' });
  }
  if (output.length === 0 && !isWhole) return failed({ kind: 'archive_damaged' });
  return ok({ bytes: output.bytes.slice(0, output.length), isWhole });
}

const trailerBytes = 8;

/** By hand, as far as it goes; says whether it is whole. */
export function unpackMembers(packed: Uint8Array, output: Output): boolean {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let at = 0; ;) {
    const body = bodyAt(view, at);
    if (body === null) return false;
    const from = output.length;
    const end = inflateToFault(packed, body, output);
    if (end === null || end + trailerBytes > packed.length) return false;
    const member = output.bytes.subarray(from, output.length);
    const isIts =
      view.getUint32(end, true) === crc32(member) && view.getUint32(end + 4, true) === member.length;
    if (!isIts) return false;
    at = end + trailerBytes;
    // Tapes and disks fill up with zeros.
    if (packed.subarray(at).every((byte) => byte === 0)) return true;
  }
}

const hasHeaderChecksum = 0x02;
const hasExtra = 0x04;
const hasName = 0x08;
const hasComment = 0x10;
const headerBytes = 10;

/** Where the packed bytes of the member begin that stands here; null where none does. */
function bodyAt(view: DataView, at: number): number | null {
  if (at + headerBytes + 2 > view.byteLength) return null;
  if (view.getUint16(at) !== 0x1f8b || view.getUint8(at + 2) !== 8) return null;
  const flags = view.getUint8(at + 3);
  let body = at + headerBytes;
  if ((flags & hasExtra) !== 0) body += 2 + view.getUint16(body, true);
  for (const text of [hasName, hasComment]) {
    if ((flags & text) === 0) continue;
    while (body < view.byteLength && view.getUint8(body) !== 0) body += 1;
    body += 1;
  }
  if ((flags & hasHeaderChecksum) !== 0) body += 2;
  return body < view.byteLength ? body : null;
}
