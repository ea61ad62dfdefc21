// What the journal keeps: everything the athlete would miss. A record is a fact in the order in which it was accepted;
// the database is made from records and nothing else, so replaying one is the same as accepting it.
import { z } from 'zod';
import { canonicalEventSchema } from './canonical-event.ts';
import { importOriginSchema } from './import-job.ts';
import { knownVersionSchema } from './known-version.ts';
import { receiptSchema } from './receipt.ts';

/** Raised when a record changes its form; an older build opens a newer journal read-only. */
export const journalFormat = 1;

const seq = z.int().positive();
const instant = z.iso.datetime({ offset: true });

/** What a person thinks of a receipt: that it is wrong or not to be understood; or that it is dealt with. */
export const receiptNoteSchema = z.enum(['wrong', 'not_understood', 'dismissed']);
export type ReceiptNote = z.infer<typeof receiptNoteSchema>;

export const journalRecordSchema = z.discriminatedUnion('kind', [
  /** Before anything is staged: what the athlete asked for survives whatever comes next. */
  z.object({
    kind: z.literal('import_requested'),
    seq,
    importId: z.uuid(),
    origin: importOriginSchema,
    startedAt: instant,
    /** Absolute, as the person named them. */
    paths: z.array(z.string()),
    /** Of what a scan found: its device or folder, as people say it. */
    sourceName: z.string().optional(),
  }),
  /** Nothing more will be found: the import ends with the last of its files. */
  z.object({
    kind: z.literal('import_listed'),
    seq,
    importId: z.uuid(),
    filesFound: z.int().nonnegative(),
    filesPassedOver: z.int().nonnegative(),
    listedAt: instant,
  }),
  /**
   * It was stopped: what has no ending by then is left out. A file that was being read may still end behind it. `restWaits`:
   * not by the athlete; its device or folder went away, or the app ended, and the next look there finds the rest.
   */
  z.object({
    kind: z.literal('import_cancelled'),
    seq,
    importId: z.uuid(),
    /** As far as it was known then. */
    filesFound: z.int().nonnegative(),
    filesPassedOver: z.int().nonnegative(),
    cancelledAt: instant,
    restWaits: z.literal(true).optional(),
  }),
  /** One file's ending, whichever it is: imported, known, rejected, ignored, failed. */
  z.object({
    kind: z.literal('ending'),
    seq,
    jobId: z.string(),
    receipt: receiptSchema,
    events: z.array(canonicalEventSchema),
    /** Versions that became known without an event, each of the activity it belongs to. */
    knownVersions: z.array(
      z.object({
        sourceIdentityKey: z.string(),
        version: knownVersionSchema,
        /** Where the copy that it came with is the better one of the same content: how much of the outing it holds. */
        fidelity: z.array(z.number()).optional(),
        /** So many of this record's events came before it. */
        afterEvents: z.int().nonnegative(),
      }),
    ),
  }),
  /** What a person decided: the events of one decision, with what followed from it. */
  z.object({
    kind: z.literal('decided'),
    seq,
    events: z.array(canonicalEventSchema).min(1),
  }),
  /**
   * What the rules say of activities that were compared by no table of thresholds when they came, or by an earlier one.
   * `isComplete`: with it everything in the log is compared by this one; what comes later is compared as it comes.
   */
  z.object({
    kind: z.literal('related'),
    seq,
    /** Revision of the table. */
    thresholds: z.int().positive(),
    events: z.array(canonicalEventSchema),
    isComplete: z.boolean(),
  }),
  z.object({
    kind: z.literal('receipt_noted'),
    seq,
    jobId: z.string(),
    note: receiptNoteSchema,
    notedAt: instant,
  }),
  /**
   * The athlete erased an activity for good. Until `compactedAt` says when, journal, archive and database may still hold
   * bytes of it. The key is a hash and tells nothing of it; it stays, so that the recording stays away.
   */
  z.object({
    kind: z.literal('erasure'),
    seq,
    sourceIdentityKey: z.string(),
    event: canonicalEventSchema,
    compactedAt: instant.nullable(),
  }),
]);
export type JournalRecord = Readonly<z.infer<typeof journalRecordSchema>>;
/** As its maker hands it over: its place is given when it is accepted. */
export type NewJournalRecord = JournalRecord extends infer Each
  ? Each extends JournalRecord
    ? Omit<Each, 'seq'>
    : never
  : never;

/** How far the database has come: kept in the same transaction as what the records changed. */
export const journalHeadSchema = z.object({
  /** A journal's own name, new whenever it was begun, compacted or restored. */
  epoch: z.uuid(),
  /** Place of the last record; 0 before the first. */
  seq: z.int().nonnegative(),
  /** Hash over all frames up to it, 64 hex digits. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type JournalHead = Readonly<z.infer<typeof journalHeadSchema>>;
