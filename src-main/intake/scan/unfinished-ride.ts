// A ride that a trainer app is still recording, or left behind when it died. No scan takes it; when the athlete asks for it, it
// is reached as everything that a scan found: from the root down, through no link, and only on the device that was scanned.
import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { BigIntStats } from 'node:fs';
import type { ReadFailure } from '../../../src-worker/contract/failure.ts';
import { failed, type Result } from '../../../src-worker/contract/result.ts';
import { digestOfLook } from '../file-look.ts';
import { openRegularFile, type OpenRegularFile } from '../open-regular-file.ts';
import type { OpenFolder } from '../open-folder.ts';
import { openFolderBelow } from '../recognise/reach-below.ts';
import { childPath, nameForPeople, pathForSystem } from '../system-path.ts';
import type { Watched } from '../watch-calls.ts';
import { pathForPeople } from './look-in-source.ts';
import type { ReadyFile } from './ready-files.ts';
import type { SourceMemory } from './source-memory.ts';

/** Whether all of it was taken in as it is now. */
export async function isRideKnown(
  memory: SourceMemory,
  below: string,
  { knownLooks, watched }: { readonly knownLooks: { has(look: string): boolean }; readonly watched: Watched },
): Promise<boolean> {
  const folder = await folderOf(memory, below, watched);
  if (!folder.ok) return false;
  try {
    const path = pathForSystem(childPath(folder.value.path, basename(below)));
    const stats = await watched(() => lstat(path, { bigint: true }));
    return stats.isFile() && knownLooks.has(digestOfLook(memory.lookOf({ below, stats })));
  } catch {
    return false;
  } finally {
    await folder.value.close();
  }
}

/** What comes of it is told, whatever it is: somebody asked. */
export const unfinishedRide = (memory: SourceMemory, below: string, watched: Watched): ReadyFile => ({
  kind: 'ready',
  name: nameForPeople(basename(below)),
  path: pathForPeople(memory.root, below),
  open: () => openRide(memory, below, watched),
  lookOf: (stats: BigIntStats) => memory.lookOf({ below, stats }),
  // Its program may still be writing it: there is no telling how much of it should be there.
  isBelieved: null,
  judge: (ending) => Promise.resolve(ending),
});

async function openRide(
  memory: SourceMemory,
  below: string,
  watched: Watched,
): Promise<Result<OpenRegularFile, ReadFailure>> {
  const folder = await folderOf(memory, below, watched);
  if (!folder.ok) return failed(folder.failure);
  try {
    const openAt = childPath(folder.value.path, basename(below));
    const opened = await openRegularFile({ openAt, step: 'reach_found', watched });
    if (!opened.ok || memory.volumeId === null || opened.value.stats.dev === memory.device) return opened;
    await opened.value.close();
    return failed({ kind: 'changed_while_reading' });
  } finally {
    await folder.value.close();
  }
}

function folderOf(
  { openAt }: SourceMemory,
  below: string,
  watched: Watched,
): Promise<Result<OpenFolder, ReadFailure>> {
  const above = dirname(below);
  return openFolderBelow(openAt, above === '.' ? Buffer.alloc(0) : Buffer.from(above, 'latin1'), watched);
}
