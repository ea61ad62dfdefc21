// What the engine is doing, as a person should know it: told to the page and to whoever runs a command.
import { z } from 'zod';
import { journalNoticeSchema, journalTroubleSchema } from './journal-messages.ts';

export const engineStateSchema = z.object({
  life: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('starting') }),
    /** The database was gone or not to be trusted, or is behind: it is made again from the journal. */
    z.object({ kind: z.literal('rebuilding'), recordsDone: z.int(), recordsAll: z.int() }),
    z.object({ kind: z.literal('running') }),
    /** Nothing can be written down, so nothing is taken in; goes on by itself when it can. */
    z.object({ kind: z.literal('paused'), trouble: journalTroubleSchema }),
    /** What is there can be looked at and exported; nothing is taken in. */
    z.object({
      kind: z.literal('read_only'),
      reason: z.enum(['newer_journal', 'newer_database', 'not_available']),
    }),
  ]),
  /** Said once, at the start at which it happened. */
  notices: z.array(
    z.discriminatedUnion('kind', [
      ...journalNoticeSchema.options,
      /** The database was empty, damaged or another's, and was made again from so many records. */
      z.object({ kind: z.literal('rebuilt'), records: z.int() }),
    ]),
  ),
});
export type EngineState = z.infer<typeof engineStateSchema>;
export type EngineNotice = EngineState['notices'][number];
