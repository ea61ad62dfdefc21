// Reading archived originals again with today's reader: what is asked, a page at a time, and what would or did change.
import { z } from 'zod';

const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One fact of an activity: as it is known, and as today's reader reads it. Null where there is none. */
export const fieldChangeSchema = z.object({ field: z.string(), known: scalarSchema, reread: scalarSchema });
export type FieldChange = Readonly<z.infer<typeof fieldChangeSchema>>;

const reReadResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unchanged') }),
  z.object({ kind: z.literal('changed'), changes: z.array(fieldChangeSchema).min(1) }),
  /** The archive let go of it, or never had it. */
  z.object({ kind: z.literal('original_gone') }),
  /** An archive that can't be held as a whole while it is read. */
  z.object({ kind: z.literal('original_too_large') }),
  /** The original is damaged, or does not give this activity any more. */
  z.object({ kind: z.literal('not_readable') }),
  /** It got another version, or was deleted, while its original was being read. */
  z.object({ kind: z.literal('left_as_it_is') }),
]);
export type ReReadResult = Readonly<z.infer<typeof reReadResultSchema>>;

export const reReadActivitySchema = z.object({
  sourceIdentityKey: z.string(),
  title: z.string().nullable(),
  workoutType: z.string(),
  startedAt: z.string(),
  /** Null where nobody knows it. */
  localDate: z.string().nullable(),
  fileName: z.string(),
  result: reReadResultSchema,
});
export type ReReadActivity = Readonly<z.infer<typeof reReadActivitySchema>>;

/** Behind which original the next page goes on, newest activity first. */
export const reReadCursorSchema = z.object({
  /** Of this going through; what it writes stands under an import of that id. */
  reReadId: z.uuid(),
  startedAt: z.string(),
  /** Empty for activities of which no original is known. */
  sha256: z.string(),
});
export type ReReadCursor = Readonly<z.infer<typeof reReadCursorSchema>>;

export const reReadAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    /** Those that an earlier reader had read; what today's has read is not read again. */
    activities: z.array(reReadActivitySchema),
    originalsDone: z.int().nonnegative(),
    originalsAll: z.int().nonnegative(),
    /** Null at the end. */
    next: reReadCursorSchema.nullable(),
  }),
  /** Nothing can be written now. */
  z.object({ kind: z.literal('not_now') }),
]);
export type ReReadAnswer = Readonly<z.infer<typeof reReadAnswerSchema>>;

export interface ReReadQuestion {
  /** Nothing is written: what would change is told. */
  readonly isDryRun: boolean;
  /** Null at the beginning. */
  readonly after: ReReadCursor | null;
}
