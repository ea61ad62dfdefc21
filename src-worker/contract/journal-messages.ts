// What engine and main say to each other about the journal. Main keeps it and looks at no record; the engine makes the
// records and looks at no file.
import { z } from 'zod';
import { journalHeadSchema } from './journal-record.ts';

/** Why nothing can be written down now. `disk_full` and `write_failed` pass; the other two last as long as the app runs. */
export const journalTroubleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('disk_full') }),
  z.object({ kind: z.literal('write_failed'), systemCode: z.string() }),
  /** Written by a newer Cooldown: it can be looked at and exported, never written. */
  z.object({ kind: z.literal('newer_format'), format: z.int() }),
  /** Another process writes it, or it can't be opened at all. */
  z.object({ kind: z.literal('not_available'), systemCode: z.string() }),
]);
export type JournalTrouble = z.infer<typeof journalTroubleSchema>;

/** What was found on opening that a person should hear of once. */
export const journalNoticeSchema = z.discriminatedUnion('kind', [
  /** The last write was cut off; it had not been accepted yet. */
  z.object({ kind: z.literal('tail_cut'), bytes: z.int() }),
  /** Frames in the middle could not be read: the file was set aside whole, what is readable went on under a new epoch. */
  z.object({ kind: z.literal('salvaged'), framesLost: z.int(), keptAs: z.string() }),
]);
export type JournalNotice = z.infer<typeof journalNoticeSchema>;

/** How the database's head stands to the journal. `foreign`: other epoch, ahead of the tail, or another hash. */
export const journalStandingSchema = z.enum(['level', 'behind', 'foreign']);
export type JournalStanding = z.infer<typeof journalStandingSchema>;

export const journalOpenAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    standing: journalStandingSchema,
    tail: journalHeadSchema,
    /** Null where it can be written. */
    readOnly: journalTroubleSchema.nullable(),
    notices: z.array(journalNoticeSchema),
    /** Main itself emptied the database, after something was erased or restored: nobody needs to hear of it. */
    isExpected: z.boolean(),
  }),
  z.object({ kind: z.literal('trouble'), trouble: journalTroubleSchema }),
]);
export type JournalOpenAnswer = z.infer<typeof journalOpenAnswerSchema>;

export const journalAppendAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('appended'), head: journalHeadSchema }),
  /** The engine's idea of the tail is not the journal's: it has to catch up first. */
  z.object({ kind: z.literal('not_at_tail'), tail: journalHeadSchema }),
  z.object({ kind: z.literal('trouble'), trouble: journalTroubleSchema }),
]);
export type JournalAppendAnswer = z.infer<typeof journalAppendAnswerSchema>;

/** Where the engine fetches frames: `/_journal/<epoch>/<after>` gives those after that place, up to about a megabyte. */
export const journalPath = '/_journal/';
