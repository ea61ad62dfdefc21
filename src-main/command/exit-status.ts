// How a command ends, for scripts.
export const exitStatus = {
  /** Every file was taken in, known or ignored; everything agrees; it is done. */
  fine: 0,
  /** A file was not taken in, or something does not agree. */
  somethingFailed: 1,
  /** The command itself could not run to its end. */
  couldNotRun: 2,
} as const;
