// Whose turn it is to answer for a file. Two bounds: how many copies run at once, and how many answered files may lie
// unread (places, given back by `released`); a refused file takes a place as a staged one does. A recognised one, of which
// nothing lies anywhere, takes a place of another kind, of which there are many. Every import asks
// for one turn at a time, so first come, first served among those who ask is round robin between imports: one dropped
// file waits for one file of a backfill, not for all. No import takes all turns, so that one that hangs leaves some.
// What is only tried has places of its own: a look goes on while imports are paused, with all their places taken.

export interface Turn {
  /** The file is answered: another may start, but its place is taken until it is released. */
  end(fileId: string, how?: 'recognised'): void;
  /** No file is answered, and no place is taken. */
  giveBack(): void;
}

export interface Asking {
  readonly importId: string;
  readonly isDryRun: boolean;
}

export interface StagingQueue {
  takeTurn(asking: Asking): Promise<Turn>;
  /** Of a file that this queue does not know, it means nothing. */
  released(fileId: string): void;
  /** Whoever asks for this import now gets a turn, beyond all bounds and also while it is held: to give it back. */
  letGo(importId: string): void;
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

interface Waiting {
  readonly asking: Asking;
  readonly take: (turn: Turn) => void;
}

export function createStagingQueue(bounds: StagingBounds): StagingQueue {
  const waiting: Waiting[] = [];
  /** By file id. */
  const lying = new Map<string, { readonly isDryRun: boolean }>(
    bounds.lying.map((fileId) => [fileId, { isDryRun: false }]),
  );
  /** By file id. */
  const recognised = new Map<string, { readonly isDryRun: boolean }>();
  /** One entry for each copy that runs. */
  const copying: Asking[] = [];
  let isHeld = false;

  const hasPlace = ({ isDryRun }: Asking): boolean => {
    const taken = (lists: readonly { readonly isDryRun: boolean }[]) =>
      lists.filter((one) => one.isDryRun === isDryRun).length;
    const copies = taken(copying);
    return (
      copies + taken([...lying.values()]) < bounds.places &&
      copies + taken([...recognised.values()]) < bounds.recognisedPlaces
    );
  };

  const mayRun = (asking: Asking): boolean =>
    copying.filter(({ importId }) => importId === asking.importId).length < bounds.copiesPerImport &&
    hasPlace(asking);

  const nextInLine = () => {
    if (isHeld || copying.length >= bounds.copiesAtOnce) return undefined;
    const index = waiting.findIndex(({ asking }) => mayRun(asking));
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };

  const giveTurn = ({ asking, take }: Waiting) => {
    copying.push(asking);
    take(startTurn(asking));
  };

  const giveTurns = () => {
    for (let next = nextInLine(); next !== undefined; next = nextInLine()) giveTurn(next);
  };

  const startTurn = (asking: Asking): Turn => {
    let ended = false;
    const over = (takePlace: () => void) => {
      // A turn ended twice would let one copy too many run.
      if (ended) return;
      ended = true;
      copying.splice(copying.indexOf(asking), 1);
      takePlace();
      giveTurns();
    };
    return {
      end: (fileId, how) =>
        over(() => (how === 'recognised' ? recognised : lying).set(fileId, { isDryRun: asking.isDryRun })),
      giveBack: () => over(() => undefined),
    };
  };

  return {
    takeTurn: (asking) =>
      new Promise<Turn>((resolve) => {
        waiting.push({ asking, take: resolve });
        giveTurns();
      }),
    released: (fileId) => {
      if (lying.delete(fileId) || recognised.delete(fileId)) giveTurns();
    },
    letGo: (importId) => {
      const own = waiting.filter(({ asking }) => asking.importId === importId);
      for (const one of own) {
        waiting.splice(waiting.indexOf(one), 1);
        giveTurn(one);
      }
    },
    hold: (held) => {
      isHeld = held;
      giveTurns();
    },
  };
}
