import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import { sha256Hex } from '../../../src-worker/contract/short-hash.ts';
import { bytesInMemory } from '../../../src-worker/formats/container/byte-source.ts';
import { gunzip as gunzipped } from '../../../src-worker/formats/container/gunzip.ts';
import { inflateBudget, type InflateBudget } from '../../../src-worker/formats/container/inflate.ts';
import { openWhole } from '../../support/open-whole.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { tcxFile, tcxRun } from '../../fixtures/tcx-writer.ts';
import {
  deflatedZip,
  markedEncrypted,
  storedZip,
  withOtherLocalName,
  withSharedBytes,
  withWrongCrc,
} from '../../fixtures/zip-writer.ts';

const fit = fitFile(fitRide());
const gpx = gpxFile([gpxHike]);
const tcx = tcxFile([tcxRun]);
const utf8 = (text: string) => new TextEncoder().encode(text);
const gzip = (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes));
const gunzip = (bytes: Uint8Array<ArrayBuffer>, budget: InflateBudget = inflateBudget()) =>
  gunzipped(bytesInMemory(bytes), budget);
const failure = (kind: string) => ({ ok: false, failure: { kind } });

/** What was opened, without the bytes: their digest stands for them. */
async function opened(bytes: Uint8Array<ArrayBuffer>) {
  const result = await openWhole(bytes);
  if (!result.ok) return result;
  const { members, refused } = result.value;
  for (const member of members) expect(await sha256Hex(member.bytes)).toBe(member.sha256);
  return {
    members: members.map(({ member, format, sha256 }) => [member, format, sha256] as const),
    refused: refused.map(({ member, failure: { kind } }) => [member, kind] as const),
  };
}

const fitHash = await sha256Hex(fit);
const gpxHash = await sha256Hex(gpx);
const tcxHash = await sha256Hex(tcx);

describe('a file to open', () => {
  it.each([
    ['fit', fit, fitHash],
    ['tcx', tcx, tcxHash],
    ['gpx', gpx, gpxHash],
  ] as const)('is a %s file by itself, whether packed or not', async (format, bytes, sha256) => {
    const itself = { members: [[null, format, sha256]], refused: [] };
    expect(await opened(bytes)).toEqual(itself);
    expect(await opened(gzip(bytes))).toEqual(itself);
  });

  it('of no bytes is empty, also behind gzip', async () => {
    expect(await openWhole(new Uint8Array())).toEqual(failure('empty_file'));
    expect(await openWhole(gzip(new Uint8Array()))).toEqual(failure('empty_file'));
  });

  it('of another kind is refused with what it looks like', async () => {
    const refusal = { ok: false, failure: { kind: 'unsupported_content', looksLike: 'a web page' } };
    const page = utf8('<html><body>Log in</body></html>');
    expect(await openWhole(page)).toEqual(refusal);
    expect(await openWhole(gzip(page))).toEqual(refusal);
  });

  it('that is an archive within gzip is refused', async () => {
    expect(await openWhole(gzip(storedZip({ 'a.fit': fit })))).toEqual(failure('archive_in_archive'));
    expect(await openWhole(gzip(gzip(fit)))).toEqual(failure('archive_in_archive'));
  });
});

describe('a zip', () => {
  it.each([
    ['stored', storedZip],
    ['deflated', deflatedZip],
  ] as const)('gives every activity in it (%s), by content and not by name', async (_, zip) => {
    const archive = zip({
      'a/ride.fit': fit,
      'b/hike.txt': gpx,
      'run.tcx.gz': gzip(tcx),
      'picture.fit': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
      'activities.csv': utf8('id,name\n1,x\n'),
      'notes.gz': gzip(utf8('hello')),
      'empty/': new Uint8Array(),
      '__MACOSX/._ride.fit': fit,
      'a/._ride.fit': fit,
    });
    expect(await opened(archive)).toEqual({
      members: [
        ['a/ride.fit', 'fit', fitHash],
        ['b/hike.txt', 'gpx', gpxHash],
        ['run.tcx.gz', 'tcx', tcxHash],
      ],
      refused: [],
    });
  });

  it('in a zip is opened as well, its members under both names; one in that one is refused', async () => {
    const inner = deflatedZip({ 'b/ride.fit': fit, 'c.zip': storedZip({ 'hike.gpx': gpx }) });
    const archive = storedZip({
      'run.tcx': tcx,
      'Part1.zip': inner,
      'photos.zip': storedZip({ a: utf8('x') }),
    });
    expect(await opened(archive)).toEqual({
      members: [
        ['run.tcx', 'tcx', tcxHash],
        ['Part1.zip/b/ride.fit', 'fit', fitHash],
      ],
      refused: [['Part1.zip/c.zip', 'archive_in_archive']],
    });
  });

  it('with a list of titles gives them to the files that it names, whatever language its heading is in', async () => {
    const list = [
      'Aktivitäts-ID,Datum,Name der Aktivität,Typ,Beschreibung,Dateiname',
      '1,"12. Mai 2026, 05:30"," ""Ridge"", and back ",Ride,"two',
      'lines",activities/1.fit.gz',
      '2,13. Mai 2026,,Run,,activities/2.tcx',
      '3,14. Mai 2026,Elsewhere,Run,,media/3.tcx',
    ];
    const archive = storedZip({
      'export_1/activities.csv': utf8(list.join('\r\n')),
      'export_1/activities/1.fit.gz': gzip(fit),
      'export_1/activities/2.tcx': tcx,
      'export_1/activities/9.gpx': gpx,
    });
    const result = await openWhole(archive);
    if (!result.ok) throw new Error(result.failure.kind);
    expect(result.value.members.map(({ member, title }) => [member, title])).toEqual([
      ['export_1/activities/1.fit.gz', '"Ridge", and back'],
      ['export_1/activities/2.tcx', null],
      ['export_1/activities/9.gpx', null],
    ]);
  });

  it('refuses what is packed under a name that points outside, and reads the rest', async () => {
    const archive = storedZip({
      '../../etc/ride.fit': fit,
      '/abs.gpx': gpx,
      'C:\\ride.fit': fit,
      'a/..\\b.fit': fit,
      'fine/..named.fit': fit,
    });
    expect(await opened(archive)).toEqual({
      members: [['fine/..named.fit', 'fit', fitHash]],
      refused: [
        ['../../etc/ride.fit', 'archive_name_outside'],
        ['/abs.gpx', 'archive_name_outside'],
        ['C:\\ride.fit', 'archive_name_outside'],
        ['a/..\\b.fit', 'archive_name_outside'],
      ],
    });
  });

  it('without any activity says so, also where it is empty', async () => {
    expect(await openWhole(storedZip({ 'a.csv': utf8('a,b') }))).toEqual(
      failure('archive_without_activities'),
    );
    expect(await openWhole(storedZip({}))).toEqual(failure('archive_without_activities'));
  });

  it('that is an office document is called one', async () => {
    expect(await openWhole(storedZip({ 'word/document.xml': utf8('<w/>') }))).toEqual({
      ok: false,
      failure: { kind: 'unsupported_content', looksLike: 'a Word document' },
    });
  });

  it('without its directory is damaged', async () => {
    expect(await openWhole(storedZip({ 'a.fit': fit }).slice(0, -30))).toEqual(failure('archive_damaged'));
  });

  it('of which everything is encrypted is encrypted', async () => {
    expect(await openWhole(markedEncrypted(storedZip({ 'a.fit': fit }), 0))).toEqual(
      failure('archive_encrypted'),
    );
  });

  const pair = storedZip({ 'bad.fit': fit, 'good.gpx': gpx });
  it.each([
    ['is encrypted', markedEncrypted(pair, 0), 'archive_encrypted'],
    ['has the wrong checksum', withWrongCrc(pair, 0), 'archive_damaged'],
    ['has another name in its own header', withOtherLocalName(pair, 0), 'archive_damaged'],
    [
      'is a gzipped archive itself',
      storedZip({ 'bad.fit': gzip(storedZip({ x: fit })), 'good.gpx': gpx }),
      'archive_in_archive',
    ],
    ['is gzipped twice', storedZip({ 'bad.fit': gzip(gzip(fit)), 'good.gpx': gpx }), 'archive_in_archive'],
    [
      'is gzipped and cut before anything could come out',
      storedZip({ 'bad.fit': gzip(fit).slice(0, 12), 'good.gpx': gpx }),
      'archive_damaged',
    ],
  ])('keeps the good member where the other %s', async (_, archive, kind) => {
    expect(await opened(archive)).toEqual({
      members: [['good.gpx', 'gpx', gpxHash]],
      refused: [['bad.fit', kind]],
    });
  });

  it('tells of a member whose packed bytes are damaged from the start, whatever it was', async () => {
    const archive = deflatedZip({ 'bad.fit': fit, 'good.gpx': gpx });
    archive.fill(0xff, 37, 45); // behind the header of 30 bytes and the name of 7
    expect(await opened(archive)).toEqual({
      members: [['good.gpx', 'gpx', gpxHash]],
      refused: [['bad.fit', 'archive_damaged']],
    });
  });

  it('gives bytes once: a second entry that points at them is refused', async () => {
    const shared = withSharedBytes(storedZip({ 'a.fit': fit, 'b.fit': fit }), 1);
    expect(await opened(shared)).toEqual({
      members: [['a.fit', 'fit', fitHash]],
      refused: [['b.fit', 'archive_damaged']],
    });
  });

  it('never makes the opener throw, whatever byte is flipped', async () => {
    const archive = deflatedZip({ 'a.fit': fit, 'b.gpx.gz': gzip(gpx) });
    for (let at = 0; at < archive.length; at += 7) {
      const mutant = archive.slice();
      mutant[at] = (mutant[at] ?? 0) ^ (1 << (at % 8));
      expect(await openWhole(mutant)).toHaveProperty('ok');
    }
  });
});

describe('the limits of archives', () => {
  it('lets a name have 256 bytes, and not one more', async () => {
    const atLimit = 'n'.repeat(limits.entryNameBytes);
    expect(await opened(storedZip({ [atLimit]: fit, [`${atLimit}n`]: fit }))).toEqual({
      members: [[atLimit, 'fit', fitHash]],
      refused: [[atLimit, 'archive_limit']],
    });
  });

  /** A gzip header may carry extra bytes: they bring the packed size to where the test wants it. */
  const padded = (packed: Uint8Array, packedBytes: number) => {
    const extraBytes = packedBytes - packed.length - 2;
    const all = new Uint8Array(packedBytes);
    all.set(packed.subarray(0, 10));
    all[3] = 0x04;
    new DataView(all.buffer).setUint16(10, extraBytes, true);
    all.set(packed.subarray(10), 12 + extraBytes);
    return all;
  };

  it('lets bytes come out a hundredfold, and not more', async () => {
    const inflatedBytes = 2 * limits.inflateRatioFromBytes;
    const packed = gzip(new Uint8Array(inflatedBytes));
    const atLimit = padded(packed, Math.ceil(inflatedBytes / limits.inflateRatio));
    const past = padded(packed, Math.ceil(inflatedBytes / limits.inflateRatio) - 1);
    expect(await gunzip(atLimit)).toMatchObject({ ok: true });
    expect(await gunzip(past)).toEqual({
      ok: false,
      failure: { kind: 'archive_limit', limit: 'inflateRatio' },
    });
  });

  it('does not judge the ratio of what is small', async () => {
    const atLimit = gzip(new Uint8Array(limits.inflateRatioFromBytes));
    const past = gzip(new Uint8Array(limits.inflateRatioFromBytes + 1));
    expect(await gunzip(atLimit)).toMatchObject({ ok: true });
    expect(await gunzip(past)).toMatchObject({ ok: false });
  });

  it('lets a member have the bytes of its budget through all its packings, and not one more', async () => {
    const budget = inflateBudget();
    expect(budget.bytesLeft).toBe(limits.inflatedBytes);
    budget.bytesLeft = fit.length + gpx.length;
    expect(await gunzip(gzip(fit), budget)).toMatchObject({ ok: true });
    expect(await gunzip(gzip(gpx), budget)).toMatchObject({ ok: true });
    expect(budget.bytesLeft).toBe(0);
    expect(await gunzip(gzip(Uint8Array.of(1)), budget)).toEqual({
      ok: false,
      failure: { kind: 'archive_limit', limit: 'inflatedBytes' },
    });
  });
});
