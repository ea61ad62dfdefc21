// Who recorded: the maker of the file by its `file_id`, and every device that a `device_info` names. Pure.
import type { DecodedDevice, DecodedMaker } from '../decoded.ts';
import { nameOf, numberOf, type FitMessage } from './messages.ts';
import type { RawFileId } from './recording.ts';

/** What `file_id` leaves out of product and serial number the recorder says of itself, where both name one maker. */
export function makerOf(
  fileId: FitMessage | undefined,
  raw: RawFileId | null,
  devices: readonly DecodedDevice[],
): DecodedMaker {
  const manufacturer = fileId === undefined ? null : nameOf(fileId, 'manufacturer');
  const recorder = devices.find((device) => device.isRecorder && device.manufacturer === manufacturer);
  const serialNumber = raw?.serialNumber == null ? null : String(raw.serialNumber);
  return {
    manufacturer,
    product: (fileId === undefined ? null : productOf(fileId)) ?? recorder?.product ?? null,
    serialNumber: serialNumber ?? recorder?.serialNumber ?? null,
    creator: null,
  };
}

const productOf = (message: FitMessage): string | null =>
  nameOf(message, 'product_name') ??
  nameOf(message, 'garmin_product') ??
  nameOf(message, 'favero_product') ??
  nameOf(message, 'product');

/** Of `device_index`: the device that wrote the file. */
const recorderIndex = 0;

/** A recorder names itself and its sensors again and again, at least at the beginning and at the end. */
export function devicesOf(messages: readonly FitMessage[]): readonly DecodedDevice[] {
  const found = new Map<string, DecodedDevice>();
  for (const message of messages) {
    const device = deviceOf(message);
    const { isRecorder, type, manufacturer, product, serialNumber } = device;
    const key = [isRecorder, type, manufacturer, product, serialNumber].join('|');
    const before = found.get(key);
    if (before === undefined) found.set(key, device);
    else found.set(key, { ...before, softwareVersion: before.softwareVersion ?? device.softwareVersion });
  }
  return [...found.values()];
}

function deviceOf(message: FitMessage): DecodedDevice {
  const serialNumber = numberOf(message, 'serial_number');
  const softwareVersion = numberOf(message, 'software_version');
  return {
    isRecorder: numberOf(message, 'device_index') === recorderIndex,
    type: nameOf(message, 'antplus_device_type') ?? nameOf(message, 'device_type'),
    manufacturer: nameOf(message, 'manufacturer'),
    product: productOf(message),
    serialNumber: serialNumber === null || serialNumber === 0 ? null : String(serialNumber),
    softwareVersion: softwareVersion === null ? null : softwareVersion.toFixed(2),
  };
}
