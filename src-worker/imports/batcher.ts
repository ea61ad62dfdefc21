// Gathers items while the batch before them is handled: group commit, in order, one batch at a time. Where many more are
// to come, a batch that is not full waits for them a moment, because each batch costs the disk the same.

export interface Batcher<Item> {
  /** Settles when the items are handled, or given up. */
  push(...items: readonly Item[]): Promise<void>;
  isAtWork(): boolean;
}

interface BatcherOptions<Item> {
  readonly maxItems: number;
  /** How much of a batch an item takes, where it is less than a usual one. */
  readonly weigh?: (item: Item) => number;
  readonly onTrouble: (reason: unknown) => void;
  /** How long a batch that is not full may wait for more, asked for each; at once where it is left out. */
  readonly gatherMs?: () => number;
}

export function createBatcher<Item>(
  handle: (items: readonly Item[]) => Promise<void>,
  { maxItems, weigh = () => 1, onTrouble, gatherMs = () => 0 }: BatcherOptions<Item>,
): Batcher<Item> {
  let waiting: Item[] = [];
  let isAtWork = false;
  /** Those who wait, by how many items in all have to be handled for each. */
  let waitingFor: { readonly count: number; readonly resolve: () => void }[] = [];
  let [pushed, handled] = [0, 0];
  let onFull: () => void = () => undefined;

  const untilFull = (waitMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      onFull = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const weightOf = (items: readonly Item[]): number => items.reduce((sum, item) => sum + weigh(item), 0);

  /** At least one. */
  const howMany = (items: readonly Item[]): number => {
    let weight = 0;
    const full = items.findIndex((item) => {
      weight += weigh(item);
      return weight > maxItems;
    });
    return full < 0 ? items.length : Math.max(1, full);
  };

  const work = async (): Promise<void> => {
    isAtWork = true;
    while (waiting.length > 0) {
      const waitMs = weightOf(waiting) < maxItems ? gatherMs() : 0;
      if (waitMs > 0) await untilFull(waitMs);
      const batch = waiting.slice(0, howMany(waiting));
      waiting = waiting.slice(batch.length);
      await handle(batch).catch(onTrouble);
      handled += batch.length;
      for (const { count, resolve } of waitingFor) if (count <= handled) resolve();
      waitingFor = waitingFor.filter(({ count }) => count > handled);
    }
    isAtWork = false;
  };

  return {
    push(...items) {
      if (items.length === 0) return Promise.resolve();
      waiting.push(...items);
      pushed += items.length;
      if (weightOf(waiting) >= maxItems) onFull();
      const settled = new Promise<void>((resolve) => waitingFor.push({ count: pushed, resolve }));
      if (!isAtWork) void work();
      return settled;
    },
    isAtWork: () => isAtWork,
  };
}
