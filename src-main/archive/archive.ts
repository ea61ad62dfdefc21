// The athlete's original files, so that a better mapping can read them again years later: content-addressed,
// compressed, within a limit, the oldest let go first. The folder is the truth; what is known of it is read at the start.
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { writeTrouble, type ArchiveTrouble } from './archive-trouble.ts';
import { isSound, openInflated } from './check-original.ts';
import { openLetGoList } from './let-go-list.ts';
import { originalPath } from './original-path.ts';
import { readOriginals } from './read-originals.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import { writeOriginal } from './write-original.ts';

export interface ArchiveOptions {
  readonly folder: string;
  /** Compressed bytes of all originals together; 0 keeps none. Opening lets go of nothing: keeping and `setLimit` do. */
  readonly limitBytes: number;
  readonly now: () => Date;
  /** What went wrong where nobody waits for an answer. */
  readonly onTrouble: (doing: 'open' | 'let_go', trouble: ArchiveTrouble) => void;
}

/** `let_go`: larger than the limit alone, so that it was not kept, and this is remembered. */
export type Kept = 'kept' | 'known' | 'let_go';

export interface Archive {
  /** The caller removes the staged copy after `ok`, and only then. */
  keep(stagedPath: string, sha256: string): Promise<Result<Kept, ArchiveTrouble>>;
  look(sha256: string): 'kept' | 'let_go' | 'never_kept';
  /**
   * It lies there, as a look at the disk says; or it was let go, and there is no room to keep it again. Bytes of which this is
   * false are worth bringing again.
   */
  isCaredFor(sha256: string, sizeBytes: number): Promise<boolean>;
  /** Digests of all originals, the one kept first before the others. */
  list(): readonly string[];
  /** Digests of those that were let go. */
  letGo(): readonly string[];
  /** From a restored export: they were let go before. */
  rememberLetGo(sha256s: readonly string[]): Promise<Result<void, ArchiveTrouble>>;
  /** The bytes as they were; null where it is not kept. A damaged one breaks the stream. */
  openOriginal(sha256: string): Promise<Readable | null>;
  /**
   * For “erase for good”: nothing stays, not even that it was let go. Goes on past what could not be dropped, and
   * answers the first of that; dropping twice does no harm.
   */
  drop(sha256s: readonly string[]): Promise<Result<void, ArchiveTrouble>>;
  /** Reads every original again. A damaged one is replaced when its bytes come to `keep` again. */
  verify(onProgress?: (done: number, all: number) => void): Promise<ArchiveCheck>;
  facts(): ArchiveFacts;
  /** Settles when what is too much was let go. */
  setLimit(limitBytes: number): Promise<void>;
}

export interface ArchiveCheck {
  readonly originals: number;
  /** Their digests. */
  readonly damaged: readonly string[];
}

export interface ArchiveFacts {
  readonly originals: number;
  /** Compressed, all together. */
  readonly bytes: number;
  readonly limitBytes: number;
  readonly letGo: number;
}

export async function openArchive({ folder, now, onTrouble, ...given }: ArchiveOptions): Promise<Archive> {
  const onUnreadable = (error: unknown) => onTrouble('open', writeTrouble(error));
  const originals = await readOriginals(folder, onUnreadable);
  const letGo = await openLetGoList({
    path: join(folder, 'let-go.txt'),
    isKept: (sha256) => originals.has(sha256),
    onUnreadable,
  });
  const damaged = new Set<string>();
  const beingKept = new Map<string, Promise<unknown>>();
  let limitBytes = given.limitBytes;
  let bytes = [...originals.values()].reduce((sum, original) => sum + original.bytes, 0);
  let lastTurn: Promise<unknown> = Promise.resolve();

  /** What removes originals runs one after the other. */
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => undefined);
    return turn;
  };

  return {
    keep,
    look: (sha256) => (originals.has(sha256) ? 'kept' : letGo.has(sha256) ? 'let_go' : 'never_kept'),
    async isCaredFor(sha256, sizeBytes) {
      if (!originals.has(sha256)) return letGo.has(sha256) && bytes + sizeBytes > limitBytes;
      // What somebody took away is written again when its bytes come to `keep`.
      if (!(await isThere(folder, sha256)) && originals.has(sha256)) damaged.add(sha256);
      return originals.has(sha256) && !damaged.has(sha256);
    },
    list: () => [...originals.keys()],
    letGo: () => letGo.list(),
    rememberLetGo: (sha256s) => attempt(() => letGo.add(sha256s.filter((sha256) => !originals.has(sha256)))),
    openOriginal: async (sha256) => (originals.has(sha256) ? openInflated(folder, sha256) : null),
    drop: (sha256s) => inTurn(() => drop(sha256s)),
    verify,
    facts: () => ({ originals: originals.size, bytes, limitBytes, letGo: letGo.list().length }),
    setLimit: (newLimitBytes) => {
      limitBytes = newLimitBytes;
      return inTurn(keepLimit);
    },
  };

  async function keep(stagedPath: string, sha256: string): Promise<Result<Kept, ArchiveTrouble>> {
    // Two files with the same bytes are one original, also when they come at once.
    for (let other; (other = beingKept.get(sha256)) !== undefined;) await other;
    if (originals.has(sha256) && !damaged.has(sha256)) return ok('known');
    const keeping = keepNew(stagedPath, sha256);
    beingKept.set(sha256, keeping);
    const kept = await keeping.finally(() => beingKept.delete(sha256));
    if (kept.ok && kept.value === 'kept') await inTurn(keepLimit);
    return kept;
  }

  async function keepNew(stagedPath: string, sha256: string): Promise<Result<Kept, ArchiveTrouble>> {
    const keptAt = now();
    if (limitBytes > 0) {
      const written = await writeOriginal({ stagedPath, sha256, folder, limitBytes, keptAt });
      if (!written.ok) return written;
      if (written.value.bytes !== null) {
        forget(sha256);
        originals.set(sha256, { bytes: written.value.bytes, keptAtMs: keptAt.getTime() });
        bytes += written.value.bytes;
        letGo.keptAgain(sha256);
        return ok('kept');
      }
    }
    const noted = await attempt(() => letGo.add([sha256]));
    return noted.ok ? ok('let_go') : noted;
  }

  async function keepLimit(): Promise<void> {
    const going: string[] = [];
    let overBytes = bytes - limitBytes;
    for (const [sha256, original] of originals) {
      if (overBytes <= 0) break;
      if (beingKept.has(sha256)) continue;
      going.push(sha256);
      overBytes -= original.bytes;
    }
    try {
      // First the memory of it, then the original: an activity must never forget that it had one.
      await letGo.add(going);
      for (const sha256 of going) await remove(sha256);
    } catch (error) {
      onTrouble('let_go', writeTrouble(error));
    }
  }

  async function drop(sha256s: readonly string[]): Promise<Result<void, ArchiveTrouble>> {
    for (const sha256 of sha256s) await beingKept.get(sha256);
    const buckets = new Set<string>();
    const steps = [
      ...sha256s.map((sha256) => async () => {
        buckets.add(await remove(sha256));
      }),
      () => letGo.remove(sha256s),
      async () => {
        for (const bucket of buckets) await syncFolder(bucket);
      },
    ];
    let firstFailure: ArchiveTrouble | null = null;
    for (const step of steps) {
      const done = await attempt(step);
      // One that stays is no reason for the others to stay.
      if (!done.ok) firstFailure ??= done.failure;
    }
    return firstFailure === null ? ok(undefined) : failed(firstFailure);
  }

  /** The folder it lay in. */
  async function remove(sha256: string): Promise<string> {
    const path = originalPath(folder, sha256);
    await rm(path, { force: true });
    forget(sha256);
    return dirname(path);
  }

  function forget(sha256: string): void {
    bytes -= originals.get(sha256)?.bytes ?? 0;
    originals.delete(sha256);
    damaged.delete(sha256);
  }

  async function verify(onProgress?: (done: number, all: number) => void): Promise<ArchiveCheck> {
    const all = [...originals.keys()];
    let done = 0;
    for (const sha256 of all) {
      const sound = await isSound(folder, sha256);
      // It may have been let go or dropped while it was read.
      if (sound || !originals.has(sha256)) damaged.delete(sha256);
      else damaged.add(sha256);
      done += 1;
      onProgress?.(done, all.length);
    }
    return { originals: originals.size, damaged: [...damaged] };
  }
}

async function isThere(folder: string, sha256: string): Promise<boolean> {
  try {
    return (await stat(originalPath(folder, sha256))).isFile();
  } catch {
    return false;
  }
}

async function attempt(work: () => Promise<void>): Promise<Result<void, ArchiveTrouble>> {
  try {
    await work();
    return ok(undefined);
  } catch (error) {
    return failed(writeTrouble(error));
  }
}
