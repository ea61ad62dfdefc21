// Makes and checks frames: the form is the contract's (journal-frame.ts), the sums are here.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  frameHeaderBytes,
  frameLimitBytes,
  frameMark,
  frameTrailerBytes,
  type JournalFrame,
} from '../../src-worker/contract/journal-frame.ts';

export interface NewFrame {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly payload: Uint8Array;
}

export interface SealedFrame {
  readonly bytes: Uint8Array;
  /** 64 hex digits. */
  readonly hash: string;
}

/** `hashBefore` as 64 hex digits: of the frame before, or of the header line. */
export function sealFrame({ firstSeq, lastSeq, payload }: NewFrame, hashBefore: string): SealedFrame {
  if (payload.length > frameLimitBytes) {
    // It could be written, but nobody would take it for a frame again.
    throw Object.assign(new Error('a frame is too large'), { code: 'EFBIG' });
  }
  const bytes = Buffer.alloc(frameHeaderBytes + payload.length + frameTrailerBytes);
  bytes.writeUInt32LE(frameMark, 0);
  bytes.writeUInt32LE(payload.length, 4);
  bytes.writeUInt32LE(firstSeq, 8);
  bytes.writeUInt32LE(lastSeq, 12);
  bytes.set(payload, frameHeaderBytes);
  const hash = hashOf(bytes, hashBefore);
  bytes.write(hash, 16, 'hex');
  bytes.writeUInt32LE(checksumOf(bytes), bytes.length - frameTrailerBytes);
  return { bytes, hash };
}

/** Its bytes are as they were written. `bytes` holds the frame and nothing else. */
export function isIntact(bytes: Uint8Array, frame: JournalFrame): boolean {
  return checksumOf(bytes) === frame.crc;
}

/** It was written behind the frame with this hash. */
export function follows(bytes: Uint8Array, frame: JournalFrame, hashBefore: string): boolean {
  return hashOf(bytes, hashBefore) === frame.hash;
}

function hashOf(bytes: Uint8Array, hashBefore: string): string {
  return createHash('sha256')
    .update(hashBefore, 'hex')
    .update(bytes.subarray(4, 16))
    .update(bytes.subarray(frameHeaderBytes, bytes.length - frameTrailerBytes))
    .digest('hex');
}

function checksumOf(bytes: Uint8Array): number {
  return crc32(bytes.subarray(0, bytes.length - frameTrailerBytes));
}
