// From a folder down along names that are compared without case, as devices with FAT do: `Garmin/Activities` is also
// `GARMIN/ACTIVITIES`. Folder by folder, each through the one above it, so that no link on the way leads outside.
import { sep } from 'node:path';
import type { ReadFailure } from '../../../src-worker/contract/failure.ts';
import { ok, type Result } from '../../../src-worker/contract/result.ts';
import { entriesOf, openFolder, type OpenFolder } from '../open-folder.ts';
import { failureFromError } from '../system-failure.ts';
import { childPath, nameForPeople } from '../system-path.ts';
import type { Watched } from '../watch-calls.ts';

/** No device has so many names where it describes itself. */
const mostNamesInFolder = 10_000;

/** One recognition: what is listed once is not listed again. */
export interface Reaching {
  readonly watched: Watched;
  /** Names in the folders below the root, by their paths. */
  readonly listed: Map<string, readonly string[]>;
  /** What the system answered instead, in the order in which it was met. */
  readonly troubles: ReadFailure[];
}

export interface Reached {
  /** To be opened before the next one is asked for. */
  readonly openAt: Buffer;
  /** Below the root, as the system writes it. */
  readonly below: Buffer;
}

/** Everything that is called so; nothing where a part is missing. What it is, is known when it is opened. */
export async function* reachBelow(
  folder: OpenFolder,
  names: readonly string[],
  reaching: Reaching,
  above: Buffer = Buffer.alloc(0),
): AsyncGenerator<Reached> {
  const [name, ...others] = names;
  if (name === undefined) return;
  for (const nameBytes of await namesLike(name, folder, above, reaching)) {
    const openAt = childPath(folder.path, nameBytes);
    const below = above.length === 0 ? Buffer.from(nameBytes, 'latin1') : childPath(above, nameBytes);
    if (others.length === 0) {
      yield { openAt, below };
      continue;
    }
    const opened = await openFolder({ openAt, step: 'list_folder', watched: reaching.watched });
    if (!opened.ok) {
      reaching.troubles.push(opened.failure);
      continue;
    }
    try {
      yield* reachBelow(opened.value, others, reaching, below);
    } finally {
      await opened.value.close();
    }
  }
}

async function namesLike(
  name: string,
  folder: OpenFolder,
  above: Buffer,
  reaching: Reaching,
): Promise<readonly string[]> {
  const key = above.toString('latin1');
  const names = reaching.listed.get(key) ?? (await namesIn(folder, reaching));
  reaching.listed.set(key, names);
  const wanted = withoutCase(name);
  return names.filter((nameBytes) => withoutCase(nameForPeople(nameBytes)) === wanted);
}

/** Bytewise in order, so that the answer is the same every time. */
async function namesIn(folder: OpenFolder, { watched, troubles }: Reaching): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { nameBytes } of entriesOf(folder, watched)) {
      names.push(nameBytes);
      if (names.length === mostNamesInFolder) break;
    }
  } catch (error) {
    troubles.push(failureFromError('list_folder', error));
  }
  return names.sort();
}

const withoutCase = (name: string): string => name.normalize('NFC').toLowerCase();

/** Opens a folder that was found by its path below the root; an empty path is the root. */
export async function openFolderBelow(
  root: Buffer,
  below: Buffer,
  watched: Watched,
): Promise<Result<OpenFolder, ReadFailure>> {
  const opened = await openFolder({ openAt: root, step: 'reach_named', watched });
  if (!opened.ok || below.length === 0) return opened;
  let folder = opened.value;
  for (const nameBytes of below.toString('latin1').split(sep)) {
    const next = await openFolder({
      openAt: childPath(folder.path, nameBytes),
      step: 'list_folder',
      watched,
    });
    await folder.close();
    if (!next.ok) return next;
    folder = next.value;
  }
  return ok(folder);
}
