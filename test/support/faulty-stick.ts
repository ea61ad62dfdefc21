// A removable volume that can hang and fail, plugged into the port of an app.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultyDevice } from './hanging-device.ts';
import { unplug, type Port } from './plugged-device.ts';

/** Plugs it in; returns how to pull it out, after which calls that hang come back. */
export async function plugFaulty(port: Port, device: FaultyDevice, name: string): Promise<() => void> {
  const place = join(port.folder, name);
  mkdirSync(place, { recursive: true });
  const plugged = await device.plug({ ofProcess: port.cooldown.process.pid ?? 0 }, place);
  return () => {
    plugged.unplug();
    unplug(port, place);
  };
}
