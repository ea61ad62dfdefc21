// Sports devices on USB that show no volume: those that speak MTP, that wait for a switch to be set, or whose volume nobody
// mounts. What is plugged in, is a list of the system; what is said of it, is decided here. Pure.
import { vendorOnUsb, type VendorMap } from '../../src-worker/contract/vendor-map.ts';

export interface UsbDevice {
  /** The same for as long as it is plugged in: where it is plugged in, and as the how-manyth device. */
  readonly plugId: string;
  /** Four hex digits. */
  readonly vendorId: string;
  readonly productId: string;
  readonly manufacturer: string;
  readonly product: string;
  /** Numbers and names of its block devices, `8:17` and `/dev/sdb1`; none where it shows no disk. */
  readonly blockDevices: readonly string[];
}

export interface UsbDeviceSince {
  readonly device: UsbDevice;
  readonly sinceMs: number;
}

/** A sports device that is there, and nothing to read of it. */
export interface DeviceWithoutVolume {
  readonly plugId: string;
  readonly vendor: string;
  /** `Edge 1050`, as it calls itself. */
  readonly name: string;
  /** `nothing`: it speaks MTP or only charges; `unmounted_disk`: there is a disk, and the desktop has not mounted it. */
  readonly seen: 'nothing' | 'unmounted_disk';
}

/** A device needs so long from its plug to its volume: it starts, its disk is found, the desktop mounts it. */
export const volumeComesWithinMs = 8_000;

/** What is plugged in now, each with the time at which it was first seen. */
export function seenSince(
  before: readonly UsbDeviceSince[],
  devices: readonly UsbDevice[],
  nowMs: number,
): readonly UsbDeviceSince[] {
  return devices.map((device) => {
    const known = before.find((one) => one.device.plugId === device.plugId);
    return { device, sinceMs: known?.sinceMs ?? nowMs };
  });
}

export interface UsbSituation {
  readonly devices: readonly UsbDeviceSince[];
  readonly nowMs: number;
  /** Numbers and names of the block devices that are mounted anywhere. */
  readonly mountedDevices: ReadonlySet<string>;
  /** Vendors of whom the desktop has opened a device without a volume: it may be this one, and then it is read there. */
  readonly vendorsByMtp: ReadonlySet<string>;
}

export function devicesWithoutVolume(
  { devices, nowMs, mountedDevices, vendorsByMtp }: UsbSituation,
  vendorMap: VendorMap,
): readonly DeviceWithoutVolume[] {
  return devices.flatMap(({ device, sinceMs }): DeviceWithoutVolume[] => {
    if (nowMs - sinceMs < volumeComesWithinMs) return [];
    const { plugId, product, blockDevices } = device;
    const vendor = vendorOf(device, vendorMap);
    if (vendor === null || vendorsByMtp.has(vendor.vendor)) return [];
    if (blockDevices.some((one) => mountedDevices.has(one))) return [];
    const name = product.trim() === '' ? vendor.name : product.trim();
    const seen = blockDevices.length === 0 ? 'nothing' : 'unmounted_disk';
    return [{ plugId, vendor: vendor.vendor, name, seen }];
  });
}

/** Whether a sports device is plugged in that shows no disk: the desktop may have opened it, or may be about to. */
export const mayBeOnMtp = (devices: readonly UsbDevice[], vendorMap: VendorMap): boolean =>
  devices.some((device) => device.blockDevices.length === 0 && vendorOf(device, vendorMap) !== null);

const vendorOf = ({ vendorId, manufacturer, product }: UsbDevice, vendorMap: VendorMap) =>
  vendorOnUsb({ vendorId, says: `${manufacturer} ${product}` }, vendorMap);
