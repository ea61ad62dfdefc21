// What can be done about a device that shows no volume, on this system: of what its vendor's entry says, only what makes
// sense here. Pure.
import type { DeviceHint } from '../../src-worker/contract/vendor-map.ts';
import type { DeviceWithoutVolume } from './usb-devices.ts';

type Systems = 'all' | readonly NodeJS.Platform[];

const systemsOf: Readonly<Record<DeviceHint, Systems>> = {
  // The desktop opens such a device when somebody looks at it; from then on it is read by itself.
  open_in_file_manager: ['linux'],
  port_is_exclusive: 'all',
  quit_garmin_express: ['darwin', 'win32'],
  quit_photo_importers: ['darwin', 'win32'],
  // Seen there to hold the port; on other systems nobody told of it.
  quit_cloud_drives: ['darwin'],
  choose_usb_mode_on_device: 'all',
  wahoo_allow_usb_access: 'all',
  wahoo_allow_fit_access: 'all',
  switch_device_on: 'all',
  cable_may_only_charge: 'all',
  copy_files_out_first: ['linux', 'win32'],
  drag_files_in: ['linux', 'win32'],
  // Finder shows no device that speaks MTP.
  drag_files_in_from_mtp_program: ['darwin'],
};

/** A disk that is there and not mounted has no port to be freed, and no switch to be set. */
const forUnmountedDisk: ReadonlySet<DeviceHint> = new Set(['open_in_file_manager', 'drag_files_in']);

export function hintsFor(
  hints: readonly DeviceHint[],
  seen: DeviceWithoutVolume['seen'],
  platform: NodeJS.Platform,
): readonly DeviceHint[] {
  return hints.filter((hint) => {
    const systems = systemsOf[hint];
    const isOfSystem = systems === 'all' || systems.includes(platform);
    return isOfSystem && (seen === 'nothing' || forUnmountedDisk.has(hint));
  });
}
