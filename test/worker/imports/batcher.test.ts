import { describe, expect, it } from 'vitest';
import { createBatcher } from '../../../src-worker/imports/batcher.ts';

/** Lets everything that is due run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a batcher', () => {
  it('gathers what comes in while a batch is being handled, in order, at most so many', async () => {
    const batches: (readonly number[])[] = [];
    let finish: () => void = () => undefined;
    const batcher = createBatcher<number>(
      (items) => {
        batches.push(items);
        return new Promise((resolve) => (finish = resolve));
      },
      { maxItems: 3, onTrouble: () => undefined },
    );
    void batcher.push(1);
    void batcher.push(2, 3);
    void batcher.push(4, 5);
    expect(batches).toEqual([[1]]);
    finish();
    await settled();
    finish();
    await settled();
    finish();
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('waits for a full batch while more are to come, and for a moment only', async () => {
    const batches: (readonly number[])[] = [];
    let gatherMs = 60_000;
    const batcher = createBatcher<number>(
      (items) => {
        batches.push(items);
        return Promise.resolve();
      },
      { maxItems: 3, onTrouble: () => undefined, gatherMs: () => gatherMs },
    );
    void batcher.push(1);
    void batcher.push(2);
    await settled();
    expect(batches).toEqual([]);
    await batcher.push(3);
    expect(batches).toEqual([[1, 2, 3]]);
    await settled();
    gatherMs = 1;
    await batcher.push(4);
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it('takes more of what weighs less, and at least one of what weighs too much', async () => {
    const batches: (readonly number[])[] = [];
    const batcher = createBatcher<number>(
      (items) => {
        batches.push(items);
        return Promise.resolve();
      },
      { maxItems: 1, weigh: (item) => item, onTrouble: () => undefined },
    );
    await batcher.push(0.25, 0.25, 0.5, 0.25, 3, 0.5, 0.5);
    expect(batches).toEqual([[0.25, 0.25, 0.5], [0.25], [3], [0.5, 0.5]]);
  });

  it('tells of a batch that failed and goes on with the next', async () => {
    const troubles: unknown[] = [];
    const handled: number[] = [];
    const batcher = createBatcher<number>(
      ([item]) => {
        if (item === 1) return Promise.reject(new Error('disk'));
        handled.push(item ?? 0);
        return Promise.resolve();
      },
      { maxItems: 1, onTrouble: (reason) => troubles.push(reason) },
    );
    void batcher.push(1, 2);
    await settled();
    expect([troubles, handled]).toEqual([[new Error('disk')], [2]]);
  });
});
