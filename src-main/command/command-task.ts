// What a command is asked to do, once its arguments are read. A schema, because a task also arrives over the socket.
import { z } from 'zod';
import { athleteDecisionSchema } from '../../src-worker/contract/athlete-decision.ts';

/** A path as it was typed, and what it means. */
const givenPathSchema = z.object({ typed: z.string(), absolute: z.string().min(1) }).readonly();
export type GivenPath = z.infer<typeof givenPathSchema>;

export const commandTaskSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('import'),
    paths: z.array(givenPathSchema).min(1).readonly(),
    json: z.boolean(),
    isDryRun: z.boolean(),
  }),
  z.object({
    kind: z.literal('receipts'),
    json: z.boolean(),
    /** An instant in UTC, or from the beginning. */
    since: z.iso.datetime().nullable(),
  }),
  z.object({ kind: z.literal('status'), json: z.boolean() }),
  z.object({ kind: z.literal('verify'), json: z.boolean() }),
  z.object({ kind: z.literal('re_read'), json: z.boolean(), isDryRun: z.boolean() }),
  z.object({
    kind: z.literal('export_diagnostics'),
    /** Null: under a name with the date, in the working folder. */
    out: givenPathSchema.nullable(),
    workingFolder: z.string().min(1),
  }),
  z.object({ kind: z.literal('decide'), decision: athleteDecisionSchema }),
  z.object({
    kind: z.literal('retry'),
    json: z.boolean(),
    /** By the jobs of their receipts; null: they are listed, and none is tried. */
    files: z.union([z.literal('all'), z.array(z.string()).min(1).readonly()]).nullable(),
  }),
  z.object({ kind: z.literal('dismiss'), jobIds: z.array(z.string()).min(1).readonly() }),
  z.object({ kind: z.literal('export_all'), folder: givenPathSchema }),
  z.object({ kind: z.literal('restore'), folder: givenPathSchema }),
]);
export type CommandTask = Readonly<z.infer<typeof commandTaskSchema>>;
