// Long recordings to measure with, made in a moment: a point a second on a straight line.
import { fitTime } from '../fixtures/fit-writer.ts';
import { gpxFile, type GpxPoint } from '../fixtures/gpx-writer.ts';
import { tcxFile, type TcxPoint } from '../fixtures/tcx-writer.ts';

const start = '2026-05-12T07:30:00Z';
const startMs = Date.parse(start);

const isoAt = (second: number): string => new Date(startMs + second * 1000).toISOString();

/** Field number, bytes, base type: what a bike computer writes each second. */
const recordFields = [
  [253, 4, 0x86],
  [0, 4, 0x85],
  [1, 4, 0x85],
  [5, 4, 0x86],
  [2, 2, 0x84],
  [6, 2, 0x84],
  [7, 2, 0x84],
  [3, 1, 0x02],
  [4, 1, 0x02],
  [13, 1, 0x01],
] as const;

const fileIdFields = [
  [0, 1, 0x00],
  [1, 2, 0x84],
  [4, 4, 0x86],
] as const;

type Fields = readonly (readonly [number, number, number])[];

const sizeOf = (fields: Fields): number => fields.reduce((all, [, bytes]) => all + bytes, 1);

/** A FIT activity of so many records: one definition, little-endian, without a summary, as a battery that died leaves it. */
export function longRide(records: number, startsAt = start): Uint8Array<ArrayBuffer> {
  const first = fitTime(startsAt);
  const definitions = 6 + 3 * fileIdFields.length + 6 + 3 * recordFields.length;
  const dataBytes = definitions + sizeOf(fileIdFields) + records * sizeOf(recordFields);
  const bytes = new Uint8Array(14 + dataBytes + 2);
  const view = new DataView(bytes.buffer);
  let at = 14;
  const put = (value: number, size: number): void => {
    if (size === 1) view.setUint8(at, value & 0xff);
    else if (size === 2) view.setUint16(at, value & 0xffff, true);
    else view.setUint32(at, value >>> 0, true);
    at += size;
  };
  const define = (local: number, message: number, fields: Fields): void => {
    for (const value of [0x40 | local, 0, 0]) put(value, 1);
    put(message, 2);
    put(fields.length, 1);
    for (const part of fields.flat()) put(part, 1);
  };
  const write = (local: number, fields: Fields, values: readonly number[]): void => {
    put(local, 1);
    fields.forEach(([, size], index) => put(values[index] ?? 0, size));
  };
  const header = [14, 0x20, 0, 0, ...[0, 8, 16, 24].map((shift) => (dataBytes >>> shift) & 0xff)];
  bytes.set([...header, ...new TextEncoder().encode('.FIT')]);
  define(0, 0, fileIdFields);
  write(0, fileIdFields, [4, 1, first]);
  define(1, 20, recordFields);
  const degree = 2 ** 31 / 180;
  for (let second = 0; second < records; second += 1) {
    const longitude = 14.5 * degree;
    const latitude = (46 + second * 1e-5) * degree;
    const wave = 10 * Math.sin(second / 60);
    write(1, recordFields, [
      ...[first + second, latitude, longitude, second * 800],
      ...[(500 + wave + 500) * 5, 8_000 + wave * 100, 200 + wave * 5, 140 + wave, 85 + wave / 2, 18],
    ]);
  }
  view.setUint16(bytes.length - 2, checksum(bytes.subarray(0, -2)), true);
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** A point has about 165 bytes. */
export function longHike(points: number): Uint8Array<ArrayBuffer> {
  const segment = Array.from({ length: points }, (_, second): GpxPoint => {
    const latitude = (46 + second * 1e-5).toFixed(6);
    return { latitude, longitude: '14.500000', time: isoAt(second), heartRate: 100 + (second % 60) };
  });
  return gpxFile([{ name: 'A long way', type: 'hiking', segments: [segment] }]);
}

export function longRun(points: number): Uint8Array<ArrayBuffer> {
  const track = Array.from({ length: points }, (_, second): TcxPoint => {
    const latitude = (46 + second * 1e-5).toFixed(6);
    return { time: isoAt(second), latitude, longitude: '14.500000', heartRate: 100 + (second % 60) };
  });
  const lap = { start, timerSeconds: points, distanceMeters: points * 3, calories: 400, points: track };
  return tcxFile([{ sport: 'Running', id: start, laps: [lap] }]);
}
