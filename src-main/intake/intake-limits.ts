// How long the intake may take for what, and how much it does at once: one row each, with its reason.

export const intakeLimits = {
  /** Copies that run at once: most of a small file's time is the disk's sync, and syncs that meet are done together. */
  copiesAtOnce: 6,
  /** Of these, copies for one import: one that hangs leaves turns to the others until it is given up. */
  copiesPerImport: 4,
  /**
   * Threads for calls to file systems. A call that hangs keeps its thread for ever: there have to be more than copies
   * and walks of a usual day, so that the intake still answers, and can say which path it is that hangs.
   */
  threads: 32,
  /** Time from one sign of life to the next. */
  beatMs: 1_000,
  /** One call to a file system. A disk that wakes up, a phone or a watch needs a few seconds, a healthy one never more. */
  callMs: 8_000,
  /** Without a sign of life, also right after the start. Longer than a call, so that a hung path is named before. */
  silenceMs: 10_000,
  /** Between two looks for room on a full disk. */
  roomRetryMs: 2_000,
  /** Left free on the disk of the staging folder: what is judged has to be written down there too. */
  roomReserveBytes: 512 * 1024,
} as const;

/** What a test may make shorter. */
export interface Pace {
  readonly beatMs: number;
  readonly callMs: number;
  readonly silenceMs: number;
}
