// What quality is judged by, beside what it is counted from: kept in the same transaction, made again from the journal, and
// gone with what was erased.
import Dexie from 'dexie';
import { describe, expect, it } from 'vitest';
import type { JournalHead, NewJournalRecord } from '../../../src-worker/contract/journal-record.ts';
import { clearAll } from '../../../src-worker/event-log/apply.ts';
import { loadKnown } from '../../../src-worker/event-log/load-known.ts';
import { keepVerification, verifyLog } from '../../../src-worker/event-log/verify.ts';
import { eraseActivity } from '../../../src-worker/imports/erasing.ts';
import type { ReadEntry } from '../../../src-worker/imports/file-reading.ts';
import { identitiesOf } from '../../../src-worker/imports/identities-of.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { CooldownDatabase } from '../../../src-worker/store/database.ts';
import { qualityRecord } from '../../../src-worker/store/queries.ts';
import { openKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { readingOf, readRide } from '../../support/read-activities.ts';
import { dayWith } from '../quality/quality-samples.ts';

const empty: ReadEntry = {
  kind: 'failed',
  member: null,
  sha256: 'e'.repeat(64),
  format: null,
  failure: { kind: 'empty_file' },
  envelope: null,
};

/** Files by name, all judged at one instant. */
async function accept(
  { eventLog, database }: KeptLog,
  now: string,
  files: Readonly<Record<string, readonly ReadEntry[]>>,
): Promise<void> {
  const readings = Object.entries(files).map(([name, entries]) => readingOf(name, ...entries));
  let events = 0;
  await eventLog.accept(async (head: JournalHead): Promise<readonly NewJournalRecord[]> => {
    const known = await loadKnown(database, { ...identitiesOf(readings), head });
    return judgeBatch(readings, known, {
      now,
      newEventId: () => `event-${(events += 1)}-of-${Object.keys(files).join()}`,
      elapsedMs: () => 0,
      onTrouble: (reason) => {
        throw reason;
      },
    }).endings;
  });
}

const morning = await readRide({ externalActivityId: 'fit-a', unsupportedFields: ['hrv'] });
const evening = await readRide({
  externalActivityId: 'fit-b',
  startedAt: '2026-05-20T18:00:00.000Z',
  product: 'fenix6',
  unsupportedFields: ['record.grade'],
});
const noon = await readRide({
  externalActivityId: 'fit-c',
  startedAt: '2026-05-28T12:00:00.000Z',
  unsupportedFields: ['hrv', 'session.avg_power'],
});

/** Two days: two rides, a copy and an empty file; then another ride and the copy once more. */
async function filled(): Promise<KeptLog> {
  const log = await openKeptLog();
  await log.eventLog.start();
  await accept(log, '2026-05-31T20:00:00.000Z', {
    'a.fit': [morning],
    'b.fit': [evening],
    'copy.fit': [morning],
    'empty.fit': [empty],
  });
  await accept(log, '2026-06-01T08:00:00.000Z', { 'c.fit': [noon], 'again.fit': [morning] });
  return log;
}

const rowsOf = async ({ qualityDays, unsupportedSeen }: CooldownDatabase) => ({
  days: await qualityDays.toArray(),
  seen: await unsupportedSeen.toArray(),
});

const expected = {
  days: [
    dayWith('2026-05-31', { jobs: 4, imported: 2, skipped: 1, failedParse: 1, unsupportedFields: 2 }),
    dayWith('2026-06-01', { jobs: 2, imported: 1, skipped: 1, unsupportedFields: 2 }),
  ],
  seen: [
    {
      device: 'fit|garmin|edge530',
      since: '2026-05-31',
      fields: [
        { name: 'hrv', since: '2026-05-31' },
        { name: 'session.avg_power', since: '2026-06-01' },
      ],
    },
    {
      device: 'fit|garmin|fenix6',
      since: '2026-05-31',
      fields: [{ name: 'record.grade', since: '2026-05-31' }],
    },
  ],
};

const stateOf = ({ database, link, journal }: KeptLog) => verifyLog(database, link, journal.tail);

describe('the rows that quality is judged by', () => {
  it('follow every job, also one that writes no event', async () => {
    const log = await filled();
    expect(await rowsOf(log.database)).toEqual(expected);
    await accept(log, '2026-06-01T09:00:00.000Z', { 'empty.fit': [empty] });
    expect((await log.database.qualityDays.get('2026-06-01'))?.counts).toEqual(
      dayWith('', { jobs: 3, imported: 1, skipped: 1, failedParse: 1, unsupportedFields: 2 }).counts,
    );
    await log.end();
  });

  it('are the same when the database is made again, and a row that is not is found out', async () => {
    const log = await filled();
    await log.end();
    const rebuilt = await openKeptLog({ folder: log.folder });
    await rebuilt.eventLog.start();
    expect(await rowsOf(rebuilt.database)).toEqual(expected);
    expect(await stateOf(rebuilt)).toMatchObject({ drift: 0 });
    await rebuilt.database.qualityDays.put(dayWith('2026-06-01', { jobs: 1 }));
    await rebuilt.database.unsupportedSeen.delete('fit|garmin|fenix6');
    expect(await stateOf(rebuilt)).toMatchObject({
      drift: 2,
      differences: [
        { table: 'qualityDays', difference: 'different' },
        { table: 'unsupportedSeen', difference: 'missing' },
      ],
    });
    await rebuilt.end();
  });

  it('are made of a journal that was kept before anything was counted', async () => {
    const log = await filled();
    const old = await asVersion4(log.database);
    await log.end();
    const later = await openKeptLog({ folder: log.folder, database: new CooldownDatabase(old) });
    await later.eventLog.start();
    expect(await rowsOf(later.database)).toEqual(expected);
    expect(await later.database.activities.count()).toBe(3);
    expect(await stateOf(later)).toMatchObject({ drift: 0 });
    // Nothing was lost, so nothing is said.
    expect(later.states.flatMap(({ notices }) => notices)).toEqual([]);
    await later.end();
  });

  it('tell nothing any more of what was erased for good', async () => {
    const log = await filled();
    const tools = { database: log.database, eventLog: log.eventLog, journal: log.link };
    const key = evening.anchor.sourceIdentityKey;
    const at = new Date('2026-06-01T10:00:00.000Z');
    expect(await eraseActivity({ ...tools, now: () => at }, key)).toEqual({ kind: 'erasing' });
    await log.end();
    const after = await openKeptLog({ folder: log.folder });
    await after.eventLog.start();
    expect(await rowsOf(after.database)).toEqual({
      days: [
        dayWith('2026-05-31', { jobs: 3, imported: 1, skipped: 1, failedParse: 1, unsupportedFields: 1 }),
        expected.days[1],
      ],
      seen: [expected.seen[0]],
    });
    expect(await stateOf(after)).toMatchObject({ drift: 0 });
    await after.end();
  });
});

describe('the record of a window', () => {
  it('holds its days, both ends included, every device, and what the last check found until the database is made anew', async () => {
    const log = await filled();
    const { database } = log;
    const day = { from: '2026-05-31', to: '2026-05-31' };
    expect(await qualityRecord(database, day)).toEqual({
      days: [expected.days[0]],
      seen: expected.seen,
      verified: null,
    });
    await keepVerification(database, { drift: 3, verifiedAt: '2026-06-01T10:00:00.000Z' });
    await keepVerification(database, { drift: 2, verifiedAt: '2026-06-01T11:00:00.000Z' });
    expect((await qualityRecord(database, day)).verified).toEqual({
      key: 'last',
      drift: 2,
      verifiedAt: '2026-06-01T11:00:00.000Z',
    });
    // It is no part of what the journal gives.
    expect(await stateOf(log)).toMatchObject({ drift: 0 });
    await clearAll(database);
    expect(await qualityRecord(database, day)).toEqual({ days: [], seen: [], verified: null });
    await log.end();
  });
});

/** Its name; the rows as a build had them that counted nothing. */
async function asVersion4(database: CooldownDatabase): Promise<string> {
  const name = `${database.name}-of-version-4`;
  const old = new Dexie(name);
  old.version(4).stores({
    events: 'idempotencyKey, &seq',
    activities: 'sourceIdentityKey, startedAt',
    imports: 'importId, startedAt',
    jobs: 'jobId, [status+queuedAt]',
    receipts: 'jobId, finishedAt, [importId+finishedAt], [outcome+importId+finishedAt]',
    knownBytes: 'sha256',
    meta: 'key',
    ledger: 'lastSeq',
    deletions: 'sourceIdentityKey',
    setAside: 'sha256',
    samples: 'sourceIdentityKey',
  });
  for (const table of old.tables) await table.bulkAdd(await database.table(table.name).toArray());
  await old.table('meta').update('head', { projection: 2 });
  old.close();
  return name;
}
