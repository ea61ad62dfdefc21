// Imports at rest because the athlete wants it so: who is about to begin something waits here.

export interface Pause {
  isPaused(): boolean;
  set(isPaused: boolean): void;
  /** Settles when imports go on, or when there is no reason to wait any more. */
  over(isNoMatter: () => boolean): Promise<void>;
  /** There may be no reason any more. */
  lookAgain(): void;
}

export function createPause(): Pause {
  let isPaused = false;
  let waiting: (() => void)[] = [];
  const lookAgain = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  return {
    isPaused: () => isPaused,
    set(next) {
      isPaused = next;
      lookAgain();
    },
    async over(isNoMatter) {
      while (isPaused && !isNoMatter()) await new Promise<void>((wake) => waiting.push(wake));
    },
    lookAgain,
  };
}
