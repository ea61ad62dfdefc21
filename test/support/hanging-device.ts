// A device that can hang and fail, made of a folder. It is mounted in a view of the file system that only its own process has,
// and reached through that process, or in the view of an app: whatever happens to a test, nothing stays mounted.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startDaemon, type View } from './daemon-in-view.ts';

/** Debian's own: it has the library. */
const python = '/usr/bin/python3';

export const canHang =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', python, '-c', 'import pyfuse3; open("/dev/fuse").close()']).status === 0;

/** `any`: all of them. */
type Call = 'lookup' | 'getattr' | 'opendir' | 'readdir' | 'open' | 'read' | 'any';

interface Where {
  /** Of a read its first byte in trouble, of a readdir the first entry: what lies before it is given. */
  readonly from?: number;
  /** Only in the file or folder of this name. */
  readonly name?: string;
}

/** What lies on a device, and how it behaves, plugged in or not. */
export interface FaultyDevice {
  /** A path below its root. */
  put(path: string, bytes: string | Uint8Array): void;
  /** From now on, such a call never comes back. */
  hang(call: Call, where?: Where): void;
  /** From now on, such a call fails so. */
  fail(call: Call, errorName: string, where?: Where): void;
  /** From now on, files end before this byte, whatever their size says. */
  cutShort(from: number): void;
  slow(call: Call, seconds: number, where?: Where): void;
  /** Such calls come back again, but for those that hang already. */
  wake(call: Call): void;
  /** How many calls have begun to hang since it was plugged in last. */
  hungCalls(): number;
  plug(view: View, mountPoint: string): Promise<PluggedDevice>;
  /** What lay on it is gone for good. */
  throwAway(): void;
}

export interface PluggedDevice {
  /** What lies on it, as it is reached from outside of its view. */
  readonly folder: string;
  /** Pulls it out: calls that hang come back, and who was killed at them can die. */
  unplug(): void;
}

export type HangingDevice = FaultyDevice & PluggedDevice;

/** A device in a view of its own. */
export async function plugIn(): Promise<HangingDevice> {
  const device = makeDevice();
  const mountPoint = mkdtempSync(join(tmpdir(), 'hanging-device-mount-'));
  const plugged = await device.plug('own', mountPoint);
  return {
    ...device,
    ...plugged,
    unplug: () => {
      plugged.unplug();
      device.throwAway();
      rmSync(mountPoint, { recursive: true, force: true });
    },
  };
}

export function makeDevice(): FaultyDevice {
  const root = mkdtempSync(join(tmpdir(), 'hanging-device-'));
  const [files, control] = [join(root, 'files'), join(root, 'control')];
  for (const folder of [files, control]) mkdirSync(folder);
  let hungCalls = 0;

  const trouble = (call: Call, how: string | number, { from = 0, name = '' }: Where = {}) => {
    const written = join(root, 'trouble');
    writeFileSync(written, JSON.stringify({ how, from, name }));
    // At once: the device reads it at every call.
    renameSync(written, join(control, call));
  };

  return {
    put: (path, bytes) => {
      const place = join(files, path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, bytes);
    },
    fail: trouble,
    hang: (call, where) => trouble(call, 'hang', where),
    cutShort: (from) => trouble('read', 'short', { from }),
    slow: trouble,
    wake: (call) => rmSync(join(control, call)),
    hungCalls: () => hungCalls,
    plug: async (view, mountPoint) => {
      let lines = 0;
      const program = join(import.meta.dirname, 'hanging-device.py');
      const daemon = startDaemon(view, python, [program, files, mountPoint, control]);
      // The first line says that it is ready, and each other one that a call hangs.
      await daemon.says('ready', (text) => {
        lines += text.split('\n').length - 1;
        hungCalls = lines - 1;
      });
      return {
        folder: view === 'own' ? `/proc/${String(daemon.pid)}/root${mountPoint}` : mountPoint,
        unplug: () => daemon.kill(),
      };
    },
    throwAway: () => rmSync(root, { recursive: true, force: true }),
  };
}
