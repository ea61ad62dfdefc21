// What lies in each table of the database. Rows that the contract names come from there; these are the store's own.
import type { QualityFlag } from '../contract/activity-summary.ts';
import type { ConflictChoice } from '../contract/athlete-decision.ts';
import type { Provider } from '../contract/external-activity.ts';
import type { JournalHead, ReceiptNote } from '../contract/journal-record.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import type { Outing, Overlap } from '../contract/outing.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import type { FieldDoubts } from '../contract/training-timeline.ts';

/** The current state of one activity, kept in the accept transaction: what lists read. */
export interface ActivityRow {
  readonly sourceIdentityKey: string;
  /** The event whose version counts. */
  readonly eventId: string;
  readonly provider: Provider;
  readonly workoutType: string;
  readonly title: string | null;
  /** UTC, ISO 8601 with milliseconds, so that text order is time order. */
  readonly startedAt: string;
  /** Day in the activity's zone; null where the device's clock was never set. */
  readonly localDate: string | null;
  /** Wall-clock time of the start in the activity's zone, `18:04`; null likewise. */
  readonly localTime: string | null;
  /** IANA name; null where nobody knows it. */
  readonly timeZone: string | null;
  /** Of the start, as the file says it. */
  readonly utcOffsetSeconds: number | null;
  /** By the device alone nobody knows when it was. */
  readonly isClockUnset: boolean;
  /** What the athlete corrected the device's clock by; it is in every time above. */
  readonly clockShiftSeconds: number;
  readonly durationSeconds: number | null;
  readonly distanceMeters: number | null;
  readonly deviceName: string | null;
  readonly fileName: string;
  readonly importedAt: string;
  readonly flags: readonly QualityFlag[];
  readonly fieldDoubts: FieldDoubts;
  /** The job whose receipt tells where it came from. */
  readonly jobId: string;
  /** As it is compared with others; null on rows that are to be made anew. */
  readonly outing: Outing | null;
  /** How much of the outing it holds, what weighs most first: of a group the highest counts. */
  readonly fidelity: readonly number[];
  /** What it was compared with, and is or was the same outing as. */
  readonly overlaps: readonly RowOverlap[];
  /** Enters the totals: of several recordings of one outing only one does. */
  readonly counted: boolean;
  /** In the order in which they became known; dedup judges the next arrival against these. */
  readonly versions: readonly KnownVersion[];
}

export interface RowOverlap extends Overlap {
  readonly sourceIdentityKey: string;
  /** Unlinked: by the athlete, so that no rule links them again. */
  readonly state: 'linked' | 'proposed' | 'unlinked';
  readonly eventId: string;
  readonly by: 'rule' | 'athlete';
}

/** What was recorded along the way: not in the journal, and made again from the original where it is missing. */
export interface SamplesRow {
  readonly sourceIdentityKey: string;
  /** The version that they are of; an activity of another one has none. */
  readonly eventId: string;
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** Packed samples by the id of the event that they belong to. */
export type SamplesByEvent = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export interface ReceiptRow extends Receipt {
  /** What became of the file as a whole: the ending among its entries that most needs a person. */
  readonly outcome: Outcome;
}

/** Bytes that were imported whole before: seeing them again needs no decoding. */
export interface KnownBytesRow {
  readonly sha256: string;
  /** The job on whose receipt the activities stand that these bytes gave. */
  readonly jobId: string;
  readonly sourceIdentityKeys: readonly string[];
}

/** What the row leads to. */
export interface KnownBytes {
  readonly sha256: string;
  /** The activities these bytes gave, as their entries stand on that receipt. */
  readonly entries: readonly ReceiptEntry[];
}

/** Bytes that killed their reader twice: that build does not read them again. */
export interface SetAsideRow {
  readonly sha256: string;
  readonly readerRevision: string;
}

/** An identity that the athlete deleted: it stays away whatever arrives. */
export interface DeletionRow {
  readonly sourceIdentityKey: string;
  readonly deletedAt: string;
  /** Of the event that deleted it. */
  readonly idempotencyKey: string;
  readonly erasure:
    /** As it was: bringing it back brings this back. */
    | { readonly kind: 'kept'; readonly activity: ActivityRow }
    /** For good. `compactedAt`: when its last byte was gone from journal, archive and database; null: still to be done. */
    | { readonly kind: 'erased'; readonly compactedAt: string | null };
  /** As on the activity that is kept; absent where nothing is. */
  readonly startedAt?: string;
}

/** What the athlete chose for an entry of a receipt. */
export interface ResolutionRow {
  readonly jobId: string;
  /** Its place there, from 0. */
  readonly entry: number;
  readonly choice: ConflictChoice;
  readonly resolvedAt: string;
  /** The activity that has what the entry brought; null where the known one was kept. */
  readonly sourceIdentityKey: string | null;
}

/** What a person thinks of a receipt. */
export interface ReceiptNoteRow {
  readonly jobId: string;
  readonly note: ReceiptNote;
  readonly notedAt: string;
}

/** A file that could not be taken in for a reason that may pass: an open question until it is answered or dismissed. */
export interface DeadLetterRow {
  /** As on its receipt; of several tries there is one row, of the last. */
  readonly path: string;
  readonly jobId: string;
  readonly importId: string;
  /** ISO 8601. */
  readonly failedAt: string;
}

/** One transaction in which records were stored: written with their rows, and never again. */
export interface LedgerRow {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** What was counted of the receipts that were finished on one day. No activity is named. */
export interface QualityDayRow {
  /** UTC, `2026-06-01`. */
  readonly day: string;
  readonly counts: QualityCounts;
}

/** Sums over the entries of receipts; how each is counted stands in quality/count-days.ts. */
export interface QualityCounts {
  /** Verdicts: one for each activity, and one for each file that gave none. */
  readonly jobs: number;
  readonly imported: number;
  readonly skipped: number;
  readonly rejected: number;
  readonly failedParse: number;
  readonly failedMapping: number;
  readonly failedValidation: number;
  readonly failedDedup: number;
  readonly failedOther: number;
  /** Fields that were mapped, of activities that were added; and three kinds of them. */
  readonly fields: number;
  readonly lowConfidenceFields: number;
  readonly convertedFields: number;
  readonly unsupportedFields: number;
  /** Activities added of which it is not certain when they took place. */
  readonly timesUncertain: number;
}

/** Fields without a place in an activity that one device was seen to write. */
export interface UnsupportedSeenRow {
  /** Format, maker and product, as the files say them. */
  readonly device: string;
  /** UTC day on which the first activity of the device was added. */
  readonly since: string;
  /** By name; `since`: the day on which the field was first among those of an activity added. */
  readonly fields: readonly { readonly name: string; readonly since: string }[];
}

/** What the last full check of the database found; gone when the database is made anew. */
export interface VerifiedRow {
  readonly key: 'last';
  /** ISO 8601. */
  readonly verifiedAt: string;
  /** Rows in which it differed from what the journal gives. */
  readonly drift: number;
}

/** How far activities were compared by today's table of thresholds that came before it. */
export interface RelatingRow {
  readonly key: 'progress';
  /** Revision of the table. */
  readonly thresholds: number;
  /** The last one, in the order of starts; null before the first, and when all are compared. */
  readonly after: { readonly startedAt: string; readonly sourceIdentityKey: string } | null;
  readonly isDone: boolean;
}

/** Raised when the same records give other rows. */
export const projectionRevision = 7;

/** `head` is how far the database has followed the journal: the one row that is compared at start. */
export interface MetaRow {
  readonly key: 'head';
  readonly head: JournalHead;
  /** By which rules rows were made of records; of others they are made anew. */
  readonly projection?: number;
}
