// Whose turn it is to answer for a file. Two bounds: how many copies run at once, and how many answered files may lie
// unread (places, given back by `released`); a refused file takes a place as a staged one does. A recognised one, of which
// nothing lies anywhere, takes a place of another kind, of which there are many. Every import asks
// for one turn at a time, so first come, first served among those who ask is round robin between imports: one dropped
// file waits for one file of a backfill, not for all. No import takes all turns, so that one that hangs leaves some.

export interface Turn {
  /** The file is answered: another may start, but its place is taken until it is released. */
  end(fileId: string, how?: 'recognised'): void;
  /** No file is answered, and no place is taken. */
  giveBack(): void;
}

export interface StagingQueue {
  takeTurn(importId: string): Promise<Turn>;
  /** Of a file that this queue does not know, it means nothing. */
  released(fileId: string): void;
  /** While it is held, no turn is given. */
  hold(isHeld: boolean): void;
}

export interface StagingBounds {
  readonly copiesAtOnce: number;
  readonly copiesPerImport: number;
  readonly places: number;
  readonly recognisedPlaces: number;
  /** Files that take a place from the start. */
  readonly lying: readonly string[];
}

export function createStagingQueue(bounds: StagingBounds): StagingQueue {
  const waiting: { readonly importId: string; readonly take: (turn: Turn) => void }[] = [];
  const lying = new Set(bounds.lying);
  const recognised = new Set<string>();
  /** One entry for each copy that runs: the import it is for. */
  const copying: string[] = [];
  let isHeld = false;

  const nextInLine = () => {
    if (isHeld || copying.length >= bounds.copiesAtOnce) return undefined;
    if (copying.length + lying.size >= bounds.places) return undefined;
    if (copying.length + recognised.size >= bounds.recognisedPlaces) return undefined;
    const runningFor = (importId: string) => copying.filter((running) => running === importId).length;
    const index = waiting.findIndex(({ importId }) => runningFor(importId) < bounds.copiesPerImport);
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };

  const giveTurns = () => {
    for (let next = nextInLine(); next !== undefined; next = nextInLine()) {
      copying.push(next.importId);
      next.take(startTurn(next.importId));
    }
  };

  const startTurn = (importId: string): Turn => {
    let ended = false;
    const over = (takePlace: () => void) => {
      // A turn ended twice would let one copy too many run.
      if (ended) return;
      ended = true;
      copying.splice(copying.indexOf(importId), 1);
      takePlace();
      giveTurns();
    };
    return {
      end: (fileId, how) => over(() => (how === 'recognised' ? recognised : lying).add(fileId)),
      giveBack: () => over(() => undefined),
    };
  };

  return {
    takeTurn: (importId) =>
      new Promise<Turn>((resolve) => {
        waiting.push({ importId, take: resolve });
        giveTurns();
      }),
    released: (fileId) => {
      if (lying.delete(fileId) || recognised.delete(fileId)) giveTurns();
    },
    hold: (held) => {
      isHeld = held;
      giveTurns();
    },
  };
}
