// The database and its schema steps. The engine is its only writer; the page reads it through queries.ts.
import Dexie, { type Table } from 'dexie';
import type { CanonicalEvent } from '../contract/canonical-event.ts';
import type { ImportJob, ImportRun } from '../contract/import-job.ts';
import type { ManualSession } from '../contract/manual-session.ts';
import type { TimelineSessions, TimelineWeek } from '../contract/training-timeline.ts';
import type {
  ActivityRow,
  DeadLetterRow,
  DeletionRow,
  KnownBytesRow,
  LedgerRow,
  MetaRow,
  QualityDayRow,
  ReceiptNoteRow,
  ReceiptRow,
  RelatingRow,
  ResolutionRow,
  SamplesRow,
  SetAsideRow,
  UnsupportedSeenRow,
  VerifiedRow,
} from './rows.ts';

export type { Table };

/** Primary keys are hashes or ids known beforehand: looking many up by key is an order cheaper than by an index. */
const first = {
  events: 'idempotencyKey, &seq, &eventId, sourceIdentityKey',
  activities: 'sourceIdentityKey, startedAt',
  imports: 'importId, startedAt',
  jobs: 'jobId, [status+queuedAt]',
  receipts: 'jobId, finishedAt, [importId+finishedAt], [importId+outcome], [outcome+finishedAt]',
  knownBytes: 'sha256',
};

/**
 * The journal came: how far the database has followed it, in which steps, and what the athlete deleted. Indexes that
 * nobody asks went: each costs a rebuild as much as a third of a row.
 */
const second = {
  events: 'idempotencyKey, &seq',
  receipts: 'jobId, finishedAt, [importId+finishedAt], [outcome+importId+finishedAt]',
  meta: 'key',
  ledger: 'lastSeq',
  deletions: 'sourceIdentityKey',
  setAside: 'sha256',
};

/** Samples came, one row an activity; those of earlier imports are made from their originals when they are asked for. */
const third = { samples: 'sourceIdentityKey' };

/** What the athlete decides came: deletions keep what they hide, choices and notes stand by the receipt, sessions by hand. */
const fifth = {
  deletions: 'sourceIdentityKey, startedAt',
  resolutions: '[jobId+entry], jobId',
  receiptNotes: '[jobId+note], jobId',
  manualSessions: 'session_id',
};

/** The timeline came, one row a week: what its heading says, and apart from it its sessions. */
const sixth = { timelineWeeks: 'week', timelineSessions: 'week' };
/** Quality is counted: by day, by device, and by what the last full check found. */
const seventh = { qualityDays: 'day', unsupportedSeen: 'device', verified: 'key' };
/** What may be tried again came. */
const eighth = { deadLetters: 'path, jobId' };
/** What was imported before there were links is compared later: how far that has come. */
const ninth = { relating: 'key' };

const withoutOverlaps = (row: Partial<Mutable<ActivityRow>>): void => {
  row.outing = null;
  row.fidelity = [];
  row.overlaps = [];
  row.counted = true;
};
const withoutClock = (row: Partial<Mutable<ActivityRow>>): void => {
  row.timeZone = null;
  row.utcOffsetSeconds = null;
  row.clockShiftSeconds = 0;
  row.isClockUnset = row.flags?.includes('clock_suspect') ?? false;
};
const withoutFieldDoubts = (row: Partial<Mutable<ActivityRow>>): void => {
  row.fieldDoubts = { lowConfidence: 0, unsupported: 0, unitConversions: 0 };
};
const asErasure = (row: Partial<Mutable<DeletionRow>> & { compactedAt?: string | null }): void => {
  row.erasure = { kind: 'erased', compactedAt: row.compactedAt ?? null };
  row.idempotencyKey = (row.sourceIdentityKey ?? '').replace(/^external-activity-/, 'external-delete-');
  delete row.compactedAt;
};
type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] };

const keyOf = (schema: string): string => schema.split(',')[0] ?? schema;

export class CooldownDatabase extends Dexie {
  declare readonly events: Table<CanonicalEvent, string>;
  declare readonly activities: Table<ActivityRow, string>;
  declare readonly imports: Table<ImportRun, string>;
  declare readonly jobs: Table<ImportJob, string>;
  declare readonly receipts: Table<ReceiptRow, string>;
  declare readonly knownBytes: Table<KnownBytesRow, string>;
  declare readonly deletions: Table<DeletionRow, string>;
  declare readonly setAside: Table<SetAsideRow, string>;
  declare readonly resolutions: Table<ResolutionRow, [string, number]>;
  declare readonly receiptNotes: Table<ReceiptNoteRow, [string, string]>;
  declare readonly manualSessions: Table<ManualSession, string>;
  declare readonly timelineWeeks: Table<TimelineWeek, string>;
  declare readonly timelineSessions: Table<TimelineSessions, string>;
  declare readonly samples: Table<SamplesRow, string>;
  declare readonly meta: Table<MetaRow, string>;
  declare readonly ledger: Table<LedgerRow, number>;
  declare readonly qualityDays: Table<QualityDayRow, string>;
  declare readonly unsupportedSeen: Table<UnsupportedSeenRow, string>;
  declare readonly deadLetters: Table<DeadLetterRow, string>;
  declare readonly relating: Table<RelatingRow, string>;
  declare readonly verified: Table<VerifiedRow, string>;

  /** `keys only`: nothing can be asked for but by its key, and nothing has to be there when the power fails. */
  constructor(name = 'cooldown', indexes: 'all' | 'keys only' = 'all') {
    // The default durability loses acknowledged transactions at a power cut (reliability 0.1).
    super(name, { chromeTransactionDurability: indexes === 'all' ? 'strict' : 'relaxed' });
    if (indexes === 'keys only') {
      const keys: Record<string, string> = {};
      const all = { ...first, ...second, ...third, ...fifth, ...sixth, ...seventh, ...eighth, ...ninth };
      for (const [table, schema] of Object.entries(all)) keys[table] = keyOf(schema);
      this.version(9).stores(keys);
      return;
    }
    this.version(1).stores(first);
    this.version(2).stores(second);
    this.version(3).stores(third);
    // Until they are made anew from the journal, rows of before say the least.
    this.version(4).upgrade((step) =>
      step.table<Partial<ActivityRow>>('activities').toCollection().modify(withoutOverlaps),
    );
    // Likewise: a deletion of before was for good.
    this.version(5)
      .stores(fifth)
      .upgrade((step) =>
        Promise.all([
          step.table<Partial<ActivityRow>>('activities').toCollection().modify(withoutClock),
          step.table<Partial<DeletionRow>>('deletions').toCollection().modify(asErasure),
        ]),
      );
    this.version(6)
      .stores(sixth)
      .upgrade((step) =>
        step.table<Partial<ActivityRow>>('activities').toCollection().modify(withoutFieldDoubts),
      );
    this.version(7).stores(seventh);
    this.version(8).stores(eighth);
    this.version(9).stores(ninth);
  }

  /** Whether a newer Cooldown made what is there: Dexie would open it all the same, and mend it to our older form. */
  async isOfNewerForm(): Promise<boolean> {
    const found = (await indexedDB.databases()).find(({ name }) => name === this.name);
    return Math.floor((found?.version ?? 0) / 10) > this.verno;
  }
}
