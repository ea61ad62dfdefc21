// A journal as years of use make it: the endings of a few real imports, again and again under names and times of their own.
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { nodeFs } from '../../src-main/journal/node-fs.ts';
import { openJournal } from '../../src-main/journal/open-journal.ts';
import type { Journal } from '../../src-main/journal/journal.ts';
import { readRecords } from '../../src-main/journal/read-records.ts';
import { restoreRecords } from '../../src-main/journal/restore-records.ts';
import type { CanonicalEvent } from '../../src-worker/contract/canonical-event.ts';
import { localDayByOffset } from '../../src-worker/contract/local-day.ts';
import { thresholdsRevision } from '../../src-worker/dedup/overlap-thresholds.ts';
import { journalRecordSchema, type JournalRecord } from '../../src-worker/contract/journal-record.ts';

type Ending = Extract<JournalRecord, { kind: 'ending' }>;

const filesInImport = 1_000;
/** About a hundred a week: 100,000 of them are twenty years of somebody who records everything. */
const minutesBetween = 100;

/** Writes a journal with so many events into the folder, after the endings with one event each in the one of `model`. */
export async function writeLongJournal(
  folder: string,
  { model, events }: { readonly model: string; readonly events: number },
): Promise<{ readonly records: number; readonly bytes: number }> {
  const patterns = await endingsIn(model);
  if (patterns.length === 0) throw new Error(`no endings in ${readdirSync(model).join()}`);
  const journal = await open(folder);
  try {
    const written = await restoreRecords(journal.rewrite(), recordsLike(patterns, events));
    if (written.kind !== 'appended') throw new Error(JSON.stringify(written));
    const { records, bytes } = journal.facts();
    return { records, bytes };
  } finally {
    await journal.close();
  }
}

async function endingsIn(folder: string): Promise<readonly Ending[]> {
  const journal = await open(folder);
  const endings: Ending[] = [];
  for await (const read of readRecords(journal)) {
    const record = journalRecordSchema.parse(read);
    if (record.kind === 'ending' && record.events.length === 1) endings.push(record);
  }
  await journal.close();
  return endings;
}

function* recordsLike(patterns: readonly Ending[], events: number): Generator<JournalRecord> {
  let seq = 0;
  let importId = '';
  for (let made = 0; made < events; made += 1) {
    const pattern = patterns[made % patterns.length];
    if (pattern === undefined) return;
    if (made % filesInImport === 0) {
      importId = randomUUID();
      const startedAt = shifted(pattern.receipt.startedAt, made);
      yield {
        kind: 'import_requested',
        seq: (seq += 1),
        importId,
        origin: 'drop',
        startedAt,
        paths: ['/rides'],
      };
      const filesFound = Math.min(filesInImport, events - made);
      yield {
        kind: 'import_listed',
        seq: (seq += 1),
        importId,
        filesFound,
        filesPassedOver: 0,
        listedAt: startedAt,
      };
    }
    const { events: own, receipt, ...rest } = renamed(pattern, made);
    const numbered = own.map((event) => ({ ...event, seq: made + 1 }));
    yield { ...rest, seq: (seq += 1), receipt: { ...receipt, importId }, events: numbered };
  }
  // The same loop again and again, every hundred minutes, would be proposed as one whose clock was wrong.
  yield { kind: 'related', seq: seq + 1, thresholds: thresholdsRevision, events: [], isComplete: true };
}

const identifiers = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-f.])[0-9a-f]{16,64}(?![0-9a-f])/g;
const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** What is equal within an ending stays equal, and is like in no other one. */
function renamed(pattern: Ending, copy: number): Ending {
  const text = JSON.stringify(pattern)
    .replaceAll(identifiers, (found) => likeIt(found, copy))
    .replaceAll(instants, (found) => shifted(found, copy))
    .replaceAll(pattern.receipt.file.name, `${copy} ${pattern.receipt.file.name}`);
  const ending = JSON.parse(text) as Ending; // parsed when it is replayed
  return { ...ending, events: ending.events.map(onItsDay) };
}

/** Days stand without a time, and move with the instants. */
function onItsDay(event: CanonicalEvent): CanonicalEvent {
  if (event.type !== 'external.activity_imported') return event;
  const { session } = event.data;
  const { date, week } = localDayByOffset(Date.parse(session.started_at), 0);
  return {
    ...event,
    data: { ...event.data, session: { ...session, local_date: date, local_week: week } },
  };
}

/** Of a UUID, what says that it is one stays. */
function likeIt(found: string, copy: number): string {
  const digits = createHash('sha256').update(`${copy} ${found}`).digest('hex');
  return found.replaceAll(/[^-]/g, (was, at: number) => (at === 14 || at === 19 ? was : (digits[at] ?? was)));
}

function shifted(instant: string, copy: number): string {
  return new Date(Date.parse(instant) + copy * minutesBetween * 60_000).toISOString();
}

async function open(folder: string): Promise<Journal> {
  const opened = await openJournal({ folder, fs: nodeFs, now: () => new Date(), newEpoch: randomUUID });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return opened.value;
}
