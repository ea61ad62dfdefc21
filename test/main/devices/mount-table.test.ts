// The table of mounts: rows of every kind, and which of them a name still leads to.
import { describe, expect, it, test } from 'vitest';
import { parseMountTable, reachableMounts } from '../../../src-main/devices/mount-table.ts';
import { mutated } from '../../support/mutate.ts';
import { seededChance } from '../../support/seeded-chance.ts';

describe('a row', () => {
  it('with and without optional fields', () => {
    const table = [
      '36 35 98:0 /sub /mnt/2 rw,noatime master:1 shared:7 propagate_from:2 - ext3 /dev/root rw,errors=continue',
      '37 35 8:17 / /media/anna/GARMIN rw,nosuid,nodev,relatime - vfat /dev/sdb1 rw,uid=1000',
    ];
    expect(parseMountTable(table.join('\n'))).toEqual([
      {
        mountId: 36,
        parentId: 35,
        device: '98:0',
        rootBytes: '/sub',
        mountPointBytes: '/mnt/2',
        fileSystem: 'ext3',
        sourceBytes: '/dev/root',
      },
      {
        mountId: 37,
        parentId: 35,
        device: '8:17',
        rootBytes: '/',
        mountPointBytes: '/media/anna/GARMIN',
        fileSystem: 'vfat',
        sourceBytes: '/dev/sdb1',
      },
    ]);
  });

  it.each([
    ['a space', 'MY\\040STICK', 'MY STICK'],
    ['a newline and a tab', 'a\\012b\\011c', 'a\nb\tc'],
    ['a backslash', 'a\\134040b', 'a\\040b'],
    ['a hash', '\\0431', '#1'],
    ['UTF-8', 'Räder', 'Räder'],
    ['what is no UTF-8', '\xff\\377', '\xff\xff'],
    ['the mark between fields', 'a\\040-\\040b', 'a - b'],
    ['a dash alone', '-', '-'],
  ])('whose place holds %s', (_, written, name) => {
    const [row] = parseMountTable(`37 35 8:17 / /media/${written} rw shared:1 - vfat /dev/sdb1 rw\n`);
    expect(row?.mountPointBytes).toBe(`/media/${name}`);
    expect(row?.fileSystem).toBe('vfat');
  });

  it('with an empty source, and one with spaces', () => {
    const [empty, spaced] = parseMountTable(
      '1 0 0:5 / /a rw - tmpfs  rw\n2 0 0:6 / /b rw - fuse.rclone my\\040remote: rw',
    );
    expect(empty?.sourceBytes).toBe('');
    expect(spaced?.sourceBytes).toBe('my remote:');
  });

  it.each([
    '',
    'nonsense',
    '1 2 3:4 / /x rw',
    '1 2 3:4 / /x rw - ',
    'x 2 3:4 / /x rw - vfat /dev/sdb1 rw',
    '\0',
  ])('that is none is passed over: %j', (line) => {
    expect(
      parseMountTable(`${line}\n37 35 8:17 / /m rw - vfat /dev/sdb1 rw\n`).map(({ mountId }) => mountId),
    ).toEqual([37]);
  });

  test('whatever a table holds, reading it ends', () => {
    const { fraction } = seededChance(1);
    const seed = new Uint8Array(
      Buffer.from(
        Array.from(
          { length: 12 },
          (_, at) => `${20 + at} ${19 + at} 8:${at} / /a${'/b'.repeat(at)} rw master:1 - ext4 /dev/x${at} rw`,
        ).join('\n'),
      ),
    );
    for (let round = 0; round < 2_000; round += 1) {
      const rows = parseMountTable(Buffer.from(mutated(seed, 'text', fraction)).toString('latin1'));
      expect(reachableMounts(rows).length).toBeLessThanOrEqual(rows.length);
    }
    const hostile = `1 1 8:1 / ${'/a'.repeat(50_000)} ${'rw '.repeat(50_000)}- x`;
    const startedMs = performance.now();
    expect(parseMountTable(hostile)).toEqual([]);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});

describe('a mount is reached by its name', () => {
  const reachable = (...rows: readonly string[]) =>
    reachableMounts(parseMountTable(rows.map((row) => `${row} rw - ext4 x rw`).join('\n'))).map(
      ({ mountId }) => mountId,
    );

  it('where nothing lies over it', () => {
    expect(reachable('1 0 8:1 / /', '2 1 8:2 / /media', '3 2 8:3 / /media/a', '4 1 8:4 / /media2')).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('and not where another one was mounted at the same place', () => {
    expect(reachable('1 0 8:1 / /', '2 1 8:2 / /m', '3 2 8:3 / /m', '4 3 8:4 / /m')).toEqual([1, 4]);
  });

  it('and not where something was mounted over a folder above it', () => {
    expect(reachable('1 0 8:1 / /', '2 1 8:2 / /media/a', '3 1 8:3 / /media')).toEqual([1, 3]);
  });

  it('in a place whose top is not in the table, and where it says that it is its own parent', () => {
    expect(reachable('2 1 8:2 / /m', '3 2 8:3 / /m/a', '9 9 8:9 / /n')).toEqual([2, 3, 9]);
  });

  it('where parents lead in a circle, nothing is reached and nothing hangs', () => {
    expect(reachable('1 0 8:1 / /', '2 3 8:2 / /a', '3 2 8:3 / /a')).toEqual([1]);
  });
});
