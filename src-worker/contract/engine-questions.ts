// What main asks the engine for a command or an export, and what it answers.
import { z } from 'zod';
import { athleteDecisionSchema, decisionAnswerSchema } from './athlete-decision.ts';
import { deadLetterSchema } from './dead-letter.ts';
import { diagnosticsFactsSchema } from './diagnostics.ts';
import { noteAnswerSchema } from './note-answer.ts';
import { receiptNoteSchema } from './journal-record.ts';
import { qualityHealthSchema } from './quality-health.ts';
import { recentImportSchema } from './recent-import.ts';
import { reReadAnswerSchema, reReadCursorSchema } from './re-read.ts';
import { receiptSchema } from './receipt.ts';

/** Where a listing goes on: the last receipt that was given. */
export const receiptCursorSchema = z.object({ finishedAt: z.string(), jobId: z.string() });
export type ReceiptCursor = z.infer<typeof receiptCursorSchema>;

export const engineQuestionSchema = z.discriminatedUnion('kind', [
  /** Oldest first, those finished at or after `since` (ISO 8601). */
  z.object({
    kind: z.literal('receipts'),
    since: z.string().nullable(),
    after: receiptCursorSchema.nullable(),
    limit: z.int().positive(),
  }),
  z.object({ kind: z.literal('status') }),
  /** Newest first. */
  z.object({ kind: z.literal('recent_imports'), limit: z.int().positive() }),
  /** Replays the whole journal into a scratch database and compares. */
  z.object({ kind: z.literal('verify') }),
  /** Files whose bytes ought to be kept, by as many receipts as the limit says, oldest first. */
  z.object({
    kind: z.literal('originals'),
    after: receiptCursorSchema.nullable(),
    limit: z.int().positive(),
  }),
  z.object({ kind: z.literal('decide'), decision: athleteDecisionSchema }),
  /** Files that may be tried again. */
  z.object({ kind: z.literal('dead_letters') }),
  /** What a person thinks of a receipt. */
  z.object({ kind: z.literal('note'), jobId: z.string(), note: receiptNoteSchema }),
  /** A page of originals through today's reader: what that says otherwise, written unless it is a dry run. */
  z.object({
    kind: z.literal('re_read'),
    isDryRun: z.boolean(),
    /** Null at the beginning. */
    after: reReadCursorSchema.nullable(),
  }),
  z.object({ kind: z.literal('diagnostics'), facts: diagnosticsFactsSchema }),
]);
export type EngineQuestion = z.infer<typeof engineQuestionSchema>;

export const engineStatusSchema = z.object({
  /** Files waiting and being read. */
  queue: z.object({ queued: z.int(), processing: z.int() }),
  imports: z.object({ running: z.int(), finished: z.int() }),
  activities: z.int(),
  events: z.int(),
  receipts: z.int(),
  lastReceiptAt: z.string().nullable(),
  /** Files that may be tried again. */
  deadLetters: z.int(),
  qualityHealth: qualityHealthSchema,
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

export const logVerificationSchema = z.object({
  records: z.int(),
  activities: z.int(),
  events: z.int(),
  receipts: z.int(),
  /** Rows in which the database and the journal differ; 0 is what it has to be. */
  drift: z.int(),
  /** The first of them: table and kind of difference, no content. */
  differences: z.array(
    z.object({ table: z.string(), difference: z.enum(['missing', 'unexpected', 'different']) }),
  ),
  /** Hash over all that the athlete owns, in canonical form: equal on every machine that holds the same. */
  stateSha256: z.string(),
});
export type LogVerification = z.infer<typeof logVerificationSchema>;

/** A file as it was imported: digest of its bytes, and the name that it came with. */
export const originalSchema = z.object({ sha256: z.string(), name: z.string() });
export type Original = Readonly<z.infer<typeof originalSchema>>;

export const engineAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('receipts'),
    receipts: z.array(receiptSchema),
    /** Null at the end. */
    next: receiptCursorSchema.nullable(),
  }),
  z.object({ kind: z.literal('status'), status: engineStatusSchema }),
  z.object({ kind: z.literal('recent_imports'), imports: z.array(recentImportSchema) }),
  z.object({ kind: z.literal('verify'), verification: logVerificationSchema }),
  z.object({
    kind: z.literal('originals'),
    /** The same bytes may come several times. */
    originals: z.array(originalSchema),
    /** Null at the end. */
    next: receiptCursorSchema.nullable(),
  }),
  z.object({ kind: z.literal('decide'), answer: decisionAnswerSchema }),
  z.object({ kind: z.literal('dead_letters'), letters: z.array(deadLetterSchema) }),
  z.object({ kind: z.literal('note'), answer: noteAnswerSchema }),
  z.object({ kind: z.literal('re_read'), answer: reReadAnswerSchema }),
  /** The bundle, as the bytes that are saved: UTF-8 of this text. */
  z.object({ kind: z.literal('diagnostics'), text: z.string() }),
  /** It tried and could not; categories only. */
  z.object({ kind: z.literal('failed'), name: z.string() }),
]);
export type EngineAnswer = z.infer<typeof engineAnswerSchema>;
