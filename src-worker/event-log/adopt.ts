// Where the database holds endings that the journal lacks, the journal is the one that was lost: it was deleted, an older
// copy of it came back, or a part of it could not be read. Then it is written anew with what the database still knows;
// nothing is emptied that exists nowhere else.
import type { JournalRecord, JournalHead, NewJournalRecord } from '../contract/journal-record.ts';
import { receiptSchema } from '../contract/receipt.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ActivityRow, ReceiptRow } from '../store/rows.ts';
import type { JournalLink } from './journal-link.ts';
import { readJournal } from './read-journal.ts';
import { encodeRecords } from './records-codec.ts';

const recordsPerFrame = 64;

/** True where the journal was written anew: main then loads the page again, on a database made from it. */
export async function adoptWhatIsMissing(
  database: CooldownDatabase,
  journal: JournalLink,
  tail: JournalHead,
): Promise<boolean> {
  const kept = await readAll(journal, tail);
  const missing = await missingRecords(database, kept);
  if (missing.length === 0) return false;
  const all = [...kept, ...missing];
  for (let from = 0; from < all.length; from += recordsPerFrame) {
    const records = all
      .slice(from, from + recordsPerFrame)
      .map((record, index): JournalRecord => ({ ...record, seq: from + index + 1 }));
    const answer = await journal.rewrite({
      firstSeq: from + 1,
      lastSeq: from + records.length,
      payload: await encodeRecords(records),
      isFirst: from === 0,
      isLast: from + recordsPerFrame >= all.length,
      dropOriginals: [],
    });
    if (answer.kind !== 'appended') throw new Error('the journal was not written anew');
  }
  return true;
}

async function readAll(journal: JournalLink, tail: JournalHead): Promise<readonly JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const frames of readJournal(journal, tail)) {
    records.push(...frames.flatMap((frame) => frame.records));
  }
  return records;
}

async function missingRecords(
  database: CooldownDatabase,
  kept: readonly JournalRecord[],
): Promise<readonly NewJournalRecord[]> {
  const jobs = new Set(kept.flatMap((record) => (record.kind === 'ending' ? [record.jobId] : [])));
  const receipts = (await database.receipts.orderBy('finishedAt').toArray()).filter(
    ({ jobId }) => !jobs.has(jobId),
  );
  const known = await database.activities.toArray();
  const endings = withRaisedVersions(
    await Promise.all(receipts.map((receipt) => endingOf(database, receipt))),
    known,
  );
  const asked = new Set(
    kept.flatMap((record) => (record.kind === 'import_requested' ? [record.importId] : [])),
  );
  const told = new Set(receipts.map(({ importId }) => importId));
  const runs = await database.imports.toArray();
  const present = runs.filter(({ importId }) => told.has(importId) || !asked.has(importId));
  return [
    ...present
      .filter(({ importId }) => !asked.has(importId))
      .map(({ importId, origin, startedAt, paths }): NewJournalRecord => ({
        kind: 'import_requested',
        importId,
        origin,
        startedAt,
        paths: [...paths],
      })),
    ...endings,
    ...present.flatMap((run): readonly NewJournalRecord[] =>
      run.finishedAt === null
        ? []
        : [
            {
              kind: 'import_listed',
              importId: run.importId,
              filesFound: run.filesFound,
              filesPassedOver: run.filesPassedOver,
              listedAt: run.finishedAt,
            },
          ],
    ),
  ];
}

type NewEnding = Extract<NewJournalRecord, { kind: 'ending' }>;

async function endingOf(database: CooldownDatabase, row: ReceiptRow): Promise<NewEnding> {
  const receipt = receiptSchema.parse(row);
  const keys = receipt.entries.flatMap(({ write }) =>
    write?.result === 'created' ? [write.idempotencyKey] : [],
  );
  const events = (await database.events.bulkGet(keys)).filter((event) => event !== undefined);
  return { kind: 'ending', jobId: receipt.jobId, receipt, events, knownVersions: [] };
}

/**
 * A version without an event of its own was raised by a copy that wrote nothing. Which copy is not kept, and makes no
 * difference when all of them are there: the last one tells of them.
 */
function withRaisedVersions(
  endings: readonly NewEnding[],
  known: readonly ActivityRow[],
): readonly NewEnding[] {
  const told = new Set(
    endings.flatMap(({ receipt }) =>
      receipt.entries.flatMap(({ write }) => (write === null ? [] : [write.sourceIdentityKey])),
    ),
  );
  return endings.map((ending, index) => {
    if (index < endings.length - 1) return ending;
    const knownVersions = known
      .filter(({ sourceIdentityKey }) => told.has(sourceIdentityKey))
      .flatMap(({ sourceIdentityKey, versions }) =>
        versions
          .filter((version, nth) => versions.findIndex(({ eventId }) => eventId === version.eventId) !== nth)
          .map((version) => ({ sourceIdentityKey, version, afterEvents: ending.events.length })),
      );
    return { ...ending, knownVersions };
  });
}
