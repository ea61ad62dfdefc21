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
] as const;
type ComparedTable = (typeof comparedTables)[number];

const rowsAtOnce = 500;
const differencesShown = 10;

export async function verifyLog(
  database: CooldownDatabase,
  journal: JournalLink,
  tail: JournalHead,
): Promise<LogVerification> {
  const scratch = new CooldownDatabase('cooldown-verify');
  try {
    await scratch.delete();
    await scratch.open();
    for await (const frames of readJournal(journal, tail)) {
      for (const accepted of together(frames)) await applyRecords(scratch, accepted);
    }
    return await compare(database, scratch, tail);
  } finally {
    await scratch.delete();
  }
}

async function compare(
  database: CooldownDatabase,
  scratch: CooldownDatabase,
  tail: JournalHead,
): Promise<LogVerification> {
  const differences: LogVerification['differences'] = [];
  let drift = 0;
  let state = '';
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
        state = await sha256Hex(new TextEncoder().encode(`${state}${table}${left.value?.text ?? ''}`));
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
    stateSha256: state === '' ? await sha256Hex(new Uint8Array()) : state,
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

async function pageOf(
  table: Table<object, string>,
  after: string | null,
): Promise<readonly (readonly [string, object])[]> {
  const page = after === null ? table.orderBy(':id') : table.where(':id').above(after);
  const keys = await page.clone().limit(rowsAtOnce).primaryKeys();
  const rows = await table.bulkGet(keys);
  return keys.flatMap((key, index) => {
    const row = rows[index];
    return row === undefined ? [] : [[key, row] as const];
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
