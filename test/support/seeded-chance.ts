// Chance that can be repeated: the same seed gives the same choices on every machine.
import { createHash } from 'node:crypto';

export interface Chance {
  /** From 0 up to but not including 1. */
  readonly fraction: () => number;
  /** Whole, both ends included. */
  between(low: number, high: number): number;
  oneIn(times: number): boolean;
  oneOf<Value>(values: readonly Value[]): Value;
  hex(digits: number): string;
  uuid(): string;
  /** Half of them alike, as in a real file, so that packing them is worth while. */
  bytes(length: number): Buffer;
}

export function seededChance(seed: number): Chance {
  let drawn = 0;
  let pool = Buffer.alloc(0);

  /** SHA-256 of seed and counter, four bytes at a time. */
  function next(): number {
    if (pool.length < 4) {
      pool = createHash('sha256').update(`${seed}/${drawn}`).digest();
      drawn += 1;
    }
    const value = pool.readUInt32LE(0);
    pool = pool.subarray(4);
    return value;
  }

  const between = (low: number, high: number): number => low + (next() % (high - low + 1));
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => between(0, 15).toString(16)).join('');

  return {
    fraction: () => next() / 2 ** 32,
    between,
    oneIn: (times) => between(1, times) === 1,
    oneOf: (values) => {
      const value = values[between(0, values.length - 1)];
      // The list may hold undefined itself only where its type says so.
      return value as (typeof values)[number];
    },
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    bytes: (length) => {
      const random = Math.ceil(length / 2);
      const digest = createHash('shake256', { outputLength: random }).update(hex(16)).digest();
      return Buffer.concat([digest, Buffer.alloc(length - random, 'lap ')]);
    },
  };
}
