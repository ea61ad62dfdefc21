// From the paths that the person named to the files to read: named ones whatever their names, folders all the way
// down, in the order of their names. Lazy: a folder is listed when its turn comes, and held open while its files are
// taken. A named link is resolved once; a link found below a folder is never followed, so there are no circles.
import { lstat, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import { assertNever, ok, type Result } from '../../src-worker/contract/result.ts';
import type { AnsweredPaths } from './answered-paths.ts';
import { entryKindOf, type EntryKind } from './entry-kind.ts';
import {
  listFolder,
  openFolder,
  type FolderEntry,
  type ListingTally,
  type OpenFolder,
} from './open-folder.ts';
import { attempt, failureFromError } from './system-failure.ts';
import { childPath, childPathForPeople, nameForPeople, pathForSystem } from './system-path.ts';
import type { Watched } from './watch-calls.ts';

/** No real export is nested like this; it keeps a hostile tree from holding every descriptor of the process. */
const maxFolderDepth = 64;

interface Labelled {
  readonly name: string;
  /** For people: the path as named, or as found below a named folder. */
  readonly path: string;
}

export interface FoundFile extends Labelled {
  readonly kind: 'file';
  /** To be opened before the next one is asked for: its folder may be closed after that. */
  readonly openAt: Buffer;
  readonly step: 'reach_named' | 'reach_found';
  /** For every call to its file system. */
  readonly watched: Watched;
}

export interface FoundRefusal extends Labelled {
  readonly kind: 'refused';
  readonly failure: ReadFailure;
}

export type Found = FoundFile | FoundRefusal;

export interface ExpandOptions {
  readonly paths: readonly string[];
  /** Left alone, and not counted. */
  readonly answered: AnsweredPaths;
  readonly tally: ListingTally;
  readonly watchedFor: (namedPath: string) => Watched;
}

/** What the walk of one named path needs on its way down. */
interface Walk {
  readonly answered: AnsweredPaths;
  readonly tally: ListingTally;
  readonly watched: Watched;
}

interface Looked extends Labelled {
  readonly watched: Watched;
  readonly what: Result<{ readonly kind: EntryKind; readonly openAt: Buffer }, ReadFailure>;
}

export async function* expandPaths({
  paths,
  answered,
  tally,
  watchedFor,
}: ExpandOptions): AsyncGenerator<Found> {
  const named: Looked[] = [];
  for (const path of paths) {
    if (answered.take(path)) continue;
    const looked = await lookAtNamed(path, watchedFor(path));
    named.push(looked);
    if (!looked.what.ok || looked.what.value.kind !== 'folder') tally.found(1);
  }
  tally.toList(named.filter(({ what }) => what.ok && what.value.kind === 'folder').length);
  for (const looked of named) yield* expandNamed(looked, { answered, tally, watched: looked.watched });
}

/** Says what was named; only to sort folders from files: what a file is, is asked again when it is open. */
async function lookAtNamed(path: string, watched: Watched): Promise<Looked> {
  const label = { name: basename(path), path, watched };
  const bytes = Buffer.from(path, 'utf8');
  const looked = await attempt('reach_named', () => watched(() => lstat(pathForSystem(bytes))));
  if (!looked.ok) return { ...label, what: looked };
  if (!looked.value.isSymbolicLink()) {
    return { ...label, what: ok({ kind: entryKindOf(looked.value), openAt: bytes }) };
  }
  const resolved = await attempt('resolve_link', () =>
    watched(() => realpath(pathForSystem(bytes), { encoding: 'buffer' })),
  );
  if (!resolved.ok) return { ...label, what: resolved };
  const target = await attempt('resolve_link', () => watched(() => lstat(pathForSystem(resolved.value))));
  if (!target.ok) return { ...label, what: target };
  return { ...label, what: ok({ kind: entryKindOf(target.value), openAt: resolved.value }) };
}

async function* expandNamed(looked: Looked, walk: Walk): AsyncGenerator<Found> {
  const { name, path, what } = looked;
  if (!what.ok) {
    yield { kind: 'refused', name, path, failure: what.failure };
    return;
  }
  const { kind, openAt } = what.value;
  switch (kind) {
    case 'file':
      yield { kind: 'file', name, path, openAt, step: 'reach_named', watched: walk.watched };
      return;
    case 'folder':
      yield* walkFolder({ name, path, openAt, depth: 0 }, walk);
      return;
    case 'link':
      // Resolved a moment ago: somebody put a link in its place.
      yield { kind: 'refused', name, path, failure: { kind: 'link_skipped' } };
      return;
    case 'pipe':
    case 'socket':
    case 'device':
    case 'other':
      yield { kind: 'refused', name, path, failure: { kind: 'not_a_regular_file', what: kind } };
      return;
    default:
      assertNever(kind);
  }
}

interface FolderToWalk extends Labelled {
  readonly openAt: Buffer;
  readonly depth: number;
}

async function* walkFolder(folder: FolderToWalk, walk: Walk): AsyncGenerator<Found> {
  const { answered, tally, watched } = walk;
  const refuse = (failure: ReadFailure): FoundRefusal => {
    tally.found(1);
    return { kind: 'refused', name: folder.name, path: folder.path, failure };
  };
  if (folder.depth > maxFolderDepth) {
    tally.toList(-1);
    yield refuse({ kind: 'read_failed', systemCode: 'ENAMETOOLONG' });
    return;
  }
  const step = folder.depth === 0 ? 'reach_named' : 'list_folder';
  const opened = await openFolder({ openAt: folder.openAt, step, watched });
  if (!opened.ok) {
    tally.toList(-1);
    yield refuse(opened.failure);
    return;
  }
  try {
    const listing = await listFolder(opened.value, answered.isEmpty ? tally : countedLater(tally), watched);
    const entries = listing.entries.filter((entry) => !answered.take(pathOf(entry, folder)));
    if (!answered.isEmpty) tally.found(entries.filter(({ kind }) => kind !== 'folder').length);
    tally.toList(entries.filter(({ kind }) => kind === 'folder').length - 1);
    for (const entry of entries) yield* expandEntry(entry, folder, opened.value, walk);
    if (listing.failure !== null) yield refuse(listing.failure);
  } catch (error) {
    // A bug of ours: what is left of this folder is answered by its name, everything else goes on.
    yield refuse(failureFromError('list_folder', error));
  } finally {
    await opened.value.close();
  }
}

/** Where some may have been answered, files are counted when it is known which are left. */
const countedLater = (tally: ListingTally): ListingTally => ({ ...tally, found: () => undefined });

const pathOf = (entry: FolderEntry, parent: FolderToWalk) =>
  childPathForPeople(parent.path, nameForPeople(entry.nameBytes));

async function* expandEntry(
  entry: FolderEntry,
  parent: FolderToWalk,
  opened: OpenFolder,
  walk: Walk,
): AsyncGenerator<Found> {
  const name = nameForPeople(entry.nameBytes);
  const path = pathOf(entry, parent);
  const openAt = childPath(opened.path, entry.nameBytes);
  switch (entry.kind) {
    case 'file':
      yield { kind: 'file', name, path, openAt, step: 'reach_found', watched: walk.watched };
      return;
    case 'folder':
      yield* walkFolder({ name, path, openAt, depth: parent.depth + 1 }, walk);
      return;
    case 'link':
      yield { kind: 'refused', name, path, failure: { kind: 'link_skipped' } };
      return;
    case 'pipe':
    case 'socket':
    case 'device':
    case 'other':
      yield { kind: 'refused', name, path, failure: { kind: 'not_a_regular_file', what: entry.kind } };
      return;
    default:
      assertNever(entry.kind);
  }
}
