// Remembers which originals were let go to keep the limit: one digest a line, appended, and written anew when it
// holds more lines than it has to.
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf } from '../disk/system-code.ts';
import { isSha256, unfinishedSuffix } from './original-path.ts';
import { syncFolder } from '../disk/sync-folder.ts';

export interface LetGoList {
  has(sha256: string): boolean;
  list(): readonly string[];
  /** Settles when they are on disk; throws what the system answers. */
  add(sha256s: readonly string[]): Promise<void>;
  /** It came again and was kept: its line goes with the next start. */
  keptAgain(sha256: string): void;
  /** Nothing of them stays in the file. */
  remove(sha256s: readonly string[]): Promise<void>;
}

export async function openLetGoList(options: {
  readonly path: string;
  readonly isKept: (sha256: string) => boolean;
  readonly onUnreadable: (error: unknown) => void;
}): Promise<LetGoList> {
  const { path, isKept, onUnreadable } = options;
  const known = new Set<string>();
  try {
    const lines = await readLines(path);
    // An original is written down before it goes: where the app died in between, it is still there.
    for (const line of lines) if (isSha256(line) && !isKept(line)) known.add(line);
    if (known.size !== lines.length) await writeAnew(path, known);
  } catch (error) {
    onUnreadable(error);
  }
  let lastTurn: Promise<unknown> = Promise.resolve();

  /** What is appended while the file is written anew would lie in the old one. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => undefined);
    return turn;
  };

  return {
    has: (sha256) => known.has(sha256),
    list: () => [...known],
    add: (sha256s) =>
      inTurn(async () => {
        const added = sha256s.filter((sha256) => !known.has(sha256));
        if (added.length === 0) return;
        await append(path, added);
        for (const sha256 of added) known.add(sha256);
      }),
    keptAgain: (sha256) => known.delete(sha256),
    remove: (sha256s) =>
      inTurn(async () => {
        for (const sha256 of sha256s) known.delete(sha256);
        // Also one that was kept again may have its line in there.
        const lines = new Set(await readLines(path));
        if (sha256s.some((sha256) => lines.has(sha256))) await writeAnew(path, known);
      }),
  };
}

async function readLines(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function append(path: string, sha256s: readonly string[]): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    // Each line begins with its line break: one that was cut off can not run into the next.
    await file.appendFile(sha256s.map((sha256) => `\n${sha256}`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}

async function writeAnew(path: string, sha256s: ReadonlySet<string>): Promise<void> {
  const partPath = path + unfinishedSuffix;
  const file = await open(partPath, 'w', 0o600);
  try {
    await file.writeFile([...sha256s].map((sha256) => `\n${sha256}`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partPath, path);
  await syncFolder(dirname(path));
}
