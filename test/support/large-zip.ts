// A zip of any size that nobody ever holds: made piece by piece, with holes of zeros where a member's bytes do not matter.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { ok } from '../../src-worker/contract/result.ts';
import type { ByteSource } from '../../src-worker/formats/container/byte-source.ts';
import { crc32 } from '../../src-worker/formats/container/crc32.ts';

export interface LargeMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** So many zeros follow the bytes; then the checksum is wrong. */
  readonly zeros?: number;
  /** Behind its entry in the directory. */
  readonly comment?: Uint8Array;
}

interface Form {
  /** The end in the form of zip64, as for what is larger than 4 GiB. */
  readonly isWide?: boolean;
}

/** Bytes, or so many zeros. */
type Piece = Uint8Array | number;

const sizeOf = (piece: Piece): number => (typeof piece === 'number' ? piece : piece.length);

/** All members stored. */
function* largeZip(members: Iterable<LargeMember>, { isWide = false }: Form): Generator<Piece> {
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, zeros = 0, comment = new Uint8Array() } of members) {
    const label = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(bytes), 10);
    for (const field of [14, 18]) facts.writeUInt32LE(bytes.length + zeros, field);
    facts.writeUInt16LE(label.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt16LE(comment.length, 0);
    tail.writeUInt32LE(at, 10);
    const mark = Buffer.from('PK\x01\x02\x14\x00', 'latin1');
    directory.push(Buffer.concat([mark, facts, tail, label, comment]));
    const pieces = [Buffer.concat([Buffer.from('PK\x03\x04'), facts, label]), bytes, zeros];
    for (const piece of pieces) at += sizeOf(piece);
    yield* pieces;
  }
  const all = Buffer.concat(directory);
  yield all;
  if (isWide) yield wideEnd({ count: directory.length, bytes: all.length, from: at });
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  for (const field of [8, 10]) end.writeUInt16LE(isWide ? 0xffff : directory.length, field);
  end.writeUInt32LE(isWide ? 0xffff_ffff : all.length, 12);
  end.writeUInt32LE(isWide ? 0xffff_ffff : at, 16);
  yield end;
}

function wideEnd({ count, bytes, from }: { count: number; bytes: number; from: number }): Buffer {
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  for (const field of [24, 32]) record.writeBigUInt64LE(BigInt(count), field);
  record.writeBigUInt64LE(BigInt(bytes), 40);
  record.writeBigUInt64LE(BigInt(from), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(from + bytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

export function writeLargeZip(path: string, members: Iterable<LargeMember>): void {
  const file = openSync(path, 'w');
  let at = 0;
  for (const piece of largeZip(members, {})) {
    if (typeof piece !== 'number') writeSync(file, piece, 0, piece.length, at);
    at += sizeOf(piece);
  }
  ftruncateSync(file, at);
  closeSync(file);
}

/** All of it, for what is large only by its entries. */
export const wholeZip = (members: Iterable<LargeMember>, form: Form = {}): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    Buffer.concat(
      [...largeZip(members, form)].map((piece) => (typeof piece === 'number' ? Buffer.alloc(piece) : piece)),
    ),
  );

export interface WatchedSource extends ByteSource {
  /** How much was asked for at once, at most. */
  readonly largestRead: () => number;
}

export function largeZipSource(members: Iterable<LargeMember>, form: Form = {}): WatchedSource {
  let sizeBytes = 0;
  let largest = 0;
  const pieces = [...largeZip(members, form)].map((piece) => {
    sizeBytes += sizeOf(piece);
    return { piece, from: sizeBytes - sizeOf(piece) };
  });
  return {
    sizeBytes,
    largestRead: () => largest,
    read(from, to) {
      largest = Math.max(largest, to - from);
      const bytes = new Uint8Array(to - from);
      for (const { piece, from: start } of pieces) {
        const [first, last] = [Math.max(from, start), Math.min(to, start + sizeOf(piece))];
        if (typeof piece !== 'number' && first < last)
          bytes.set(piece.subarray(first - start, last - start), first - from);
      }
      return Promise.resolve(ok(bytes));
    },
  };
}
