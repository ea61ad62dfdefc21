// Looks at files before they are imported: which paths were looked at stays here, and the page names a look by its id.
import type { ImportOrigin } from '../src-worker/contract/import-job.ts';

interface LooksParts {
  /** Begins a dry run and gives its id. */
  readonly begin: (paths: readonly string[], origin: ImportOrigin) => string;
  /** The engine is to go on without it. */
  readonly callOff: (lookId: string) => void;
}

export interface Looked {
  readonly paths: readonly string[];
  readonly origin: ImportOrigin;
}

export interface Looks {
  /**
   * The one before it, if any, ends: there is one at a time. What was dropped for that one is looked at together with the
   * new paths, because nobody asked to forget it.
   */
  begin(looked: Looked): string;
  /** Ends it, and says what was looked at; null where it is gone. */
  take(lookId: string): Looked | null;
  /** The engine is gone, and a new one must not hear of any of them: gives back their ids, also of those that ended. */
  forget(): readonly string[];
}

export function openLooks({ begin, callOff }: LooksParts): Looks {
  let now: (Looked & { readonly lookId: string }) | null = null;
  /** Begun since the engine was. */
  let begun: readonly string[] = [];
  const end = (): void => {
    if (now !== null) callOff(now.lookId);
    now = null;
  };
  return {
    begin(asked) {
      const looked = now?.origin === 'drop' ? together(now, asked) : asked;
      end();
      const lookId = begin(looked.paths, looked.origin);
      now = { ...looked, lookId };
      begun = [...begun, lookId];
      return lookId;
    },
    take(lookId) {
      if (now?.lookId !== lookId) return null;
      const { paths, origin } = now;
      end();
      return { paths, origin };
    },
    forget() {
      const forgotten = begun;
      [now, begun] = [null, []];
      return forgotten;
    },
  };
}

const together = (dropped: Looked, added: Looked): Looked => ({
  paths: [...new Set([...dropped.paths, ...added.paths])],
  origin: dropped.origin,
});
