// What main is told of an import, so that the tray and the news tell the truth while no window is open.
import { z } from 'zod';
import { importOriginSchema } from './import-job.ts';

const count = z.int().nonnegative();

export const recentImportSchema = z.object({
  importId: z.uuid(),
  origin: importOriginSchema,
  startedAt: z.iso.datetime({ offset: true }),
  /** As they were named. */
  paths: z.array(z.string()),
  filesFound: count,
  listed: z.boolean(),
  filesDone: count,
  counts: z.object({ imported: count, known: count, rejected: count, ignored: count, failed: count }),
  /** Null while it runs. */
  finishedAt: z.iso.datetime({ offset: true }).nullable(),
});
export type RecentImport = Readonly<z.infer<typeof recentImportSchema>>;
