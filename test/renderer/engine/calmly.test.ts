import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { calmly } from '../../../src-renderer/engine/calmly.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What was seen, and when, in milliseconds after the start; `end` stops looking. */
function look() {
  const startMs = performance.now();
  const seen: [atMs: number, value: number][] = [];
  let tell: (value: number) => void = () => undefined;
  const source = {
    subscribe: (onNext: (value: number) => void) => {
      tell = onNext;
      return { unsubscribe: () => (tell = () => undefined) };
    },
  };
  const { unsubscribe } = calmly(source, 250).subscribe((value) =>
    seen.push([performance.now() - startMs, value]),
  );
  return { seen, tell: (value: number) => tell(value), end: unsubscribe };
}

describe('what changes often', () => {
  it('is seen at once, then at most so often, and at last as it stays', () => {
    const { seen, tell } = look();
    for (let value = 0; value < 10; value += 1) {
      tell(value);
      vi.advanceTimersByTime(60);
    }
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual([
      [0, 0],
      [250, 4],
      [500, 8],
      [750, 9],
    ]);
  });

  it('is seen at once again after a quiet while', () => {
    const { seen, tell } = look();
    tell(1);
    vi.advanceTimersByTime(300);
    tell(2);
    expect(seen).toEqual([
      [0, 1],
      [300, 2],
    ]);
  });

  it('is not seen any more by who has gone', () => {
    const { seen, tell, end } = look();
    tell(1);
    tell(2);
    end();
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual([[0, 1]]);
  });
});
