// Every limit on what a file may ask for, one row each. The reasons are in the comments; nobody else writes a number.

export const limits = {
  /** One file as it lies on disk (reliability 2: four times the largest real recording known). */
  fileBytes: 64 * 1024 * 1024,
  /** Bytes that may come out of a gzip or zip, all members together. */
  inflatedBytes: 256 * 1024 * 1024,
  /** Bytes out per byte in; FIT compresses at most twentyfold. */
  inflateRatio: 100,
  /** Below this many bytes out the ratio proves nothing: a few repeated points may compress beyond it. */
  inflateRatioFromBytes: 1024 * 1024,
  /** Ten years of two activities a day, with as many pictures. */
  archiveEntries: 20_000,
  entryNameBytes: 256,
  xmlDepth: 64,
  /** Of one element; TCX and GPX know at most six. */
  xmlAttributes: 64,
  /** Of one name, value, text or comment: descriptions of places carry whole web pages, and no more is held of a document at once. */
  xmlTextCharacters: 1024 * 1024,
  /** Points, and laps with them. */
  records: 2_000_000,
  /** Recordings in one XML document, legs counted singly: each costs, however short it is. */
  recordings: 10_000,
  /** FIT messages that are kept whole (laps, lengths, events, stored heart beats), a long one as several: a hundred times a long day. */
  summaryMessages: 200_000,
  /** Wall time for one step of reading one file; then its parser is ended and replaced. */
  parserSeconds: 10,
  /** Wall time for all steps of one file; what is left of an archive then is not read. */
  fileSeconds: 120,
  /** Endings that one transaction accepts together. */
  batchEndings: 64,
  /** Files that may lie staged and unread; listing waits beyond it, so that a backfill needs no second copy of everything. */
  stagedFiles: 64,
} as const;
