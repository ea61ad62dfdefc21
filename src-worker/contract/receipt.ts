// The receipt: what became of one file and of each activity in it, kept for the athlete and for support (domain 5).
import { z } from 'zod';
import { activityFormatSchema, nonActivitySchema } from './activity-format.ts';
import { activityQualitySchema, activitySummarySchema } from './activity-summary.ts';
import { dedupVerdictSchema } from './dedup-verdict.ts';
import { fieldProvenanceSchema, providerSchema } from './external-activity.ts';
import { overlapSchema } from './outing.ts';
import { failureClassSchema, failureCodeSchema, failureSchema } from './failure.ts';

/** How one entry ended, in the facts its sentence is made from. */
export const endingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('created') }),
  z.object({ kind: z.literal('updated') }),
  z.object({ kind: z.literal('exact_duplicate') }),
  z.object({ kind: z.literal('deleted_by_athlete') }),
  z.object({ kind: z.literal('stale_version') }),
  z.object({ kind: z.literal('version_conflict') }),
  z.object({ kind: z.literal('partial_overlap') }),
  z.object({ kind: z.literal('not_an_activity'), what: nonActivitySchema }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type Ending = z.infer<typeof endingSchema>;

/** Another activity of the same outing, with enough of it to name it to a person. */
export const receiptOverlapSchema = overlapSchema.extend({
  sourceIdentityKey: z.string(),
  state: z.enum(['linked', 'proposed']),
  /** Of their group that one enters the totals. */
  counted: z.boolean(),
  startedAt: z.string(),
  deviceName: z.string().nullable(),
  fileName: z.string(),
});
export type ReceiptOverlap = z.infer<typeof receiptOverlapSchema>;

export const receiptEntrySchema = z.object({
  /** Name inside an archive, or null. */
  member: z.string().nullable(),
  /** Of the bytes that were decoded (inflated); null where none were. */
  sha256: z.string().nullable(),
  format: activityFormatSchema.nullable(),
  provider: providerSchema.nullable(),
  status: z.enum(['completed', 'failed', 'ignored']),
  ending: endingSchema,
  error: z
    .object({
      code: failureCodeSchema,
      class: failureClassSchema,
      field: z.string().nullable(),
      message: z.string(),
      hint: z.string(),
    })
    .nullable(),
  dedup: dedupVerdictSchema.extend({ reason: z.string() }).nullable(),
  write: z
    .object({
      result: z.enum(['created', 'duplicate_skipped', 'idempotent_replay']),
      eventId: z.string(),
      idempotencyKey: z.string(),
      sourceIdentityKey: z.string(),
      payloadFingerprint: z.string(),
    })
    .nullable(),
  mappingVersion: z.string().nullable(),
  unsupportedFields: z.array(z.string()),
  warnings: z.array(z.string()),
  fieldProvenance: z.record(z.string(), fieldProvenanceSchema),
  title: z.string().nullable(),
  workoutType: z.string().nullable(),
  summary: activitySummarySchema.nullable(),
  quality: activityQualitySchema.nullable(),
  /** What else was known then of the same outing. */
  overlaps: z.array(receiptOverlapSchema).default([]),
});
export type ReceiptEntry = z.infer<typeof receiptEntrySchema>;

export const timingsSchema = z.object({
  staging: z.number(),
  opening: z.number(),
  decoding: z.number(),
  judging: z.number(),
});
export type Timings = z.infer<typeof timingsSchema>;

export const receiptSchema = z
  .object({
    jobId: z.string(),
    importId: z.string(),
    file: z.object({
      name: z.string(),
      path: z.string(),
      sizeBytes: z.number().nullable(),
      /** Of the file's bytes as they lie on disk; null where they could not be read. */
      sha256: z.string().nullable(),
    }),
    /** None only on the last of several receipts, where nothing readable was left. */
    entries: z.array(receiptEntrySchema),
    /**
     * Of a large archive, which has several receipts: the how many-th this is, and behind which of its entries (place in
     * the archive, and in an archive within) the next one goes on; null on the last. `jobId` is the file's on the last one.
     */
    part: z
      .object({ number: z.int().positive(), upTo: z.array(z.int().nonnegative()).min(1).nullable() })
      .optional(),
    startedAt: z.iso.datetime({ offset: true }),
    finishedAt: z.iso.datetime({ offset: true }),
    timingsMs: timingsSchema,
    /** Nothing is sent upstream yet. */
    sync: z.literal('local'),
  })
  .refine(({ entries, part }) => entries.length > 0 || part?.upTo === null, 'a receipt without an entry');
export type Receipt = z.infer<typeof receiptSchema>;
