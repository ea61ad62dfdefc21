// Whose turn it is to copy a file. Two bounds: how many copies run at once, and how many staged files may lie unread
// (credits, given back by `released`). Every import asks for one turn at a time, so first come, first served among
// those who ask is round robin between imports: one dropped file waits for one file of a backfill, not for all.

export interface Turn {
  /** The copy is made: another may start, but its place is taken until it is released. */
  staged(fileId: string): void;
  /** Nothing was staged: the place is free again. */
  nothingStaged(): void;
}

export interface StagingQueue {
  takeTurn(): Promise<Turn>;
  /** Of a file that this queue does not know, it means nothing. */
  released(fileId: string): void;
}

export interface StagingBounds {
  readonly copiesAtOnce: number;
  readonly stagedFiles: number;
}

export function createStagingQueue(bounds: StagingBounds): StagingQueue {
  const waiting: ((turn: Turn) => void)[] = [];
  const lyingStaged = new Set<string>();
  let copying = 0;

  const giveTurns = () => {
    while (copying < bounds.copiesAtOnce && copying + lyingStaged.size < bounds.stagedFiles) {
      const next = waiting.shift();
      if (next === undefined) return;
      copying += 1;
      next(startTurn());
    }
  };

  const startTurn = (): Turn => {
    let ended = false;
    const end = (fileId: string | null) => {
      // A turn ended twice would let one copy too many run.
      if (ended) return;
      ended = true;
      copying -= 1;
      if (fileId !== null) lyingStaged.add(fileId);
      giveTurns();
    };
    return { staged: (fileId) => end(fileId), nothingStaged: () => end(null) };
  };

  return {
    takeTurn: () =>
      new Promise<Turn>((resolve) => {
        waiting.push(resolve);
        giveTurns();
      }),
    released: (fileId) => {
      if (lyingStaged.delete(fileId)) giveTurns();
    },
  };
}
