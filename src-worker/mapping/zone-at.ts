// Which zone a place lies in. The only file that knows the library: a table of 72 kB, no network, nothing to load.
import tzLookup from '@photostructure/tz-lookup';
import type { Position } from '../contract/position.ts';

/** Around 0/0, which receivers say that have no fix yet: a kilometre of open sea. */
const nowhereDegrees = 0.01;

/** IANA name; at sea one of `Etc/GMT`. Null where the position is none. */
export function zoneAt({ latitudeDegrees, longitudeDegrees }: Position): string | null {
  const isNowhere = Math.max(Math.abs(latitudeDegrees), Math.abs(longitudeDegrees)) < nowhereDegrees;
  return isNowhere ? null : tzLookup(latitudeDegrees, longitudeDegrees);
}
