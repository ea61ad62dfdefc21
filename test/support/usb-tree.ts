// A `/sys` of a test's own, in which sports devices are plugged in, and the folder in which a desktop shows those that speak
// MTP. The app is told to read both in place of the real ones.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchOptions } from './launch-app.ts';
import { temporaryFolder } from './run-cooldown.ts';

export interface UsbTree {
  readonly launch: Pick<LaunchOptions, 'args' | 'env'>;
  /** Where the storages of a device lie: `mtp:host=…` and below it one folder each. */
  readonly gvfs: string;
  plugIn(device: { readonly vendorId: string; readonly maker: string; readonly product: string }): void;
  /** The desktop lets go of it, too. */
  plugOut(): void;
}

export function makeUsbTree(): UsbTree {
  const [sys, runtime] = [temporaryFolder('sys'), temporaryFolder('runtime')];
  const device = join(sys, 'bus/usb/devices/1-2');
  const gvfs = join(runtime, 'gvfs');
  mkdirSync(gvfs);
  let plugs = 0;
  return {
    launch: { args: [`--fault-sys=${sys}`], env: { XDG_RUNTIME_DIR: runtime } },
    gvfs,
    plugIn({ vendorId, maker, product }) {
      plugs += 1;
      mkdirSync(device, { recursive: true });
      const says = {
        idVendor: vendorId,
        idProduct: '51b4',
        manufacturer: maker,
        product,
        devnum: String(plugs),
      };
      for (const [name, value] of Object.entries(says)) writeFileSync(join(device, name), `${value}\n`);
    },
    plugOut() {
      rmSync(device, { recursive: true });
      rmSync(gvfs, { recursive: true });
      mkdirSync(gvfs);
    },
  };
}
