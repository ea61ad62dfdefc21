// The second half of the pipeline: readings → verdicts → what is to be written. No I/O: what is known, the clock and
// an id maker are passed in. Each verdict is added to what is known, so that the next file is judged against it.
import type { ActivityImported } from '../contract/canonical-event.ts';
import type { DedupVerdict, MatchedActivity } from '../contract/dedup-verdict.ts';
import type { ExternalActivity } from '../contract/external-activity.ts';
import type { Ending, Receipt, ReceiptEntry } from '../contract/receipt.ts';
import { assertNever } from '../contract/result.ts';
import { decide, decideKnownBytes } from '../dedup/decide.ts';
import type { Decided } from '../dedup/known-record.ts';
import { writeResult } from '../dedup/write-result.ts';
import type { KnownInLog } from '../event-log/load-known.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import type { ActivityRow, KnownBytesRow, ReceiptRow } from '../store/rows.ts';
import { toActivityRow } from './activity-row.ts';
import {
  brokenEntry,
  type FileReading,
  type FileSeen,
  type ReadActivity,
  type ReadEntry,
} from './file-reading.ts';
import { bareEntry, judgedEntry, knownEntry, outcomeOf } from './receipt.ts';
import { ruleReasons } from './rule-reasons.ts';

export interface JudgingTools {
  readonly now: string;
  readonly newEventId: () => string;
  /** Milliseconds on a clock that never jumps. */
  readonly elapsedMs: () => number;
  /** Told of bugs. */
  readonly onTrouble: (reason: unknown) => void;
}

/** All that one transaction writes for a batch of files. */
export interface BatchWrites {
  readonly events: readonly ActivityImported[];
  readonly activityRows: readonly ActivityRow[];
  readonly receipts: readonly ReceiptRow[];
  readonly knownBytes: readonly KnownBytesRow[];
}

export interface JudgedBatch {
  readonly writes: BatchWrites;
  /** The canonical activity of each entry that was decoded, by job, in the order of the receipt's entries. */
  readonly decoded: ReadonlyMap<string, readonly (ExternalActivity | null)[]>;
}

/** Judges files in the order in which they were read; each verdict is known to the next. */
export function judgeBatch(
  readings: readonly FileReading[],
  known: KnownInLog,
  tools: JudgingTools,
): JudgedBatch {
  const desk = new JudgingDesk(known, tools);
  const judged = readings.map((reading) => judgeOrGiveUp(desk, reading, tools.onTrouble));
  return { writes: desk.writes(), decoded: new Map(judged.map(decodedActivities)) };
}

/** A file that trips a bug in judging ends as a failure of its own, and the batch goes on. */
function judgeOrGiveUp(
  desk: JudgingDesk,
  reading: FileReading,
  onTrouble: JudgingTools['onTrouble'],
): FileReading {
  try {
    desk.judge(reading);
    return reading;
  } catch (reason) {
    onTrouble(reason);
    const broken = { ...reading, entries: [brokenEntry()] };
    desk.judge(broken);
    return broken;
  }
}

function decodedActivities({ file, entries }: FileReading): [string, readonly (ExternalActivity | null)[]] {
  return [
    file.jobId,
    entries.flatMap((entry) => {
      if (entry.kind === 'known_bytes') return entry.known.entries.map(() => null);
      return [entry.kind === 'activity' ? entry.activity : null];
    }),
  ];
}

/** Keeps what one batch decides while it is being decided. */
class JudgingDesk {
  readonly #known: KnownInLog;
  readonly #tools: JudgingTools;
  readonly #events: ActivityImported[] = [];
  readonly #touched = new Set<string>();
  readonly #receipts: ReceiptRow[] = [];
  readonly #knownBytes: KnownBytesRow[] = [];

  constructor(known: KnownInLog, tools: JudgingTools) {
    this.#known = known;
    this.#tools = tools;
  }

  judge(reading: FileReading): void {
    const judgedFromMs = this.#tools.elapsedMs();
    const entries = reading.entries.flatMap((entry) => this.#judgeEntry(reading.file, entry));
    const receipt: Receipt = {
      jobId: reading.file.jobId,
      importId: reading.file.importId,
      file: {
        name: reading.file.name,
        path: reading.file.path,
        sizeBytes: reading.file.sizeBytes,
        sha256: reading.file.sha256,
      },
      entries,
      startedAt: reading.startedAt,
      finishedAt: this.#tools.now,
      timingsMs: { ...reading.timingsMs, judging: this.#tools.elapsedMs() - judgedFromMs },
      sync: 'local',
    };
    this.#receipts.push({ ...receipt, outcome: outcomeOf(entries) });
    this.#knownBytes.push(...wholeImports(entries));
  }

  writes(): BatchWrites {
    const activities = [...this.#touched].map((key) => this.#known.activities.get(key));
    return {
      events: this.#events,
      activityRows: activities.filter((row) => row !== undefined),
      receipts: this.#receipts,
      knownBytes: this.#knownBytes,
    };
  }

  #judgeEntry(file: FileSeen, entry: ReadEntry): readonly ReceiptEntry[] {
    switch (entry.kind) {
      case 'activity':
        return [this.#judgeActivity(file, entry)];
      case 'known_bytes':
        return entry.known.entries.map((first) => this.#judgeKnownBytes(file, entry, first));
      case 'not_an_activity':
        return [bareEntry(file, entry, { kind: 'not_an_activity', what: entry.what })];
      case 'failed':
        return [bareEntry(file, entry, { kind: 'failed', failure: entry.failure })];
      default:
        return assertNever(entry);
    }
  }

  #judgeActivity(file: FileSeen, read: ReadActivity): ReceiptEntry {
    const { anchor, activity } = read;
    const row = this.#known.activities.get(anchor.sourceIdentityKey) ?? null;
    const incoming = {
      version: versionAsWritten(read),
      fingerprint: anchor.payloadFingerprint,
      ingestionMethod: activity.source.ingestion_method,
    };
    const decided = decide({ incoming, known: row?.versions ?? [], deleted: false });
    const knownEventId = this.#known.eventIds.get(anchor.idempotencyKey);
    const result = writeResult({ decision: decided.decision, keyIsKnown: knownEventId !== undefined });
    if (decided.raisesKnownVersion && row !== null && decided.matched !== null) {
      this.#put({
        ...row,
        versions: [...row.versions, { ...decided.matched, version: versionAsWritten(read) }],
      });
    }
    const eventId =
      result === 'created' ? this.#append(file, read, row) : (knownEventId ?? decided.matched?.eventId);
    return judgedEntry(file, read, endingOf(decided), {
      dedup: verdictOf(decided, row),
      write:
        result === null || eventId === undefined
          ? null
          : {
              result,
              eventId,
              idempotencyKey: anchor.idempotencyKey,
              sourceIdentityKey: anchor.sourceIdentityKey,
              payloadFingerprint: anchor.payloadFingerprint,
            },
    });
  }

  #judgeKnownBytes(
    file: FileSeen,
    entry: ReadEntry & { readonly kind: 'known_bytes' },
    first: ReceiptEntry,
  ): ReceiptEntry {
    const row = first.write === null ? undefined : this.#known.activities.get(first.write.sourceIdentityKey);
    const known = row?.versions.find((version) => version.eventId === first.write?.eventId);
    const decided =
      known &&
      decideKnownBytes({ sha256: entry.sha256, known, deleted: false, ingestionMethod: 'file_import' });
    if (first.write === null || row === undefined || !decided)
      throw new Error('known bytes without their activity');
    return knownEntry(
      file,
      entry,
      first,
      { dedup: verdictOf(decided, row), write: { ...first.write, result: 'duplicate_skipped' } },
      endingOf(decided),
    );
  }

  #append(file: FileSeen, read: ReadActivity, earlier: ActivityRow | null): string {
    const { anchor, activity } = read;
    const event: ActivityImported = {
      type: 'external.activity_imported',
      eventId: this.#tools.newEventId(),
      seq: this.#known.nextSeq,
      recordedAt: this.#tools.now,
      sourceIdentityKey: anchor.sourceIdentityKey,
      payloadFingerprint: anchor.payloadFingerprint,
      idempotencyKey: anchor.idempotencyKey,
      data: activity,
      metadata: {
        source: 'import',
        agent: `external_import:${activity.source.provider}`,
        session: `import:${file.jobId}`,
        sha256: read.sha256,
        fileName: file.name,
        summary: read.summary,
        quality: read.quality,
      },
    };
    this.#known.nextSeq += 1;
    this.#known.eventIds.set(event.idempotencyKey, event.eventId);
    this.#events.push(event);
    this.#put(toActivityRow(event, earlier));
    return event.eventId;
  }

  #put(row: ActivityRow): void {
    this.#known.activities.set(row.sourceIdentityKey, row);
    this.#touched.add(row.sourceIdentityKey);
  }
}

/** Comparing normalises; what is kept and shown is the source's own text. */
function versionAsWritten({ anchor, activity }: ReadActivity): string | null {
  return anchor.version === null ? null : (activity.source.external_event_version ?? null);
}

function endingOf({ outcome }: Decided<KnownVersion>): Ending {
  switch (outcome) {
    case 'new_activity':
      return { kind: 'created' };
    case 'version_update':
      return { kind: 'updated' };
    case 'exact_duplicate':
    case 'version_conflict':
    case 'stale_version':
    case 'partial_overlap':
    case 'deleted_by_athlete':
      return { kind: outcome };
    default:
      return assertNever(outcome);
  }
}

function verdictOf(
  decided: Decided<KnownVersion>,
  row: ActivityRow | null,
): DedupVerdict & { readonly reason: string } {
  const { decision, outcome, rule, matched, compared } = decided;
  return {
    decision,
    outcome,
    rule,
    reason: ruleReasons[rule],
    matched: matched === null || row === null ? null : matchedActivity(matched, row, compared),
  };
}

function matchedActivity(
  matched: KnownVersion,
  row: ActivityRow,
  compared: Decided<KnownVersion>['compared'],
): MatchedActivity {
  return {
    sourceIdentityKey: row.sourceIdentityKey,
    eventId: matched.eventId,
    startedAt: row.startedAt,
    workoutType: row.workoutType,
    title: row.title,
    deviceName: row.deviceName,
    fileName: matched.fileName,
    importedAt: matched.importedAt,
    compared: [...compared],
  };
}

/** Bytes all of whose activities are in the log: seeing them again needs no decoding (domain 3). */
function wholeImports(entries: readonly ReceiptEntry[]): readonly KnownBytesRow[] {
  const digests = new Set(entries.map((entry) => entry.sha256).filter((sha256) => sha256 !== null));
  return [...digests]
    .map((sha256) => ({ sha256, entries: entries.filter((entry) => entry.sha256 === sha256) }))
    .filter((row) => row.entries.every(isInLog));
}

function isInLog({ ending, write, dedup }: ReceiptEntry): boolean {
  if (write === null || dedup?.rule === 'known_bytes') return false;
  return ending.kind === 'created' || ending.kind === 'updated' || ending.kind === 'exact_duplicate';
}
