// Tries files again that could not be taken in before. Who asks names jobs and never paths: those are the engine's. A file
// that is being tried is not tried beside that, however often and from wherever it is asked for.
import type { DeadLetter } from '../../src-worker/contract/dead-letter.ts';

interface RetryParts {
  /** Null where the engine does not answer. */
  readonly deadLetters: () => Promise<readonly DeadLetter[] | null>;
  /** The import's id, or null where nothing can be taken in. */
  readonly begin: (
    paths: readonly [string, ...string[]],
    how: { readonly wantsLines: boolean },
  ) => string | null;
}

export interface RetryRequest {
  readonly jobIds: readonly string[] | 'all';
  readonly wantsLines: boolean;
}

export type Retried =
  | { readonly kind: 'started'; readonly importId: string; readonly jobIds: readonly string[] }
  /** None of them waits to be tried again: answered, dismissed, or under way already. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'read_only' }
  | { readonly kind: 'not_now' };

export interface RetryDesk {
  retry(request: RetryRequest): Promise<Retried>;
  /** The engine knows of the import: from now on it says itself what is under way. */
  recorded(importId: string): void;
}

export function openRetryDesk({ deadLetters, begin }: RetryParts): RetryDesk {
  /** Paths that the engine does not know to be tried. */
  const handedOut = new Map<string, readonly string[]>();
  let lastTurn: Promise<unknown> = Promise.resolve();

  const retry = async ({ jobIds, wantsLines }: RetryRequest): Promise<Retried> => {
    const underWay = new Set([...handedOut.values()].flat());
    const letters = await deadLetters();
    if (letters === null) return { kind: 'not_now' };
    const wanted = jobIds === 'all' ? null : new Set(jobIds);
    const tried = letters.filter(
      ({ jobId, path, isUnderWay }) => !isUnderWay && !underWay.has(path) && (wanted?.has(jobId) ?? true),
    );
    const [first, ...more] = tried.map(({ path }) => path);
    if (first === undefined) return { kind: 'nothing' };
    const importId = begin([first, ...more], { wantsLines });
    if (importId === null) return { kind: 'read_only' };
    handedOut.set(importId, [first, ...more]);
    return { kind: 'started', importId, jobIds: tried.map(({ jobId }) => jobId) };
  };

  return {
    // One after the other, so that each asks for what the one before has begun.
    retry(request) {
      const turn = lastTurn.then(() => retry(request));
      lastTurn = turn.catch(() => undefined);
      return turn;
    },
    recorded(importId) {
      handedOut.delete(importId);
    },
  };
}
