// What /sys says of disks and of what is plugged in on USB, read from a tree as the kernel lays it out.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readBlockFacts, systemFolders } from '../../../src-main/devices/block-devices.ts';
import { readUsbDevices } from '../../../src-main/devices/read-usb-devices.ts';

const usbPort = 'devices/pci0000:00/0000:00:14.0/usb1/1-2';
const usbDisk = `${usbPort}/1-2:1.0/host4/target4:0:0/4:0:0:0/block/sdb`;

/** A USB stick with one partition, a fixed disk, an SD card, a loop device, and a watch without a disk. */
function system() {
  const root = mkdtempSync(join(tmpdir(), 'system-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [sys, dev] = [join(root, 'sys'), join(root, 'dev')];
  const put = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(sys, path, '..'), { recursive: true });
      writeFileSync(join(sys, path), `${text}\n`);
    }
  };
  const link = (from: string, to: string) => {
    mkdirSync(join(from, '..'), { recursive: true });
    symlinkSync(relative(join(from, '..'), to), from);
  };
  put({
    [`${usbPort}/idVendor`]: '091e',
    [`${usbPort}/idProduct`]: '0003',
    [`${usbPort}/devnum`]: '12',
    [`${usbPort}/manufacturer`]: 'Garmin',
    [`${usbPort}/product`]: 'Edge 530',
    [`${usbPort}/serial`]: '0000d1a5c0de',
    [`${usbDisk}/removable`]: '0',
    [`${usbDisk}/size`]: '30310400',
    [`${usbDisk}/dev`]: '8:16',
    [`${usbDisk}/sdb1/partition`]: '1',
    [`${usbDisk}/sdb1/size`]: '30308352',
    [`${usbDisk}/sdb1/dev`]: '8:17',
    'devices/pci0000:00/ata1/block/sda/removable': '0',
    'devices/pci0000:00/ata1/block/sda/size': '976773168',
    'devices/pci0000:00/ata1/block/sda/dev': '8:0',
    'devices/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0/removable': '0',
    'devices/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0/device/type': 'SD',
    'devices/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0/device/cid': '035344',
    'devices/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0/size': '62333952',
    'devices/virtual/block/loop0/removable': '0',
    'devices/virtual/block/loop0/size': '32768',
    'devices/virtual/block/loop0/loop/backing_file': '/images/a.img',
    'devices/pci0000:00/0000:00:14.0/usb1/1-3/idVendor': '091e',
    'devices/pci0000:00/0000:00:14.0/usb1/1-3/devnum': '13',
    'devices/pci0000:00/0000:00:14.0/usb1/idVendor': '1d6b',
  });
  const disks = {
    '8:17': `${usbDisk}/sdb1`,
    '8:16': usbDisk,
    '8:0': 'devices/pci0000:00/ata1/block/sda',
    '179:0': 'devices/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0',
    '7:0': 'devices/virtual/block/loop0',
  };
  for (const [number, path] of Object.entries(disks)) {
    link(join(sys, 'dev/block', number), join(sys, path));
    link(join(sys, 'class/block', path.slice(path.lastIndexOf('/') + 1)), join(sys, path));
  }
  for (const name of ['1-2', '1-3']) link(join(sys, 'bus/usb/devices', name), join(sys, usbPort, '..', name));
  link(join(sys, 'bus/usb/devices/1-2:1.0'), join(sys, usbPort, '1-2:1.0'));
  link(join(sys, 'bus/usb/devices/usb1'), join(sys, usbPort, '..'));
  mkdirSync(dev);
  writeFileSync(join(dev, 'sdb1'), '');
  link(join(dev, 'disk/by-uuid/1A2B-3C4D'), join(dev, 'sdb1'));
  link(join(dev, 'disk/by-label/MY\\x20R\\xc3\\xa4der'), join(dev, 'sdb1'));
  return { sys, dev };
}

const row = {
  mountId: 1,
  parentId: 0,
  device: '8:17',
  rootBytes: '/',
  mountPointBytes: '/media/a',
  fileSystem: 'vfat',
  sourceBytes: '/dev/sdb1',
};

const edge = {
  isRemovable: true,
  serial: '0000d1a5c0de 1',
  sizeSectors: '30308352',
  fileSystemUuid: '1A2B-3C4D',
  label: 'MY Räder',
};
const nameless = { fileSystemUuid: null, label: null };

test('of a partition on a USB device', async () => {
  expect(await readBlockFacts(row, system())).toEqual(edge);
});

test('of a FUSE file system, by the device that it names as its source', async () => {
  const folders = system();
  const fuse = { ...row, device: '0:55', sourceBytes: `${folders.dev}/sdb1` };
  expect(await readBlockFacts(fuse, folders)).toEqual(edge);
  expect(await readBlockFacts({ ...fuse, sourceBytes: 'gvfsd-fuse' }, folders)).toBe(null);
  expect(await readBlockFacts({ ...fuse, sourceBytes: `${folders.dev}/gone` }, folders)).toBe(null);
});

test('of a fixed disk, a card and a loop device', async () => {
  const folders = system();
  const of = (device: string) => readBlockFacts({ ...row, device }, folders);
  expect(await of('8:0')).toEqual({
    ...nameless,
    isRemovable: false,
    serial: null,
    sizeSectors: '976773168',
  });
  expect(await of('179:0')).toEqual({
    ...nameless,
    isRemovable: true,
    serial: '035344',
    sizeSectors: '62333952',
  });
  expect(await of('7:0')).toEqual({
    ...nameless,
    isRemovable: false,
    serial: '/images/a.img',
    sizeSectors: '32768',
  });
});

test('where there is no /sys, nothing is known, and nothing is thrown', async () => {
  const nowhere = { sys: join(tmpdir(), 'no-such-folder'), dev: '/dev' };
  expect(await readBlockFacts(row, nowhere)).toBe(null);
  expect(await readUsbDevices(nowhere)).toEqual([]);
});

test('what is plugged in on USB, with its disks', async () => {
  const folders = system();
  expect(await readUsbDevices(folders)).toEqual([
    {
      plugId: '1-2 12',
      vendorId: '091e',
      productId: '0003',
      manufacturer: 'Garmin',
      product: 'Edge 530',
      blockDevices: ['8:16', `${folders.dev}/sdb`, '8:17', `${folders.dev}/sdb1`],
    },
    { plugId: '1-3 13', vendorId: '091e', productId: '', manufacturer: '', product: '', blockDevices: [] },
  ]);
});

test.runIf(process.platform === 'linux')('this machine’s own tree is read without a word', async () => {
  expect(Array.isArray(await readUsbDevices(systemFolders))).toBe(true);
});
