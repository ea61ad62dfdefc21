// Samples as a few bytes a point, to be kept beside the activity and read again for a chart: each column in steps of its
// own resolution, as differences from the point before, in the variable-length numbers of Protocol Buffers.
import { failed, ok, type Result } from './result.ts';
import type { Samples } from './samples.ts';

/** The form of what is kept; what is of a newer one is not read, but made anew from the original. */
const form = 1;

/** The smallest difference that is kept: no recorder measures finer. In the order in which columns are written. */
const resolutions = {
  timeMs: 1,
  latitudeDegrees: 1e-7,
  longitudeDegrees: 1e-7,
  altitudeMeters: 0.1,
  distanceMeters: 0.01,
  speedMetersPerSecond: 0.001,
  heartRateBpm: 1,
  cadencePerMinute: 0.5,
  powerWatts: 1,
  temperatureCelsius: 0.1,
} as const satisfies Record<Exclude<keyof Samples, 'count'>, number>;

type Column = keyof typeof resolutions;
// The table's own keys, in its order.
const columns = Object.keys(resolutions) as readonly Column[];

/** Not compressed; raw deflate halves it once more. */
export function encodeSamples(samples: Samples): Uint8Array<ArrayBuffer> {
  const bytes = openWriter();
  bytes.number(form);
  bytes.number(samples.count);
  for (const column of columns) {
    const values = samples[column];
    bytes.number(values === null ? 0 : 1);
    if (values !== null) writeColumn(bytes, values, resolutions[column]);
  }
  return bytes.end();
}

export type SamplesTrouble = { readonly kind: 'newer_form' } | { readonly kind: 'damaged' };

export function decodeSamples(bytes: Uint8Array): Result<Samples, SamplesTrouble> {
  const reader = openReader(bytes);
  if (reader.number() !== form) return failed({ kind: 'newer_form' });
  const count = reader.number();
  // Each point takes a byte of its time at least.
  if (count > bytes.length) return failed({ kind: 'damaged' });
  const read: Partial<Record<Column, Float64Array<ArrayBuffer>>> = {};
  for (const column of columns) {
    if (reader.number() === 1) read[column] = readColumn(reader, count, resolutions[column]);
  }
  const narrow = (column: Column) => (read[column] === undefined ? null : Float32Array.from(read[column]));
  if (!reader.isAtEnd() || read.timeMs === undefined) return failed({ kind: 'damaged' });
  return ok({
    count,
    timeMs: read.timeMs,
    latitudeDegrees: read.latitudeDegrees ?? null,
    longitudeDegrees: read.longitudeDegrees ?? null,
    altitudeMeters: narrow('altitudeMeters'),
    distanceMeters: read.distanceMeters ?? null,
    speedMetersPerSecond: narrow('speedMetersPerSecond'),
    heartRateBpm: narrow('heartRateBpm'),
    cadencePerMinute: narrow('cadencePerMinute'),
    powerWatts: narrow('powerWatts'),
    temperatureCelsius: narrow('temperatureCelsius'),
  });
}

/** 0: missing. Else one more than the difference in steps, the sign in the lowest bit. */
function writeColumn(writer: Writer, values: Float64Array | Float32Array, resolution: number): void {
  const perUnit = Math.round(1 / resolution);
  // Room for the longest numbers that there are, once a column: nothing is asked or moved for a point.
  const bytes = writer.roomFor(values.length);
  let at = writer.length;
  let before = 0;
  for (const value of values) {
    if (Number.isNaN(value)) {
      bytes[at++] = 0;
      continue;
    }
    const steps = Math.round(value * perUnit);
    const difference = steps - before;
    before = steps;
    const folded = 1 + (difference < 0 ? -2 * difference - 1 : 2 * difference);
    if (folded < 0x80) bytes[at++] = folded;
    else at = writeNumber(bytes, at, folded);
  }
  writer.length = at;
}

function readColumn(reader: Reader, count: number, resolution: number): Float64Array<ArrayBuffer> {
  const perUnit = Math.round(1 / resolution);
  const values = new Float64Array(count);
  let steps = 0;
  for (let index = 0; index < count; index += 1) {
    const written = reader.number();
    if (written === 0) values[index] = NaN;
    else {
      const folded = written - 1;
      steps += folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
      values[index] = steps / perUnit;
    }
  }
  return values;
}

interface Writer {
  /** Bytes written. */
  length: number;
  /** What is written to, with room for so many numbers behind `length`; good until it is asked for again. */
  roomFor(numbers: number): Uint8Array<ArrayBuffer>;
  /** A whole number from 0 to 2⁵³. */
  number(value: number): void;
  end(): Uint8Array<ArrayBuffer>;
}

/** Seven bits each: 2⁵³ takes eight. */
const longestNumberBytes = 8;

/** Kept from one recording to the next, because making room costs more than filling it; that of a long one is let go. */
let kept = new Uint8Array(1024 * 1024);
const mostKeptBytes = 4 * 1024 * 1024;

function openWriter(): Writer {
  let bytes = kept;
  const writer: Writer = {
    length: 0,
    roomFor(numbers) {
      const neededBytes = writer.length + numbers * longestNumberBytes;
      if (neededBytes > bytes.length) {
        const larger = new Uint8Array(Math.max(neededBytes, bytes.length * 2));
        larger.set(bytes.subarray(0, writer.length));
        bytes = larger;
        if (larger.length <= mostKeptBytes) kept = larger;
      }
      return bytes;
    },
    number(value) {
      writer.length = writeNumber(writer.roomFor(1), writer.length, value);
    },
    end: () => bytes.slice(0, writer.length),
  };
  return writer;
}

/** Where the next one goes. */
function writeNumber(bytes: Uint8Array, from: number, value: number): number {
  let at = from;
  let left = value;
  // Beyond 31 bits no bit operation: they would cut it. Nearly all differences are far below.
  while (left > 0x7fff_ffff) {
    bytes[at++] = 0x80 | (left % 0x80);
    left = Math.floor(left / 0x80);
  }
  while (left >= 0x80) {
    bytes[at++] = 0x80 | (left & 0x7f);
    left >>= 7;
  }
  bytes[at++] = left;
  return at;
}

interface Reader {
  /** 0 behind the end. */
  number(): number;
  /** Exactly there, and never beyond. */
  isAtEnd(): boolean;
}

function openReader(bytes: Uint8Array): Reader {
  let at = 0;
  return {
    number() {
      let value = 0;
      for (let place = 1; ; place *= 0x80) {
        const byte = bytes[at++] ?? 0;
        value += (byte & 0x7f) * place;
        if (byte < 0x80) return value;
      }
    },
    isAtEnd: () => at === bytes.length,
  };
}
