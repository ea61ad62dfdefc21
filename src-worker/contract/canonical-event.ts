// The events of the log. An event is a fact: it is appended and never edited.
import { z } from 'zod';
import { activityQualitySchema, activitySummarySchema } from './activity-summary.ts';
import { externalActivitySchema } from './external-activity.ts';
import { conflictChoiceSchema } from './athlete-decision.ts';
import { manualSessionSchema } from './manual-session.ts';
import { overlapSchema } from './outing.ts';

/** What every event has of the log. */
const placeInLog = {
  eventId: z.string(),
  /** Counted from 1; an erasure leaves gaps. */
  seq: z.int().positive(),
  recordedAt: z.iso.datetime({ offset: true }),
};

export const activityImportedSchema = z.object({
  type: z.literal('external.activity_imported'),
  ...placeInLog,
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

const byAthleteSchema = z.object({ source: z.literal('athlete') });

/** The athlete deleted an activity: its identity is marked, and stays away whatever arrives (domain 4, row 0). */
export const activityDeletedSchema = z.object({
  type: z.literal('external.activity_deleted'),
  ...placeInLog,
  sourceIdentityKey: z.string(),
  /** `external-delete-` + the identity's digest + the event's id: what was brought back can be deleted once more. */
  idempotencyKey: z.string(),
  data: z.object({
    source_identity_key: z.string(),
    /** True where the activity's bytes were erased, too. */
    erased: z.boolean(),
  }),
  metadata: byAthleteSchema,
});
export type ActivityDeleted = z.infer<typeof activityDeletedSchema>;

/** The athlete brought back what was deleted; of what was erased for good only the mark goes. */
export const activityRestoredSchema = z.object({
  type: z.literal('external.activity_restored'),
  ...placeInLog,
  sourceIdentityKey: z.string(),
  /** `external-restore-` + the identity's digest + the event's id. */
  idempotencyKey: z.string(),
  data: z.object({ source_identity_key: z.string() }),
  metadata: byAthleteSchema,
});
export type ActivityRestored = z.infer<typeof activityRestoredSchema>;

/**
 * The athlete chose between what is known and what one entry of a receipt brought. What the choice adds is an
 * `external.activity_imported` of its own, right behind it.
 */
export const conflictResolvedSchema = z.object({
  type: z.literal('external.conflict_resolved'),
  ...placeInLog,
  /** Whom the entry was judged against. */
  sourceIdentityKey: z.string(),
  /** `external-resolve-` + the identity's digest + the event's id. */
  idempotencyKey: z.string(),
  data: z.object({
    source_identity_key: z.string(),
    choice: conflictChoiceSchema,
    /** The receipt, and the place of the entry on it, from 0. */
    job_id: z.string(),
    entry: z.int().nonnegative(),
    /** What the entry brought: from now on it is known, and is not asked about again. */
    incoming: z.object({ version: z.string().nullable(), fingerprint: z.string(), file_name: z.string() }),
    /** The activity that has it now: the same, or the second one; null where the known one was kept. */
    result: z
      .object({ source_identity_key: z.string(), event_id: z.string(), idempotency_key: z.string() })
      .nullable(),
  }),
  metadata: byAthleteSchema,
});
export type ConflictResolved = z.infer<typeof conflictResolvedSchema>;

/** The device's clock was wrong by so much. What the file says stays as it is; what is shown and compared moves. */
export const clockCorrectedSchema = z.object({
  type: z.literal('external.clock_corrected'),
  ...placeInLog,
  sourceIdentityKey: z.string(),
  /** `external-clock-` + the identity's digest + the event's id. */
  idempotencyKey: z.string(),
  data: z.object({
    source_identity_key: z.string(),
    /** To be added to every instant of the file; 0 takes an earlier correction back. */
    shift_seconds: z.number(),
  }),
  metadata: byAthleteSchema,
});
export type ClockCorrected = z.infer<typeof clockCorrectedSchema>;

/** A session that the athlete wrote down. A correction is a later event of the same session. */
export const sessionLoggedSchema = z.object({
  type: z.literal('session.logged'),
  ...placeInLog,
  /** `manual-session-` + the session's id: it has no source but the athlete. */
  sourceIdentityKey: z.string(),
  /** The same and the revision. */
  idempotencyKey: z.string(),
  data: manualSessionSchema,
  metadata: byAthleteSchema,
});
export type SessionLogged = z.infer<typeof sessionLoggedSchema>;

const pairSchema = z.tuple([z.string(), z.string()]);

/** Written by the rules of domain 4 with the import that brought it, or by the athlete. */
const overlapAuthorSchema = z.discriminatedUnion('source', [
  z.object({
    source: z.literal('rule'),
    /**
     * `import:<job id>`; `decision:<event id>` where something else that a person decided called for it; `thresholds:<revision>`
     * where what had come before that table was compared by it.
     */
    session: z.string(),
  }),
  byAthleteSchema,
]);

/** Two activities are the same outing: one of them counts. */
export const overlapLinkedSchema = z.object({
  type: z.literal('external.overlap_linked'),
  ...placeInLog,
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
  ...placeInLog,
  sourceIdentityKey: z.string(),
  /** `external-unlink-` + a digest of the pair and of the event that had linked them. */
  idempotencyKey: z.string(),
  data: z.object({ source_identity_keys: pairSchema }),
  metadata: overlapAuthorSchema,
});
export type OverlapUnlinked = z.infer<typeof overlapUnlinkedSchema>;

export type OverlapEvent = OverlapLinked | OverlapUnlinked;

/** The event types of domain 5. */
export const canonicalEventSchema = z.discriminatedUnion('type', [
  activityImportedSchema,
  activityDeletedSchema,
  activityRestoredSchema,
  conflictResolvedSchema,
  overlapLinkedSchema,
  overlapUnlinkedSchema,
  clockCorrectedSchema,
  sessionLoggedSchema,
]);
export type CanonicalEvent = z.infer<typeof canonicalEventSchema>;
