// The events of the log. An event is a fact: it is appended and never edited.
import { z } from 'zod';
import { activityQualitySchema, activitySummarySchema } from './activity-summary.ts';
import { externalActivitySchema } from './external-activity.ts';
import { overlapSchema } from './outing.ts';

export const activityImportedSchema = z.object({
  type: z.literal('external.activity_imported'),
  eventId: z.string(),
  /** Place in the log, counted from 1 without gaps. */
  seq: z.int().positive(),
  recordedAt: z.iso.datetime({ offset: true }),
  sourceIdentityKey: z.string(),
  payloadFingerprint: z.string(),
  idempotencyKey: z.string(),
  data: externalActivitySchema,
  metadata: z.object({
    source: z.literal('import'),
    /** `external_import:<provider>` */
    agent: z.string(),
    /** `import:<job id>` */
    session: z.string(),
    /** Of the decoded (inflated) bytes. */
    sha256: z.string(),
    fileName: z.string(),
    summary: activitySummarySchema,
    quality: activityQualitySchema,
  }),
});
export type ActivityImported = z.infer<typeof activityImportedSchema>;

/** The athlete deleted an activity: its identity is marked, and stays away whatever arrives (domain 4, row 0). */
export const activityDeletedSchema = z.object({
  type: z.literal('external.activity_deleted'),
  eventId: z.string(),
  seq: z.int().positive(),
  recordedAt: z.iso.datetime({ offset: true }),
  sourceIdentityKey: z.string(),
  /** `external-delete-` + the identity's digest: the same deletion is one event, however often it is asked for. */
  idempotencyKey: z.string(),
  data: z.object({
    source_identity_key: z.string(),
    /** True where the activity's bytes were erased, too. */
    erased: z.boolean(),
  }),
  metadata: z.object({ source: z.literal('athlete') }),
});
export type ActivityDeleted = z.infer<typeof activityDeletedSchema>;

const pairSchema = z.tuple([z.string(), z.string()]);

/** Written by the rules of domain 4 with the import that brought it, or by the athlete. */
const overlapAuthorSchema = z.discriminatedUnion('source', [
  z.object({
    source: z.literal('rule'),
    /** `import:<job id>` */
    session: z.string(),
  }),
  z.object({ source: z.literal('athlete') }),
]);

/** Two activities are the same outing: one of them counts. */
export const overlapLinkedSchema = z.object({
  type: z.literal('external.overlap_linked'),
  eventId: z.string(),
  seq: z.int().positive(),
  recordedAt: z.iso.datetime({ offset: true }),
  /** The activity that came last. */
  sourceIdentityKey: z.string(),
  /** `external-link-` + a digest of the pair and of what they were when they were compared. */
  idempotencyKey: z.string(),
  data: overlapSchema.extend({
    /** In the order of their text. */
    source_identity_keys: pairSchema,
    /** Proposed: both go on counting until the athlete confirms it. */
    state: z.enum(['linked', 'proposed']),
  }),
  metadata: overlapAuthorSchema,
});
export type OverlapLinked = z.infer<typeof overlapLinkedSchema>;

/** They are two outings after all. */
export const overlapUnlinkedSchema = z.object({
  type: z.literal('external.overlap_unlinked'),
  eventId: z.string(),
  seq: z.int().positive(),
  recordedAt: z.iso.datetime({ offset: true }),
  sourceIdentityKey: z.string(),
  /** `external-unlink-` + a digest of the pair and of the event that had linked them. */
  idempotencyKey: z.string(),
  data: z.object({ source_identity_keys: pairSchema }),
  metadata: overlapAuthorSchema,
});
export type OverlapUnlinked = z.infer<typeof overlapUnlinkedSchema>;

export type OverlapEvent = OverlapLinked | OverlapUnlinked;

/** Grows by one member per event type of domain 5 as each comes into use. */
export const canonicalEventSchema = z.discriminatedUnion('type', [
  activityImportedSchema,
  activityDeletedSchema,
  overlapLinkedSchema,
  overlapUnlinkedSchema,
]);
export type CanonicalEvent = z.infer<typeof canonicalEventSchema>;
