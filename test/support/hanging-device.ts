// Plugs in a device that can hang. It is mounted in a view of the file system that only its own process has, and
// reached through that process: whatever happens to a test, nothing stays mounted.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's own: it has the library. */
const python = '/usr/bin/python3';

export const canHang =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', python, '-c', 'import pyfuse3; open("/dev/fuse").close()']).status === 0;

type Call = 'lookup' | 'getattr' | 'opendir' | 'open' | 'read';

export interface HangingDevice {
  /** What lies on it, as it is reached from outside. */
  readonly folder: string;
  put(name: string, bytes: string): void;
  /** From now on, such a call never comes back. */
  hang(call: Call): void;
  /** From now on, such a call fails so; `fromByte`: only reads that reach beyond it. */
  fail(call: Call, errorName: string, fromByte?: number): void;
  /** Such calls come back again, but for those that hang already. */
  wake(call: Call): void;
  /** Pulls it out: calls that hang come back, and who was killed at them can die. */
  unplug(): void;
}

export async function plugIn(): Promise<HangingDevice> {
  const root = mkdtempSync(join(tmpdir(), 'hanging-device-'));
  const [files, mountPoint, control] = [join(root, 'files'), join(root, 'mount'), join(root, 'control')];
  for (const folder of [files, mountPoint, control]) mkdirSync(folder);
  const program = join(import.meta.dirname, 'hanging-device.py');
  const daemon = spawn(
    'unshare',
    ['-m', '--propagation', 'private', python, program, files, mountPoint, control],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const unplug = () => {
    daemon.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  };
  const isReady = await new Promise<boolean>((resolve) => {
    daemon.stdout.once('data', () => resolve(true));
    daemon.once('exit', () => resolve(false));
  });
  if (!isReady) {
    unplug();
    throw new Error('the device did not come up');
  }
  return {
    folder: `/proc/${String(daemon.pid)}/root${mountPoint}`,
    put: (name, bytes) => writeFileSync(join(files, name), bytes),
    fail: (call, errorName, fromByte = 0) =>
      writeFileSync(join(control, call), `${errorName} ${String(fromByte)}`),
    hang: (call) => writeFileSync(join(control, call), ''),
    wake: (call) => rmSync(join(control, call)),
    unplug,
  };
}
