// Sticks of the file systems that devices have, each mounted as this machine can: in the view of one app, with whatever serves
// it ending with the test. What a machine lacks for one is said, so that a skipped test says why.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { startDaemon } from './daemon-in-view.ts';
import { canHang } from './hanging-device.ts';
import { canPlug, inView, makeStick, mustRun, plug, pull, unplug, type Port } from './plugged-device.ts';
import { temporaryFolder } from './run-cooldown.ts';

export interface FileSystem {
  readonly name: string;
  /** What this machine lacks to mount one; null where nothing is missing. */
  readonly missing: string | null;
  /** The system says nothing of it that it keeps: mounted elsewhere it is another one. */
  readonly isKnownByItsPlace?: true;
  /** What lies on it is put by `fill` into a folder that becomes its root. */
  makeStick(fill: (root: string) => void): string;
  /** Where all is on it as soon as it is there. */
  plug(port: Port, stick: string, name: string): Promise<PluggedStick>;
}

export interface PluggedStick {
  /** As people eject it. */
  unplug(): void;
  /** As hands pull it. */
  pull(): void;
}

const ext4: FileSystem = {
  name: 'ext4',
  missing: canPlug ? null : 'only root may mount, and mkfs.ext4 has to be there',
  makeStick,
  plug: async (port, stick, name) => {
    const place = await plug(port, stick, name);
    return { unplug: () => unplug(port, place), pull: () => pull(port, place) };
  },
};

/** As watches and bike computers have it: no case in names, times in steps of two seconds, no numbers of files. */
const fat: FileSystem = {
  name: 'FAT',
  missing: missingTools('mkfs.vfat', 'mcopy', 'fusefat', 'setpriv'),
  makeStick: (fill) => {
    const [root, image] = [folderToFill(fill), newImage()];
    mustRun('mkfs.vfat', '-F', '16', '-n', 'WATCH', '-C', image, String(32 * 1024));
    for (const path of allBelow(root)) {
      const place = `::/${relative(root, path)}`;
      if (statSync(path).isDirectory()) mustRun('mmd', '-i', image, place);
      else mustRun('mcopy', '-m', '-i', image, path, place);
    }
    return image;
  },
  plug: (port, stick, name) =>
    plugLoop(port, {
      stick,
      name,
      serve: (disk, place) => ['fusefat', '-f', '-o', `ro,fsname=${disk}`, disk, place],
    }),
};

const exfat: FileSystem = {
  name: 'exFAT',
  missing: missingTools('mkfs.exfat', 'mount.exfat-fuse', 'losetup', 'setpriv'),
  makeStick: (fill) => {
    const [root, image, place] = [folderToFill(fill), newImage(), temporaryFolder('exfat')];
    mustRun('truncate', '-s', '64M', image);
    mustRun('mkfs.exfat', image);
    mustRun(
      'unshare',
      ...['-m', '--propagation', 'private', 'sh', '-ec'],
      'disk=$(losetup -f --show "$1"); mount.exfat-fuse "$disk" "$2"; losetup -d "$disk"; cp -r --preserve=timestamps "$3/." "$2"; umount "$2"',
      ...['sh', image, place, root],
    );
    return image;
  },
  plug: (port, stick, name) =>
    plugLoop(port, { stick, name, serve: (disk, place) => ['mount.exfat-fuse', '-d', disk, place] }),
};

/** In memory: what lies on it is put there before it is moved to where it is seen. */
const tmpfs: FileSystem = {
  name: 'tmpfs',
  missing: process.getuid?.() === 0 ? null : 'only root may mount',
  isKnownByItsPlace: true,
  makeStick: folderToFill,
  plug: (port, stick, name) => {
    const [hidden, place] = [temporaryFolder('tmpfs'), placeIn(port, name)];
    inView(port, 'mount', '-t', 'tmpfs', 'watch', hidden);
    inView(port, 'cp', '-r', '--preserve=timestamps', `${stick}/.`, hidden);
    inView(port, 'mount', '--move', hidden, place);
    const gone = () => unplug(port, place);
    return Promise.resolve({ unplug: gone, pull: gone });
  },
};

export const fileSystems: readonly FileSystem[] = [ext4, fat, exfat, tmpfs];

/** What this machine can't plug in of all that is plugged in anywhere, and why. */
export const missingHere: readonly string[] = [
  ...fileSystems.flatMap(({ name, missing }) => (missing === null ? [] : [`${name}: ${missing}`])),
  ...(canHang ? [] : ['a device that hangs: FUSE, root and python3-pyfuse3']),
];

interface LoopStick {
  readonly stick: string;
  readonly name: string;
  /** A program that stays there as long as the file system. */
  readonly serve: (disk: string, place: string) => readonly [program: string, ...args: readonly string[]];
}

async function plugLoop(port: Port, { stick, name, serve }: LoopStick): Promise<PluggedStick> {
  const place = placeIn(port, name);
  const disk = mustRun('losetup', '-f', '--show', stick).trim();
  const [program, ...args] = serve(disk, place);
  const daemon = startDaemon({ ofProcess: port.cooldown.process.pid ?? 0 }, program, args);
  try {
    await daemon.until(() => isMounted(port, place));
  } finally {
    // It stays as long as it is in use, and no longer.
    mustRun('losetup', '-d', disk);
  }
  const eject = () => unplug(port, place);
  return {
    unplug: () => {
      eject();
      daemon.kill();
    },
    pull: () => {
      daemon.kill();
      eject();
    },
  };
}

const isMounted = ({ cooldown }: Port, place: string): boolean =>
  spawnSync('nsenter', ['-t', String(cooldown.process.pid), '-m', 'mountpoint', '-q', place]).status === 0;

function placeIn({ folder }: Port, name: string): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  return place;
}

function folderToFill(fill: (root: string) => void): string {
  const root = temporaryFolder('stick');
  fill(root);
  return root;
}

const newImage = () => join(temporaryFolder('image'), 'stick.img');

/** Each folder before what is in it. */
function allBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...allBelow(path)] : [path];
  });
}

function missingTools(...tools: readonly string[]): string | null {
  if (process.getuid?.() !== 0) return 'only root may mount';
  if (!existsSync('/dev/fuse')) return 'this system has no FUSE';
  const missing = tools.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`;
}
