// Linux: what is plugged in on USB, as /sys lists it. Thin: reads, and decides nothing.
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { SystemFolders } from './block-devices.ts';
import type { UsbDevice } from './usb-devices.ts';

/** None where the system has no USB, or does not say. */
export async function readUsbDevices({ sys, dev }: SystemFolders): Promise<readonly UsbDevice[]> {
  const folder = join(sys, 'bus/usb/devices');
  // With a colon it is one of a device's interfaces; `usb1` is where a bus begins.
  const names = (await namesIn(folder)).filter((name) => /^\d+-[\d.]+$/.test(name));
  const blockDevices = names.length === 0 ? [] : await readBlockDevices({ sys, dev });
  const devices = await Promise.all(
    names.map(async (name): Promise<readonly UsbDevice[]> => {
      const text = (file: string) => textOf(join(folder, name, file));
      const vendorId = await text('idVendor');
      if (!/^[0-9a-f]{4}$/.test(vendorId)) return [];
      const place = `${await realpath(join(folder, name)).catch(() => name)}/`;
      return [
        {
          plugId: `${name} ${await text('devnum')}`,
          vendorId,
          productId: await text('idProduct'),
          manufacturer: await text('manufacturer'),
          product: await text('product'),
          blockDevices: blockDevices
            .filter(({ path }) => path.startsWith(place))
            .flatMap(({ names }) => names),
        },
      ];
    }),
  );
  return devices.flat();
}

async function readBlockDevices({ sys, dev }: SystemFolders) {
  const folder = join(sys, 'class/block');
  const found = await Promise.all(
    (await namesIn(folder)).map(async (name) => ({
      name,
      path: await realpath(join(folder, name)).catch(() => ''),
      number: await textOf(join(folder, name, 'dev')),
      size: await textOf(join(folder, name, 'size')),
    })),
  );
  // A reader without a card has a block device too: of no size.
  return found
    .filter(({ number, size }) => number !== '' && size !== '0')
    .map(({ path, number, name }) => ({ path, names: [number, join(dev, name)] }));
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

const textOf = async (file: string): Promise<string> => (await readFile(file, 'utf8').catch(() => '')).trim();
