// Gathers items while the batch before them is handled: group commit, in order, one batch at a time.

export interface Batcher<Item> {
  /** Settles when the items are handled, or given up. */
  push(...items: readonly Item[]): Promise<void>;
}

export function createBatcher<Item>(
  handle: (items: readonly Item[]) => Promise<void>,
  { maxItems, onTrouble }: { readonly maxItems: number; readonly onTrouble: (reason: unknown) => void },
): Batcher<Item> {
  let waiting: Item[] = [];
  let isAtWork = false;
  /** Those who wait, by how many items in all have to be handled for each. */
  let waitingFor: { readonly count: number; readonly resolve: () => void }[] = [];
  let [pushed, handled] = [0, 0];

  const work = async (): Promise<void> => {
    isAtWork = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxItems);
      waiting = waiting.slice(maxItems);
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
      const settled = new Promise<void>((resolve) => waitingFor.push({ count: pushed, resolve }));
      if (!isAtWork) void work();
      return settled;
    },
  };
}
