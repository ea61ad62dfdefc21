// Walks one folder of a source all the way down, or as deep as it is asked to, and tells what it meets: one look per file
// that may be an activity, none for any other name. One listing is open at a time but for the folders above it; links are
// never followed, and what can't be listed or looked at keeps nothing else from being found.
import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { sep } from 'node:path';
import { assertNever } from '../../../src-worker/contract/result.ts';
import { systemCodeOf } from '../../disk/system-code.ts';
import { entriesOf, openFolder, type OpenFolder } from '../open-folder.ts';
import { childPath, pathForSystem } from '../system-path.ts';
import type { Watched } from '../watch-calls.ts';
import type { FileBelow } from './look-in-source.ts';
import type { NamesToTake } from './names-to-take.ts';

/** Deeper than any real export; it keeps a hostile tree from holding every descriptor of the process. */
export const deepestFolder = 64;

/** Files that are looked at before the listing goes on: so many records are in memory, and so long nothing else gets its turn. */
const filesAtOnce = 256;

/** Calls under way at once: most of a look is the way to a thread and back. Of one root no more, because it may hang. */
const looksAtOnce = 4;

export interface WalkTold {
  /** Regular files whose names are to be taken. `fromMs`, `toMs`: before and after the looks at all of them. */
  files(met: readonly FileBelow[], time: { readonly fromMs: number; readonly toMs: number }): void;
  /** Only where nothing is looked at: so many names are to be taken. */
  counted(names: number): void;
  passedOver(names: number): void;
  /** Path below the root. */
  unfinished(below: string): void;
  unlisted(): void;
  /** A folder was listed. Path below the root. */
  folder(below: string): void;
}

export interface FoldersToWalk {
  readonly names: NamesToTake;
  /** 0: only what lies in the first folder itself. */
  readonly deepest: number;
  /** False: names are enough. */
  readonly looksAtFiles: boolean;
  /** No further folder is gone into. */
  readonly isEnough: () => boolean;
  readonly watched: Watched;
  readonly nowMs: () => number;
  readonly told: WalkTold;
}

/** `below`: its path below the root, empty for the root itself. It is left open. */
export async function walkFolder(
  folder: OpenFolder,
  below: string,
  walk: FoldersToWalk,
  depth = 0,
): Promise<void> {
  const { watched, told } = walk;
  told.folder(below);
  for (const name of await listFiles(folder, below, walk)) {
    if (depth === walk.deepest || walk.isEnough()) {
      told.passedOver(1);
      continue;
    }
    const opened = await openFolder({ openAt: childPath(folder.path, name), step: 'list_folder', watched });
    if (!opened.ok) {
      // It went, or something else took its name: the next scan finds what that is.
      if (opened.failure.kind !== 'vanished_while_reading') told.unlisted();
      continue;
    }
    try {
      await walkFolder(opened.value, belowOf(below, name), walk, depth + 1);
    } finally {
      await opened.value.close();
    }
  }
}

/** Tells of the files, and gives the names of the folders to go into. */
async function listFiles(folder: OpenFolder, below: string, walk: FoldersToWalk): Promise<readonly string[]> {
  const { names, watched, told } = walk;
  const folders: string[] = [];
  let files: string[] = [];
  let passedOver = 0;
  let isWhole = true;
  const tellFiles = async () => {
    if (!(await lookAtAll(files, folder, below, walk))) isWhole = false;
    files = [];
  };
  try {
    for await (const { nameBytes, kind } of entriesOf(folder, watched)) {
      switch (kind) {
        case 'folder':
          if (names.ofFolder(nameBytes) === 'enter') folders.push(nameBytes);
          else passedOver += 1;
          break;
        case 'file': {
          const judgement = names.ofFile(nameBytes);
          if (judgement === 'take') files.push(nameBytes);
          else if (judgement === 'leave') passedOver += 1;
          else told.unfinished(belowOf(below, nameBytes));
          if (files.length === filesAtOnce) await tellFiles();
          break;
        }
        case 'link':
        case 'pipe':
        case 'socket':
        case 'device':
        case 'other':
          passedOver += 1;
          break;
        default:
          assertNever(kind);
      }
    }
  } catch {
    isWhole = false;
  }
  await tellFiles();
  told.passedOver(passedOver);
  if (!isWhole) told.unlisted();
  return folders;
}

/** False where one could not be looked at. */
async function lookAtAll(
  names: readonly string[],
  folder: OpenFolder,
  below: string,
  { looksAtFiles, watched, nowMs, told }: FoldersToWalk,
): Promise<boolean> {
  if (!looksAtFiles) {
    told.counted(names.length);
    return true;
  }
  const fromMs = nowMs();
  const met: FileBelow[] = [];
  let passedOver = 0;
  let isWhole = true;
  const left = [...names];
  const lookAtSome = async () => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const looked = await lookAt(childPath(folder.path, name), watched);
      if (looked === 'failed') isWhole = false;
      else if (looked === 'no_file') passedOver += 1;
      else if (looked !== 'gone') met.push({ below: belowOf(below, name), stats: looked });
    }
  };
  await Promise.all(Array.from({ length: looksAtOnce }, lookAtSome));
  told.passedOver(passedOver);
  told.files(met, { fromMs, toMs: nowMs() });
  return isWhole;
}

async function lookAt(path: Buffer, watched: Watched): Promise<BigIntStats | 'gone' | 'no_file' | 'failed'> {
  try {
    const stats = await watched(() => lstat(pathForSystem(path), { bigint: true }));
    return stats.isFile() ? stats : 'no_file';
  } catch (error) {
    return systemCodeOf(error) === 'ENOENT' ? 'gone' : 'failed';
  }
}

const belowOf = (folder: string, name: string): string => (folder === '' ? name : folder + sep + name);
