// Journal and database as one: what is accepted is in both, and whatever the database loses comes back.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { JournalAppendAnswer } from '../../../src-worker/contract/journal-messages.ts';
import type { JournalHead, NewJournalRecord } from '../../../src-worker/contract/journal-record.ts';
import { clearAll } from '../../../src-worker/event-log/apply.ts';
import { loadKnown } from '../../../src-worker/event-log/load-known.ts';
import { verifyLog } from '../../../src-worker/event-log/verify.ts';
import { identitiesOf } from '../../../src-worker/imports/identities-of.ts';
import type { FileReading } from '../../../src-worker/imports/file-reading.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { eraseActivity } from '../../../src-worker/imports/erasing.ts';
import { findOpenImports } from '../../../src-worker/imports/open-imports.ts';
import { loadKnownOfFiles } from '../../../src-worker/imports/known-of-files.ts';
import { partEndOf } from '../../../src-worker/imports/parts.ts';
import type { CooldownDatabase } from '../../../src-worker/store/database.ts';
import { openKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { openDatabase } from '../../support/open-database.ts';
import { readingOf, readRide, type Ride } from '../../support/read-activities.ts';

const now = '2026-06-01T10:00:00.000Z';

/** The endings of these files, judged against what the database holds. */
const endingsOf =
  (database: CooldownDatabase, rides: Readonly<Record<string, Ride>>) =>
  async (head: JournalHead): Promise<readonly NewJournalRecord[]> => {
    const readings = await Promise.all(
      Object.entries(rides).map(async ([name, ride]) => readingOf(name, await readRide(ride))),
    );
    let events = 0;
    return judgeBatch(readings, await loadKnown(database, { ...identitiesOf(readings), head }), {
      now,
      newEventId: () => `event-${(events += 1)}-of-${Object.keys(rides).join()}`,
      elapsedMs: () => 0,
      onTrouble: (reason) => {
        throw reason;
      },
    }).endings;
  };

const request: NewJournalRecord = {
  kind: 'import_requested',
  importId: 'e3b6e1d2-33d3-4a4c-9d61-0f3c4f9a1b7e',
  origin: 'drop',
  startedAt: now,
  paths: ['/rides'],
};

const acceptRides = (log: KeptLog, rides: Readonly<Record<string, Ride>>) =>
  log.eventLog.accept(endingsOf(log.database, rides));

const everything = async (database: CooldownDatabase) => ({
  events: await database.events.orderBy('seq').toArray(),
  activities: await database.activities.toArray(),
  receipts: await database.receipts.toArray(),
  imports: await database.imports.toArray(),
  knownBytes: await database.knownBytes.toArray(),
});

const twoRides = {
  'a.fit': { externalActivityId: 'fit-a', sha256: 'a'.repeat(64) },
  'b.fit': { externalActivityId: 'fit-b', sha256: 'b'.repeat(64), startedAt: '2026-05-20T06:00:00.000Z' },
};

describe('accepting', () => {
  it('puts a batch into the journal and into the database, with the head of the one in the other', async () => {
    const log = await openKeptLog();
    await log.eventLog.start();
    await acceptRides(log, twoRides);
    const head = (await log.database.meta.get('head'))?.head;
    expect(head).toEqual(log.journal.tail);
    expect(await log.database.events.count()).toBe(2);
    expect(log.journal.facts()).toMatchObject({ records: 2, frames: 1 });
    await log.end();
  });

  it('counts a file that comes in parts once, when its last part is there, and keeps a receipt of each', async () => {
    const log = await openKeptLog();
    await log.eventLog.start();
    const { importId } = request;
    const listed: NewJournalRecord = {
      kind: 'import_listed',
      importId,
      filesFound: 1,
      filesPassedOver: 0,
      listedAt: now,
    };
    await log.eventLog.accept(() => Promise.resolve([request, listed]));
    const acceptPart = async (ride: string, part: FileReading['part'], jobId: string) => {
      const records = await endingsOf(log.database, {
        [ride]: { externalActivityId: ride, sha256: ride.padEnd(64, '0') },
      })(log.journal.tail);
      const parts = records.map((record) =>
        record.kind === 'ending' && part
          ? { ...record, jobId, receipt: { ...record.receipt, jobId, importId, part } }
          : record,
      );
      const [run] = (await log.eventLog.accept(() => Promise.resolve(parts))) ?? [];
      return [run?.filesDone, run?.counts.imported, run?.finishedAt !== null];
    };
    expect(await acceptPart('a', { number: 1, upTo: [0] }, 'job.0001')).toEqual([0, 1, false]);
    expect(await acceptPart('b', { number: 2, upTo: [1, 7] }, 'job.0002')).toEqual([0, 2, false]);
    const [known] = await loadKnownOfFiles(log.database, [{ fileId: 'job', sha256: '' }], 'r1');
    expect(partEndOf(known?.lastPart ?? null)).toEqual({ number: 2, upTo: [1, 7] });
    // Whoever takes the import up again reads on in the file.
    expect(await findOpenImports(log.database)).toMatchObject([{ answeredPaths: [] }]);
    expect(await acceptPart('c', { number: 3, upTo: null }, 'job')).toEqual([1, 3, true]);
    expect(await log.database.receipts.toCollection().primaryKeys()).toEqual(['job', 'job.0001', 'job.0002']);
    expect(await findOpenImports(log.database)).toEqual([]);

    // The import stays done when the one activity of the last part is erased for good.
    const third = (await log.database.receipts.get('job'))?.entries[0]?.write;
    const tools = { database: log.database, eventLog: log.eventLog, journal: log.link };
    const erasing = await eraseActivity(
      { ...tools, now: () => new Date(now) },
      third?.sourceIdentityKey ?? '',
    );
    expect(erasing).toEqual({ kind: 'erasing' });
    await log.end();
    const after = await openKeptLog({ folder: log.folder });
    await after.eventLog.start();
    expect(await after.database.imports.toArray()).toMatchObject([
      { filesFound: 0, filesDone: 0, counts: { imported: 2 } },
    ]);
    expect(await findOpenImports(after.database)).toEqual([]);
    await after.end();
  });

  it('says of many files at once what is known before they are read', async () => {
    const log = await openKeptLog();
    await log.eventLog.start();
    const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
    await log.eventLog.accept(() => Promise.resolve([request]));
    await log.eventLog.accept(
      endingsOf(log.database, {
        one: { externalActivityId: 'one', sha256: first },
        two: { externalActivityId: 'two', sha256: second },
      }),
    );
    await log.database.setAside.put({ sha256: 'c'.repeat(64), readerRevision: 'r1' });
    const files = [first, 'c'.repeat(64), 'd'.repeat(64), second, first].map((sha256, index) => ({
      fileId: String(index),
      sha256,
    }));
    const known = await loadKnownOfFiles(log.database, files, 'r1');
    expect(known.map(({ knownBytes }) => knownBytes?.entries.map(({ sha256 }) => sha256) ?? null)).toEqual([
      [first],
      null,
      null,
      [second],
      [first],
    ]);
    expect(known.map(({ isSetAside }) => isSetAside)).toEqual([false, true, false, false, false]);
    const later = await loadKnownOfFiles(log.database, files, 'r2');
    expect(later.map(({ isSetAside }) => isSetAside)).toEqual(files.map(() => false));
    await log.end();
  });

  it('stores nothing that the journal does not take, and goes on by itself when it does', async () => {
    let refusals = 3;
    const log = await openKeptLog({
      onTheWay: (link) => ({
        ...link,
        append: (frame) => {
          refusals -= 1;
          return refusals >= 0
            ? Promise.resolve({ kind: 'trouble', trouble: { kind: 'disk_full' } })
            : link.append(frame);
        },
      }),
    });
    await log.eventLog.start();
    await acceptRides(log, twoRides);
    expect(log.states.map(({ life }) => life.kind)).toEqual([
      'running',
      'paused',
      'paused',
      'paused',
      'running',
    ]);
    expect(await log.database.events.count()).toBe(2);
    await log.end();
  });

  it('brings a batch back that was journaled when everything died before it was stored', async () => {
    const log = await openKeptLog({
      reach: (point) =>
        point === 'endings_journaled' ? Promise.reject(new Error('died')) : Promise.resolve(),
    });
    await log.eventLog.start();
    await expect(acceptRides(log, twoRides)).rejects.toThrow('died');
    expect(await log.database.events.count()).toBe(0);
    await log.end();

    let logsLeft = 0;
    const leaveTornLog = () => Promise.resolve(void (logsLeft += 1));
    const later = await openKeptLog({ folder: log.folder, database: log.database, leaveTornLog });
    await later.eventLog.start();
    expect(await later.database.events.count()).toBe(2);
    expect(logsLeft).toBe(1);
    // It was only behind: nobody needs to hear of it.
    expect(later.states.at(-1)).toEqual({ life: { kind: 'running' }, notices: [] });
    await later.end();

    // Level, there is nothing torn to leave.
    const last = await openKeptLog({ folder: log.folder, database: log.database, leaveTornLog });
    await last.eventLog.start();
    expect(logsLeft).toBe(1);
    await last.end();
  });

  it('knows in the next batch what the one before it wrote', async () => {
    const log = await openKeptLog();
    await log.eventLog.start();
    await Promise.all([acceptRides(log, twoRides), acceptRides(log, { 'again.fit': twoRides['a.fit'] })]);
    expect((await log.database.receipts.toArray()).map(({ file, outcome }) => [file.name, outcome])).toEqual([
      ['a.fit', 'imported'],
      ['again.fit', 'known'],
      ['b.fit', 'imported'],
    ]);
    await log.end();
  });
});

describe('a database that is not what the journal says', () => {
  const filled = async (): Promise<KeptLog> => {
    const log = await openKeptLog();
    await log.eventLog.start();
    await log.eventLog.accept(() => Promise.resolve([request]));
    await acceptRides(log, twoRides);
    await acceptRides(log, {
      'newer.fit': {
        externalActivityId: 'fit-a',
        version: '1/2026-05-12T18:04:00.000Z/0001',
        distanceMeters: 31_000,
      },
      'copy.fit': { externalActivityId: 'fit-b', version: '1/2026-05-12T18:30:00.000Z/0001' },
    });
    return log;
  };

  it('is made again, row for row, when it is gone, and says so once', async () => {
    const log = await filled();
    const before = await everything(log.database);
    await log.end();
    const rebuilt = await openKeptLog({ folder: log.folder });
    await rebuilt.eventLog.start();
    expect(await everything(rebuilt.database)).toEqual(before);
    expect(rebuilt.states.flatMap(({ notices }) => notices)).toEqual([{ kind: 'rebuilt', records: 5 }]);
    await rebuilt.end();

    const again = await openKeptLog({ folder: log.folder, database: rebuilt.database });
    await again.eventLog.start();
    expect(again.states.flatMap(({ notices }) => notices)).toEqual([]);
    await again.end();
  });

  it('is made again when it belongs to another journal', async () => {
    const log = await filled();
    const before = await everything(log.database);
    const other = await openKeptLog();
    await other.eventLog.start();
    await acceptRides(other, { 'other.fit': { externalActivityId: 'fit-other' } });
    await Promise.all([log.end(), other.end()]);
    const rebuilt = await openKeptLog({ folder: log.folder, database: other.database });
    await rebuilt.eventLog.start();
    expect(await everything(rebuilt.database)).toEqual(before);
    await rebuilt.end();
  });

  it('is not emptied where the journal is the one that was lost: the journal takes in what it holds', async () => {
    const log = await filled();
    const before = await everything(log.database);
    await log.end();
    rmSync(join(log.folder, 'journal.cdj'));
    const lost = await openKeptLog({ folder: log.folder, database: log.database });
    void lost.eventLog.start();
    await vi.waitFor(() => expect(lost.journal.facts().records).toBe(5));
    await lost.end();
    const again = await openKeptLog({ folder: log.folder });
    await again.eventLog.start();
    const after = await everything(again.database);
    expect(after.events).toEqual(before.events);
    expect(after.receipts).toEqual(before.receipts);
    expect(after.activities).toEqual(before.activities);
    await again.end();
  });

  /** Where the frame lies that the work adds. */
  const frameOf = async (log: KeptLog, work: () => Promise<unknown>): Promise<number> => {
    const { bytes } = log.journal.facts();
    await work();
    return bytes;
  };
  const damage = (log: KeptLog, frame: number): void => {
    const path = join(log.folder, 'journal.cdj');
    const bytes = readFileSync(path);
    bytes.fill(0, frame + 60, frame + 70);
    writeFileSync(path, bytes);
  };
  /** The journal takes in what the database has, and the app starts again on an empty one. */
  const adopted = async (folder: string, database: CooldownDatabase, records: number): Promise<KeptLog> => {
    const poorer = await openKeptLog({ folder, database });
    void poorer.eventLog.start();
    await vi.waitFor(() => expect(poorer.journal.facts().records).toBe(records));
    await poorer.end();
    const again = await openKeptLog({ folder });
    await again.eventLog.start();
    return again;
  };

  it('gives a salvaged journal back what was lost, in its order, also after a death before it could', async () => {
    const log = await openKeptLog();
    await log.eventLog.start();
    await log.eventLog.accept(() => Promise.resolve([request]));
    const short = await frameOf(log, () =>
      acceptRides(log, {
        'short.fit': { externalActivityId: 'fit-a', version: '0/2026-05-12T16:30:00.000Z/0001' },
      }),
    );
    await acceptRides(log, { 'long.fit': { externalActivityId: 'fit-a', distanceMeters: 31_000 } });
    await acceptRides(log, { 'last.fit': { externalActivityId: 'fit-b' } });
    const before = await everything(log.database);
    await log.end();
    damage(log, short);
    const died = await openKeptLog({ folder: log.folder, database: log.database });
    expect(died.journal.notices).toMatchObject([{ kind: 'salvaged', framesLost: 1 }]);
    await died.end();

    const again = await adopted(log.folder, log.database, 4);
    const after = await everything(again.database);
    expect(after.events).toEqual(before.events);
    expect(after.receipts).toEqual(before.receipts);
    // The longer copy stays the one that counts.
    expect(after.activities).toEqual(before.activities);
    expect(again.states.flatMap(({ notices }) => notices)).toMatchObject([
      { kind: 'salvaged' },
      { kind: 'rebuilt' },
    ]);
    await again.end();
  });

  it('keeps away what was erased, where the journal that knew of it is lost', async () => {
    const log = await filled();
    const [first] = await log.database.activities.toArray();
    const key = first?.sourceIdentityKey ?? '';
    const tools = { database: log.database, eventLog: log.eventLog, journal: log.link };
    await eraseActivity({ ...tools, now: () => new Date(now) }, key);
    await log.end();
    const level = await openKeptLog({ folder: log.folder });
    await level.eventLog.start();
    const { records } = level.journal.facts();
    await level.end();
    rmSync(join(log.folder, 'journal.cdj'));

    const again = await adopted(log.folder, level.database, records);
    expect(await again.database.deletions.toArray()).toEqual(await level.database.deletions.toArray());
    expect((await again.database.activities.toArray()).map((row) => row.sourceIdentityKey)).not.toContain(
      key,
    );
    const known = await loadKnown(again.database, {
      sourceIdentityKeys: [key],
      idempotencyKeys: [],
      head: null,
    });
    expect(known.deletions.has(key)).toBe(true);
    await again.end();
  });

  it('is never emptied while the journal can not take in what only it holds: that waits, and says why', async () => {
    const log = await filled();
    const before = await everything(log.database);
    await log.end();
    rmSync(join(log.folder, 'journal.cdj'));
    const answers: readonly (() => JournalAppendAnswer)[] = [
      () => ({ kind: 'trouble', trouble: { kind: 'disk_full' } }),
      () => {
        throw new Error('nobody answers');
      },
    ];
    let tries = 0;
    const lost = await openKeptLog({
      folder: log.folder,
      database: log.database,
      onTheWay: (link) => ({
        ...link,
        rewrite: async (frame) => {
          const refuse = answers[tries];
          tries += 1;
          if (refuse === undefined) return link.rewrite(frame);
          expect(await everything(log.database)).toEqual(before);
          return refuse();
        },
      }),
    });
    void lost.eventLog.start();
    await vi.waitFor(() => expect(lost.journal.facts().records).toBe(5));
    expect(lost.states.map(({ life }) => life)).toEqual([
      { kind: 'paused', trouble: { kind: 'disk_full' } },
      { kind: 'paused', trouble: { kind: 'write_failed', systemCode: 'Error' } },
    ]);
    await lost.end();
  });

  it('is found out by a full comparison: a row less, a row more, a row that differs', async () => {
    const log = await filled();
    const verify = () => verifyLog(log.database, log.link, log.journal.tail);
    const sound = await verify();
    expect(sound).toMatchObject({ drift: 0, differences: [], records: 5, activities: 2 });

    const [first] = await log.database.activities.toArray();
    if (first === undefined) throw new Error('no activity');
    await log.database.activities.put({ ...first, distanceMeters: 1 });
    await log.database.receipts.delete('job-b.fit');
    await log.database.knownBytes.put({ sha256: 'e'.repeat(64), jobId: 'job', sourceIdentityKeys: [] });
    const damaged = await verify();
    expect(damaged.drift).toBe(3);
    expect(damaged.differences).toEqual([
      { table: 'activities', difference: 'different' },
      { table: 'receipts', difference: 'missing' },
      { table: 'knownBytes', difference: 'unexpected' },
    ]);
    expect(damaged.stateSha256).not.toBe(sound.stateSha256);
    await log.end();
  });

  it('comes back in the midst of an import, when it is emptied under the engine', async () => {
    const log = await filled();
    await clearAll(log.database);
    await acceptRides(log, { 'later.fit': { externalActivityId: 'fit-later' } });
    expect(await verifyLog(log.database, log.link, log.journal.tail)).toMatchObject({
      drift: 0,
      activities: 3,
    });
    expect(log.states.flatMap(({ notices }) => notices)).toMatchObject([{ kind: 'rebuilt' }]);
    await log.end();
  });

  it('loses no batch to a database that fails while it is stored', async () => {
    const log = await openKeptLog({ database: openDatabase() });
    await log.eventLog.start();
    const accepted = acceptRides(log, twoRides);
    log.database.close({ disableAutoOpen: true });
    await accepted;
    expect(await log.database.events.count()).toBe(2);
    await log.end();
  });
});
