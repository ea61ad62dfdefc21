// Linux: watches for sports devices on USB that show no volume. Other systems tell of them only to native code.
import type { VendorMap } from '../../src-worker/contract/vendor-map.ts';
import { mountedDevices, parseMountTable } from './mount-table.ts';
import {
  devicesWithoutVolume,
  mayBeOnMtp,
  seenSince,
  type DeviceWithoutVolume,
  type UsbDevice,
  type UsbDeviceSince,
} from './usb-devices.ts';
import { waitQuietly, type Wait } from './wait.ts';

/** Nobody is in a hurry: a device gets longer than this to come up. */
const lookEveryMs = 2_000;

export interface UsbWatchParts {
  readonly vendorMap: VendorMap;
  readonly readDevices: () => Promise<readonly UsbDevice[]>;
  /** One character for each byte. */
  readonly readTable: () => Promise<string>;
  /** Whose devices the desktop shows in folders now, so that they are read there. */
  readonly vendorsByMtp: () => ReadonlySet<string>;
  /** Only when it is another list than before. */
  readonly onChange: (devices: readonly DeviceWithoutVolume[]) => void;
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly wait?: Wait;
}

export interface UsbWatch {
  /** A sports device is plugged in that shows no disk. */
  mayBeOnMtp(): boolean;
  stop(): void;
}

export function watchUsb(parts: UsbWatchParts): UsbWatch {
  const { vendorMap, readDevices, readTable, vendorsByMtp, onChange, nowMs, wait = waitQuietly } = parts;
  const stopped = new AbortController();
  let seen: readonly UsbDeviceSince[] = [];
  let told = '[]';

  const look = async () => {
    const table = await readTable().catch(() => null);
    // Without the table every stick would look as if nobody had mounted it.
    if (table === null) return;
    seen = seenSince(seen, await readDevices(), nowMs());
    const situation = { devices: seen, nowMs: nowMs(), vendorsByMtp: vendorsByMtp() };
    const mounted = mountedDevices(parseMountTable(table));
    const found = devicesWithoutVolume({ ...situation, mountedDevices: mounted }, vendorMap);
    const telling = JSON.stringify(found);
    if (stopped.signal.aborted || telling === told) return;
    told = telling;
    onChange(found);
  };
  const goOn = async () => {
    while (!stopped.signal.aborted) {
      await look();
      await wait(lookEveryMs, stopped.signal);
    }
  };
  // It ends when it is stopped, and nothing in it rejects but a bug of who hears the changes.
  void goOn();
  return {
    mayBeOnMtp: () =>
      mayBeOnMtp(
        seen.map(({ device }) => device),
        vendorMap,
      ),
    stop: () => stopped.abort(),
  };
}
