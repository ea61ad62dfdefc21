// How files of a source look, so that they are known again. Numbers of devices, of files and times of attributes change
// with every plug on the file systems of removable volumes: there the volume's own id stands for all of them.
import type { BigIntStats } from 'node:fs';
import type { ScanPlan } from '../../../src-worker/contract/sources.ts';
import { lookOf, type FileLook } from '../file-look.ts';
import { childPathForPeople, nameForPeople } from '../system-path.ts';

export interface FileBelow {
  /** Path below the root, one character per byte. */
  readonly below: string;
  readonly stats: BigIntStats;
}

export type LookInSource = (file: FileBelow) => FileLook;

/** In a folder the look is the one that the file has when it is dropped, so that it is known either way. */
export function looksIn(root: string, plan: ScanPlan): LookInSource {
  if (plan.kind === 'folder') return ({ below, stats }) => lookOf(pathForPeople(root, below), stats);
  const volume = `volume ${plan.volumeId}`;
  return ({ below, stats }) => ({
    path: below,
    volume,
    inode: null,
    sizeBytes: stats.size,
    modifiedNs: stats.mtimeNs,
    changedNs: null,
  });
}

export const pathForPeople = (root: string, below: string): string =>
  childPathForPeople(root, nameForPeople(below));
