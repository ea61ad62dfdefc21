// Gathers items while the batch before them is handled: group commit, in order, one batch at a time.

export interface Batcher<Item> {
  push(...items: readonly Item[]): void;
}

export function createBatcher<Item>(
  handle: (items: readonly Item[]) => Promise<void>,
  { maxItems, onTrouble }: { readonly maxItems: number; readonly onTrouble: (reason: unknown) => void },
): Batcher<Item> {
  let waiting: Item[] = [];
  let isAtWork = false;

  const work = async (): Promise<void> => {
    isAtWork = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxItems);
      waiting = waiting.slice(maxItems);
      await handle(batch).catch(onTrouble);
    }
    isAtWork = false;
  };

  return {
    push(...items) {
      waiting.push(...items);
      if (!isAtWork) void work();
    },
  };
}
