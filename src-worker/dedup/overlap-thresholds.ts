// When two activities are the same outing: every number of the rule, one row each (domain 4, tuned on real pairs). Data only.

/** Raised with every change of the table: what was compared by an earlier one is compared once more. */
export const thresholdsRevision = 1;

export const overlapThresholds = {
  sameRecording: {
    startSeconds: 10,
    /** Of the longer one, or so many seconds, whichever is more. */
    durationShare: 0.03,
    durationSeconds: 30,
    /** Of the longer one, or so many meters: services count other points, and round. */
    distanceShare: 0.05,
    distanceMeters: 100,
    firstFixMeters: 1_000,
  },
  /** Of a clock that was never set each recording begins at about the same time: what came out of it has to agree exactly. */
  unsetClock: { startSeconds: 1, durationSeconds: 1, distanceMeters: 1 },
  secondRecording: {
    /** What runs longer is a tracker that was worn, or a clock that jumped. */
    longestSpanSeconds: 36 * 3600,
    /** Of the shorter span, what both have in common. */
    overlapShare: 0.8,
    /** Of the longer span, what the shorter one has at least. */
    spanShare: 0.5,
    firstFixMeters: 1_000,
  },
  shiftedClock: {
    stepSeconds: 15 * 60,
    stepToleranceSeconds: 5,
    longestShiftSeconds: 14 * 3600,
    durationSeconds: 5,
    firstFixMeters: 200,
  },
} as const;

/** No relation reaches farther: what began earlier or later need not be looked at. */
export const overlapReachSeconds = overlapThresholds.secondRecording.longestSpanSeconds;
