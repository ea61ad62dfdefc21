// A FIT file may be several, one behind the other: where each begins and ends, and what its checksums say. Pure.
import { limits } from '../../contract/limits.ts';
import { isFitHeaderAt } from '../sniff.ts';
import { fitCrc } from './crc.ts';
import { walkMessages, type Checksum, type MessageWalk } from './walk-messages.ts';

export interface FitPart {
  /** Header, messages and checksum as far as they are there. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headerBytes: number;
  /** Where the messages end within `bytes`, as far as that is known; else where the bytes end. */
  readonly dataEnd: number;
  /** The header promises more than is there, or nothing although bytes follow. */
  readonly cut: boolean;
  readonly checksum: Checksum;
}

export interface FitParts {
  readonly parts: readonly FitPart[];
  /** Bytes behind the last part that belong to none. */
  readonly hasTrailingBytes: boolean;
  /** Behind as many as one file may have. */
  readonly hasMoreParts: boolean;
}

export function splitParts(bytes: Uint8Array<ArrayBuffer>): FitParts {
  const parts: FitPart[] = [];
  let at = 0;
  while (parts.length < limits.chainedParts && isFitHeaderAt(bytes, at)) {
    const part = partAt(bytes, at);
    parts.push(part);
    at += part.bytes.length;
  }
  const hasMoreParts = isFitHeaderAt(bytes, at);
  return { parts, hasTrailingBytes: !hasMoreParts && at < bytes.length, hasMoreParts };
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
    const trueEnd = endByStructure(bytes, start);
    const rest = bytes.subarray(start, trueEnd === null ? bytes.length : trueEnd + checksumBytes);
    const dataEnd = trueEnd === null ? rest.length : trueEnd - start;
    return { bytes: rest, headerBytes, dataEnd, cut: true, checksum: 'missing' };
  }
  const whole = bytes.subarray(start, Math.min(end + checksumBytes, bytes.length));
  const checksum = checksumOf(whole, headerBytes);
  const goesOn = bytes.length > end + checksumBytes && !isFitHeaderAt(bytes, end + checksumBytes);
  const isDoubtful = checksum === 'wrong' && goesOn;
  const trueEnd = isDoubtful ? endByStructure(bytes, start) : null;
  if (trueEnd === null && isDoubtful && runsThrough(bytes, start, end)) {
    const [next = bytes.length] = headersFrom(bytes, end);
    const rest = bytes.subarray(start, next);
    return { bytes: rest, headerBytes, dataEnd: rest.length, cut: true, checksum: 'missing' };
  }
  if (trueEnd !== null) {
    const longer = bytes.subarray(start, trueEnd + checksumBytes);
    return { bytes: longer, headerBytes, dataEnd: trueEnd - start, cut: false, checksum };
  }
  const hasChecksum = end + checksumBytes <= bytes.length;
  return { bytes: whole, headerBytes, dataEnd: end - start, cut: !hasChecksum, checksum };
}

const checksumBytes = 2;
const headersTried = 2;
/** Four times what random content of the largest file has. */
const dotsTried = 4_000_000;
/** Of the `.FIT` in the header of a part, and where it stands there. */
const dotOfFit = 0x2e;
const dotInHeader = 8;

/**
 * Where the messages end if the header is wrong about it: before the next part or at the end of the file, wherever every
 * byte up to there belongs to a whole message. Null where that can't be said.
 */
function endByStructure(bytes: Uint8Array<ArrayBuffer>, start: number): number | null {
  const first = start + (bytes[start] ?? 0);
  const ends = [...headersFrom(bytes, first), bytes.length].map((next) => next - checksumBytes);
  return ends.find((dataEnd) => dataEnd > first && walkTo(bytes, start, dataEnd).whole) ?? null;
}

/** Where the next parts seem to begin, as many as are tried. */
function headersFrom(bytes: Uint8Array, from: number): readonly number[] {
  const headers: number[] = [];
  let dot = bytes.indexOf(dotOfFit, from + dotInHeader);
  for (let tried = 0; dot >= 0 && tried < dotsTried && headers.length < headersTried; tried += 1) {
    if (isFitHeaderAt(bytes, dot - dotInHeader)) headers.push(dot - dotInHeader);
    dot = bytes.indexOf(dotOfFit, dot + 1);
  }
  return headers;
}

/** Whether a message begins before the end that the header claims and ends behind it: then the header is wrong for certain. */
const runsThrough = (bytes: Uint8Array<ArrayBuffer>, start: number, claimedEnd: number): boolean =>
  !walkTo(bytes, start, claimedEnd).whole && walkTo(bytes, start, bytes.length).end > claimedEnd;

const walkTo = (bytes: Uint8Array<ArrayBuffer>, start: number, dataEnd: number): MessageWalk =>
  walkMessages(
    { bytes, start: start + (bytes[start] ?? 0), dataEnd, checksum: 'missing' },
    { readerFor: () => null },
  );

function checksumOf(part: Uint8Array, headerBytes: number): Checksum {
  const stored = (at: number): number => (part[at] ?? 0) | ((part[at + 1] ?? 0) << 8);
  const headerChecksum = headerBytes === 14 ? stored(12) : 0;
  const headerIsRight = headerChecksum === 0 || headerChecksum === fitCrc(part.subarray(0, 12));
  if (!headerIsRight) return 'wrong';
  const end = part.length - 2;
  const declaredEnd = headerBytes + new DataView(part.buffer, part.byteOffset).getUint32(4, true);
  if (end < declaredEnd) return 'missing';
  return fitCrc(part.subarray(0, end)) === stored(end) ? 'right' : 'wrong';
}
