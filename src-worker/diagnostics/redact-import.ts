// One import in the bundle's form: counts, times to the minute, and the first of its paths as signs.
import { z } from 'zod';
import { diagnosticsLimits, type DiagnosticsImport } from '../contract/diagnostics-bundle.ts';
import { importOriginSchema, type ImportRun } from '../contract/import-job.ts';
import { toMinute } from './buckets.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { redactPath } from './redact-path.ts';

const counts = { imported: z.int(), known: z.int(), rejected: z.int(), ignored: z.int(), failed: z.int() };

/** A row of the database is only as good as who wrote it. */
export const importRunSchema: z.ZodType<ImportRun> = z.object({
  importId: z.string(),
  origin: importOriginSchema,
  startedAt: z.string(),
  paths: z.array(z.string()),
  filesFound: z.int(),
  filesPassedOver: z.int(),
  listed: z.boolean(),
  filesDone: z.int(),
  counts: z.object(counts),
  finishedAt: z.string().nullable(),
});

export async function redactImport(run: ImportRun, pseudonym: Pseudonyms): Promise<DiagnosticsImport> {
  const named = run.paths.slice(0, diagnosticsLimits.pathsPerImport);
  return {
    import: await pseudonym('import', run.importId),
    origin: run.origin,
    started_at: toMinute(run.startedAt),
    finished_at: run.finishedAt === null ? null : toMinute(run.finishedAt),
    listed: run.listed,
    files_found: run.filesFound,
    files_passed_over: run.filesPassedOver,
    files_done: run.filesDone,
    counts: { ...run.counts },
    named: await Promise.all(named.map((path) => redactPath(path, pseudonym))),
    named_left_out: run.paths.length - named.length,
  };
}
