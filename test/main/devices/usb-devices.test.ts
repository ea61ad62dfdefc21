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
