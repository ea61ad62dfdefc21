// A sports device on USB that shows no volume: when it is said, and when not.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  devicesWithoutVolume,
  seenSince,
  volumeComesWithinMs,
  type UsbDevice,
  type UsbSituation,
} from '../../../src-main/devices/usb-devices.ts';
import { watchUsb } from '../../../src-main/devices/usb-watch.ts';
import { readVendorMap, vendorMapFile } from '../../../src-main/disk/read-vendor-map.ts';

const map = readVendorMap(vendorMapFile(join(import.meta.dirname, '../../..')));

const edge: UsbDevice = {
  plugId: '1-2 12',
  vendorId: '091e',
  productId: '51b4',
  manufacturer: 'Garmin',
  product: 'Edge 1050',
  blockDevices: [],
};

const said = (device: Partial<UsbDevice>, situation: Partial<UsbSituation> = {}) =>
  devicesWithoutVolume(
    {
      devices: [{ device: { ...edge, ...device }, sinceMs: 0 }],
      nowMs: volumeComesWithinMs,
      mountedDevices: new Set(),
      vendorsByMtp: new Set(),
      ...situation,
    },
    map,
  );

const card = { plugId: '1-2 12', vendor: 'garmin', name: 'Edge 1050', seen: 'nothing' };

describe('is said', () => {
  it.each([
    ['of a watch that speaks MTP', {}, card],
    ['under its vendor’s name, where it says none', { product: '' }, { ...card, name: 'Garmin' }],
    [
      'of one whose maker is known only by its words',
      { vendorId: '0e8d', manufacturer: 'Wahoo Fitness', product: 'ELEMNT BOLT' },
      { ...card, vendor: 'wahoo', name: 'ELEMNT BOLT' },
    ],
    [
      'of one whose disk nobody mounted',
      { blockDevices: ['8:16', '8:17'] },
      { ...card, seen: 'unmounted_disk' },
    ],
  ])('%s', (_, device, expected) => {
    expect(said(device)).toEqual([expected]);
  });
});

describe('is not said', () => {
  it('before it had time to come up', () => {
    expect(said({}, { nowMs: volumeComesWithinMs - 1 })).toEqual([]);
  });

  it('where one of its disks is mounted, or the desktop has opened it', () => {
    expect(said({ blockDevices: ['8:16', '8:17'] }, { mountedDevices: new Set(['8:17']) })).toEqual([]);
    expect(said({}, { vendorsByMtp: new Set(['garmin']) })).toEqual([]);
  });

  it.each([
    ['a phone', 'Samsung', 'Galaxy S7 edge'],
    ['a keyboard', 'Logitech', 'K120'],
    ['a stick', 'SanDisk', 'Ultra Edge'],
  ])('of %s', (_, manufacturer, product) => {
    expect(said({ vendorId: '04e8', manufacturer, product })).toEqual([]);
  });
});

it('a device is as old as its plug: another plug in the same socket begins anew', () => {
  const first = seenSince([], [edge], 1_000);
  expect(seenSince(first, [edge], 9_000)).toEqual(first);
  expect(seenSince(first, [{ ...edge, plugId: '1-2 13' }], 9_000)).toMatchObject([{ sinceMs: 9_000 }]);
  expect(seenSince(first, [], 9_000)).toEqual([]);
});

describe('the watch', () => {
  it('tells when a device has shown nothing for a while, when it is mounted, and when it goes', async () => {
    const disk = { ...edge, blockDevices: ['8:17', '/dev/sdb1'] };
    const mounted = '2 1 0:55 / /media/a rw - fuse.exfat /dev/sdb1 rw\n';
    // What each look finds, and at what time.
    const looks = [
      { devices: [disk], table: '', atMs: 0 },
      { devices: [disk], table: '', atMs: volumeComesWithinMs },
      { devices: [disk], table: '', atMs: volumeComesWithinMs + 2_000 },
      { devices: [disk], table: null, atMs: volumeComesWithinMs + 4_000 },
      { devices: [disk], table: mounted, atMs: volumeComesWithinMs + 6_000 },
      { devices: [disk], table: '', atMs: volumeComesWithinMs + 8_000 },
      { devices: [], table: '', atMs: volumeComesWithinMs + 10_000 },
    ];
    let at = 0;
    const told: string[] = [];
    await new Promise<void>((resolve) => {
      const watch = watchUsb({
        vendorMap: map,
        readDevices: () => Promise.resolve(looks[at]?.devices ?? []),
        readTable: () => {
          const table = looks[at]?.table ?? null;
          return table === null ? Promise.reject(new Error('EACCES')) : Promise.resolve(table);
        },
        vendorsByMtp: () => new Set(),
        onChange: (devices) =>
          told.push(`${at}: ${devices.map(({ name, seen }) => `${name} ${seen}`).join()}`),
        nowMs: () => looks[at]?.atMs ?? 0,
        wait: (_, signal) => {
          at += 1;
          if (at === looks.length) {
            watch.stop();
            resolve();
          }
          return signal.aborted ? new Promise(() => undefined) : Promise.resolve();
        },
      });
    });
    expect(told).toEqual(['1: Edge 1050 unmounted_disk', '4: ', '5: Edge 1050 unmounted_disk', '6: ']);
  });
});
