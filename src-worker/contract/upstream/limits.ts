// What one request may ask of the upstream: client and server hold to the same numbers.

export const upstreamLimits = {
  /** Of a request; beyond it the answer is 413, and the client splits. */
  bodyBytes: 8 * 1024 * 1024,
  /** Jobs or events in one batch, and jobs that are asked about at once. */
  batchItems: 200,
  /** Events on one page. */
  pageEvents: 500,
  /** A page ends early behind so much of it. */
  pageBytes: 8 * 1024 * 1024,
  /** Of an answer, and more is not read: a full page, and one event more that is as large as a request may be. */
  answerBytes: 17 * 1024 * 1024,
  /** How often a job is tried again that failed for a reason of the moment. */
  jobRetries: 3,
  keyCharacters: 255,
} as const;
