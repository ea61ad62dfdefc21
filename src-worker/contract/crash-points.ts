// The places at which a test can make everything die at once: between every two steps whose order matters.
// A test switch names one (`--fault-die-at=<point>` or `<point>:<n>` for its n-th time); a packaged app refuses it.
import { z } from 'zod';

export const crashPointSchema = z.enum([
  /** engine: an import was asked for, and nothing is journaled. */
  'import_heard',
  /** engine: the request is journaled, and not in the database. */
  'import_journaled',
  /** intake: a copy is complete under its working name. */
  'copy_written',
  /** intake: a copy has its final name, and nobody was told. */
  'copy_staged',
  /** engine: a job is in the database, and nothing was read. */
  'job_queued',
  /** engine: verdicts have fallen, and nothing is journaled. */
  'endings_judged',
  /** main: a frame is written, and not yet on disk for sure. */
  'frame_written',
  /** main: a frame is on disk, and nobody was told. */
  'frame_synced',
  /** engine: endings are journaled, and not in the database. */
  'endings_journaled',
  /** engine: endings are in the database, and main was not told. */
  'endings_stored',
  /** main: an original is in the archive, and its staged copy is still there. */
  'original_archived',
  /** main: the staged copy is gone, its place not yet given back. */
  'copy_removed',
  /** engine: what a person decided is worked out, and nothing is journaled. */
  'decision_made',
  /** engine: a decision is journaled, and not in the database. */
  'decision_journaled',
  /** engine: a decision is in the database, and nobody was told. */
  'decision_stored',
]);
export type CrashPoint = z.infer<typeof crashPointSchema>;
export const crashPoints = crashPointSchema.options;
