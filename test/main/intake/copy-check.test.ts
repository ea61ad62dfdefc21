// Which copies are taken for what their files hold: by the bytes that came, however they were cut into chunks.
import { describe, expect, it } from 'vitest';
import { judgeCopy, witnessCopy } from '../../../src-main/intake/copy-check.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';

function judged(bytes: Uint8Array, chunkBytes: number) {
  const witness = witnessCopy();
  for (let at = 0; at < bytes.length; at += chunkBytes) witness.take(bytes.subarray(at, at + chunkBytes));
  return judgeCopy(witness.seen());
}

const ride = fitFile(fitRide('2026-01-01T08:00:00Z'));
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const zeros = (count: number) => new Uint8Array(count);
const changed = ride.with(ride.length >> 1, (ride[ride.length >> 1] ?? 0) ^ 1);
const text = Buffer.from(`<gpx>${'point '.repeat(1_000)}</gpx>`);

describe.each([1, 7, 512, 1 << 18])('in chunks of %i bytes', (chunkBytes) => {
  it.each([
    ['a FIT file', ride, 'sound'],
    ['two in a row', joined(ride, ride), 'sound'],
    ['one with zeros after its end', joined(ride, zeros(4_096)), 'sound'],
    ['one without its last byte', ride.subarray(0, -1), 'cut'],
    ['one that ends in zeros', joined(ride.subarray(0, -40), zeros(40)), 'cut'],
    ['one with another bit', changed, 'cut'],
    ['nothing but zeros', zeros(ride.length), 'empty'],
    ['one byte of zero', zeros(1), 'empty'],
    ['zeros for its first packet', joined(zeros(512), ride.subarray(512)), 'empty'],
    ['text', text, 'sound'],
    ['text whose end is missing in zeros', joined(text, zeros(512)), 'cut'],
    ['an archive that ends in a few zeros', joined(Buffer.from('PK'), zeros(20)), 'sound'],
  ])('%s is %3$s', (_, bytes, verdict) => {
    expect(judged(bytes, chunkBytes)).toBe(verdict);
  });
});
