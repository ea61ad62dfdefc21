import { describe, expect, it } from 'vitest';
import type { ImportRun } from '../../../src-worker/contract/import-job.ts';
import { closeCutOffImports } from '../../../src-worker/imports/close-cut-off.ts';
import { enqueue, unfinishedJobs, type QueueOrder } from '../../../src-worker/imports/enqueue.ts';
import { openDatabase } from '../../support/open-database.ts';

const importId = '11111111-1111-4111-8111-111111111111';
const now = '2026-06-01T10:00:00.000Z';

const started: QueueOrder = {
  type: 'import_started',
  importId,
  origin: 'drop',
  startedAt: '2026-06-01T09:59:59.000Z',
  paths: ['/rides', '/single/a.fit'],
  wantsLines: false,
};
const listed = (filesFound: number, complete: boolean): QueueOrder => ({
  type: 'listed',
  listed: { importId, filesFound, filesPassedOver: 0, complete },
});
const staged = (name: string, fileId: string): QueueOrder => ({
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
const refused = (fileId: string): QueueOrder => ({
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

describe('writing down what main announces', () => {
  it('makes one job of a file that is announced twice, in one batch or in two', async () => {
    const database = openDatabase();
    const once = await enqueue(database, [started, staged('a.fit', fileA), staged('a.fit', fileA)], now);
    const twice = await enqueue(database, [started, staged('a.fit', fileA)], now);
    expect([once.jobs.length, twice.jobs.length, await database.jobs.count()]).toEqual([1, 0, 1]);
  });

  it('hands a refused file on once, however often it is announced in a batch', async () => {
    const { refused: handedOn } = await enqueue(
      openDatabase(),
      [started, refused(fileA), refused(fileA)],
      now,
    );
    expect(handedOn).toHaveLength(1);
  });

  it('keeps what an import has come to when it is announced again', async () => {
    const database = openDatabase();
    await enqueue(database, [started, listed(3, true)], now);
    const { imports } = await enqueue(database, [started], now);
    expect(imports).toMatchObject([{ filesFound: 3, listed: true }]);
  });

  it('finishes an import whose files had all ended before its listing was complete', async () => {
    const { imports } = await enqueue(openDatabase(), [started, listed(0, true)], now);
    expect(imports.map((run: ImportRun) => run.finishedAt)).toEqual([now]);
  });

  it('goes on first with what was being read', async () => {
    const database = openDatabase();
    await enqueue(database, [started, staged('a.fit', fileA), staged('b.fit', fileB)], now);
    await database.jobs.update(fileB, { status: 'processing' });
    expect((await unfinishedJobs(database)).map(({ name }) => name)).toEqual(['b.fit', 'a.fit']);
  });
});

describe('ending what a gone app had begun', () => {
  it('says which named paths never came, and leaves the jobs that go on', async () => {
    const database = openDatabase();
    await enqueue(database, [started, listed(9, false), staged('a.fit', fileA)], now);
    const { refused: cutOff, openJobs } = await closeCutOffImports(database, '2026-06-01T11:00:00.000Z');
    expect(cutOff.map(({ name, path, failure }) => [name, path, failure.kind])).toEqual([
      ['rides', '/rides', 'intake_stopped'],
      ['a.fit', '/single/a.fit', 'intake_stopped'],
    ]);
    expect(openJobs).toEqual([fileA]);
    expect(await database.imports.get(importId)).toMatchObject({
      listed: true,
      filesFound: 3,
      finishedAt: null,
    });
  });

  it('touches neither an import that lacks nothing but its jobs, nor one of this app', async () => {
    const database = openDatabase();
    await enqueue(database, [started, staged('a.fit', fileA), listed(1, true)], now);
    const whole = await database.imports.get(importId);
    expect((await closeCutOffImports(database, '2026-06-01T11:00:00.000Z')).refused).toEqual([]);
    expect((await closeCutOffImports(database, '2026-06-01T09:00:00.000Z')).refused).toEqual([]);
    expect(await database.imports.get(importId)).toEqual(whole);
  });
});
