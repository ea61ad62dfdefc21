// What is gzipped and not in order: cut, damaged, followed by something. The reading by hand is tried by itself as well, as
// the stream of Node takes more than that of the browser and would hide it.
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesInMemory } from '../../../src-worker/formats/container/byte-source.ts';
import { gunzip, unpackMembers } from '../../../src-worker/formats/container/gunzip.ts';
import { inflateToFault, newOutput } from '../../../src-worker/formats/container/inflate-to-fault.ts';
import { inflateBudget } from '../../../src-worker/formats/container/inflate.ts';
import { readMember } from '../../../src-worker/formats/read-member.ts';
import { chained } from '../../fixtures/fit-encoder.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { tcxFile, tcxRun } from '../../fixtures/tcx-writer.ts';
import { storedZip } from '../../fixtures/zip-writer.ts';
import { openWhole } from '../../support/open-whole.ts';
import { seededChance } from '../../support/seeded-chance.ts';
import { onlyActivity } from './expect-activity.ts';

const gzip = (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes));
const whole = { fit: fitFile(fitRide()), tcx: tcxFile([tcxRun]), gpx: gpxFile([gpxHike]) } as const;
const formats = ['fit', 'tcx', 'gpx'] as const;

function byHand(packed: Uint8Array) {
  const output = newOutput(1_000_000);
  const isWhole = unpackMembers(packed, output);
  return { bytes: output.bytes.slice(0, output.length), isWhole };
}

async function opened(bytes: Uint8Array<ArrayBuffer>) {
  const file = await openWhole(bytes);
  if (!file.ok) return file.failure;
  const [member] = file.value.members;
  return member === undefined ? file.value.refused : onlyActivity(await readMember(member));
}

describe('a gzipped recording', () => {
  it.each(formats)('(%s) that was cut keeps what came through, and is not called sound', async (format) => {
    const packed = gzip(whole[format]);
    const cut = packed.slice(0, -16);
    const flags = expect.arrayContaining(['recovered']) as unknown;
    const all = onlyActivity(await readMember({ format, bytes: whole[format] }));
    for (const file of [cut, storedZip({ 'ride.gz': cut })]) {
      const read = await opened(file);
      expect(read).toMatchObject({ sound: false, flags, startedAtMs: all.startedAtMs });
      expect(read).not.toMatchObject({ recordCount: 0 });
    }
  });

  it('that lost only its checksum is vouched for by its own if it is FIT, and by nothing if it is XML', async () => {
    for (const format of formats) {
      const all = onlyActivity(await readMember({ format, bytes: whole[format] }));
      const said = format === 'fit' ? all : { ...all, sound: false, flags: [...all.flags, 'recovered'] };
      expect(await opened(gzip(whole[format]).slice(0, -5))).toEqual(said);
    }
  });

  it('is whole with zeros or another member behind it, and not with anything else', async () => {
    const { tcx } = whole;
    const [first, second] = [gzip(tcx.slice(0, 500)), gzip(tcx.slice(500))];
    const all = { bytes: tcx, isWhole: true };
    expect(byHand(gzip(tcx))).toEqual(all);
    expect(byHand(chained(gzip(tcx), new Uint8Array(700)))).toEqual(all);
    expect(byHand(chained(first, second))).toEqual(all);
    expect(byHand(chained(first, second, new Uint8Array(3)))).toEqual(all);
    expect(byHand(chained(gzip(tcx), Uint8Array.of(0, 7)))).toEqual({ ...all, isWhole: false });
    expect(byHand(chained(first, second.slice(0, 200))).isWhole).toBe(false);
    for (const file of [chained(gzip(tcx), new Uint8Array(700)), chained(first, second)]) {
      expect(await gunzip(bytesInMemory(file), inflateBudget())).toEqual({ ok: true, value: all });
    }
  });

  it('may carry a name, a comment and more in front', () => {
    const { tcx } = whole;
    const packed = gzip(tcx);
    const extra = [3, 0, 1, 0, 2];
    const texts = [...new TextEncoder().encode('run.tcx\0from a watch\0')];
    const header = Uint8Array.of(0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, ...extra, ...texts, 0xab, 0xcd);
    expect(byHand(chained(header, packed.subarray(10)))).toEqual({ bytes: tcx, isWhole: true });
  });

  it('of which nothing came through is a damaged archive; one of a source that is gone is not', async () => {
    const packed = gzip(whole.fit);
    expect(await opened(packed.slice(0, 11))).toEqual({ kind: 'archive_damaged' });
    const gone = { sizeBytes: packed.length, read: () => Promise.resolve(missing) } as const;
    expect(await gunzip(gone, inflateBudget())).toEqual(missing);
  });

  const missing = { ok: false, failure: { kind: 'staged_copy_missing' } } as const;

  it('stays under its limits by hand as well, and takes from the budget only what it gives', async () => {
    const output = newOutput(whole.tcx.length - 1);
    expect(unpackMembers(gzip(whole.tcx), output)).toBe(false);
    expect(output.overflowed).toBe(true);
    expect(output.length).toBeLessThan(whole.tcx.length);

    const budget = { bytesLeft: whole.tcx.length };
    expect(await gunzip(bytesInMemory(gzip(whole.tcx).slice(0, -1)), budget)).toMatchObject({ ok: true });
    expect(budget.bytesLeft).toBe(0);
  });
});

describe('inflating by hand', () => {
  const chance = seededChance(7);
  const noise = Uint8Array.from({ length: 70_000 }, () => chance.between(0, 255));
  const words = Uint8Array.from({ length: 70_000 }, (_, at) => (at % 97) + chance.between(0, 2));
  const { Z_FIXED, Z_DEFAULT_STRATEGY } = constants;
  const kinds = [
    ['stored', noise, { level: 0, strategy: Z_DEFAULT_STRATEGY }],
    ['by the fixed code', words, { level: 9, strategy: Z_FIXED }],
    ['by codes of its own', words, { level: 9, strategy: Z_DEFAULT_STRATEGY }],
    ['as it is', noise, { level: 6, strategy: Z_DEFAULT_STRATEGY }],
  ] as const;

  it.each(kinds)('gives what was packed (%s), and where it ends', (_, bytes, options) => {
    const packed = deflateRawSync(bytes, options);
    const output = newOutput(bytes.length);
    expect(inflateToFault(chained(packed, Uint8Array.of(1, 2, 3)), 0, output)).toBe(packed.length);
    expect(Buffer.compare(output.bytes.subarray(0, output.length), bytes)).toBe(0);
  });

  it.each(kinds)('of a cut stretch (%s) gives a beginning and nothing else', (_, bytes, options) => {
    const packed = deflateRawSync(bytes, options);
    for (let at = 0; at < packed.length; at += Math.ceil(packed.length / 20)) {
      const output = newOutput(bytes.length);
      expect(inflateToFault(packed.subarray(0, at), 0, output)).toBeNull();
      expect(Buffer.compare(output.bytes.subarray(0, output.length), bytes.subarray(0, output.length))).toBe(
        0,
      );
      if (at > packed.length / 2) expect(output.length).toBeGreaterThan(bytes.length / 4);
    }
  });

  it('never throws, whatever byte is flipped', () => {
    const packed = deflateRawSync(words.subarray(0, 5_000));
    for (let at = 0; at < packed.length; at += 5) {
      const mutant = Uint8Array.from(packed);
      mutant[at] = (mutant[at] ?? 0) ^ (1 << (at % 8));
      const output = newOutput(20_000);
      inflateToFault(mutant, 0, output);
      expect(output.length).toBeLessThanOrEqual(20_000);
    }
  });
});
