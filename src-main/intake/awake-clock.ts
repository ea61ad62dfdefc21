// Milliseconds in which this process was awake. A computer that slept, or a process that was stopped, comes back to
// a clock that jumped: nobody must be given up for time in which nobody could do anything.

/** `longestStepMs`: it is asked more often than that while somebody waits, so a longer step was sleep. */
export function createAwakeClock(nowMs: () => number, longestStepMs: number): () => number {
  let lastMs = nowMs();
  let awakeMs = 0;
  return () => {
    const stepMs = nowMs() - lastMs;
    lastMs += stepMs;
    awakeMs += Math.min(stepMs, longestStepMs);
    return awakeMs;
  };
}
