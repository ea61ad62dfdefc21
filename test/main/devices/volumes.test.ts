// Volumes that come, go and change places, as the watcher tells of them; what they are called, and what a table that can't be
// read means.
import { describe, expect, it, test } from 'vitest';
import { linuxVolumes } from '../../../src-main/devices/linux-volumes.ts';
import type { BlockFacts } from '../../../src-main/devices/removable.ts';
import { startVolumes } from '../../../src-main/devices/volumes.ts';
import { volumeChanges, type Volume } from '../../../src-main/devices/volume.ts';
import { createDistinctIds, volumeIdOf } from '../../../src-main/devices/volume-id.ts';
import { canBeKnownAgain } from '../../../src-worker/contract/volume-once.ts';
import type { VolumeReader } from '../../../src-main/devices/volume-reader.ts';

const volume = (root: string, volumeId: string, mountKey = volumeId): Volume => ({
  root,
  volumeId,
  mountKey,
  label: root,
});

describe('changes between two lists', () => {
  const [a, b] = [volume('/a', '1'), volume('/b', '2')];

  it.each([
    ['nothing', [a, b], [b, a], []],
    ['one that came', [a], [a, b], [{ kind: 'came', volume: b }]],
    ['one that went', [a, b], [b], [{ kind: 'went', volume: a }]],
    [
      'another one at the same place',
      [a],
      [volume('/a', '2')],
      [{ kind: 'replaced', before: a, volume: volume('/a', '2') }],
    ],
    [
      'the same one, mounted anew at the same place',
      [a],
      [volume('/a', '1', 'later')],
      [{ kind: 'replaced', before: a, volume: volume('/a', '1', 'later') }],
    ],
    [
      'one that moved: it goes before it comes',
      [a],
      [volume('/c', '1')],
      [
        { kind: 'went', volume: a },
        { kind: 'came', volume: volume('/c', '1') },
      ],
    ],
  ] as const)('%s', (_, before, after, changes) => {
    expect(volumeChanges(before, after)).toEqual(changes);
  });
});

/** A reader that shows what the test says, and time that passes when the test says so. */
function watched() {
  let shows: readonly Volume[] | null = [];
  let hint = (): void => undefined;
  let isUnwatched = false;
  let tick = (): void => undefined;
  const told: string[] = [];
  const reader: VolumeReader = {
    everyMs: 500,
    watch: (onHint) => {
      hint = onHint;
      return () => (isUnwatched = true);
    },
    read: () => (shows === null ? Promise.reject(new Error('EIO')) : Promise.resolve(shows)),
  };
  const waits: number[] = [];
  const volumes = startVolumes({
    reader,
    onChange: (now, changes) =>
      told.push(
        `${changes.map((change) => `${change.kind} ${change.volume.root}`).join(', ')} of ${now.length}`,
      ),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push(ms);
        tick = resolve;
        signal.addEventListener('abort', () => resolve());
      }),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    told,
    waits,
    volumes,
    isUnwatched: () => isUnwatched,
    show: async (now: readonly Volume[] | null) => {
      shows = now;
      await settle();
      tick();
      await settle();
    },
    hintAt: async (now: readonly Volume[]) => {
      shows = now;
      await settle();
      hint();
      await settle();
    },
  };
}

describe('the watcher', () => {
  it('tells of each change once, and of nothing else', async () => {
    const { told, show, volumes } = watched();
    await show([volume('/a', '1')]);
    await show([volume('/a', '1')]);
    await show([volume('/a', '1'), volume('/b', '2')]);
    await show([volume('/b', '2')]);
    expect(told).toEqual(['came /a of 1', 'came /b of 2', 'went /a of 1']);
    expect(volumes.now()).toEqual([volume('/b', '2')]);
  });

  it('takes a list that can not be read for no news at all', async () => {
    const { told, show, volumes } = watched();
    await show([volume('/a', '1')]);
    for (let times = 0; times < 5; times += 1) await show(null);
    expect(volumes.now()).toEqual([volume('/a', '1')]);
    await show([volume('/a', '1')]);
    await show([]);
    expect(told).toEqual(['came /a of 1', 'went /a of 0']);
  });

  it('looks at once when the system hints at a change', async () => {
    const { told, hintAt } = watched();
    await hintAt([volume('/a', '1')]);
    expect(told).toEqual(['came /a of 1']);
  });

  it('waits as long as its reader asks for, and ends when it is stopped', async () => {
    const { told, show, waits, volumes, isUnwatched } = watched();
    await show([]);
    volumes.stop();
    await show([volume('/a', '1')]);
    const looksAtTheEnd = waits.length;
    await show([volume('/b', '1')]);
    expect(waits).toEqual(Array(looksAtTheEnd).fill(500));
    expect(waits.length).toBe(looksAtTheEnd);
    expect(told).toEqual([]);
    expect(isUnwatched()).toBe(true);
  });
});

const noFacts: BlockFacts = {
  isRemovable: true,
  serial: null,
  sizeSectors: null,
  fileSystemUuid: null,
  label: null,
};
const row = {
  mountId: 1,
  parentId: 0,
  device: '8:17',
  rootBytes: '/',
  mountPointBytes: '/media/a',
  fileSystem: 'vfat',
  sourceBytes: '/dev/sdb1',
};

describe('a volume keeps its name', () => {
  const uuid = { ...noFacts, fileSystemUuid: '1A2B-3C4D', sizeSectors: '100', serial: 's1', label: 'GARMIN' };
  const elsewhere = {
    ...row,
    mountId: 7,
    device: '8:33',
    mountPointBytes: '/media/b',
    sourceBytes: '/dev/sdc1',
  };

  it.each([
    ['by its UUID', uuid, /^uuid-[0-9a-f]{32}$/],
    ['by label and size', { ...uuid, fileSystemUuid: null }, /^label-/],
    ['by its serial number', { ...uuid, fileSystemUuid: null, label: null }, /^serial-/],
  ])('%s, also elsewhere and under another number', (_, facts, form) => {
    expect(volumeIdOf(row, facts, 'plug 1')).toMatch(form);
    expect(volumeIdOf(elsewhere, facts, 'plug 1')).toBe(volumeIdOf(row, facts, 'plug 1'));
  });

  it('and shares it with no other one', () => {
    const ids = [
      uuid,
      { ...uuid, fileSystemUuid: '1A2B-3C4E' },
      { ...uuid, sizeSectors: '101' },
      // Two devices that were filled in one factory.
      { ...uuid, serial: 's2' },
      { ...uuid, fileSystemUuid: null },
      { ...uuid, fileSystemUuid: null, label: 'EDGE' },
      { ...uuid, fileSystemUuid: null, label: null },
      { ...uuid, fileSystemUuid: null, label: null, serial: 's2' },
    ].map((facts) => volumeIdOf(row, facts, 'plug 1'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of a disk’s long UUID also in another box', () => {
    const long = { ...uuid, fileSystemUuid: '0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f6' };
    expect(volumeIdOf(row, { ...long, serial: 's2' }, 'plug 1')).toBe(volumeIdOf(row, long, 'plug 1'));
  });

  it('where no block device is known, by its image, or by its place', () => {
    const image = { ...row, fileSystem: 'fuse.fusefat', sourceBytes: '/images/a.img' };
    expect(volumeIdOf(image, null, 'plug 1')).toMatch(/^source-/);
    expect(volumeIdOf({ ...image, mountPointBytes: '/media/b' }, null, 'plug 1')).toBe(
      volumeIdOf(image, null, 'plug 1'),
    );
    const tmpfs = { ...row, fileSystem: 'tmpfs', sourceBytes: 'tmpfs' };
    expect(volumeIdOf(tmpfs, null, 'plug 1')).toMatch(/^place-/);
    expect(volumeIdOf({ ...tmpfs, mountPointBytes: '/media/b' }, null, 'plug 1')).not.toBe(
      volumeIdOf(tmpfs, null, 'plug 1'),
    );
  });

  it('and two that can not be told apart get a number', () => {
    const [a, b, c] = [volume('/a', 'x', 'a'), volume('/b', 'x', 'b'), volume('/c', 'y', 'c')];
    const named = createDistinctIds();
    const idsOf = (volumes: readonly Volume[]) => named(volumes).map(({ volumeId }) => volumeId);
    expect(idsOf([a, b, c])).toEqual(['x', 'x-2', 'y']);
    // Which is which does not change when one is pulled, nor by the order in which they are listed.
    expect(idsOf([b, c])).toEqual(['x-2', 'y']);
    expect(idsOf([volume('/d', 'x', 'd'), b])).toEqual(['x', 'x-2']);
    expect(idsOf([])).toEqual([]);
    expect(idsOf([b])).toEqual(['x']);
  });

  it('but not where nothing is known of its block device: that is another one at each plug', async () => {
    const line = '2 1 8:17 / /media/a rw - vfat /dev/sdb1 rw\n';
    const tables = [line, '', line];
    const reader = linuxVolumes({
      everythingBelow: null,
      readTable: () => Promise.resolve(tables[0] ?? ''),
      readFacts: () => Promise.resolve({ ...noFacts, sizeSectors: '100' }),
    });
    const [first] = await reader.read();
    expect((await reader.read())[0]).toEqual(first);
    tables.shift();
    expect(await reader.read()).toEqual([]);
    tables.shift();
    const [second] = await reader.read();
    expect(second?.volumeId).not.toBe(first?.volumeId);
    expect([first, second].map((one) => canBeKnownAgain(one?.volumeId ?? ''))).toEqual([false, false]);
    expect(canBeKnownAgain(volumeIdOf(row, { ...noFacts, serial: 's1' }, 'plug 1'))).toBe(true);
  });
});

describe('the reader of Linux', () => {
  const tableOf = (...mounts: readonly (readonly [id: number, device: string, place: string])[]) =>
    mounts
      .map(([id, device, place]) => `${id} 1 ${device} / ${place} rw - vfat /dev/${device} rw\n`)
      .join('');

  function reading(tables: string[]) {
    const asked: string[] = [];
    const reader = linuxVolumes({
      everythingBelow: null,
      readTable: () => Promise.resolve((tables.length > 1 ? tables.shift() : tables[0]) ?? ''),
      readFacts: ({ device }) => {
        asked.push(device);
        return Promise.resolve({ ...noFacts, serial: device });
      },
    });
    const roots = async () => (await reader.read()).map(({ root }) => root);
    return { roots, asked, reader };
  }

  it('believes a table when two readings agree, because one may lack a row', async () => {
    const both = tableOf([2, '8:17', '/media/a'], [3, '8:33', '/media/b']);
    const torn = tableOf([2, '8:17', '/media/a']);
    const { roots } = reading([both, both, torn, both, both]);
    expect(await roots()).toEqual(['/media/a', '/media/b']);
    expect(await roots()).toEqual(['/media/a', '/media/b']);
  });

  it('asks what a disk is once for each mount', async () => {
    const one = tableOf([2, '8:17', '/media/a']);
    const two = one + tableOf([3, '8:33', '/media/b']);
    const { roots, asked } = reading([one, one, one, two, two, one, one, two]);
    for (let looks = 0; looks < 5; looks += 1) await roots();
    expect(asked).toEqual(['8:17', '8:33', '8:33']);
  });

  it('gives names as text, and leaves a place out whose name is none', async () => {
    const table = tableOf([2, '8:17', '/media/R\u00c3\u00a4der\\040A'], [3, '8:33', '/media/\xff']);
    const { roots } = reading([table]);
    expect(await roots()).toEqual(['/media/Räder A']);
  });

  test('says so when the table can not be read', async () => {
    const reader = linuxVolumes({
      everythingBelow: null,
      readTable: () => Promise.reject(new Error('EACCES')),
    });
    await expect(reader.read()).rejects.toThrow('EACCES');
  });
});
