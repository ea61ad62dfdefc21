// Every limit on what a file may ask for, one row each. The reasons are in the comments; nobody else writes a number.

export const limits = {
  /** One file as it lies on disk or packed in a zip (reliability 2: four times the largest real recording known). */
  fileBytes: 64 * 1024 * 1024,
  /** A zip as a whole, which is read a stretch at a time: ten years with photos are one to three GiB, and it is copied once. */
  archiveBytes: 4 * 1024 * 1024 * 1024,
  /** The directory of one, which is held at once: as many entries as below with names and attributes of 600 bytes each. */
  archiveDirectoryBytes: 32 * 1024 * 1024,
  /** Bytes that may come out of one file or member, through all its packings. */
  inflatedBytes: 256 * 1024 * 1024,
  /** Bytes out per byte in; FIT compresses at most twentyfold. */
  inflateRatio: 100,
  /** Below this many bytes out the ratio proves nothing: a few repeated points may compress beyond it. */
  inflateRatioFromBytes: 1024 * 1024,
  /** Twice what makers' exports hold after ten years: wellness files by the ten thousand beside the activities. */
  archiveEntries: 50_000,
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
  /** FIT files in one, each behind the other (reliability 2). */
  chainedParts: 64,
  /** Different definitions in one FIT part: far more than any writer has. */
  fitDefinitions: 1024,
  /** FIT messages that are kept whole (laps, lengths, events, stored heart beats), a long one as several: a hundred times a long day. */
  summaryMessages: 200_000,
  /** Wall time for one step of reading: opening (each 64 MiB of it) or one member; then the parser is ended and replaced. */
  parserSeconds: 10,
  /** Wall time for all steps of one file; what is left of an archive then is not read. */
  fileSeconds: 120,
  /** So much more for each entry of an archive: an honest one needs a hundredth of it. */
  entrySeconds: 1,
  /** Endings of one file that are written down together: a larger archive is written down, and taken up again, in parts. */
  partEntries: 256,
  /** Endings that one transaction accepts together. */
  batchEndings: 64,
  /** From so many files on somebody is shown what they would bring before any of them is taken in. */
  lookFirstFiles: 500,
  /** Files that may lie staged and unread; listing waits beyond it, so that a backfill needs no second copy of everything. */
  stagedFiles: 64,
  /** Files that may be recognised and not ended yet: they are only named, so that many are looked up and written together. */
  recognisedFiles: 1_024,
  /** So many files that only have to be written down as known cost as little as one that was read. */
  knownPerEnding: 8,
} as const;
