// The reader of the system that the app runs on.
import { linuxVolumes } from './linux-volumes.ts';
import { macVolumes } from './mac-volumes.ts';
import type { VolumeReader } from './volume-reader.ts';
import { windowsVolumes } from './windows-volumes.ts';

/** `everythingBelow`: the test switch, of Linux alone. Null where nobody wrote one: then folders are all there is. */
export function systemVolumes(
  platform: NodeJS.Platform,
  everythingBelow: string | null,
): VolumeReader | null {
  if (platform === 'linux') return linuxVolumes({ everythingBelow });
  if (platform === 'darwin') return macVolumes();
  if (platform === 'win32') return windowsVolumes();
  return null;
}
