// What a file looks like without reading it, as one digest: where it lies, which file it is there, how large, and when it
// was changed. Two equal looks are the same file, untouched; a digest tells nobody its name or time. Pure.
import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';

export interface FileLook {
  /** Path below what `volume` names; the whole path where that is this machine. */
  readonly path: string;
  /** What keeps its name: this machine, or a removable volume's own id. A device's number changes with the order of mounting. */
  readonly volume: string;
  /** Null on file systems that give a file another number each time. */
  readonly inode: bigint | null;
  readonly sizeBytes: bigint;
  readonly modifiedNs: bigint;
  /** Of its attributes, which no program can set back; null on file systems that do not keep it. */
  readonly changedNs: bigint | null;
}

/** Of a file that this machine shows at that path, on a disk, over a network or through a program. */
export function lookOf(path: string, stats: BigIntStats): FileLook {
  return {
    path,
    volume: 'here',
    inode: isOnDisk(stats) ? stats.ino : null,
    sizeBytes: stats.size,
    modifiedNs: stats.mtimeNs,
    changedNs: stats.ctimeNs,
  };
}

/** Linux: what has no disk of its own has no major number, and its programs may number files anew with each mount. */
const isOnDisk = ({ dev }: BigIntStats): boolean => process.platform !== 'linux' || majorOf(dev) !== 0n;
const majorOf = (device: bigint): bigint => ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn);

/** 32 hex digits. */
export function digestOfLook({ path, volume, inode, sizeBytes, modifiedNs, changedNs }: FileLook): string {
  const parts = [volume, inode, sizeBytes, modifiedNs, changedNs].map(String);
  // No path has a zero byte: nothing of one part can pass for a piece of the next.
  return createHash('sha256')
    .update([...parts, path].join('\0'))
    .digest('hex')
    .slice(0, 32);
}

/** The coarsest clock of a file system that is met: FAT counts in steps of two seconds. */
const coarsestClockMs = 2_000;
const year2000Ms = Date.UTC(2000, 0);

/**
 * Whether the file can be told by it later. Where it was changed a moment before, it may be changed once more with equal
 * size and time; a clock that was never set, or is ahead, gives the same time twice.
 */
export function canBeTrusted({ modifiedNs, changedNs }: FileLook, lookedAtMs: number): boolean {
  const modifiedMs = Number(modifiedNs / 1_000_000n);
  const changedMs = changedNs === null ? modifiedMs : Number(changedNs / 1_000_000n);
  return modifiedMs >= year2000Ms && Math.max(modifiedMs, changedMs) <= lookedAtMs - coarsestClockMs;
}
