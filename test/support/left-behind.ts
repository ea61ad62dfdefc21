// What a test with mounts of its own may have left on this machine.
import { readdirSync, readFileSync } from 'node:fs';
import { mustRun } from './plugged-device.ts';

/** Processes that see something mounted below this folder, and loop devices that still hold this image. */
export function leftBehind(folder: string, image: string): readonly string[] {
  const processes = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && mountsOf(name).includes(folder),
  );
  const disks = mustRun('losetup', '-j', image).split('\n');
  return [...processes.map((pid) => `process ${pid}`), ...disks.filter((line) => line !== '')];
}

function mountsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/mountinfo`, 'utf8');
  } catch {
    // It ended meanwhile, or is ending.
    return '';
  }
}
