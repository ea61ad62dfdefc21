// Rides for watches that are plugged in: as many as are wanted, no two alike, none at the same time as another.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { longRide } from '../bench/long-recordings.ts';

const hoursBetween = 6;

export interface DeviceRide {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The so-many-th ride of a life, with a record a second. */
export function deviceRide(nth: number, records: number): DeviceRide {
  const startsAt = new Date(Date.UTC(2012, 0, 1, 6) + nth * hoursBetween * 3_600_000).toISOString();
  return { name: `${String(nth)}.fit`, bytes: longRide(records, startsAt) };
}

/** As they lie on a watch. */
export function putOnWatch(root: string, rides: readonly DeviceRide[]): void {
  const folder = join(root, 'Garmin', 'Activities');
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of rides) writeFileSync(join(folder, name), bytes);
}
