// From records to rows: what the database becomes when records are accepted, and again when they are replayed. Pure.
import type { CanonicalEvent } from '../contract/canonical-event.ts';
import type { ImportRun } from '../contract/import-job.ts';
import type { JournalRecord } from '../contract/journal-record.ts';
import { countEndings } from '../contract/outcome.ts';
import { assertNever } from '../contract/result.ts';
import type { ManualSession } from '../contract/manual-session.ts';
import { daysWith, utcDayOf } from '../quality/count-days.ts';
import { devicesOf, seenWith } from '../quality/unsupported-seen.ts';
import type {
  ActivityRow,
  DeletionRow,
  KnownBytesRow,
  QualityDayRow,
  ReceiptNoteRow,
  ReceiptRow,
  ResolutionRow,
  SetAsideRow,
  RelatingRow,
  UnsupportedSeenRow,
} from '../store/rows.ts';
import { withKnownVersion } from './activity-row.ts';
import { countGroup } from './overlaps-of-rows.ts';
import { stepOfEnding, type DeadLetterStep } from './dead-letters.ts';
import { addCounts, outcomeOf, wholeImports } from './endings.ts';
import { identitiesOf, takeEvent, type LogRows } from './take-event.ts';

type Ending = Extract<JournalRecord, { kind: 'ending' }>;

/** Rows that records build on, as they stand before them. */
export interface StandingRows {
  readonly activities: ReadonlyMap<string, ActivityRow>;
  readonly deletions: ReadonlyMap<string, DeletionRow>;
  readonly imports: ReadonlyMap<string, ImportRun>;
  /** By day. */
  readonly qualityDays: ReadonlyMap<string, QualityDayRow>;
  /** By device. */
  readonly unsupportedSeen: ReadonlyMap<string, UnsupportedSeenRow>;
  readonly manualSessions: ReadonlyMap<string, ManualSession>;
}

export interface ProjectedRows {
  readonly events: readonly CanonicalEvent[];
  /** By key; null where the row goes. */
  readonly activities: ReadonlyMap<string, ActivityRow | null>;
  readonly imports: readonly ImportRun[];
  readonly receipts: readonly ReceiptRow[];
  readonly knownBytes: readonly KnownBytesRow[];
  /** Likewise. */
  readonly deletions: ReadonlyMap<string, DeletionRow | null>;
  readonly resolutions: readonly ResolutionRow[];
  readonly receiptNotes: readonly ReceiptNoteRow[];
  readonly manualSessions: readonly ManualSession[];
  readonly setAside: readonly SetAsideRow[];
  readonly qualityDays: readonly QualityDayRow[];
  readonly unsupportedSeen: readonly UnsupportedSeenRow[];
  /** Null where the records say nothing of it. */
  readonly relating: RelatingRow | null;
  readonly endedJobs: readonly string[];
  /** In the order of the records: which files may be tried again depends on it. */
  readonly deadLetterSteps: readonly DeadLetterStep[];
  /** Whose jobs are let go. */
  readonly cancelledImports: readonly string[];
}

/** Keys of the rows that `project` has to be given, with those of whoever is linked with them. */
export function rowsTouched(records: readonly JournalRecord[]): {
  readonly sourceIdentityKeys: readonly string[];
  readonly importIds: readonly string[];
  /** Sessions by hand. */
  readonly sessionIds: readonly string[];
  readonly days: readonly string[];
  readonly devices: readonly string[];
} {
  const keys = new Set<string>();
  const importIds = new Set<string>();
  const sessionIds = new Set<string>();
  const days = new Set<string>();
  const devices = new Set<string>();
  for (const record of records) {
    switch (record.kind) {
      case 'import_requested':
      case 'import_listed':
      case 'import_cancelled':
        importIds.add(record.importId);
        break;
      case 'ending':
        importIds.add(record.receipt.importId);
        days.add(utcDayOf(record.receipt.finishedAt));
        for (const device of devicesOf(record.receipt)) devices.add(device);
        for (const { sourceIdentityKey } of record.knownVersions) keys.add(sourceIdentityKey);
        for (const event of record.events) for (const key of identitiesOf(event)) keys.add(key);
        break;
      case 'decided':
        for (const event of record.events) {
          for (const key of identitiesOf(event)) keys.add(key);
          if (event.type === 'session.logged') sessionIds.add(event.data.session_id);
        }
        break;
      case 'related':
        for (const event of record.events) for (const key of identitiesOf(event)) keys.add(key);
        break;
      case 'receipt_noted':
        break;
      case 'erasure':
        keys.add(record.sourceIdentityKey);
        break;
      default:
        assertNever(record);
    }
  }
  return {
    sourceIdentityKeys: [...keys],
    importIds: [...importIds],
    sessionIds: [...sessionIds],
    days: [...days],
    devices: [...devices],
  };
}

export function project(records: readonly JournalRecord[], standing: StandingRows): ProjectedRows {
  const activities = new Map<string, ActivityRow | null>(standing.activities);
  const deletions = new Map<string, DeletionRow | null>(standing.deletions);
  const resolutions: ResolutionRow[] = [];
  const manualSessions = new Map(standing.manualSessions);
  const rows: LogRows = { activities, deletions, resolutions, manualSessions };
  const imports = new Map(standing.imports);
  const events: CanonicalEvent[] = [];
  const receipts: ReceiptRow[] = [];
  const knownBytes: KnownBytesRow[] = [];
  const receiptNotes: ReceiptNoteRow[] = [];
  const deadLetterSteps: DeadLetterStep[] = [];
  const cancelled: string[] = [];
  let relating: RelatingRow | null = null;

  const take = (event: CanonicalEvent): void => {
    events.push(event);
    takeEvent(rows, event);
  };

  /** An import is finished when its listing is complete and every file found has ended. */
  const finishIfDone = (run: ImportRun, now: string): void => {
    const isDone = run.finishedAt === null && run.listed && run.filesDone >= run.filesFound;
    imports.set(run.importId, isDone ? { ...run, finishedAt: now } : run);
    if (isDone) deadLetterSteps.push({ kind: 'import_over', paths: run.paths, startedAt: run.startedAt });
  };

  const takeEnding = ({ receipt, events: own, knownVersions }: Ending): void => {
    const raise = (afterEvents: number): void => {
      for (const { sourceIdentityKey, version, fidelity, ...known } of knownVersions) {
        const row = activities.get(sourceIdentityKey);
        if (known.afterEvents !== afterEvents || !row) continue;
        activities.set(sourceIdentityKey, withKnownVersion(row, version, fidelity));
        if (fidelity !== undefined) countGroup(activities, sourceIdentityKey);
      }
    };
    raise(0);
    own.forEach((event, index) => {
      take(event);
      raise(index + 1);
    });
    receipts.push({ ...receipt, outcome: outcomeOf(receipt.entries) });
    for (const { sha256, entries } of wholeImports(receipt)) {
      const keys = entries.flatMap(({ write }) => (write === null ? [] : [write.sourceIdentityKey]));
      knownBytes.push({ sha256, jobId: receipt.jobId, sourceIdentityKeys: keys });
    }
    const run = imports.get(receipt.importId);
    // Of an original that was read again nobody tried the file.
    if (run?.origin !== 're_read') deadLetterSteps.push(stepOfEnding(receipt));
    if (run === undefined) return;
    // A file is done with its last part.
    const filesDone = run.filesDone + (receipt.part?.upTo == null ? 1 : 0);
    const counts = addCounts(run.counts, countEndings(receipt.entries));
    const filesFound = Math.max(run.filesFound, filesDone);
    finishIfDone({ ...run, filesFound, filesDone, counts }, receipt.finishedAt);
  };

  for (const record of records) {
    switch (record.kind) {
      case 'import_requested':
        imports.set(record.importId, imports.get(record.importId) ?? requestedRun(record));
        break;
      case 'import_listed': {
        const run = imports.get(record.importId);
        if (run === undefined) break;
        const { filesFound, filesPassedOver, listedAt } = record;
        finishIfDone({ ...withoutCount(run), filesFound, filesPassedOver, listed: true }, listedAt);
        break;
      }
      case 'import_cancelled': {
        const run = imports.get(record.importId);
        if (run?.finishedAt !== null) break;
        const { filesPassedOver, cancelledAt, restWaits } = record;
        const filesFound = Math.max(record.filesFound, run.filesDone);
        cancelled.push(record.importId);
        const stopped = { ...withoutCount(run), filesFound, filesPassedOver };
        imports.set(run.importId, {
          ...stopped,
          finishedAt: cancelledAt,
          cancelledAt,
          ...(restWaits && { restWaits }),
        });
        break;
      }
      case 'ending':
        takeEnding(record);
        break;
      case 'erasure':
        take(record.event);
        deletions.set(record.sourceIdentityKey, {
          sourceIdentityKey: record.sourceIdentityKey,
          deletedAt: record.event.recordedAt,
          idempotencyKey: record.event.idempotencyKey,
          erasure: { kind: 'erased', compactedAt: record.compactedAt },
        });
        break;
      case 'decided':
        record.events.forEach(take);
        break;
      case 'related':
        record.events.forEach(take);
        if (record.isComplete) relating = relatedBy(record.thresholds);
        break;
      case 'receipt_noted': {
        const { jobId, note, notedAt } = record;
        receiptNotes.push({ jobId, note, notedAt });
        if (note === 'dismissed') deadLetterSteps.push({ kind: 'dismissed', jobId });
        break;
      }
      default:
        assertNever(record);
    }
  }
  return {
    events,
    activities,
    imports: [...imports.values()],
    receipts,
    knownBytes,
    deletions,
    resolutions,
    receiptNotes,
    manualSessions: [...manualSessions.values()],
    setAside: receipts.flatMap(setAsideBy),
    qualityDays: daysWith(standing.qualityDays, receipts),
    unsupportedSeen: seenWith(standing.unsupportedSeen, receipts),
    relating,
    endedJobs: receipts.map(({ jobId }) => jobId),
    deadLetterSteps,
    cancelledImports: cancelled,
  };
}

/** What no journal tells: a replay knows nothing of it. */
function withoutCount(run: ImportRun): ImportRun {
  const rest: { -readonly [Field in keyof ImportRun]: ImportRun[Field] } = { ...run };
  delete rest.isCounted;
  return rest;
}

/** Everything is compared by this table. */
export const relatedBy = (thresholds: number): RelatingRow => ({
  key: 'progress',
  thresholds,
  after: null,
  isDone: true,
});

function setAsideBy({ file, entries }: ReceiptRow): readonly SetAsideRow[] {
  // Of an archive one entry is set aside, and not the whole.
  return entries.flatMap(({ ending, member }) =>
    member === null && file.sha256 !== null && ending.kind === 'failed' && ending.failure.kind === 'set_aside'
      ? [{ sha256: file.sha256, readerRevision: ending.failure.readerRevision }]
      : [],
  );
}

function requestedRun(record: Extract<JournalRecord, { kind: 'import_requested' }>): ImportRun {
  const { importId, origin, startedAt, paths, sourceName } = record;
  return {
    importId,
    origin,
    startedAt,
    paths,
    ...(sourceName !== undefined && { sourceName }),
    filesFound: 0,
    filesPassedOver: 0,
    listed: false,
    filesDone: 0,
    counts: { imported: 0, known: 0, rejected: 0, ignored: 0, failed: 0 },
    finishedAt: null,
  };
}
