// Linux: which mounts are removable volumes that may be looked at unasked. Pure, by tables: fixed disks, network disks and
// what the system mounts for itself are never among them.
import { isBelow, reachableMounts, type MountRow } from './mount-table.ts';

/** What /sys says of the block device below a mount. */
export interface BlockFacts {
  /** A medium that can be taken out, or a device on USB. */
  readonly isRemovable: boolean;
  /** Of the medium and of no other: a serial number, or the file behind a loop device; null where there is none. */
  readonly serial: string | null;
  readonly sizeSectors: string | null;
  readonly fileSystemUuid: string | null;
  readonly label: string | null;
}

export interface RemovableRules {
  /** Null where the mount has no block device, or /sys does not say. */
  readonly factsOf: (row: MountRow) => BlockFacts | null;
  /** Test switch: every mount below this folder counts, whatever it is. */
  readonly everythingBelow: string | null;
}

/** File systems of sticks, cards and devices. Network disks, overlays and the system's own are not on the list. */
const fileSystemsOfVolumes: ReadonlySet<string> = new Set([
  'vfat',
  'msdos',
  'exfat',
  'fuseblk',
  'fuse.exfat',
  'fuse.exfat-fuse',
  'fuse.fusefat',
  'fuse.ntfs-3g',
  'ntfs',
  'ntfs3',
  'hfs',
  'hfsplus',
  'ext2',
  'ext3',
  'ext4',
  'f2fs',
  'xfs',
  'btrfs',
  'udf',
]);

/** Those that nobody uses but for sticks, cards and devices: enough where /sys says nothing. */
const fileSystemsOfSticks: ReadonlySet<string> = new Set([
  'vfat',
  'msdos',
  'exfat',
  'fuseblk',
  'fuse.exfat',
  'fuse.exfat-fuse',
  'fuse.fusefat',
]);

/** Where desktops mount what is plugged in. */
const foldersOfVolumes = ['/media', '/run/media'];

/** The system may itself run from a stick or a card: what it is made of is no device of an athlete. */
const foldersOfTheSystem = [
  '/boot',
  '/efi',
  '/usr',
  '/var',
  '/etc',
  '/opt',
  '/srv',
  '/nix',
  '/root',
  '/snap',
  '/sysroot',
  '/ostree',
  '/cdrom',
  '/isodevice',
  '/run/live',
  '/run/initramfs',
  '/rofs',
];

/** One row for each device: where it is mounted twice, where desktops mount, or else where it was mounted first. */
export function removableMounts(rows: readonly MountRow[], rules: RemovableRules): readonly MountRow[] {
  const found = reachableMounts(rows).filter((row) => isRemovableVolume(row, rules));
  return found.filter((row) => found.find((other) => isSameAndBetter(other, row)) === undefined);
}

function isRemovableVolume(row: MountRow, { factsOf, everythingBelow }: RemovableRules): boolean {
  const { mountPointBytes, fileSystem, rootBytes } = row;
  if (everythingBelow !== null && isBelow(mountPointBytes, bytesOf(everythingBelow))) return true;
  // A part of a file system, shown elsewhere. Only btrfs mounts whole disks in this way.
  if (rootBytes !== '/' && fileSystem !== 'btrfs') return false;
  if (!fileSystemsOfVolumes.has(fileSystem) || isOfTheSystem(mountPointBytes)) return false;
  const facts = factsOf(row);
  if (facts !== null) return facts.isRemovable;
  return fileSystemsOfSticks.has(fileSystem) && isWhereDesktopsMount(mountPointBytes);
}

const bytesOf = (path: string) => Buffer.from(path, 'utf8').toString('latin1');

const isWhereDesktopsMount = (path: string) => foldersOfVolumes.some((folder) => isBelow(path, folder));

const isOfTheSystem = (path: string) =>
  path === '/' ||
  path === '/home' ||
  foldersOfTheSystem.some((folder) => path === folder || isBelow(path, folder));

function isSameAndBetter(other: MountRow, row: MountRow): boolean {
  if (other === row || other.device !== row.device) return false;
  const isBetterPlace = isWhereDesktopsMount(other.mountPointBytes);
  if (isBetterPlace !== isWhereDesktopsMount(row.mountPointBytes)) return isBetterPlace;
  return other.mountId < row.mountId;
}
