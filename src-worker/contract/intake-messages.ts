// What main and the intake process say to each other. Both sides parse what arrives.
import { z } from 'zod';
import { readFailureSchema } from './failure.ts';
import { stagedFileSchema } from './import-job.ts';
import { mtpStorageSchema } from './mtp-storage.ts';
import { scannedSchema, scanPlanSchema } from './sources.ts';

/** A digest of where a file lies, how large it is and when it was changed: it tells none of it. */
export const lookSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Many looks, sixteen bytes each. */
const packedLooksSchema = z.custom<Uint8Array>(
  (bytes) => bytes instanceof Uint8Array && bytes.length % 16 === 0,
);

/** main → intake */
export const intakeRequestSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stage'),
    importId: z.uuid(),
    /** Absolute paths of files and folders, as the person named them. */
    paths: z.array(z.string().min(1)).min(1),
    /** Files of this import that ended or lie staged already, as an earlier run found them: they count as found, and are left alone. */
    answeredPaths: z.array(z.string()),
    /** Nothing of it will be kept: its staged copies need not survive the app. */
    isDryRun: z.boolean(),
    /** Files that look so were read whole before: they are told, and not read. */
    knownLooks: packedLooksSchema,
    /**
     * Just what this scan found: `paths` is the root alone, for all that is ready, or the unfinished ride alone. Nothing where
     * another process made it.
     */
    ofScan: z.uuid().optional(),
  }),
  /** Looks at a device or a granted folder, and remembers what it saw for the next time. */
  z.object({
    type: z.literal('scan'),
    scanId: z.uuid(),
    /** Absolute. */
    root: z.string().min(1),
    plan: scanPlanSchema,
    /** Files that look so were read whole before. */
    knownLooks: packedLooksSchema,
  }),
  /** A source that went: it is watched no more, and nothing is remembered of it. */
  z.object({ type: z.literal('forget'), root: z.string().min(1) }),
  /** How many files there are below these paths, up to so many; none of them is opened. */
  z.object({
    type: z.literal('count'),
    countId: z.uuid(),
    paths: z.array(z.string().min(1)).min(1),
    upTo: z.int().positive(),
  }),
  /** Which devices without a volume the desktop shows in this folder. */
  z.object({ type: z.literal('list_mtp'), listId: z.uuid(), folder: z.string().min(1) }),
  /** Nothing more of it is looked for or copied; what is being copied is told, and then that the listing is complete. */
  z.object({ type: z.literal('call_off'), importId: z.uuid() }),
  /** A staged, recognised or refused file has ended, its copy is gone: there is room for one more. */
  z.object({ type: z.literal('released'), fileId: z.uuid() }),
]);
export type IntakeRequest = z.infer<typeof intakeRequestSchema>;

export const refusedFileSchema = z.object({
  fileId: z.uuid(),
  importId: z.uuid(),
  name: z.string(),
  path: z.string(),
  sizeBytes: z.int().nonnegative().nullable(),
  failure: readFailureSchema,
});
export type RefusedFile = z.infer<typeof refusedFileSchema>;

/** As intake tells it: main knows which bytes look so. */
export const lookedAtFileSchema = stagedFileSchema
  .omit({ sha256: true, stagingMs: true })
  .extend({ look: lookSchema });
export type LookedAtFile = z.infer<typeof lookedAtFileSchema>;

export const importListedSchema = z.object({
  importId: z.uuid(),
  filesFound: z.int().nonnegative(),
  filesPassedOver: z.int().nonnegative(),
  /** Every folder was opened: so many files there are, although not all of them were answered. */
  isCounted: z.literal(true).optional(),
  /** True once: nothing more will be found. */
  complete: z.boolean(),
  /** Of one that is complete: its source went before all was answered. What was staged is all that is taken in now. */
  restWaits: z.literal(true).optional(),
});
export type ImportListed = z.infer<typeof importListedSchema>;

/** intake → main */
export const intakeReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listed'), listed: importListedSchema }),
  z.object({ type: z.literal('counted'), countId: z.uuid(), files: z.int().nonnegative() }),
  /** Null where the listing broke off: that says nothing of what is plugged in. */
  z.object({
    type: z.literal('mtp_listed'),
    listId: z.uuid(),
    storages: z.array(mtpStorageSchema).nullable(),
  }),
  /** `look`: where the file can be told by it from now on. */
  z.object({ type: z.literal('staged'), file: stagedFileSchema, look: lookSchema.optional() }),
  z.object({ type: z.literal('recognised'), file: lookedAtFileSchema }),
  z.object({ type: z.literal('refused'), file: refusedFileSchema }),
  /** No room to copy to: it tries again by itself, and tells when it goes on. */
  z.object({ type: z.literal('waiting_for_room'), isWaiting: z.boolean() }),
  z.object({ type: z.literal('scanned'), scanned: scannedSchema }),
  /** Something may have changed below this root. */
  z.object({ type: z.literal('hint'), root: z.string() }),
  /** Told once, by an import of what a scan found: the root went away, and the rest of it was not begun. */
  z.object({ type: z.literal('source_gone'), importId: z.uuid(), root: z.string() }),
  /**
   * Told every second, after a call to the file system came back. `stalled`: named paths with a call that has not
   * come back for longer than any healthy disk needs.
   */
  z.object({
    type: z.literal('beat'),
    stalled: z.array(z.object({ importId: z.uuid(), namedPath: z.string() })),
  }),
]);
export type IntakeReport = z.infer<typeof intakeReportSchema>;
