// Proves that the database says what the journal says: the whole journal is replayed into a scratch database, and the two
// are compared row by row. Constant memory; the scratch database is gone afterwards.
import type { LogVerification } from '../contract/engine-questions.ts';
import type { JournalHead } from '../contract/journal-record.ts';
import { sha256Hex } from '../contract/short-hash.ts';
import { CooldownDatabase, type Table } from '../store/database.ts';
import { applyRecords } from './apply.ts';
import { together } from './catch-up.ts';
import type { JournalLink } from './journal-link.ts';
import { readJournal } from './read-journal.ts';

/** What the athlete owns; jobs wait only here, and how far a listing has come is known when it is complete. */
const comparedTables = [
  'events',
  'activities',
  'receipts',
  'imports',
  'knownBytes',
  'deletions',
  'setAside',
  'deadLetters',
  'resolutions',
  'receiptNotes',
  'manualSessions',
  'qualityDays',
  'unsupportedSeen',
  'timelineWeeks',
  'timelineSessions',
] as const;
type ComparedTable = (typeof comparedTables)[number];

const rowsAtOnce = 500;
const differencesShown = 10;
/** Characters. */
const digestedAtOnce = 1024 * 1024;

export async function verifyLog(
  database: CooldownDatabase,
  journal: JournalLink,
  tail: JournalHead,
): Promise<LogVerification> {
  const scratch = new CooldownDatabase('cooldown-verify', 'keys only');
  try {
    await scratch.delete();
    await scratch.open();
    const written = new Set<string>();
    for await (const frames of readJournal(journal, tail)) {
      for (const accepted of together(frames)) await applyRecords(scratch, accepted, written);
    }
    return await compare(database, scratch, tail);
  } finally {
    await scratch.delete();
  }
}

/** What was found stands, for quality health, until the next look or until the database is made anew. */
export async function keepVerification(
  { verified }: CooldownDatabase,
  { drift, verifiedAt }: { readonly drift: number; readonly verifiedAt: string },
): Promise<void> {
  await verified.put({ key: 'last', verifiedAt, drift });
}

async function compare(
  database: CooldownDatabase,
  scratch: CooldownDatabase,
  tail: JournalHead,
): Promise<LogVerification> {
  const differences: LogVerification['differences'] = [];
  let drift = 0;
  const state = openDigest();
  for (const table of comparedTables) {
    const kept = rowsOf(database, table);
    const rebuilt = rowsOf(scratch, table);
    let [left, right] = [await kept.next(), await rebuilt.next()];
    while (left.done !== true || right.done !== true) {
      const order = orderOf(left, right);
      const isSame = order === 0 && left.value?.text === right.value?.text;
      if (!isSame) {
        drift += 1;
        const difference = order === 0 ? 'different' : order < 0 ? 'unexpected' : 'missing';
        if (differences.length < differencesShown) differences.push({ table, difference });
      }
      if (order <= 0) {
        await state.take(`${table}${left.value?.text ?? ''}`);
        left = await kept.next();
      }
      if (order >= 0) right = await rebuilt.next();
    }
  }
  return {
    records: tail.seq,
    activities: await database.activities.count(),
    events: await database.events.count(),
    receipts: await database.receipts.count(),
    drift,
    differences,
    stateSha256: await state.end(),
  };
}

/** A digest of any length of text in constant memory: of a piece, and of the piece before it. The browser has no running one. */
function openDigest() {
  let [before, piece, length] = ['', [] as string[], 0];
  const end = () => sha256Hex(new TextEncoder().encode(before + piece.join('\n')));
  return {
    end,
    async take(text: string): Promise<void> {
      piece.push(text);
      length += text.length;
      if (length < digestedAtOnce) return;
      [before, piece, length] = [await end(), [], 0];
    },
  };
}

interface KeyedText {
  readonly key: string;
  readonly text: string;
}
type Step = IteratorResult<KeyedText, undefined>;

/** Which of the two comes first; what has ended comes last. */
function orderOf(left: Step, right: Step): number {
  if (left.done === true) return 1;
  if (right.done === true) return -1;
  return indexedDB.cmp(left.value.key, right.value.key);
}

async function* rowsOf(
  database: CooldownDatabase,
  name: ComparedTable,
): AsyncGenerator<KeyedText, undefined> {
  const table = database.table<object, string>(name);
  for (let after: string | null = null; ;) {
    const page: readonly (readonly [string, object])[] = await pageOf(table, after);
    for (const [key, row] of page) {
      after = key;
      if (name === 'imports' && !isFinished(row)) continue;
      yield { key, text: stableText(row) };
    }
    if (page.length < rowsAtOnce) return undefined;
  }
}

/** Whole rows at once, then their keys: by far quicker than key by key. */
async function pageOf(
  table: Table<object, string>,
  after: string | null,
): Promise<readonly (readonly [string, object])[]> {
  const page = after === null ? table.orderBy(':id') : table.where(':id').above(after);
  const [rows, keys] = await table.db.transaction('r', table, () =>
    Promise.all([page.clone().limit(rowsAtOnce).toArray(), page.clone().limit(rowsAtOnce).primaryKeys()]),
  );
  return rows.flatMap((row, index) => {
    const key = keys[index];
    return key === undefined ? [] : [[key, row] as const];
  });
}

const isFinished = (row: object): boolean => 'finishedAt' in row && row.finishedAt !== null;

/** JSON with its keys in order. RFC 8785 would refuse a file name with half a character in it, and those exist. */
function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
