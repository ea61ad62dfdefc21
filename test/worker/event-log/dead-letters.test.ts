// Files that may be tried again: which endings make one, what answers it, and that a rebuild comes to the same.
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-worker/contract/failure.ts';
import { againOf } from '../../../src-worker/contract/failure.ts';
import type { ImportOrigin } from '../../../src-worker/contract/import-job.ts';
import type { JournalHead, NewJournalRecord } from '../../../src-worker/contract/journal-record.ts';
import { loadKnown } from '../../../src-worker/event-log/load-known.ts';
import { verifyLog } from '../../../src-worker/event-log/verify.ts';
import { eraseActivity } from '../../../src-worker/imports/erasing.ts';
import type { FileReading, ReadEntry } from '../../../src-worker/imports/file-reading.ts';
import { identitiesOf } from '../../../src-worker/imports/identities-of.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { noteReceipt } from '../../../src-worker/imports/note-receipt.ts';
import { toldLetters } from '../../../src-worker/imports/told-letters.ts';
import { deadLetterOfReceipt, deadLettersNow, logCounts } from '../../../src-worker/store/queries.ts';
import { failureOfEachKind } from '../../support/failure-samples.ts';
import { openKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { readingOf, readRide } from '../../support/read-activities.ts';

const failing = (failure: Failure, member: string | null = null): ReadEntry => ({
  kind: 'failed',
  member,
  sha256: null,
  format: null,
  failure,
  envelope: null,
});
const gone = failing({ kind: 'vanished_while_reading' });
const damaged = failing({ kind: 'unreadable', detail: 'no header' });
const notThere = failing({ kind: 'path_not_found' });
const dead = failing({ kind: 'parser_died' }, 'x.fit');
const ride = await readRide();

interface Tried {
  readonly path: string;
  readonly entries: readonly ReadEntry[];
  readonly part?: FileReading['part'];
}

const uuidOf = (nth: number) => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 8, minute)).toISOString();

/** Imports of one log, each a minute after the one before. */
class Athlete {
  readonly log: KeptLog;
  private imports = 0;

  constructor(log: KeptLog) {
    this.log = log;
  }

  static async open(): Promise<Athlete> {
    const log = await openKeptLog();
    await log.eventLog.start();
    return new Athlete(log);
  }

  /** Names these paths, and finds these files below them. */
  async import(
    paths: readonly string[],
    files: readonly Tried[],
    { origin = 'drop', isOver = true }: { readonly origin?: ImportOrigin; readonly isOver?: boolean } = {},
  ): Promise<void> {
    const nth = (this.imports += 1);
    const importId = uuidOf(nth);
    await this.accept([
      { kind: 'import_requested', importId, origin, startedAt: at(2 * nth), paths: [...paths] },
    ]);
    const now = at(2 * nth + 1);
    const { database, eventLog } = this.log;
    const readings = files.map(({ path, entries, part }, index): FileReading => {
      const reading = readingOf(path, ...entries);
      const jobId = `job-${nth}-${index}`;
      return { ...reading, file: { ...reading.file, jobId, importId, path }, ...(part && { part }) };
    });
    await eventLog.accept(async (head: JournalHead): Promise<readonly NewJournalRecord[]> => {
      const known = await loadKnown(database, { ...identitiesOf(readings), head });
      return judgeBatch(readings, known, {
        now,
        newEventId: () => `event-${nth}`,
        elapsedMs: () => 0,
        onTrouble: (reason) => {
          throw reason;
        },
      }).endings;
    });
    if (!isOver) return;
    const filesFound = new Set(files.map(({ path }) => path)).size;
    await this.accept([{ kind: 'import_listed', importId, filesFound, filesPassedOver: 0, listedAt: now }]);
  }

  dismiss(jobId: string) {
    const { database, eventLog } = this.log;
    return noteReceipt({ database, eventLog, now: () => new Date(at(59)) }, { jobId, note: 'dismissed' });
  }

  /** Path and receipt of each, in the order of their paths. */
  async open(): Promise<readonly (readonly [string, string])[]> {
    const rows = await this.log.database.deadLetters.orderBy(':id').toArray();
    return rows.map(({ path, jobId }) => [path, jobId]);
  }

  /** The same rows when all of it is read anew, in whatever steps. */
  async expectTheSameAnew(): Promise<void> {
    const { log } = this;
    expect(await verifyLog(log.database, log.link, log.journal.tail)).toMatchObject({ drift: 0 });
    const kept = await log.database.deadLetters.toArray();
    await log.end();
    const rebuilt = await openKeptLog({ folder: log.folder });
    await rebuilt.eventLog.start();
    expect(await rebuilt.database.deadLetters.toArray()).toEqual(kept);
    await rebuilt.end();
  }

  /** Erases the ride for good; what is left is read anew. */
  async eraseRide(): Promise<KeptLog> {
    const { database, eventLog, link, folder } = this.log;
    const tools = { database, eventLog, journal: link, now: () => new Date(at(58)) };
    expect(await eraseActivity(tools, ride.anchor.sourceIdentityKey)).toEqual({ kind: 'erasing' });
    await this.log.end();
    const after = await openKeptLog({ folder });
    await after.eventLog.start();
    return after;
  }

  private async accept(records: readonly NewJournalRecord[]): Promise<void> {
    await this.log.eventLog.accept(() => Promise.resolve(records));
  }
}

const file = (path: string, ...entries: readonly ReadEntry[]): Tried => ({ path, entries });
const part = (number: number, upTo: number[] | null, ...entries: readonly ReadEntry[]): Tried => ({
  path: '/all.zip',
  entries,
  part: { number, upTo },
});

describe('what another try may bring', () => {
  it('is told of every kind of failure', () => {
    const kinds = Object.values(failureOfEachKind);
    const of = (again: ReturnType<typeof againOf>) =>
      kinds
        .filter((failure) => againOf(failure) === again)
        .map(({ kind }) => kind)
        .sort();
    expect(of('may_pass')).toEqual([
      'changed_while_reading',
      'disk_full',
      'intake_stopped',
      'not_answering',
      'parser_died',
      'read_failed',
      'staged_copy_missing',
      'too_slow',
      'unplugged_while_reading',
      'vanished_while_reading',
    ]);
    expect(of('may_be_back')).toEqual(['link_broken', 'path_not_found']);
    expect(againOf({ kind: 'read_failed', systemCode: 'ENAMETOOLONG' })).toBe('stays');
  });
});

describe('a file that may be tried again', () => {
  it('is one whose reason may pass, with the receipt that says so; others are not', async () => {
    const athlete = await Athlete.open();
    const named = ['/a.fit', '/b.fit', '/c.fit', '/d.zip', '/e.fit'];
    await athlete.import(named, [
      file('/a.fit', gone),
      file('/b.fit', damaged),
      file('/c.fit', notThere),
      file('/d.zip', ride, dead, damaged),
      file('/e.fit', ride),
    ]);
    expect(await athlete.open()).toEqual([
      ['/a.fit', 'job-1-0'],
      ['/d.zip', 'job-1-3'],
    ]);
    const letters = await deadLettersNow(athlete.log.database);
    expect(letters).toMatchObject({ count: 2, waiting: ['job-1-0', 'job-1-3'] });
    expect(await deadLettersNow(athlete.log.database, 1)).toEqual({
      ...letters,
      newest: letters.newest.slice(0, 1),
    });
    expect(toldLetters(letters.newest)).toEqual([
      {
        jobId: 'job-1-0',
        path: '/a.fit',
        failedAt: at(3),
        message: expect.stringContaining('/a.fit') as string,
        isUnderWay: false,
      },
      {
        jobId: 'job-1-3',
        path: '/d.zip',
        failedAt: at(3),
        message: expect.stringContaining('x.fit (/d.zip)') as string,
        isUnderWay: false,
      },
    ]);
    expect((await logCounts(athlete.log.database)).deadLetters).toBe(2);
    await athlete.expectTheSameAnew();
  });

  it('is answered by the next try that ends otherwise, well or not', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/r'], [file('/r/a.fit', gone), file('/r/b.fit', gone), file('/r/c.fit', gone)]);
    await athlete.import(['/r/a.fit', '/r/b.fit'], [file('/r/a.fit', ride), file('/r/b.fit', damaged)], {
      origin: 'retry',
    });
    expect(await athlete.open()).toEqual([['/r/c.fit', 'job-1-2']]);
    await athlete.expectTheSameAnew();
  });

  it('stays when it fails again, or when its device is away; then it is on its newest receipt', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/a.fit', '/b.fit'], [file('/a.fit', gone), file('/b.fit', gone)]);
    await athlete.import(['/a.fit', '/b.fit'], [file('/a.fit', gone), file('/b.fit', notThere)]);
    expect(await athlete.open()).toEqual([
      ['/a.fit', 'job-2-0'],
      ['/b.fit', 'job-2-1'],
    ]);
    expect(await deadLetterOfReceipt(athlete.log.database, 'job-1-0')).toBeNull();
    expect(await deadLetterOfReceipt(athlete.log.database, 'job-2-0')).toEqual({ isUnderWay: false });
    await athlete.expectTheSameAnew();
  });

  it('may be a folder: it is answered when an import that names it is over, and stays when it is not there', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/rides'], [file('/rides', gone)]);
    await athlete.import(['/rides'], [file('/rides', notThere)]);
    expect(await athlete.open()).toEqual([['/rides', 'job-2-0']]);
    await athlete.import(['/rides'], [file('/rides/a.fit', ride)], { isOver: false });
    expect(await athlete.open()).toEqual([['/rides', 'job-2-0']]);
    expect(await deadLettersNow(athlete.log.database)).toMatchObject({
      count: 1,
      waiting: [],
      newest: [{ isUnderWay: true }],
    });
    expect(await deadLetterOfReceipt(athlete.log.database, 'job-2-0')).toEqual({ isUnderWay: true });
    await athlete.import(['/rides'], [file('/rides/a.fit', ride)]);
    expect(await athlete.open()).toEqual([]);
    await athlete.expectTheSameAnew();
  });

  it('may be a large archive: what one of its parts came to stands beside those that follow', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/all.zip'], [part(1, [9], dead), part(2, null, ride)]);
    expect(await athlete.open()).toEqual([['/all.zip', 'job-1-0']]);
    await athlete.import(['/all.zip'], [part(1, [9], ride), part(2, null, ride)], { origin: 'retry' });
    expect(await athlete.open()).toEqual([]);
    await athlete.expectTheSameAnew();
  });

  it('waits as long as the retry of its large archive may still come to its failed entry', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/all.zip'], [part(1, [9], ride), part(2, null, dead)]);
    await athlete.import(['/all.zip'], [part(1, [9], ride)], { origin: 'retry', isOver: false });
    expect(await athlete.open()).toEqual([['/all.zip', 'job-1-1']]);
    await athlete.expectTheSameAnew();
  });

  it('is not answered by its original that is read again', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/a.fit'], [file('/a.fit', ride)]);
    await athlete.import(['/a.fit'], [file('/a.fit', gone)]);
    await athlete.import([], [file('/a.fit', ride)], { origin: 're_read' });
    expect(await athlete.open()).toEqual([['/a.fit', 'job-2-0']]);
    await athlete.expectTheSameAnew();
  });

  it('is dismissed by its receipt, once; a later failure is a question of its own', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/a.fit', '/b.fit'], [file('/a.fit', gone), file('/b.fit', gone)]);
    expect(await athlete.dismiss('job-1-0')).toEqual({ kind: 'noted' });
    expect(await athlete.dismiss('job-1-0')).toEqual({ kind: 'already' });
    expect(await athlete.open()).toEqual([['/b.fit', 'job-1-1']]);
    await athlete.import(['/a.fit'], [file('/a.fit', notThere)]);
    expect(await athlete.open()).toEqual([['/b.fit', 'job-1-1']]);
    await athlete.import(['/a.fit'], [file('/a.fit', gone)]);
    // An earlier receipt of a file that was tried since decides nothing.
    await athlete.import(['/b.fit'], [file('/b.fit', gone)]);
    expect(await athlete.dismiss('job-1-1')).toEqual({ kind: 'noted' });
    expect(await athlete.open()).toEqual([
      ['/a.fit', 'job-3-0'],
      ['/b.fit', 'job-4-0'],
    ]);
    await athlete.expectTheSameAnew();
  });

  it('does not come back when the activity that answered it is erased for good', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/a.fit', '/b.fit'], [file('/a.fit', gone), file('/b.fit', gone)]);
    await athlete.import(['/a.fit'], [file('/a.fit', ride)], { origin: 'retry' });
    const after = await athlete.eraseRide();
    expect((await after.database.deadLetters.toArray()).map(({ path }) => path)).toEqual(['/b.fit']);
    expect((await after.database.receipts.toArray()).map(({ file: { path } }) => path)).toEqual(['/b.fit']);
    // Both imports are over, as they were.
    expect(await after.database.imports.filter(({ finishedAt }) => finishedAt === null).count()).toBe(0);
    expect(await verifyLog(after.database, after.link, after.journal.tail)).toMatchObject({ drift: 0 });
    await after.end();
  });

  it('stays when it is another file, tried where an activity that was erased for good came from before', async () => {
    const athlete = await Athlete.open();
    await athlete.import(['/a.fit'], [file('/a.fit', gone)]);
    await athlete.import(['/a.fit'], [file('/a.fit', ride)], { origin: 'retry' });
    await athlete.import(['/a.fit'], [file('/a.fit', gone)]);
    const after = await athlete.eraseRide();
    expect(await after.database.deadLetters.toArray()).toMatchObject([{ path: '/a.fit', jobId: 'job-3-0' }]);
    expect((await after.database.receipts.toArray()).map(({ jobId }) => jobId)).toEqual(['job-3-0']);
    expect(await verifyLog(after.database, after.link, after.journal.tail)).toMatchObject({ drift: 0 });
    await after.end();
  });
});

it('a row of a file to try again that the journal does not give is found out', async () => {
  const athlete = await Athlete.open();
  await athlete.import(['/a.fit'], [file('/a.fit', gone)]);
  const { database, link, journal } = athlete.log;
  await database.deadLetters.delete('/a.fit');
  expect(await verifyLog(database, link, journal.tail)).toMatchObject({
    drift: 1,
    differences: [{ table: 'deadLetters', difference: 'missing' }],
  });
  await athlete.log.end();
});
