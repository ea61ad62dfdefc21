// Accepting: a batch is journaled first, then stored with its head in one transaction. It is never given up: what can't
// be written now waits, and says so. One batch after the other, so that the journal has one order.
import type { CrashPoint } from '../contract/crash-points.ts';
import type { EngineState } from '../contract/engine-state.ts';
import type { ImportRun } from '../contract/import-job.ts';
import type { JournalTrouble } from '../contract/journal-messages.ts';
import {
  journalRecordSchema,
  type JournalHead,
  type JournalRecord,
  type NewJournalRecord,
} from '../contract/journal-record.ts';
import { assertNever } from '../contract/result.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { SamplesByEvent } from '../store/rows.ts';
import { applyRecords } from './apply.ts';
import { catchUp } from './catch-up.ts';
import type { JournalLink } from './journal-link.ts';
import { encodeRecords } from './records-codec.ts';

export interface EventLogTools {
  readonly database: CooldownDatabase;
  readonly journal: JournalLink;
  /** Told at every change, and with the notices of a start. */
  readonly onState: (state: EngineState) => void;
  readonly onTrouble: (where: string, reason: unknown) => void;
  /** The database does not open any more, again and again. */
  readonly onBroken: (name: string) => void;
  /** Called at a start that found the newest records missing: what held them may be torn, and is not written to again. */
  readonly leaveTornLog: () => Promise<void>;
  /** Test switch: may never come back. */
  readonly reach: (point: CrashPoint) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** `head`: how far the database is; what it is read for has to be read from a database that is there. */
export type MakeRecords = (head: JournalHead) => Promise<readonly NewJournalRecord[]>;

export interface EventLog {
  /** Settles when the database is level with the journal. False where nothing can be written as long as the app runs. */
  start(): Promise<boolean>;
  /**
   * Settles when the records are in the journal and in the database, however long that takes. They are made in their
   * turn, on a database that holds everything accepted before. Null where nothing can be written as long as the app runs.
   * `samples` is asked when the records are made: stored with their rows, and not journaled.
   */
  accept(make: MakeRecords, samples?: () => SamplesByEvent): Promise<readonly ImportRun[] | null>;
  /** Reads or writes what no journal keeps, again and again until the database does it. */
  insist<Value>(where: string, work: () => Promise<Value>): Promise<Value>;
  /** Settles when the database is level once more: it was closed by the browser, or does not answer. */
  levelAgain(): Promise<void>;
  /** Runs alone, between two batches, on a database that is level. */
  alone<Value>(work: (head: JournalHead) => Promise<Value>): Promise<Value>;
}

const noSamples = (): SamplesByEvent => new Map();

/** Between two tries: short enough to go on soon after there is room again. */
const retryMs = 2_000;
/** A database that fails so often in a row is not coming back by itself. */
const triesBeforeBroken = 4;

export function createEventLog(tools: EventLogTools): EventLog {
  const { database, journal, onState, onTrouble, reach, pause } = tools;
  let head: JournalHead | null = null;
  let lastTurn: Promise<unknown> = Promise.resolve();
  let isPaused = false;
  /** False where the journal can only be looked at. */
  let isWritable = true;
  /** Asked for and not over: more of it would do no more. */
  let mending: Promise<void> | null = null;

  /** One after the other, in the order in which they were asked for. */
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => undefined);
    return turn;
  };

  return {
    start: () => inTurn(start),
    accept: (make, samples = noSamples) => inTurn(() => accept(make, samples)),
    insist: (where, work) => insist(where, work, () => inTurn(recover)),
    levelAgain: () => (mending ??= inTurn(levelAgain).finally(() => (mending = null))),
    alone: (work) => inTurn(() => work(standing())),
  };

  async function start(): Promise<boolean> {
    for (;;) {
      const caughtUp = await bringLevel();
      if (caughtUp.kind === 'level') {
        const { readOnly, notices, wasBehind } = caughtUp;
        if (wasBehind) await leaveTornLog();
        onState({
          life: readOnly === null ? { kind: 'running' } : lifeWithout(readOnly),
          notices: [...notices],
        });
        isWritable = readOnly === null;
        return isWritable;
      }
      onState({ life: lifeWithout(caughtUp.trouble), notices: [] });
      isWritable = passes(caughtUp.trouble);
      if (!isWritable) return false;
      await pause(retryMs);
    }
  }

  /** Without it everything is there as well; at worst the database is made anew once more. */
  async function leaveTornLog(): Promise<void> {
    try {
      await tools.leaveTornLog();
    } catch (reason) {
      onTrouble('leave_torn_log', reason);
    }
  }

  async function accept(
    make: MakeRecords,
    samples: () => SamplesByEvent,
  ): Promise<readonly ImportRun[] | null> {
    const records = await journaled(make);
    if (records === null) return null;
    if (records.length === 0) return [];
    await reach(pointBehind(records));
    try {
      const applied = await applyRecords(database, { records, head: standing(), samples: samples() });
      if (applied.kind === 'applied') return applied.imports;
      onTrouble('apply', new Error(applied.kind));
    } catch (reason) {
      onTrouble('apply', reason);
    }
    // They are in the journal: bringing the database level stores them, too.
    await recover();
    goesOn();
    return insist('imports', () => importsOf(records), recover);
  }

  async function insist<Value>(
    where: string,
    work: () => Promise<Value>,
    mend: () => Promise<void>,
  ): Promise<Value> {
    for (let hasWaited = false; ; hasWaited = true) {
      try {
        const value = await work();
        if (hasWaited) goesOn();
        return value;
      } catch (reason) {
        onTrouble(where, reason);
        waits(troubleOf(reason));
        await pause(retryMs);
        await mend();
      }
    }
  }

  /** Settles when the journal has what was made; null where it can't be written as long as the app runs. */
  async function journaled(make: MakeRecords): Promise<readonly JournalRecord[] | null> {
    for (;;) {
      if (!isWritable) return null;
      // Made anew at each try: another engine may have written meanwhile what these were judged without.
      const made = await insist('make', () => make(standing()), recover);
      if (made.length === 0) return [];
      const { epoch, seq } = standing();
      const records = numbered(made, seq);
      const lastSeq = seq + records.length;
      const payload = await encodeRecords(records);
      const answer = await journal.append({ epoch, firstSeq: seq + 1, lastSeq, payload });
      switch (answer.kind) {
        case 'appended':
          head = answer.head;
          goesOn();
          return records;
        case 'not_at_tail':
          await recover();
          break;
        case 'trouble':
          waits(answer.trouble);
          isWritable = passes(answer.trouble);
          if (isWritable) await pause(retryMs);
          break;
        default:
          assertNever(answer);
      }
    }
  }

  async function levelAgain(): Promise<void> {
    // Before the start there is nothing that it could be level with.
    if (head === null) return;
    await recover();
    goesOn();
  }

  async function recover(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        const caughtUp = await bringLevel();
        if (caughtUp.kind === 'level') {
          const { notices } = caughtUp;
          if (notices.length > 0) onState({ life: { kind: 'running' }, notices: [...notices] });
          return;
        }
        waits(caughtUp.trouble);
      } catch (reason) {
        onTrouble('recover', reason);
        waits(troubleOf(reason));
        if (tries === triesBeforeBroken) tools.onBroken(nameOf(reason));
      }
      await pause(retryMs);
      // What the database held open may be what is broken.
      database.close({ disableAutoOpen: false });
    }
  }

  async function bringLevel() {
    const caughtUp = await catchUp({
      database,
      journal,
      onProgress: (recordsDone, recordsAll) => {
        isPaused = true;
        onState({ life: { kind: 'rebuilding', recordsDone, recordsAll }, notices: [] });
      },
    });
    // This engine is over: the page is being loaded again.
    if (caughtUp.kind === 'replaced') return new Promise<never>(() => undefined);
    if (caughtUp.kind === 'level') head = caughtUp.head;
    return caughtUp;
  }

  async function importsOf(records: readonly JournalRecord[]): Promise<readonly ImportRun[]> {
    const ids = new Set(
      records.flatMap((record) => {
        switch (record.kind) {
          case 'import_requested':
          case 'import_listed':
          case 'import_cancelled':
            return [record.importId];
          case 'ending':
            return [record.receipt.importId];
          case 'decided':
          case 'related':
          case 'receipt_noted':
          case 'erasure':
            return [];
          default:
            return assertNever(record);
        }
      }),
    );
    const runs = await database.imports.bulkGet([...ids]);
    return runs.filter((run) => run !== undefined);
  }

  function standing(): JournalHead {
    if (head === null) throw new Error('the event log was not started');
    return head;
  }

  function waits(trouble: JournalTrouble): void {
    isPaused = true;
    onState({ life: lifeWithout(trouble), notices: [] });
  }

  function goesOn(): void {
    if (!isPaused) return;
    isPaused = false;
    onState({ life: { kind: 'running' }, notices: [] });
  }
}

function pointBehind(records: readonly JournalRecord[]): CrashPoint {
  if (records.some(({ kind }) => kind === 'ending')) return 'endings_journaled';
  return records.some(({ kind }) => kind === 'decided') ? 'decision_journaled' : 'import_journaled';
}

/** Parsed as a replay will parse them: what is stored now and what would be stored then are the same. */
function numbered(records: readonly NewJournalRecord[], afterSeq: number): readonly JournalRecord[] {
  return records.map((record, index) => journalRecordSchema.parse({ ...record, seq: afterSeq + 1 + index }));
}

function nameOf(reason: unknown): string {
  return reason instanceof Error ? reason.name : 'thrown';
}

/** The database names a full disk in more than one way, and its library wraps that once more (reliability 0.1). */
function troubleOf(reason: unknown): JournalTrouble {
  return reasonsIn(reason).some((text) => /QuotaExceeded|NO_SPACE|disk space/i.test(text))
    ? { kind: 'disk_full' }
    : { kind: 'write_failed', systemCode: nameOf(reason) };
}

function reasonsIn(reason: unknown): readonly string[] {
  if (!(reason instanceof Error)) return [];
  const inner = 'inner' in reason ? reasonsIn(reason.inner) : [];
  const failures = 'failures' in reason && Array.isArray(reason.failures) ? reason.failures.slice(0, 3) : [];
  return [`${reason.name} ${reason.message}`, ...inner, ...failures.flatMap(reasonsIn)];
}

function passes(trouble: JournalTrouble): boolean {
  return trouble.kind === 'disk_full' || trouble.kind === 'write_failed';
}

function lifeWithout(trouble: JournalTrouble): EngineState['life'] {
  switch (trouble.kind) {
    case 'disk_full':
    case 'write_failed':
      return { kind: 'paused', trouble };
    case 'newer_format':
      return { kind: 'read_only', reason: 'newer_journal' };
    case 'not_available':
      return { kind: 'read_only', reason: 'not_available' };
    default:
      return assertNever(trouble);
  }
}
