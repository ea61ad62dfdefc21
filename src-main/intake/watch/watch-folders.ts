// The one door to the system's watching of folders. It only gives hints: what has changed, a scan finds. It watches the
// folders that a scan has listed, so that it reads nothing itself: a watcher that looks at every file of its own (chokidar)
// stops this process for seconds over a hundred thousand files. Whatever goes wrong here only makes the watching limited.
import { watch, type FSWatcher } from 'node:fs';
import { basename, sep } from 'node:path';
import { systemCodeOf } from '../../disk/system-code.ts';
import { isCandidateName } from '../name-filter.ts';
import { childPath, pathForSystem } from '../system-path.ts';
import type { Watched } from '../watch-calls.ts';
import { tellsOfChanges } from './tells-of-changes.ts';

export interface FolderWatcher {
  /** From now on just these folders of the root are watched. `limited`: some or all of them are not. */
  follow(source: SourceToWatch): Promise<'whole' | 'limited'>;
  forget(root: string): void;
}

export interface SourceToWatch {
  readonly root: string;
  readonly openAt: Buffer;
  /** Paths below the root, one character per byte; empty for the root itself. */
  readonly folders: readonly string[];
  /** How long the scan took that listed them. */
  readonly scanMs: number;
  readonly watched: Watched;
}

export interface WatcherParts {
  readonly onHint: (root: string) => void;
  readonly mostFolders?: number;
}

/** Of one source: others on this computer need watches too, and the system has only so many for one user. */
const mostFoldersOfSource = 1_000;

/** Changes come in swarms. */
const hintMs = 200;

/** Elsewhere than on Linux one watch covers the whole tree. */
const watchesEachFolder = process.platform === 'linux';

interface WatchedSource {
  readonly folders: Map<string, FSWatcher>;
  scanMs: number;
  /** A hint is on its way. */
  due: NodeJS.Timeout | null;
  lastHintMs: number;
}

export function createFolderWatcher({
  onHint,
  mostFolders = mostFoldersOfSource,
}: WatcherParts): FolderWatcher {
  const sources = new Map<string, WatchedSource>();

  const sourceOf = (root: string): WatchedSource => {
    const known = sources.get(root);
    if (known !== undefined) return known;
    const fresh: WatchedSource = { folders: new Map(), scanMs: 0, due: null, lastHintMs: -Infinity };
    sources.set(root, fresh);
    return fresh;
  };

  /** Scans that follow hints take at most half of the time. */
  const hintSoon = (root: string) => {
    const source = sources.get(root);
    if (source?.due !== null) return;
    const quietMs = source.lastHintMs + 2 * source.scanMs - performance.now();
    source.due = setTimeout(
      () => {
        source.due = null;
        source.lastHintMs = performance.now();
        onHint(root);
      },
      Math.max(hintMs, quietMs),
    ).unref();
  };

  const watchFolder = (root: string, path: Buffer, onOver: () => void): FSWatcher => {
    const options = { persistent: false, recursive: !watchesEachFolder, encoding: 'buffer' } as const;
    const watcher = watch(pathForSystem(path), options, (event, name) => {
      const nameBytes = name?.toString('latin1') ?? '';
      // The folder itself was moved or removed: what is called so later is another one.
      if (watchesEachFolder && event === 'rename' && nameBytes === basename(path.toString('latin1')))
        onOver();
      // A name that came or went may be a folder's; bytes matter of activities only.
      if (event === 'rename' || name === null || isCandidateName(nameBytes)) hintSoon(root);
    });
    watcher.on('error', () => {
      onOver();
      hintSoon(root);
    });
    return watcher;
  };

  const drop = (source: WatchedSource, below: string) => {
    source.folders.get(below)?.close();
    source.folders.delete(below);
  };

  const forget = (root: string) => {
    const source = sources.get(root);
    if (source === undefined) return;
    sources.delete(root);
    if (source.due !== null) clearTimeout(source.due);
    for (const below of [...source.folders.keys()]) drop(source, below);
  };

  return {
    follow: async ({ root, openAt, folders, scanMs, watched }) => {
      if (!(await tellsOfChanges(openAt, watched))) {
        forget(root);
        return 'limited';
      }
      const source = sourceOf(root);
      source.scanMs = scanMs;
      const wanted = watchesEachFolder ? topmost(folders, mostFolders) : [''];
      const staying = new Set(wanted);
      for (const below of [...source.folders.keys()]) if (!staying.has(below)) drop(source, below);
      let isWhole = wanted.length === folders.length || !watchesEachFolder;
      for (const below of wanted) {
        if (source.folders.has(below)) continue;
        const path = below === '' ? openAt : childPath(openAt, below);
        try {
          source.folders.set(
            below,
            watchFolder(root, path, () => drop(source, below)),
          );
        } catch (error) {
          // Those that are watched stay: some hints are better than none.
          isWhole = false;
          if (!isOfThisFolder.has(systemCodeOf(error))) break;
        }
      }
      return isWhole ? 'whole' : 'limited';
    },
    forget,
  };
}

/** It went, or is nobody's to watch. Anything else means that the system gives no more watches. */
const isOfThisFolder: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM']);

/** Those nearest to the top: where there are too many, new files most likely come there. */
function topmost(folders: readonly string[], most: number): readonly string[] {
  if (folders.length <= most) return folders;
  const depthOf = (below: string) => (below === '' ? 0 : below.split(sep).length);
  return [...folders].sort((a, b) => depthOf(a) - depthOf(b)).slice(0, most);
}
