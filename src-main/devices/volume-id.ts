// A name for a volume that it keeps wherever and whenever it is plugged in, made of what the system knows without reading
// the volume. Pure but for the digest. In this order, the first that is known:
//
// 1. the file system's UUID with the size. FAT and exFAT have a short one, 32 bits, which devices that were filled in one factory
//    may share: there the serial number counts too. So a card in another reader is a new volume; what is on it is known by content.
// 2. label and size, with the serial number where there is one: of a volume whose UUID nobody asked for.
// 3. the serial number of the device with the size.
// 4. of a block device of which none of that is known: a name for this plug alone. Whatever was answered about a stick must
//    not count for the next one that is plugged into the same socket.
// 5. what the mount calls its source, where that is a path: the image behind a FUSE file system.
// 6. the mount point: such a volume is a new one elsewhere.
//
// Two copies of one stick, without serial numbers, can't be told apart: plugged in together, the later one gets a number, and
// keeps it until it is pulled.
import { createHash } from 'node:crypto';
import { onceId } from '../../src-worker/contract/volume-once.ts';
import type { MountRow } from './mount-table.ts';
import type { BlockFacts } from './removable.ts';

/** FAT's and exFAT's `1A2B-3C4D`. */
const shortUuid = /^[0-9A-F]{4}-[0-9A-F]{4}$/i;

/**
 * `uuid-…`, `label-…`, `serial-…`, `once-…`, `source-…` or `place-…`: the word says how far it can be trusted. `plug` names
 * this plug, and no other at any time.
 */
export function volumeIdOf(row: MountRow, facts: BlockFacts | null, plug: string): string {
  const { fileSystemUuid = null, label = null, serial = null, sizeSectors = null } = facts ?? {};
  if (fileSystemUuid !== null) {
    const isShort = shortUuid.test(fileSystemUuid);
    return digestOf('uuid', [fileSystemUuid, sizeSectors, isShort ? serial : null]);
  }
  if (label !== null && sizeSectors !== null) return digestOf('label', [label, sizeSectors, serial]);
  if (serial !== null) return digestOf('serial', [serial, sizeSectors]);
  if (facts !== null) return onceId(plug);
  if (row.sourceBytes.startsWith('/')) return digestOf('source', [row.fileSystem, row.sourceBytes]);
  return digestOf('place', [row.fileSystem, row.sourceBytes, row.mountPointBytes]);
}

/** The name holds nothing that tells who owns the volume. */
export const digestOf = (by: string, parts: readonly (string | null)[]): string =>
  `${by}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;

interface NamedVolume {
  readonly volumeId: string;
  readonly mountKey: string;
}

/** Of volumes that are there together, no two may have one name; and none gets another while it is there. */
export function createDistinctIds(): <Named extends NamedVolume>(
  volumes: readonly Named[],
) => readonly Named[] {
  /** By mount. */
  let given = new Map<string, string>();
  return (volumes) => {
    const before = given;
    const kept = volumes.flatMap(({ mountKey, volumeId }): [string, string][] => {
      const mine = before.get(mountKey);
      return mine?.startsWith(volumeId) === true ? [[mountKey, mine]] : [];
    });
    given = new Map(kept);
    const taken = new Set(given.values());
    return volumes.map((volume) => {
      const { mountKey, volumeId } = volume;
      let mine = given.get(mountKey) ?? volumeId;
      for (let number = 2; !given.has(mountKey) && taken.has(mine); number += 1)
        mine = `${volumeId}-${number}`;
      given.set(mountKey, mine);
      taken.add(mine);
      return { ...volume, volumeId: mine };
    });
  };
}
