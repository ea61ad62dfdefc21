// A FIT file may be several, one behind the other: where each begins and ends, and what its checksums say. Pure.
import { isFitHeaderAt } from '../sniff.ts';
import { fitCrc } from './crc.ts';

export interface FitPart {
  /** Header, messages and checksum as far as they are there. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headerBytes: number;
  /** Where the messages end within `bytes`; for a cut part, where the bytes end. */
  readonly dataEnd: number;
  /** The header promises more than is there, or nothing although bytes follow. */
  readonly cut: boolean;
  readonly checksum: 'right' | 'wrong' | 'missing';
}

export interface FitParts {
  readonly parts: readonly FitPart[];
  /** Bytes behind the last part that belong to none. */
  readonly hasTrailingBytes: boolean;
}

/** More chained parts than any device writes (reliability 2). */
const maxParts = 64;

export function splitParts(bytes: Uint8Array<ArrayBuffer>): FitParts {
  const parts: FitPart[] = [];
  let at = 0;
  while (parts.length < maxParts && isFitHeaderAt(bytes, at)) {
    const part = partAt(bytes, at);
    parts.push(part);
    at += part.bytes.length;
  }
  return { parts, hasTrailingBytes: at < bytes.length };
}

function partAt(bytes: Uint8Array<ArrayBuffer>, start: number): FitPart {
  const headerBytes = bytes[start] ?? 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataBytes = view.getUint32(start + 4, true);
  const end = start + headerBytes + dataBytes;
  // A recorder writes the size last: zero in front of messages is a recording that was never closed.
  const neverClosed =
    dataBytes === 0 && bytes.length > end + 2 && !isFitHeaderAt(bytes, end + 2) && !isFitHeaderAt(bytes, end);
  if (neverClosed || end > bytes.length) {
    const rest = bytes.subarray(start);
    return { bytes: rest, headerBytes, dataEnd: rest.length, cut: true, checksum: 'missing' };
  }
  const whole = bytes.subarray(start, Math.min(end + 2, bytes.length));
  const hasChecksum = end + 2 <= bytes.length;
  const dataEnd = end - start;
  return { bytes: whole, headerBytes, dataEnd, cut: !hasChecksum, checksum: checksumOf(whole, headerBytes) };
}

function checksumOf(part: Uint8Array, headerBytes: number): FitPart['checksum'] {
  const stored = (at: number): number => (part[at] ?? 0) | ((part[at + 1] ?? 0) << 8);
  const headerChecksum = headerBytes === 14 ? stored(12) : 0;
  const headerIsRight = headerChecksum === 0 || headerChecksum === fitCrc(part.subarray(0, 12));
  if (!headerIsRight) return 'wrong';
  const end = part.length - 2;
  const declaredEnd = headerBytes + new DataView(part.buffer, part.byteOffset).getUint32(4, true);
  if (end < declaredEnd) return 'missing';
  return fitCrc(part.subarray(0, end)) === stored(end) ? 'right' : 'wrong';
}

/** The same part as if it ended behind its last whole message, so that a reader that trusts headers can read it. */
export function closedAt(part: FitPart, dataEnd: number): Uint8Array<ArrayBuffer> {
  const closed = part.bytes.slice(0, dataEnd);
  new DataView(closed.buffer).setUint32(4, dataEnd - part.headerBytes, true);
  return closed;
}
