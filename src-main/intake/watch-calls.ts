// Knows which named paths have a call to their file system under way, and since when: a call to a device that hangs
// never comes back, and nobody can end it.

/** Runs one call to the file system of one named path. Every such call goes through here, closing included. */
export type Watched = <Value>(call: () => Promise<Value>) => Promise<Value>;

export interface NamedPath {
  readonly importId: string;
  /** As the person named it. */
  readonly namedPath: string;
}

export interface CallWatch {
  of(named: NamedPath): Watched;
  /**
   * The paths of calls that wait longer than this, each path once. Where there is one, those that began not long after
   * it are named with it: one device that hangs costs one process, not one for each file that was read from it.
   */
  pendingLongerThan(ms: number): readonly NamedPath[];
}

/** Of the time after which a call is late. No healthy device needs that long either. */
const alsoLate = 0.75;

export function watchCalls(nowMs: () => number): CallWatch {
  const pending = new Set<{ readonly named: NamedPath; readonly sinceMs: number }>();
  return {
    of: (named) => async (call) => {
      const entry = { named, sinceMs: nowMs() };
      pending.add(entry);
      try {
        return await call();
      } finally {
        pending.delete(entry);
      }
    },
    pendingLongerThan: (ms) => {
      const now = nowMs();
      const waits = [...pending].map(({ named, sinceMs }) => ({ named, waitMs: now - sinceMs }));
      if (!waits.some(({ waitMs }) => waitMs > ms)) return [];
      const late = waits.filter(({ waitMs }) => waitMs > ms * alsoLate).map(({ named }) => named);
      return late.filter((named, index) => late.findIndex((other) => isSame(named, other)) === index);
    },
  };
}

const isSame = (one: NamedPath, other: NamedPath) =>
  one.importId === other.importId && one.namedPath === other.namedPath;
