// What a person can decide about activities, in the window or by command, and what comes of it. Each decision is written as
// events; nothing is edited in place.
import { z } from 'zod';
import { writtenSessionSchema } from './manual-session.ts';

/**
 * Of an entry that was rejected: keep what is known, let the incoming one replace it, or keep both. Of one that was
 * skipped: import it anyway, as one more activity.
 */
export const conflictChoices = ['keep', 'update', 'keep_both', 'import_anyway'] as const;
export const conflictChoiceSchema = z.enum(conflictChoices);
export type ConflictChoice = z.infer<typeof conflictChoiceSchema>;

const key = z.string();

export const athleteDecisionSchema = z.discriminatedUnion('kind', [
  /** With every other form of the same recording. */
  z.object({ kind: z.literal('delete'), sourceIdentityKey: key }),
  z.object({ kind: z.literal('bring_back'), sourceIdentityKey: key }),
  /** `entry`: place on the receipt, from 0. */
  z.object({
    kind: z.literal('resolve'),
    jobId: z.string(),
    entry: z.int().nonnegative(),
    choice: conflictChoiceSchema,
  }),
  /** Both are one outing. */
  z.object({ kind: z.literal('link'), sourceIdentityKeys: z.tuple([key, key]) }),
  z.object({ kind: z.literal('unlink'), sourceIdentityKeys: z.tuple([key, key]) }),
  /** Both are one outing, and the clock of the first one was wrong. */
  z.object({ kind: z.literal('confirm_clock'), wrong: key, right: key }),
  /** It began then: dates an activity of a clock that was never set. */
  z.object({
    kind: z.literal('set_start'),
    sourceIdentityKey: key,
    startedAt: z.iso.datetime({ offset: true }),
  }),
  /**
   * A session by hand. Its id is given by whoever asks, so that asking twice writes it once; of a session that is there it
   * is a correction, and of one that was taken back it brings it back.
   */
  z.object({ kind: z.literal('log_session'), sessionId: z.uuid(), written: writtenSessionSchema }),
  /** Takes it back: it is shown and counted no more. */
  z.object({ kind: z.literal('retract_session'), sessionId: z.uuid() }),
]);
export type AthleteDecision = Readonly<z.infer<typeof athleteDecisionSchema>>;

export const decisionAnswerSchema = z.discriminatedUnion('kind', [
  /** Written down. `sourceIdentityKey`: the activity, or the session by hand, to look at now, where there is one. */
  z.object({ kind: z.literal('done'), sourceIdentityKey: key.nullable() }),
  /** It is so already: nothing was written. */
  z.object({ kind: z.literal('already') }),
  /** There is no such activity, receipt or entry. */
  z.object({ kind: z.literal('not_found') }),
  /** This can't be decided of it: an entry that was imported has no conflict, say. */
  z.object({ kind: z.literal('not_applicable') }),
  /** What the entry brought can't be read once more: its original is not kept, damaged, or too large to be held. */
  z.object({ kind: z.literal('original_gone') }),
  z.object({ kind: z.literal('original_too_large') }),
  z.object({ kind: z.literal('not_readable') }),
  /** Nothing can be written now. */
  z.object({ kind: z.literal('not_now') }),
]);
export type DecisionAnswer = Readonly<z.infer<typeof decisionAnswerSchema>>;
