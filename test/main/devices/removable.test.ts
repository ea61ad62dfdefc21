// Which mounts are removable volumes: on real desktops, and where somebody tries to make us look elsewhere.
import { describe, expect, it, test } from 'vitest';
import { parseMountTable } from '../../../src-main/devices/mount-table.ts';
import { removableMounts, type BlockFacts } from '../../../src-main/devices/removable.ts';
import { desktopTables } from './desktop-tables.ts';

const removable = (
  table: string,
  disks: Readonly<Record<string, BlockFacts>> = {},
  everythingBelow: string | null = null,
) =>
  removableMounts(parseMountTable(table), {
    factsOf: ({ device }) => disks[device] ?? null,
    everythingBelow,
  }).map(({ mountPointBytes }) => mountPointBytes);

it.each(desktopTables)('$of', ({ table, disks, removable: expected }) => {
  expect(removable(table, disks)).toEqual(expected);
});

describe('never', () => {
  const stick: BlockFacts = {
    isRemovable: true,
    serial: null,
    sizeSectors: null,
    fileSystemUuid: null,
    label: null,
  };

  it.each([
    'nfs',
    'nfs4',
    'cifs',
    'smb3',
    '9p',
    'fuse.sshfs',
    'fuse.rclone',
    'fuse.davfs2',
    'davfs',
    'overlay',
    'tmpfs',
    'squashfs',
    'iso9660',
    'fuse.gvfsd-fuse',
    'autofs',
  ])('a mount of %s, also below /media and on a removable disk', (fileSystem) => {
    const table = `1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 8:17 / /media/anna/X rw - ${fileSystem} /dev/sdb1 rw`;
    expect(removable(table, { '8:17': stick })).toEqual([]);
    expect(removable(table)).toEqual([]);
  });

  it.each([
    '/',
    '/boot',
    '/boot/firmware',
    '/home',
    '/usr/local',
    '/var',
    '/cdrom',
    '/run/live/medium',
    '/nix/store',
  ])('what the system lies on itself: %s', (place) => {
    expect(removable(`2 1 8:17 / ${place} rw - vfat /dev/sdb1 rw`, { '8:17': stick })).toEqual([]);
  });

  it('a part of a disk that is shown elsewhere, nor what lies below another mount', () => {
    const table =
      '1 0 8:1 / / rw - ext4 x rw\n2 1 8:17 /a /media/a rw - vfat x rw\n3 1 8:33 / /media/b rw - vfat x rw\n4 3 0:9 / /media/b rw - tmpfs x rw';
    expect(removable(table, { '8:17': stick, '8:33': stick })).toEqual([]);
  });
});

test('one device, mounted twice, is one volume', () => {
  const table =
    '1 0 8:1 / / rw - ext4 x rw\n2 1 8:17 / /home/a/stick rw - vfat x rw\n3 1 8:17 / /media/a/STICK rw - vfat x rw';
  const stick: BlockFacts = {
    isRemovable: true,
    serial: null,
    sizeSectors: null,
    fileSystemUuid: null,
    label: null,
  };
  expect(removable(table, { '8:17': stick })).toEqual(['/media/a/STICK']);
});

test('below the folder of a test every mount counts, and beside it none', () => {
  const table = `
1 0 8:1 / / rw - ext4 /dev/sda1 rw
2 1 0:50 / /tmp/räder/a rw - tmpfs tmpfs rw
3 1 0:51 / /tmp/räder/b\\040c rw - fuse.faultfs none rw
4 1 7:0 / /tmp/räder/d rw - ext4 /dev/loop0 rw
5 1 0:52 / /tmp/räder rw - tmpfs tmpfs rw
6 1 0:53 / /tmp/räderwerk rw - tmpfs tmpfs rw
`;
  const bytes = Buffer.from(table, 'utf8').toString('latin1');
  // What was mounted later on the folder itself hides everything below it.
  expect(removable(bytes, {}, '/tmp/räder')).toEqual([]);
  const seen = removable(bytes.replace(/^5 .*\n/m, ''), {}, '/tmp/räder');
  expect(seen.map((path) => Buffer.from(path, 'latin1').toString('utf8'))).toEqual([
    '/tmp/räder/a',
    '/tmp/räder/b c',
    '/tmp/räder/d',
  ]);
});
