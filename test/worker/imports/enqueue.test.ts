import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../src-worker/contract/journal-record.ts';
import { applyRecords } from '../../../src-worker/event-log/apply.ts';
import { enqueue, unfinishedJobs, type FileOrder } from '../../../src-worker/imports/enqueue.ts';
import { findOpenImports } from '../../../src-worker/imports/open-imports.ts';
import type { CooldownDatabase } from '../../../src-worker/store/database.ts';
import { openDatabase } from '../../support/open-database.ts';

const importId = '11111111-1111-4111-8111-111111111111';
const epoch = '99999999-9999-4999-8999-999999999999';
const startedAt = '2026-06-01T09:59:59.000Z';
const now = '2026-06-01T10:00:00.000Z';

const listed = (filesFound: number, complete: boolean): FileOrder => ({
  type: 'listed',
  listed: { importId, filesFound, filesPassedOver: 0, complete },
});
const staged = (name: string, fileId: string): FileOrder => ({
  type: 'staged',
  file: {
    fileId,
    importId,
    name,
    path: `/rides/${name}`,
    sizeBytes: 1,
    sha256: 'a'.repeat(64),
    stagingMs: 1,
  },
});
const refused = (fileId: string): FileOrder => ({
  type: 'refused',
  file: {
    fileId,
    importId,
    name: 'x',
    path: '/single/a.fit',
    sizeBytes: null,
    failure: { kind: 'path_not_found' },
  },
});
const fileA = '22222222-2222-4222-8222-222222222222';
const fileB = '33333333-3333-4333-8333-333333333333';

const requested: JournalRecord = {
  kind: 'import_requested',
  seq: 1,
  importId,
  origin: 'drop',
  startedAt,
  paths: ['/rides', '/single/a.fit'],
};
const wholeListing = (seq: number, filesFound: number): JournalRecord => ({
  kind: 'import_listed',
  seq,
  importId,
  filesFound,
  filesPassedOver: 0,
  listedAt: now,
});

/** A database that has followed the journal so far. */
async function following(...records: readonly JournalRecord[]): Promise<CooldownDatabase> {
  const database = openDatabase();
  await applyRecords(database, { records, head: { epoch, seq: records.length, hash: 'f'.repeat(64) } });
  return database;
}

describe('writing down what main announces', () => {
  it('makes one job of a file that is announced twice, in one batch or in two', async () => {
    const database = await following(requested);
    const once = await enqueue(database, [staged('a.fit', fileA), staged('a.fit', fileA)], now);
    const twice = await enqueue(database, [staged('a.fit', fileA)], now);
    expect([once.jobs.length, twice.jobs.length, await database.jobs.count()]).toEqual([1, 0, 1]);
  });

  it('hands a refused file on once, however often it is announced in a batch', async () => {
    const { refused: handedOn } = await enqueue(openDatabase(), [refused(fileA), refused(fileA)], now);
    expect(handedOn).toHaveLength(1);
  });

  it('shows how far a listing has come, and leaves one alone that is complete', async () => {
    const database = await following(requested);
    await enqueue(database, [listed(3, false)], now);
    expect(await database.imports.get(importId)).toMatchObject({ filesFound: 3, listed: false });
    const complete = await following(requested, wholeListing(2, 5));
    await enqueue(complete, [listed(3, false)], now);
    expect(await complete.imports.get(importId)).toMatchObject({ filesFound: 5, listed: true });
  });

  it('goes on first with what was being read', async () => {
    const database = await following(requested);
    await enqueue(database, [staged('a.fit', fileA), staged('b.fit', fileB)], now);
    await database.jobs.update(fileB, { status: 'processing' });
    expect((await unfinishedJobs(database)).map(({ name }) => name)).toEqual(['b.fit', 'a.fit']);
  });
});

describe('taking up what a gone app had begun', () => {
  it('names the paths of the import, and those of its files that need not be read again', async () => {
    const database = await following(requested);
    await enqueue(database, [listed(9, false), staged('a.fit', fileA)], now);
    expect(await findOpenImports(database)).toEqual([
      {
        importId,
        origin: 'drop',
        paths: ['/rides', '/single/a.fit'],
        answeredPaths: ['/rides/a.fit'],
      },
    ]);
  });

  it('leaves an import alone that lacks nothing but its jobs, and one that is over', async () => {
    const lacksJobs = await following(requested, wholeListing(2, 1));
    await enqueue(lacksJobs, [staged('a.fit', fileA)], now);
    expect(await findOpenImports(lacksJobs)).toEqual([]);
    expect(await findOpenImports(await following(requested, wholeListing(2, 0)))).toEqual([]);
  });
});
