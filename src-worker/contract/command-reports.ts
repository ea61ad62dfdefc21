// What `cooldown status --json` and `cooldown verify --json` print: one object, named as in command-line.md.
// A field may be added; one that is there keeps its name and meaning.
import { z } from 'zod';
import { originalSchema } from './engine-questions.ts';
import { engineStateSchema } from './engine-state.ts';
import { qualityHealthSchema } from './quality-health.ts';

const count = z.int().nonnegative();

export const statusReportSchema = z.object({
  /** Files waiting, and being read. */
  queue: z.object({ queued: count, processing: count }),
  /** `paused`: the athlete wants nothing to be taken in for now. */
  imports: z.object({ running: count, finished: count, paused: z.boolean().default(false) }),
  activities: count,
  events: count,
  receipts: count,
  /** ISO 8601; null before the first receipt. */
  last_receipt_at: z.string().nullable(),
  /** Null where it could not be opened. */
  journal: z
    .object({
      records: count,
      bytes: count,
      epoch: z.string(),
      /** Why nothing can be written down, by the kinds of `JournalTrouble`; null where it can. */
      read_only: z.string().nullable(),
    })
    .nullable(),
  /** Null where it could not be looked at. */
  archive: z
    .object({
      originals: count,
      bytes: count,
      limit_bytes: count,
      /** Originals that were deleted to keep the limit. */
      let_go: count,
    })
    .nullable(),
  /** Files that could not be taken in for a reason that may pass, and wait for a person. */
  dead_letters: count,
  /** Null as long as nothing is sent. */
  outbox: z.null(),
  flags: z.object({
    /** `internal` as long as flags come with the build. */
    channel: z.string(),
    /** Since they were fetched; null where they come with the build. */
    age_seconds: z.number().nullable(),
    values: z.record(z.string(), z.boolean()),
  }),
  quality_health: qualityHealthSchema,
  /** Of the rollout. */
  stage: z.string(),
  engine: z.object({
    state: z.enum(engineStateSchema.shape.life.options.map((life) => life.shape.kind.value)),
    /** Why it is paused or read-only; else null. */
    trouble: z.string().nullable(),
  }),
});
export type StatusReport = Readonly<z.infer<typeof statusReportSchema>>;

export const verifyReportSchema = z.object({
  journal: z.object({
    records: count,
    frames: count,
    bytes: count,
    /** Places at which it is not as it was written; 0 is what it has to be. */
    problems: count,
  }),
  /** The journal, replayed from its beginning, against the database. */
  log: z.object({
    records: count,
    activities: count,
    events: count,
    receipts: count,
    /** Rows in which they differ. */
    drift: count,
    /** The first of them. */
    differences: z.array(
      z.object({ table: z.string(), difference: z.enum(['missing', 'unexpected', 'different']) }),
    ),
    /** Over all that the athlete owns: equal on every machine that holds the same. */
    state_sha256: z.string(),
  }),
  archive: z.object({
    originals: count,
    /** Names (SHA-256) of originals whose bytes are not what they were. */
    damaged: z.array(z.string()),
    /** Originals that ought to be kept and are not there: nobody let go of them. */
    missing: z.array(originalSchema),
  }),
  agrees: z.boolean(),
});
export type VerifyReport = Readonly<z.infer<typeof verifyReportSchema>>;
