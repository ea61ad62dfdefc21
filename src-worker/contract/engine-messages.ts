// What main and the engine say to each other over the port that main hands out. Both sides parse what arrives.
import { z } from 'zod';
import { crashPointSchema } from './crash-points.ts';
import { engineAnswerSchema, engineQuestionSchema } from './engine-questions.ts';
import { engineStateSchema } from './engine-state.ts';
import {
  importOriginSchema,
  openImportSchema,
  recognisedFileSchema,
  stagedFileSchema,
} from './import-job.ts';
import { importListedSchema, refusedFileSchema } from './intake-messages.ts';
import { journalAppendAnswerSchema, journalOpenAnswerSchema } from './journal-messages.ts';
import { journalHeadSchema } from './journal-record.ts';
import { reportLineSchema } from './report-line.ts';

/**
 * Why a file's bytes need not be read again: all that they hold is in the log; or whatever else was said of them, a failure,
 * no activity, a conflict, this reader would say again.
 */
const lastingSchema = z.enum(['in_log', 'with_this_reader']);
export type Lasting = z.infer<typeof lastingSchema>;

/** Test switches; each makes something go wrong on purpose. */
export const engineFaultSchema = z.discriminatedUnion('fault', [
  /** The parser never comes back from a file of this name. */
  z.object({ fault: z.literal('endless_parser'), fileName: z.string() }),
  /** The page dies while a file of this name is read. */
  z.object({ fault: z.literal('page_dies'), fileName: z.string() }),
  /** Everything dies at this point, the n-th time it is reached. */
  z.object({ fault: z.literal('die_at'), point: crashPointSchema, time: z.int().positive() }),
]);
export type EngineFault = z.infer<typeof engineFaultSchema>;

/** Pairs an answer with what was asked; each side counts its own. */
const requestId = z.int().positive();

/** main → engine */
export const engineOrderSchema = z.discriminatedUnion('type', [
  /**
   * First of all, when what lies staged was told. `goesOn`: imports that an earlier app began are taken up again; a
   * command that only looks leaves them as they are.
   */
  z.object({ type: z.literal('app_started'), goesOn: z.boolean() }),
  /** The page died with its engine while these files were being read; this is a new one. */
  z.object({ type: z.literal('page_died'), atWork: z.array(z.uuid()) }),
  z.object({
    type: z.literal('import_started'),
    importId: z.uuid(),
    origin: importOriginSchema,
    startedAt: z.iso.datetime({ offset: true }),
    /** As the person named them. */
    paths: z.array(z.string()),
    /** Of what a scan found: its device or folder, as people say it. */
    sourceName: z.string().optional(),
    /** True where somebody waits for the lines of `cooldown import`. */
    wantsLines: z.boolean(),
    /** Judged, told, and nothing of it kept. */
    isDryRun: z.boolean(),
  }),
  z.object({ type: z.literal('listed'), listed: importListedSchema }),
  z.object({ type: z.literal('staged'), file: stagedFileSchema }),
  z.object({ type: z.literal('recognised'), file: recognisedFileSchema }),
  z.object({ type: z.literal('refused'), file: refusedFileSchema }),
  /** Copying waits for room on the disk, or goes on. */
  z.object({ type: z.literal('waiting_for_room'), isWaiting: z.boolean() }),
  /** What is being read ends, and nothing else begins; what is only tried goes on. */
  z.object({ type: z.literal('imports_paused'), isPaused: z.boolean() }),
  /**
   * This import is stopped: what was not begun is let go. Said once more it means nothing. `restWaits`: not by the athlete:
   * what was staged is read, and the next look at its device or folder finds the rest.
   */
  z.object({
    type: z.literal('import_called_off'),
    importId: z.uuid(),
    restWaits: z.literal(true).optional(),
  }),
  z.object({ type: z.literal('fault'), fault: engineFaultSchema }),
  z.object({ type: z.literal('journal_opened'), requestId, answer: journalOpenAnswerSchema }),
  z.object({ type: z.literal('journal_appended'), requestId, answer: journalAppendAnswerSchema }),
  z.object({ type: z.literal('journal_rewritten'), requestId, answer: journalAppendAnswerSchema }),
  z.object({ type: z.literal('ask'), requestId, question: engineQuestionSchema }),
]);
export type EngineOrder = z.infer<typeof engineOrderSchema>;

/** engine → main */
export const engineReportSchema = z.discriminatedUnion('type', [
  /** The database is level with the journal; orders are heard. */
  z.object({ type: z.literal('ready') }),
  /** What the engine does, for those who wait outside the page. */
  z.object({ type: z.literal('state'), state: engineStateSchema }),
  /** The database can not be opened: main clears it and loads the page again, and it is rebuilt from the journal. */
  z.object({ type: z.literal('database_broken'), name: z.string() }),
  /** Nothing will be taken in. */
  z.object({ type: z.literal('engine_failed'), name: z.string() }),
  /** Answer to `app_started`: what is to be taken up again. */
  z.object({ type: z.literal('imports_open'), imports: z.array(openImportSchema) }),
  /** The request is in the journal: staging may begin. */
  z.object({ type: z.literal('import_recorded'), importId: z.uuid() }),
  /** A parser begins with the file, or is through with it: what is at work when the page dies is suspected. */
  z.object({ type: z.literal('reading'), fileId: z.uuid(), isOver: z.boolean() }),
  /**
   * The file's ending is stored, or nobody waits for one. `keepSha256`: its bytes belong into the archive; else the copy can
   * go. `lasts`: these bytes need not be read again, because all that they hold is in the log, or because this reader would
   * say the same of them; null where another try may end otherwise.
   */
  z.object({
    type: z.literal('file_done'),
    fileId: z.uuid(),
    keepSha256: z.string().nullable(),
    lasts: lastingSchema.nullable(),
  }),
  /** Of a recognised file: the log does not know its bytes, or not all of them. It has to be read, and has no ending yet. */
  z.object({ type: z.literal('not_known'), fileId: z.uuid() }),
  /** A large archive got on: it is not what the page dies of. */
  z.object({ type: z.literal('part_done'), fileId: z.uuid() }),
  /** Of one receipt. A new engine may say them again. */
  z.object({
    type: z.literal('lines'),
    importId: z.uuid(),
    jobId: z.string(),
    lines: z.array(reportLineSchema),
  }),
  /** Every file has ended, or was let go because the import was called off. */
  z.object({
    type: z.literal('import_done'),
    importId: z.uuid(),
    isCancelled: z.boolean(),
    notBegun: z.int().nonnegative(),
    /** Activities that it brought. */
    imported: z.int().nonnegative(),
  }),
  /** How the database stands to the journal is answered by `journal_opened`. */
  z.object({ type: z.literal('journal_open'), requestId, head: journalHeadSchema.nullable() }),
  /** Payload of one frame, for `lastSeq - firstSeq + 1` records. */
  z.object({
    type: z.literal('journal_append'),
    requestId,
    epoch: z.uuid(),
    firstSeq: z.int().positive(),
    lastSeq: z.int().positive(),
    payload: z.instanceof(Uint8Array<ArrayBuffer>),
  }),
  /** Frames of a journal that is to take this one's place; the last call says so. */
  z.object({
    type: z.literal('journal_rewrite'),
    requestId,
    purpose: z.enum(['erase', 'adopt']),
    firstSeq: z.int().positive(),
    lastSeq: z.int().nonnegative(),
    payload: z.instanceof(Uint8Array<ArrayBuffer>),
    isFirst: z.boolean(),
    isLast: z.boolean(),
    /** With the last: originals that go, too. */
    dropOriginals: z.array(z.string()),
    /** Of these, those that receipts still name. */
    sharedOriginals: z.array(z.string()),
  }),
  z.object({ type: z.literal('answer'), requestId, answer: engineAnswerSchema }),
  /** Test switch: the named point is reached; main ends everything. */
  z.object({ type: z.literal('crash_point'), point: crashPointSchema }),
  z.object({ type: z.literal('crash_page') }),
  /** A bug: something threw that should not have. Categories only, no content. */
  z.object({ type: z.literal('trouble'), where: z.string(), name: z.string(), message: z.string() }),
]);
export type EngineReport = z.infer<typeof engineReportSchema>;

/** On the port: what comes by the hundred goes together, because each message costs more than what it says. */
export const sentOrdersSchema = z.array(engineOrderSchema);
export const sentReportsSchema = z.array(engineReportSchema);
