// The second half of the pipeline: readings → verdicts → what is to be written. No I/O: what is known, the clock and
// an id maker are passed in. Each verdict is added to what is known, so that the next file is judged against it.
import type { ActivityImported, CanonicalEvent, OverlapEvent } from '../contract/canonical-event.ts';
import type { ExternalActivity } from '../contract/external-activity.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import { assertNever } from '../contract/result.ts';
import { decide, decideKnownBytes } from '../dedup/decide.ts';
import { fidelityOf, isHigherFidelity } from '../dedup/fidelity.ts';
import type { Decided, IncomingActivity } from '../dedup/known-record.ts';
import { writeResult } from '../dedup/write-result.ts';
import { toActivityRow, withKnownVersion } from '../event-log/activity-row.ts';
import { countGroup, takeOverlapEvent } from '../event-log/overlaps-of-rows.ts';
import type { KnownInLog } from '../event-log/load-known.ts';
import { journalRecordSchema, type JournalRecord } from '../contract/journal-record.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import type { ActivityRow, SamplesByEvent } from '../store/rows.ts';
import {
  brokenEntry,
  type FileReading,
  type FileSeen,
  type ReadActivity,
  type ReadEntry,
} from './file-reading.ts';
import { bareEntry, judgedEntry, knownEntry } from './receipt.ts';
import { deletionOf, keptActivity, type DeletionFound } from './deletion-of.ts';
import { keptBeside } from './kept-beside.ts';
import { overlapChanges, overlapsOf } from './relate.ts';
import { comparedInWords, endingOf, verdictOf } from './verdict-of.ts';

export interface JudgingTools {
  readonly now: string;
  readonly newEventId: () => string;
  /** Milliseconds on a clock that never jumps. */
  readonly elapsedMs: () => number;
  /** What each file has of the time in which what is known was looked up. */
  readonly lookUpMs?: number;
  /** Told of bugs. */
  readonly onTrouble: (reason: unknown) => void;
}

/** What the journal keeps of one file; its place there is given when it is accepted. */
export type NewEnding = Omit<Extract<JournalRecord, { kind: 'ending' }>, 'seq'>;

export interface JudgedBatch {
  /** One for each file, in their order. */
  readonly endings: readonly NewEnding[];
  /** The canonical activity of each entry that was decoded, by job, in the order of the receipt's entries. */
  readonly decoded: ReadonlyMap<string, readonly (ExternalActivity | null)[]>;
  /** Of each event that is to be written, packed. */
  readonly samples: SamplesByEvent;
}

/** Judges files in the order in which they were read; each verdict is known to the next. */
export function judgeBatch(
  readings: readonly FileReading[],
  known: KnownInLog,
  tools: JudgingTools,
): JudgedBatch {
  const desk = new JudgingDesk(known, tools);
  const judged = readings.map((reading) => judgeOrGiveUp(desk, reading, tools.onTrouble));
  return { endings: desk.endings, decoded: new Map(judged.map(decodedActivities)), samples: desk.samples };
}

/** An entry that trips a bug in judging ends as a failure of its own, and its file and the batch go on. */
function judgeOrGiveUp(
  desk: JudgingDesk,
  reading: FileReading,
  onTrouble: JudgingTools['onTrouble'],
): FileReading {
  const { entries } = reading;
  const attempts = [
    () => entries,
    // Alone they may all be sound: then it was one beside another, and none of them can be told from the rest.
    () =>
      entries.map((entry) => (desk.canJudge({ ...reading, entries: [entry] }) ? entry : brokenEntry(entry))),
    () => entries.map(brokenEntry),
  ];
  for (const attempt of attempts) {
    const tried = { ...reading, entries: attempt() };
    try {
      desk.judge(tried);
      return tried;
    } catch (reason) {
      onTrouble(reason);
    }
  }
  throw new Error('not even the ending of a broken file can be written down');
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
  readonly #endings: NewEnding[] = [];
  readonly #samples = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Of the file that is being judged. */
  #events: CanonicalEvent[] = [];
  #knownVersions: NewEnding['knownVersions'][number][] = [];

  constructor(known: KnownInLog, tools: JudgingTools) {
    this.#known = known;
    this.#tools = tools;
  }

  get endings(): readonly NewEnding[] {
    return this.#endings;
  }

  get samples(): SamplesByEvent {
    return this.#samples;
  }

  /** Throws where a bug of ours shows; then nothing of this file is known to the next. */
  judge(reading: FileReading): void {
    const undo = this.#mark();
    try {
      this.#judge(reading);
    } catch (reason) {
      undo();
      throw reason;
    }
  }

  /** Leaves nothing behind. */
  canJudge(reading: FileReading): boolean {
    const undo = this.#mark();
    try {
      this.#judge(reading);
      return true;
    } catch {
      return false;
    } finally {
      undo();
    }
  }

  /** Gives back how to forget what is known from now on. */
  #mark(): () => void {
    const { activities, eventIds, nextSeq } = this.#known;
    const before = { activities: [...activities], eventIds: [...eventIds] };
    const endingCount = this.#endings.length;
    return () => {
      refill(activities, before.activities);
      refill(eventIds, before.eventIds);
      this.#endings.length = endingCount;
      this.#known.nextSeq = nextSeq;
    };
  }

  #judge(reading: FileReading): void {
    this.#events = [];
    this.#knownVersions = [];
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
      ...(reading.part && { part: reading.part }),
      startedAt: reading.startedAt,
      finishedAt: this.#tools.now,
      timingsMs: {
        ...reading.timingsMs,
        judging: this.#tools.elapsedMs() - judgedFromMs + (this.#tools.lookUpMs ?? 0),
      },
      sync: 'local',
    };
    const ending = {
      kind: 'ending',
      jobId: receipt.jobId,
      receipt,
      events: this.#events,
      knownVersions: this.#knownVersions,
    } as const;
    // What the journal could not be read back from must not get into it: one bad file, and not its whole batch, pays.
    journalRecordSchema.parse({ ...ending, seq: 1 });
    this.#endings.push(ending);
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
    const standing = this.#known.activities.get(anchor.sourceIdentityKey) ?? null;
    const incoming = {
      version: versionAsWritten(read),
      fingerprint: anchor.payloadFingerprint,
      ingestionMethod: activity.source.ingestion_method,
      ...(read.againstStanding && { againstStanding: read.againstStanding }),
    };
    const deletion = deletionOf(read, this.#known);
    if (deletion !== null) return this.#judgeDeleted(file, read, incoming, deletion);
    const decided = decide({ incoming, known: standing?.versions ?? [], deleted: false });
    const row = this.#raiseVersions(standing, decided, read);
    const knownEventId = this.#known.eventIds.get(anchor.idempotencyKey);
    const result = writeResult({ decision: decided.decision, keyIsKnown: knownEventId !== undefined });
    const eventId =
      result === 'created' ? this.#append(file, read, row) : (knownEventId ?? decided.matched?.eventId);
    if (result === 'created') this.#relate(file, anchor.sourceIdentityKey);
    return judgedEntry(file, read, endingOf(decided), {
      dedup: verdictOf(
        decided.decision === 'reject'
          ? { ...decided, compared: [...decided.compared, ...comparedInWords(row, read)] }
          : decided,
        row,
      ),
      overlaps: overlapsOf(anchor.sourceIdentityKey, this.#known.activities),
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

  /** What a copy tells beside its event, before any of its own: of what stands the newest version, or that it holds more. */
  #raiseVersions(
    standing: ActivityRow | null,
    { rule, decision, raisesKnownVersion, matched }: Decided<KnownVersion>,
    read: ReadActivity,
  ): ActivityRow | null {
    if (standing === null) return null;
    const version = versionAsWritten(read);
    const { sourceIdentityKey, fidelity: held } = standing;
    const content = standing.versions.find(({ eventId }) => eventId === standing.eventId)?.fingerprint;
    const holds = fidelityOf(read.summary, read.quality);
    const isBetter =
      decision === 'skip' &&
      content === read.anchor.payloadFingerprint &&
      isHigherFidelity(holds, held) === true;
    const raised = [
      ...(rule === 're_read' ? keptBeside(standing, version) : []),
      ...((raisesKnownVersion || isBetter) && matched !== null ? [{ ...matched, version }] : []),
    ];
    const fidelity = isBetter ? holds : undefined;
    for (const known of raised) {
      this.#knownVersions.push({
        sourceIdentityKey,
        version: known,
        ...(fidelity && { fidelity: [...fidelity] }),
        afterEvents: this.#events.length,
      });
    }
    const row = raised.reduce((before, known) => withKnownVersion(before, known, fidelity), standing);
    this.#known.activities.set(sourceIdentityKey, row);
    if (isBetter) countGroup(this.#known.activities, sourceIdentityKey);
    return this.#known.activities.get(sourceIdentityKey) ?? row;
  }

  #judgeDeleted(
    file: FileSeen,
    read: ReadActivity,
    incoming: IncomingActivity,
    { activity, overlap }: DeletionFound,
  ): ReceiptEntry {
    const decided = decide({ incoming, known: activity?.versions ?? [], deleted: true });
    // Two identities have no version in common.
    const compared = overlap === null ? decided.compared : comparedInWords(activity, read);
    const dedup = verdictOf({ ...decided, compared }, activity);
    return judgedEntry(file, read, endingOf(decided), { dedup, overlaps: [], write: null });
  }

  #judgeKnownBytes(
    file: FileSeen,
    entry: ReadEntry & { readonly kind: 'known_bytes' },
    first: ReceiptEntry,
  ): ReceiptEntry {
    const key = first.write?.sourceIdentityKey ?? '';
    const standing = this.#known.activities.get(key);
    // It may have been deleted since these bytes were looked up.
    const row = standing ?? keptActivity(this.#known.deletions.get(key));
    const known = row?.versions.find((version) => version.eventId === first.write?.eventId);
    const decided =
      known &&
      decideKnownBytes({
        sha256: entry.sha256,
        known,
        deleted: standing === undefined,
        ingestionMethod: 'file_import',
      });
    if (first.write === null || row == null || !decided)
      throw new Error('known bytes without their activity');
    if (standing === undefined) {
      const deleted = bareEntry(file, entry, endingOf(decided));
      return { ...deleted, dedup: verdictOf(decided, row) };
    }
    return knownEntry(
      file,
      entry,
      first,
      {
        dedup: verdictOf(decided, row),
        write: { ...first.write, result: 'duplicate_skipped' },
        overlaps: overlapsOf(row.sourceIdentityKey, this.#known.activities),
      },
      endingOf(decided),
    );
  }

  #relate(file: FileSeen, key: string): void {
    const { activities } = this.#known;
    countGroup(activities, key);
    for (const change of overlapChanges(key, activities)) {
      const event: OverlapEvent = {
        ...change,
        eventId: this.#tools.newEventId(),
        seq: this.#known.nextSeq,
        recordedAt: this.#tools.now,
        sourceIdentityKey: key,
        metadata: { source: 'rule', session: `import:${file.jobId}` },
      };
      this.#known.nextSeq += 1;
      this.#known.eventIds.set(event.idempotencyKey, event.eventId);
      this.#events.push(event);
      takeOverlapEvent(activities, event);
    }
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
    this.#samples.set(event.eventId, read.samples);
    this.#known.activities.set(event.sourceIdentityKey, toActivityRow(event, earlier));
    return event.eventId;
  }
}

function refill<Key, Value>(map: Map<Key, Value>, entries: readonly (readonly [Key, Value])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

/** Comparing normalises; what is kept and shown is the source's own text. */
function versionAsWritten({ anchor, activity }: ReadActivity): string | null {
  return anchor.version === null ? null : (activity.source.external_event_version ?? null);
}
