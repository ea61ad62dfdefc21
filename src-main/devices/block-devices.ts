// Linux: what /sys and /dev/disk say of the block device below a mount. Thin: reads, and decides nothing. Nothing here is a
// path on a volume, so nothing here waits for a device.
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MountRow } from './mount-table.ts';
import type { BlockFacts } from './removable.ts';

/** A test may show another tree. */
export interface SystemFolders {
  readonly sys: string;
  readonly dev: string;
}

export const systemFolders: SystemFolders = { sys: '/sys', dev: '/dev' };

/** Null where the mount has no block device. */
export async function readBlockFacts(row: MountRow, folders: SystemFolders): Promise<BlockFacts | null> {
  const device = await deviceFolderOf(row, folders);
  if (device === null) return null;
  const isPartition = (await textOf(join(device, 'partition'))) !== null;
  const disk = isPartition ? dirname(device) : device;
  const kernelName = basename(device);
  const usbDevice = await usbDeviceAbove(disk, folders);
  return {
    isRemovable:
      usbDevice !== null ||
      (await textOf(join(disk, 'removable'))) === '1' ||
      (await textOf(join(disk, 'device/type'))) === 'SD',
    serial: await serialOf(device, disk, usbDevice),
    sizeSectors: await textOf(join(device, 'size')),
    fileSystemUuid: await nameIn(join(folders.dev, 'disk/by-uuid'), kernelName),
    label: await nameIn(join(folders.dev, 'disk/by-label'), kernelName),
  };
}

/** By the number of the mount; a FUSE file system has none, but its source may be a block device. */
async function deviceFolderOf(row: MountRow, { sys, dev }: SystemFolders): Promise<string | null> {
  const byNumber = await resolved(join(sys, 'dev/block', row.device));
  if (byNumber !== null) return byNumber;
  const source = Buffer.from(row.sourceBytes, 'latin1').toString('utf8');
  if (!source.startsWith(`${dev}/`)) return null;
  const node = await resolved(source);
  return node === null ? null : resolved(join(sys, 'class/block', basename(node)));
}

/** The folder of the USB device that the disk belongs to; it says so by the number of its vendor. */
async function usbDeviceAbove(disk: string, { sys }: SystemFolders): Promise<string | null> {
  const top = await resolved(sys);
  if (top === null) return null;
  for (let folder = dirname(disk); folder.length > top.length; folder = dirname(folder)) {
    if ((await textOf(join(folder, 'idVendor'))) !== null) return folder;
  }
  return null;
}

async function serialOf(device: string, disk: string, usbDevice: string | null): Promise<string | null> {
  const places = [
    ...(usbDevice === null ? [] : [join(usbDevice, 'serial')]),
    join(disk, 'device/cid'),
    join(disk, 'device/serial'),
    // A loop device has a file in place of a medium.
    join(disk, 'loop/backing_file'),
  ];
  for (const place of places) {
    const serial = await textOf(place);
    // One device may hold several file systems: which partition it is, counts too.
    if (serial !== null) return `${serial} ${(await textOf(join(device, 'partition'))) ?? ''}`.trim();
  }
  return null;
}

/** The link of this folder that leads to the device, as udev made it: `GARMIN`, `MY\x20STICK`. */
async function nameIn(folder: string, kernelName: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const target = await readlink(join(folder, name)).catch(() => '');
    if (basename(target) === kernelName) return withoutEscapes(name);
  }
  return null;
}

/** udev writes bytes that might trouble others as `\x20`. */
const withoutEscapes = (name: string): string =>
  name.replaceAll(/(?:\\x[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('\\x', ''), 'hex').toString('utf8'),
  );

/** Null where there is nothing, or nothing in it. */
async function textOf(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim() === '' ? null : text.trim();
}

const resolved = (path: string): Promise<string | null> => realpath(path).catch(() => null);
