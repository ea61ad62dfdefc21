// For writes that must not be given up: a full disk has room again some time, and nothing is lost by waiting.

const longestPauseMs = 30_000;

/** Calls until it succeeds, with longer and longer pauses; each failure is told. */
export async function keepTrying<Value>(
  call: () => Promise<Value>,
  onTrouble: (reason: unknown) => void,
  pauseMs = 500,
): Promise<Value> {
  for (let pause = pauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await call();
    } catch (reason) {
      onTrouble(reason);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
