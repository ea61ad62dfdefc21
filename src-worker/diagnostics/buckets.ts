// From exact values to ones that tell nothing of one recording: sizes and counts in steps, instants to the minute. Pure.
import {
  countBuckets,
  sizeBuckets,
  type CountBucket,
  type SizeBucket,
} from '../contract/diagnostics-words.ts';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** Upper end of each bucket but `unknown` and `more`, in bytes. */
const sizeEnds = [0, kibibyte, 10 * kibibyte, 100 * kibibyte, mebibyte, 10 * mebibyte, 64 * mebibyte];
const countEnds = [0, 1, 10, 100, 1_000, 10_000, 100_000];

export function sizeBucket(bytes: number | null): SizeBucket {
  if (bytes === null) return 'unknown';
  const place = sizeEnds.findIndex((end) => bytes <= end);
  return (place === -1 ? undefined : sizeBuckets[place + 1]) ?? 'more';
}

export function countBucket(count: number): CountBucket {
  const place = countEnds.findIndex((end) => count <= end);
  return (place === -1 ? undefined : countBuckets[place]) ?? 'more';
}

/** A whole number that is zero or more, whatever came. */
export const wholeNumber = (value: number): number =>
  Number.isFinite(value) ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(value))) : 0;

const longestMs = 3_600_000;

/** Whole milliseconds, up to an hour: nothing that is timed takes longer. */
export const wholeMilliseconds = (value: number): number => Math.min(longestMs, wholeNumber(value));

/** `2026-05-12T07:30Z`; an instant that is none is the epoch's, so that a row is told rather than lost. */
export function toMinute(instant: string): string {
  const ms = Date.parse(instant);
  return `${new Date(Number.isNaN(ms) ? 0 : ms).toISOString().slice(0, 16)}Z`;
}
