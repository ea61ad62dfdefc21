// An import is one gesture of the athlete (a drop, a choice, a command); a job is one file of it.
import { z } from 'zod';

/**
 * `device`, `folder`: nobody asked, a scan found it. `re_read`: no file came in; originals that are kept were read again.
 * `retry`: what could not be read before, once more.
 */
export const importOriginSchema = z.enum([
  'drop',
  'dialog',
  'command',
  'device',
  'folder',
  're_read',
  'retry',
]);
export type ImportOrigin = z.infer<typeof importOriginSchema>;

/** A file that intake copied to staging: its bytes are safe from now on, whatever happens to the original. */
export const stagedFileSchema = z.object({
  /** Opaque; names the staged copy, and becomes the job's id. */
  fileId: z.uuid(),
  importId: z.uuid(),
  /** Last part of the path, for people. */
  name: z.string(),
  /** The path as given, or as found below a given folder. */
  path: z.string(),
  sizeBytes: z.int().nonnegative(),
  /** Of the file's bytes as they lie on disk. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Milliseconds that copying and hashing took. */
  stagingMs: z.number().nonnegative(),
});
export type StagedFile = z.infer<typeof stagedFileSchema>;

/** A file that looks just as when all its bytes were read: nothing of it was read now, and no copy of it lies anywhere. */
export const recognisedFileSchema = stagedFileSchema.omit({ stagingMs: true }).extend({
  /** The job whose receipt says what these bytes gave. */
  knownAs: z.uuid(),
});
export type RecognisedFile = z.infer<typeof recognisedFileSchema>;

/** Where the parser fetches staged bytes: `/_bytes/<fileId>/<from>-<to>` gives those from there up to, and without, `to`. */
export const stagedPath = '/_bytes/';

/** What lies beside each staged copy, as `<fileId>.json`: enough to make its job anew, whatever was lost. */
export const stagedNoteSchema = z.object({ format: z.literal(1), file: stagedFileSchema });
export type StagedNote = z.infer<typeof stagedNoteSchema>;

/** An ended job is its receipt: only what is still to be done lies in the queue. */
export const jobStatuses = ['queued', 'processing'] as const;
export type JobStatus = (typeof jobStatuses)[number];

export interface ImportJob extends StagedFile {
  readonly jobId: string;
  readonly status: JobStatus;
  /** Order of arrival, so that a restart goes on where it was. */
  readonly queuedAt: string;
  /** How often the page died while this file was being read. */
  readonly deaths: number;
  /** It was opened, and lists entries: then it may be one of them that the page dies of. */
  readonly isArchive: boolean;
}

/** What became of the activities and files of one import; their sum is what was found. */
export interface EndingCounts {
  readonly imported: number;
  readonly known: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly failed: number;
}

export interface ImportRun {
  readonly importId: string;
  readonly origin: ImportOrigin;
  readonly startedAt: string;
  /** Files and folders as the person named them. */
  readonly paths: readonly string[];
  /** Device or folder that it came from, as people say it: `Edge 530`. */
  readonly sourceName?: string;
  /** Files found so far; final once `listed`. */
  readonly filesFound: number;
  /** Files in given folders whose names are no activity's: left alone, counted. */
  readonly filesPassedOver: number;
  readonly listed: boolean;
  /** Of one that is not listed yet: so many files there are, although not all of them were answered. */
  readonly isCounted?: true;
  readonly filesDone: number;
  readonly counts: EndingCounts;
  readonly finishedAt: string | null;
  /** It was stopped then: files without an ending were left out. */
  readonly cancelledAt?: string;
  /** Nobody wanted that: its device or folder went away, or the app ended. The next look there finds what was left out. */
  readonly restWaits?: true;
}

/** As far as anybody knows, no more files will be found. */
export const isCounted = ({ listed, isCounted: counted }: ImportRun): boolean => listed || counted === true;

/** Files of a stopped import that were left out; one that was being read then may still end. */
export const filesNotBegun = ({ cancelledAt, filesFound, filesDone }: ImportRun): number =>
  cancelledAt === undefined ? 0 : filesFound - filesDone;

/** An import that an earlier run of the app did not bring to its end. */
export const openImportSchema = z.object({
  importId: z.uuid(),
  origin: importOriginSchema,
  paths: z.array(z.string()),
  /** Paths of its files that ended or have a job. */
  answeredPaths: z.array(z.string()),
});
export type OpenImport = z.infer<typeof openImportSchema>;
