// The facts of the machine that main adds to a diagnostics bundle. An allow-list: what has no field here can't get in.
import { z } from 'zod';

/** Lower-case words of ours, no content. */
const word = z.string().regex(/^[A-Za-z0-9_. -]{1,64}$/);

export const diagnosticsFactsSchema = z.object({
  appVersion: word,
  host: word,
  chromiumVersion: word,
  nodeVersion: word,
  platform: word,
  arch: word,
  systemRelease: word,
  cores: z.int(),
  memoryMebibytes: z.int(),
  freeDiskMebibytes: z.int().nullable(),
  journal: z.object({ records: z.int(), bytes: z.int(), frames: z.int() }).nullable(),
  archive: z.object({ originals: z.int(), bytes: z.int(), limitBytes: z.int(), letGo: z.int() }).nullable(),
  /** Newest last: what went wrong, as categories, and to the minute. */
  troubles: z.array(
    z.object({
      at: z.string(),
      event: word,
      facts: z.record(word, z.union([word, z.number(), z.boolean(), z.null()])),
    }),
  ),
  /** Flags and the stage as they stand; `channel` is `internal` where no remote is configured. */
  flags: z.object({ channel: word, values: z.record(word, z.boolean()) }),
});
export type DiagnosticsFacts = z.infer<typeof diagnosticsFactsSchema>;
