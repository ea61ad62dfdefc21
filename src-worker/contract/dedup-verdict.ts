// The verdict of dedup: one decision, one outcome, and what it was judged against (domain 4).
import { z } from 'zod';

export const dedupDecisionSchema = z.enum(['create', 'update', 'skip', 'reject']);
export type DedupDecision = z.infer<typeof dedupDecisionSchema>;

export const dedupOutcomeSchema = z.enum([
  'new_activity',
  'exact_duplicate',
  'version_update',
  'version_conflict',
  'stale_version',
  'partial_overlap',
  'deleted_by_athlete',
]);
export type DedupOutcome = z.infer<typeof dedupOutcomeSchema>;

/** One fact of an activity as both sides have it. */
export const comparedValueSchema = z.object({
  field: z.enum([
    'external_event_version',
    'payload_fingerprint',
    'raw_payload_hash',
    // What a person can tell two sides by.
    'started_at',
    'duration_seconds',
    'distance_meters',
    'workout_type',
  ]),
  known: z.string().nullable(),
  incoming: z.string().nullable(),
});
export type ComparedValue = z.infer<typeof comparedValueSchema>;

/** The known activity an incoming one was judged against, with enough of it to name it to a person. */
export const matchedActivitySchema = z.object({
  sourceIdentityKey: z.string(),
  eventId: z.string(),
  startedAt: z.string(),
  workoutType: z.string(),
  title: z.string().nullable(),
  deviceName: z.string().nullable(),
  fileName: z.string(),
  importedAt: z.string(),
  compared: z.array(comparedValueSchema),
});
export type MatchedActivity = z.infer<typeof matchedActivitySchema>;

export const dedupVerdictSchema = z.object({
  decision: dedupDecisionSchema,
  outcome: dedupOutcomeSchema,
  /** Row of the policy table that decided, or `known_bytes` where the bytes alone did. */
  rule: z.string(),
  matched: matchedActivitySchema.nullable(),
});
export type DedupVerdict = z.infer<typeof dedupVerdictSchema>;
