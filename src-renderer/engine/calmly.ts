// Slows down what changes often: the page shows an import of thousands of files, and every batch of them changes every list.

export interface Source<Value> {
  subscribe(
    onNext: (value: Value) => void,
    onError?: (reason: unknown) => void,
  ): { readonly unsubscribe: () => void };
}

/**
 * The first value, and one after a quiet while, go through at once; in between only the newest, at most once in
 * `everyMs`. Nothing that stays is held back.
 */
export function calmly<Value>(source: Source<Value>, everyMs: number): Source<Value> {
  return {
    subscribe(onNext, onError) {
      let nextAtMs = -Infinity;
      let waiting: { value: Value; timer: ReturnType<typeof setTimeout> } | null = null;
      const pass = (value: Value): void => {
        waiting = null;
        nextAtMs = performance.now() + everyMs;
        onNext(value);
      };
      const hear = (value: Value): void => {
        const waitMs = nextAtMs - performance.now();
        if (waiting !== null) waiting.value = value;
        else if (waitMs <= 0) pass(value);
        else waiting = { value, timer: setTimeout(() => waiting !== null && pass(waiting.value), waitMs) };
      };
      const { unsubscribe } = source.subscribe(hear, onError);
      return {
        unsubscribe() {
          if (waiting !== null) clearTimeout(waiting.timer);
          unsubscribe();
        },
      };
    },
  };
}
