// Archives larger than any memory: read a stretch at a time, from the file and from an archive within it.
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { bytesInBlocks, bytesInMemory, streamOf } from '../../../src-worker/formats/container/byte-source.ts';
import { inflatedSource } from '../../../src-worker/formats/container/inflated-source.ts';
import { openFile } from '../../../src-worker/formats/container/open-file.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { storedZip } from '../../fixtures/zip-writer.ts';
import { largeZipSource, wholeZip } from '../../support/large-zip.ts';
import { openWholeSource } from '../../support/open-whole.ts';

const ride = fitFile(fitRide());
const hike = gpxFile([gpxHike]);
const gibibyte = 1024 ** 3;

const namesIn = async (source: Parameters<typeof openWholeSource>[0]) => {
  const opened = await openWholeSource(source);
  if (!opened.ok) return opened.failure;
  const { members, refused } = opened.value;
  return {
    members: members.map(({ member }) => member),
    refused: refused.map(({ member, failure }) => [member, failure]),
  };
};

describe('a large archive', () => {
  it('is read around its films, a little at a time, however large it is', async () => {
    const source = largeZipSource([
      { name: 'ride.fit', bytes: ride },
      { name: 'film.mp4', bytes: Uint8Array.of(1, 2, 3), zeros: 3 * gibibyte },
      { name: 'hike.gpx', bytes: hike },
    ]);
    expect(await namesIn(source)).toEqual({ members: ['ride.fit', 'hike.gpx'], refused: [] });
    expect(source.largestRead()).toBeLessThan(100_000);
  });

  it('may end in the form of zip64', async () => {
    const members = [
      { name: 'ride.fit', bytes: ride },
      { name: 'hike.gpx', bytes: hike },
    ];
    const wide = largeZipSource(members, { isWide: true });
    expect(await namesIn(wide)).toEqual({ members: ['ride.fit', 'hike.gpx'], refused: [] });
  });

  it('may lie stored in another, and is read from there as the file is', async () => {
    const part = storedZip({ 'ride.fit': ride });
    const source = largeZipSource([
      { name: 'film.mp4', bytes: Uint8Array.of(1), zeros: gibibyte },
      { name: 'Part1.zip', bytes: part },
    ]);
    expect(await namesIn(source)).toEqual({ members: ['Part1.zip/ride.fit'], refused: [] });
  });

  it('may lie packed in another, and is inflated as often as it is gone back in, never held', async () => {
    // More than is kept of what went by, and random enough not to be packed too tightly.
    const noise = new Uint8Array(1_500_000);
    for (let at = 0, state = 7; at < noise.length; at += 1) {
      state = (state * 48_271) % 2_147_483_647;
      noise[at] = state;
    }
    const part = zipSync({ 'a/ride.fit': ride, 'a/noise': noise, 'b/hike.gpx': hike }, { level: 0 });
    const archive = Uint8Array.from(zipSync({ 'Part1.zip': part, 'ride.fit': ride }, { level: 1 }));
    const opened = await openFile(bytesInMemory(archive));
    if (!opened.ok) throw new Error(opened.failure.kind);
    expect(await opened.value.open([0])).toMatchObject({ kind: 'archive' });
    const kindAt = async (at: readonly number[]) => {
      const entry = await opened.value.open(at);
      return entry?.kind === 'member' ? entry.member.member : (entry?.kind ?? null);
    };
    const addresses = [[0, 2], [0, 0], [1], [0, 1], [0, 2], [0, 3], [2]];
    const found = [];
    for (const at of addresses) found.push(await kindAt(at));
    const [ridePath, hikePath] = ['Part1.zip/a/ride.fit', 'Part1.zip/b/hike.gpx'];
    expect(found).toEqual([hikePath, ridePath, 'ride.fit', 'other_kind', hikePath, null, null]);
  });

  it('that is gone while it is read says so', async () => {
    const archive = storedZip({ 'ride.fit': ride });
    let isThere = true;
    const source = bytesInBlocks(archive.length, (from, to) =>
      Promise.resolve(isThere ? archive.slice(from, to) : null),
    );
    const opened = await openFile(source);
    if (!opened.ok) throw new Error(opened.failure.kind);
    isThere = false;
    // What was read before is there.
    expect(await opened.value.open([0])).toMatchObject({ kind: 'member' });
    expect(await bytesInBlocks(9, () => Promise.resolve(null)).read(0, 9)).toEqual({
      ok: false,
      failure: { kind: 'staged_copy_missing' },
    });
  });
});

describe('the limits of large archives', () => {
  const tooMuch = { kind: 'archive_limit', limit: 'inflatedBytes' };

  it('lets a member have 64 MiB as it lies packed, and not one byte more', { timeout: 30_000 }, async () => {
    const beginning = new TextEncoder().encode('<gpx>');
    const member = (name: string, packedBytes: number) => ({
      name,
      bytes: beginning,
      zeros: packedBytes - beginning.length,
    });
    const source = largeZipSource([
      member('at-limit.gpx', limits.fileBytes),
      member('past.gpx', limits.fileBytes + 1),
    ]);
    expect(await namesIn(source)).toEqual({
      members: [],
      refused: [
        // Its zeros are not what the checksum is of: it was read whole.
        ['at-limit.gpx', { kind: 'archive_damaged' }],
        ['past.gpx', tooMuch],
      ],
    });
  });

  it('lets a zip have 50,000 entries, and not one more', { timeout: 60_000 }, async () => {
    expect(limits.archiveEntries).toBe(50_000);
    const tiny = (count: number) => {
      const names = Array.from({ length: count }, (_, index) => `${String(index)}.txt`);
      const members = names.map((name) => ({ name, bytes: Uint8Array.of(7) }));
      return bytesInMemory(wholeZip(members, { isWide: true }));
    };
    expect(await namesIn(tiny(limits.archiveEntries))).toEqual({ kind: 'archive_without_activities' });
    expect(await namesIn(tiny(limits.archiveEntries + 1))).toEqual({
      kind: 'archive_limit',
      limit: 'archiveEntries',
    });
  });

  it('lets a directory have 32 MiB, and not one byte more', { timeout: 30_000 }, async () => {
    const ofDirectory = (bytes: number) => {
      const entry = 46 + 'ride.fit'.length;
      const longest = 65_535;
      const others = Math.floor((bytes - 2 * entry) / (entry + longest));
      const left = bytes - others * (entry + longest) - entry;
      const comments = [...Array.from({ length: others }, () => longest), Math.min(left, longest)];
      return largeZipSource(
        comments.map((length, index) => ({
          name: `ride.${String(index).padStart(3, '0')}`,
          bytes: new Uint8Array(),
          comment: new Uint8Array(length),
        })),
      );
    };
    expect(limits.archiveDirectoryBytes % (54 + 65_535)).toBeGreaterThan(54);
    expect(await namesIn(ofDirectory(limits.archiveDirectoryBytes))).toEqual({
      kind: 'archive_without_activities',
    });
    expect(await namesIn(ofDirectory(limits.archiveDirectoryBytes + 1))).toEqual({
      kind: 'archive_limit',
      limit: 'archiveEntries',
    });
  });

  it('lets a packed archive within unpack to 4 GiB a hundredfold, and not one byte more', async () => {
    const nothing = () => streamOf(bytesInMemory(new Uint8Array()), { from: 0, to: 0 });
    const read = (sizeBytes: number, packedBytes: number) =>
      inflatedSource(sizeBytes, packedBytes, nothing).read(0, 1);
    const packedBytes = Math.ceil(limits.archiveBytes / limits.inflateRatio);
    // What passes the limits is read, and here there is nothing.
    const isRead = { ok: false, failure: { kind: 'archive_damaged' } };
    expect(await read(limits.archiveBytes, packedBytes)).toEqual(isRead);
    expect(await read(limits.archiveBytes + 1, packedBytes + 1)).toEqual({ ok: false, failure: tooMuch });
    expect(await read(limits.archiveBytes, packedBytes - 1)).toEqual({
      ok: false,
      failure: { kind: 'archive_limit', limit: 'inflateRatio' },
    });
    expect(await bytesInMemory(ride).read(0, 2)).toEqual(ok(ride.subarray(0, 2)));
  });
});
