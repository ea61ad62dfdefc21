// What reading a file needs beside its bytes: a log that knows nothing, and no patience with bugs.
import type { ParserLane } from '../../src-worker/imports/parser-lane.ts';
import type { readFile, ReadingTools } from '../../src-worker/imports/read-file.ts';

export const readingTools = (lane: ParserLane): ReadingTools => ({
  lane,
  now: () => new Date('2026-06-01T10:00:00.000Z'),
  athleteTimeZone: 'Europe/Vienna',
  findKnownBytes: () => Promise.resolve(null),
  onArchive: () => Promise.resolve(),
  readerRevision: '0000',
  onTrouble: (reason) => {
    throw reason;
  },
  endlessParserOn: null,
  reachName: () => Promise.resolve(),
});

export const nothingBefore: Parameters<typeof readFile>[2] = {
  knownBytes: null,
  before: null,
  suspect: 'nothing',
};
