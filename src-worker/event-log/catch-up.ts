// At start, and after the database failed: brings it level with the journal. Behind, it gets the rest; gone, of another
// epoch or not of this history, it is emptied and made again from the beginning.
import type { EngineNotice } from '../contract/engine-state.ts';
import type { JournalTrouble } from '../contract/journal-messages.ts';
import type { JournalHead } from '../contract/journal-record.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { projectionRevision } from '../store/rows.ts';
import { adoptWhatIsMissing } from './adopt.ts';
import { applyRecords, clearAll, type AcceptedRecords } from './apply.ts';
import type { JournalLink } from './journal-link.ts';
import { readJournal } from './read-journal.ts';

export type CaughtUp =
  | {
      readonly kind: 'level';
      readonly head: JournalHead;
      readonly readOnly: JournalTrouble | null;
      readonly notices: readonly EngineNotice[];
      /** It was of this history, and lacked the newest records. */
      readonly wasBehind: boolean;
    }
  /** The journal took in what only the database had; main loads the page again. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'trouble'; readonly trouble: JournalTrouble };

export interface CatchUpTools {
  readonly database: CooldownDatabase;
  readonly journal: JournalLink;
  readonly onProgress: (recordsDone: number, recordsAll: number) => void;
}

/** A transaction of so many records costs hardly more than one of a few. */
const recordsPerTransaction = 1_000;

export async function catchUp(tools: CatchUpTools): Promise<CaughtUp> {
  const { database, journal } = tools;
  const head = await headOf(database);
  const opened = await journal.open(head);
  if (opened.kind === 'trouble') return opened;
  const { tail, readOnly, isExpected } = opened;
  const notices: EngineNotice[] = [...opened.notices];
  // A newer journal may hold what this build can't read: the database is looked at as it is.
  if (readOnly !== null) return { kind: 'level', head: head ?? tail, readOnly, notices, wasBehind: false };
  const isJournalLost =
    tail.seq === 0 ||
    (head?.epoch === tail.epoch && head.seq > tail.seq) ||
    notices.some(({ kind }) => kind === 'salvaged');
  if (isJournalLost && !isExpected) {
    const adopted = await adoptWhatIsMissing(database, journal, tail);
    if (adopted.kind !== 'nothing_missing') return adopted;
  }
  const isForeign = opened.standing === 'foreign';
  const isOutdated = head !== null && !isForeign && !(await hasTodaysRows(database));
  if (isForeign || isOutdated) await clearAll(database, isForeign ? 'other' : 'same');
  if (isForeign && !isExpected) notices.push({ kind: 'rebuilt', records: tail.seq });
  // From now on an empty database that is merely behind can be told from one that was lost.
  if (tail.seq === 0 && (head === null || isOutdated)) {
    await database.meta.put({ key: 'head', head: tail, projection: projectionRevision });
  }
  const after = isForeign || isOutdated || head === null ? 0 : head.seq;
  await replay({ ...tools, tail, after });
  const wasBehind = head !== null && !isForeign && !isOutdated && head.seq < tail.seq;
  return { kind: 'level', head: tail, readOnly, notices, wasBehind };
}

/** Rows that an earlier build made by other rules are made anew. */
const hasTodaysRows = async (database: CooldownDatabase): Promise<boolean> =>
  (await database.meta.get('head'))?.projection === projectionRevision;

/**
 * How far the database is; null where it holds nothing. A browser that forgets some of its files (its list of them is
 * cut, or lost and made anew) brings back the newest rows, the head among them, without older ones: then the steps of
 * that time are gone from the ledger, too. Such files have to go whole, else the browser forgets again: hence it throws.
 */
async function headOf(database: CooldownDatabase): Promise<JournalHead | null> {
  return database.transaction('r', database.meta, database.ledger, async () => {
    const head = (await database.meta.get('head'))?.head ?? null;
    let seq = 0;
    for (const { firstSeq, lastSeq } of await database.ledger.toArray()) {
      if (firstSeq !== seq + 1) throw new Error('the database has holes');
      seq = lastSeq;
    }
    if ((head?.seq ?? 0) !== seq) throw new Error('the database has holes');
    return head;
  });
}

async function replay({
  database,
  journal,
  onProgress,
  tail,
  after,
}: CatchUpTools & { readonly tail: JournalHead; readonly after: number }): Promise<void> {
  const written = after === 0 ? new Set<string>() : null;
  let done = after;
  if (done < tail.seq) onProgress(done, tail.seq);
  for await (const frames of readJournal(journal, tail, after)) {
    for (const accepted of together(frames)) {
      const applied = await applyRecords(database, accepted, written);
      if (applied.kind === 'gap') throw new Error('the journal does not follow the database');
      done = accepted.head.seq;
      // After each: whoever waits for a word takes a long silence for the end.
      if (done < tail.seq) onProgress(done, tail.seq);
    }
  }
}

/** Joins neighbouring frames: the head after them is that of the last. */
export function together(frames: readonly AcceptedRecords[]): readonly AcceptedRecords[] {
  const joined: AcceptedRecords[] = [];
  for (const frame of frames) {
    const last = joined.at(-1);
    if (last === undefined || last.records.length + frame.records.length > recordsPerTransaction) {
      joined.push(frame);
    } else {
      joined[joined.length - 1] = { records: [...last.records, ...frame.records], head: frame.head };
    }
  }
  return joined;
}
