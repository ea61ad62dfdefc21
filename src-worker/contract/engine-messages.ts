// What main and the engine say to each other over the port that main hands out. Both sides parse what arrives.
import { z } from 'zod';
import { importOriginSchema, stagedFileSchema } from './import-job.ts';
import { importListedSchema, refusedFileSchema } from './intake-messages.ts';
import { reportLineSchema } from './report-line.ts';

/** main → engine */
export const engineOrderSchema = z.discriminatedUnion('type', [
  /** First of all: imports begun before this instant belong to an app that is gone, and get no more files. */
  z.object({ type: z.literal('app_started'), startedAt: z.iso.datetime({ offset: true }) }),
  z.object({
    type: z.literal('import_started'),
    importId: z.uuid(),
    origin: importOriginSchema,
    startedAt: z.iso.datetime({ offset: true }),
    /** As the person named them. */
    paths: z.array(z.string()),
    /** True where somebody waits for the lines of `cooldown import`. */
    wantsLines: z.boolean(),
  }),
  z.object({ type: z.literal('listed'), listed: importListedSchema }),
  z.object({ type: z.literal('staged'), file: stagedFileSchema }),
  z.object({ type: z.literal('refused'), file: refusedFileSchema }),
  /** Test switch: the parser never comes back from a file of this name. */
  z.object({ type: z.literal('fault'), fault: z.literal('endless_parser'), fileName: z.string() }),
]);
export type EngineOrder = z.infer<typeof engineOrderSchema>;

/** engine → main */
export const engineReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** The database can not be opened: nothing will be taken in. */
  z.object({ type: z.literal('engine_failed'), name: z.string() }),
  /** Answer to `app_started`: of the copies that an earlier app left in staging, only these are still needed. */
  z.object({ type: z.literal('jobs_open'), fileIds: z.array(z.uuid()) }),
  /** The file's ending is stored: its staged copy is no longer needed. */
  z.object({ type: z.literal('file_done'), fileId: z.uuid() }),
  z.object({ type: z.literal('lines'), importId: z.uuid(), lines: z.array(reportLineSchema) }),
  z.object({ type: z.literal('import_done'), importId: z.uuid() }),
  /** A bug: something threw that should not have. Categories only, no content. */
  z.object({ type: z.literal('trouble'), where: z.string(), name: z.string(), message: z.string() }),
]);
export type EngineReport = z.infer<typeof engineReportSchema>;
