// macOS: removable volumes by the table of mounts, which `mount` prints without asking any volume; and by what the system knows
// of the disk below, asked once for each mount. Not yet tried on a Mac.
import { randomUUID } from 'node:crypto';
import { watch } from 'node:fs';
import { basename } from 'node:path';
import { onceId } from '../../src-worker/contract/volume-once.ts';
import { runProgram, type RunProgram } from './run-program.ts';
import { createDistinctIds, digestOf } from './volume-id.ts';
import type { VolumeReader } from './volume-reader.ts';
import type { Volume } from './volume.ts';

const folderOfVolumes = '/Volumes';
/** The folder tells of what comes and goes; this is for when it does not. */
const lookEveryMs = 2_000;

interface MacMount {
  readonly source: string;
  readonly root: string;
}

/** `/dev/disk4s1 on /Volumes/GARMIN (msdos, local, nodev, nosuid, noowners)`: those of local disks, below /Volumes. */
function parseMacMounts(text: string): readonly MacMount[] {
  return text.split('\n').flatMap((line) => {
    const [, source, root, options = ''] =
      /^(\/dev\/disk\S+) on (\/Volumes\/.+) \(([^()]*)\)$/.exec(line) ?? [];
    if (source === undefined || root === undefined || !options.split(', ').includes('local')) return [];
    return [{ source, root }];
  });
}

interface MacDisk {
  /** Names this plug. */
  readonly plug: string;
  readonly isRemovable: boolean;
  readonly volumeUuid: string | null;
  readonly volumeName: string | null;
  readonly sizeBytes: string | null;
}

/** Of a property list only the few lines that are asked for: nothing nested among them. Null where it says nothing. */
function parseMacDisk(propertyList: string): MacDisk | null {
  const valueOf = (key: string): string | null => {
    const found = new RegExp(`<key>${key}</key>\\s*<(?:(true|false)/>|(?:string|integer)>([^<]*)<)`).exec(
      propertyList,
    );
    const value = found?.[1] ?? found?.[2] ?? '';
    return value === '' ? null : withoutEntities(value);
  };
  const isExternal = valueOf('RemovableMediaOrExternalDevice');
  if (isExternal === null) return null;
  return {
    plug: randomUUID(),
    // An installer that was opened is a disk too.
    isRemovable: isExternal === 'true' && valueOf('BusProtocol') !== 'Disk Image',
    volumeUuid: valueOf('VolumeUUID'),
    volumeName: valueOf('VolumeName'),
    sizeBytes: valueOf('TotalSize'),
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const withoutEntities = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (entity, name: string) => entities[name] ?? entity);

export function macVolumes(run: RunProgram = runProgram): VolumeReader {
  let known = new Map<string, MacDisk>();
  const withDistinctIds = createDistinctIds();
  return {
    everyMs: lookEveryMs,
    watch: (onHint) => {
      try {
        const watcher = watch(folderOfVolumes, { persistent: false }, onHint);
        watcher.on('error', () => watcher.close());
        return () => watcher.close();
      } catch {
        // Only the looks are left.
        return () => undefined;
      }
    },
    read: async () => {
      const disks = new Map<string, MacDisk>();
      const volumes: Volume[] = [];
      for (const { source, root } of parseMacMounts(await run('/sbin/mount', []))) {
        const mountKey = `${source} ${root}`;
        const disk =
          known.get(mountKey) ??
          (await run('/usr/sbin/diskutil', ['info', '-plist', source]).then(parseMacDisk, () => null));
        // A disk that has only just come may be too busy to be asked: it is asked again.
        if (disk === null) continue;
        disks.set(mountKey, disk);
        if (!disk.isRemovable) continue;
        volumes.push({
          mountKey,
          root,
          label: disk.volumeName ?? basename(root),
          volumeId: idOf(disk),
        });
      }
      known = disks;
      return withDistinctIds(volumes);
    },
  };
}

function idOf({ volumeUuid, volumeName, sizeBytes, plug }: MacDisk): string {
  if (volumeUuid !== null) return digestOf('uuid', [volumeUuid, sizeBytes]);
  if (volumeName !== null && sizeBytes !== null) return digestOf('label', [volumeName, sizeBytes]);
  return onceId(plug);
}
