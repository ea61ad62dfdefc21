// Reading originals again: real files, real parsers, a real journal.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReReadActivity } from '../../../src-worker/contract/re-read.ts';
import { createReRead } from '../../../src-worker/imports/re-read.ts';
import { readerRevision } from '../../../src-worker/contract/reader-revision.ts';
import type { ActivityRow } from '../../../src-worker/store/rows.ts';
import { chained } from '../../fixtures/fit-encoder.ts';
import { fileId, fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { tcxFile, tcxRun } from '../../fixtures/tcx-writer.ts';
import { storedZip } from '../../fixtures/zip-writer.ts';
import { openAthletesLog, type AthletesLog } from '../../support/athletes-log.ts';
import { earlierReader, readerOfAnotherZone, readerWithoutDistance } from '../../support/earlier-reader.ts';

const start = '2026-05-12T07:30:00Z';
const ride = fitFile(fitRide(start));
const edited = fitFile(fitRide(start, { distanceMeters: 420.5 }));
const laterRide = fitFile(fitRide('2026-05-14T07:30:00Z'));

let home: AthletesLog;
beforeEach(async () => {
  home = await openAthletesLog();
});
afterEach(async () => {
  expect(await home.drift()).toBe(0);
  expect(home.log.troubles).toEqual([]);
  await home.log.end();
});

const results = (read: readonly ReReadActivity[]) => read.map(({ result }) => result.kind).sort();
const one = async (): Promise<ActivityRow> => {
  const [row, ...others] = await home.activities();
  if (row === undefined || others.length > 0) throw new Error('one activity');
  return row;
};
const eventOf = async ({ eventId, versions }: ActivityRow) => {
  const version = versions.find((known) => known.eventId === eventId);
  const event = await home.log.database.events.get(version?.idempotencyKey ?? '');
  if (event?.type !== 'external.activity_imported') throw new Error('an activity has its event');
  return event;
};
const head = async () => (await home.log.database.meta.get('head'))?.head;

describe('what would change', () => {
  it('is told field by field, and nothing is written by looking', async () => {
    home.readBy(readerWithoutDistance);
    await home.import({ 'ride.fit': ride });
    home.readBy(readerOfAnotherZone);
    await home.import({ 'later.fit': laterRide });
    home.readBy(earlierReader());
    await home.import({ 'run.tcx': tcxFile([tcxRun]) });
    home.readBy(null);
    await home.import({ 'today.gpx': gpxFile([{ ...gpxHike, type: 'running' }]) });
    const before = await head();

    const read = await home.reRead({ isDryRun: true });
    expect(read.map(({ fileName, result }) => [fileName, result])).toEqual([
      [
        'later.fit',
        {
          kind: 'changed',
          changes: [
            { field: 'session.local_date', known: '2026-05-11', reread: '2026-05-14' },
            { field: 'session.timezone', known: 'America/Lima', reread: 'Europe/Ljubljana' },
          ],
        },
      ],
      ['run.tcx', { kind: 'unchanged' }],
      [
        'ride.fit',
        { kind: 'changed', changes: [{ field: 'workout.distance_meters', known: null, reread: 300.5 }] },
      ],
    ]);
    expect(await head()).toEqual(before);
  });

  it('leaves an assumed zone as it was assumed: a journey since then moves no day', async () => {
    home.readBy(earlierReader());
    const indoors = tcxFile([{ ...tcxRun, laps: [{ start, timerSeconds: 60, points: [{ time: start }] }] }]);
    await home.import({ 'indoors.tcx': indoors });
    expect((await one()).flags).toContain('zone_assumed');
    home.readBy(null);
    const read = await home.reRead({ isDryRun: true }, { athleteTimeZone: 'Asia/Tokyo' });
    expect(results(read)).toEqual(['unchanged']);
  });

  it('says which originals are gone, and which can not be read any more', async () => {
    home.readBy(earlierReader());
    await home.import({ 'ride.fit': ride });
    home.readBy((part) => (part.kind === 'activity' ? { kind: 'not_an_activity', what: 'course' } : part));
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['not_readable']);
    home.forgetOriginals();
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['original_gone']);
    expect((await one()).versions).toHaveLength(1);
  });

  it('leaves alone what a newer build read', async () => {
    await home.import({ 'ride.fit': ride });
    expect(await home.reRead({ isDryRun: true }, { readerRevision: '0001' })).toEqual([]);
  });
});

describe('applying it', () => {
  it('updates what changed under the identity that it has, once, with a receipt', async () => {
    home.readBy(readerWithoutDistance);
    await home.import({ 'ride.fit': ride });
    home.readBy(earlierReader());
    await home.import({ 'later.fit': laterRide });
    home.readBy(null);
    const [before, other] = await home.activities();

    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['changed', 'unchanged']);

    const [after, untouched] = await home.activities();
    expect(after).toMatchObject({
      sourceIdentityKey: before?.sourceIdentityKey,
      distanceMeters: 300.5,
      counted: true,
      fileName: 'ride.fit',
      importedAt: before?.importedAt,
    });
    if (after === undefined) throw new Error('an activity');
    const event = await eventOf(after);
    expect(event.data.source).toMatchObject({ ingestion_method: 'manual_backfill' });
    expect(event.data.source.external_event_version).toBe(`1/2026-05-12T07:30:59.000Z/${readerRevision}`);
    expect(after.versions.map(({ version }) => version?.slice(-4))).toEqual(['0001', readerRevision]);
    expect(untouched?.eventId).toBe(other?.eventId);

    const run = await home.log.database.imports.filter(({ origin }) => origin === 're_read').first();
    expect(run).toMatchObject({
      filesDone: 2,
      filesFound: 2,
      counts: { imported: 1, known: 1, rejected: 0, ignored: 0, failed: 0 },
      finishedAt: expect.any(String) as string,
    });
    const receipt = await home.log.database.receipts.get(after.jobId);
    expect(receipt?.file).toMatchObject({ name: 'ride.fit', sizeBytes: ride.length });
    expect(receipt?.entries.map(({ ending, dedup }) => [ending.kind, dedup?.rule])).toEqual([
      ['updated', 're_read'],
    ]);
    // Charts of the version that counts are there without reading it once more.
    expect((await home.log.database.samples.get(after.sourceIdentityKey))?.eventId).toBe(after.eventId);

    expect(await home.reRead({ isDryRun: false })).toEqual([]);
    const again = await home.import({ 'ride.fit': ride, 'zipped.zip': storedZip({ 'ride.fit': ride }) });
    expect(again.map(({ entries }) => entries[0]?.ending.kind)).toEqual([
      'exact_duplicate',
      'exact_duplicate',
    ]);
  });

  it('updates also where no fingerprint looks: zone and day', async () => {
    home.readBy(readerOfAnotherZone);
    await home.import({ 'ride.fit': ride });
    home.readBy(null);
    const before = await one();
    await home.reRead({ isDryRun: false });
    const after = await one();
    expect([before.localDate, after.localDate, after.timeZone]).toEqual([
      '2026-05-11',
      '2026-05-12',
      'Europe/Ljubljana',
    ]);
    expect((await eventOf(after)).payloadFingerprint).toBe((await eventOf(before)).payloadFingerprint);
  });

  it('keeps what the athlete chose the one that counts', async () => {
    home.readBy(readerWithoutDistance);
    const [, conflict] = await home.import({
      'ride.fit': ride,
      'edited.fit': fitFile(fitRide(start, { calories: 99 })),
    });
    await home.decide({ kind: 'resolve', jobId: conflict?.jobId ?? '', entry: 0, choice: 'update' });
    expect((await one()).fileName).toBe('edited.fit');
    home.readBy(null);
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['changed']);
    const after = await one();
    expect(after.versions.at(-1)?.version).toBe(`1/2026-05-12T07:30:59.000Z/${readerRevision}/0001`);
    expect([after.fileName, after.distanceMeters]).toEqual(['edited.fit', 300.5]);
    expect((await eventOf(after)).data.workout.calories_kcal).toBe(99);
    expect(await home.reRead({ isDryRun: false })).toEqual([]);
  });

  it('asks nothing again that the athlete said once: what was kept out stays known', async () => {
    home.readBy(readerOfAnotherZone);
    const [, conflict] = await home.import({ 'ride.fit': ride, 'edited.fit': edited });
    await home.decide({ kind: 'resolve', jobId: conflict?.jobId ?? '', entry: 0, choice: 'keep' });
    home.readBy(null);
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['changed']);
    expect((await one()).distanceMeters).toBe(300.5);
    const [again] = await home.import({ 'edited again.fit': edited });
    expect(again?.entries.map(({ ending }) => ending.kind)).toEqual(['exact_duplicate']);
    expect(await home.reRead({ isDryRun: false })).toEqual([]);
  });

  it('keeps both where both were kept, each by its own original', async () => {
    home.readBy(earlierReader(({ workout }) => ({ workout: { ...workout, calories_kcal: 1 } })));
    const [, conflict] = await home.import({ 'ride.fit': ride, 'edited.fit': edited });
    await home.decide({ kind: 'resolve', jobId: conflict?.jobId ?? '', entry: 0, choice: 'keep_both' });
    const before = (await home.activities()).map((row) => row.sourceIdentityKey);
    home.readBy(null);
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['changed', 'changed']);
    const after = await home.activities();
    expect(after.map((row) => row.sourceIdentityKey)).toEqual(before);
    expect(after.map((row) => row.distanceMeters).sort()).toEqual([300.5, 420.5]);
    const said = await Promise.all(after.map(eventOf));
    expect(said.map(({ data }) => data.workout.calories_kcal)).toEqual([12, 12]);
  });

  it('leaves what was deleted deleted, also where that happens while it is read', async () => {
    home.readBy(readerWithoutDistance);
    await home.import({ 'ride.fit': ride, 'later.fit': laterRide });
    const [first, second] = (await home.activities()).map((row) => row.sourceIdentityKey);
    await home.decide({ kind: 'delete', sourceIdentityKey: first ?? '' });
    const { eventLog } = home.log;
    home.readBy(null);
    const read = await home.reRead(
      { isDryRun: false },
      {
        eventLog: {
          ...eventLog,
          accept: async (make, samples) => {
            await home.decide({ kind: 'delete', sourceIdentityKey: second ?? '' });
            return eventLog.accept(make, samples);
          },
        },
      },
    );
    expect(results(read)).toEqual(['left_as_it_is']);
    expect(await home.activities()).toEqual([]);
    expect(await home.log.database.imports.count()).toBe(0);
    await home.decide({ kind: 'bring_back', sourceIdentityKey: first ?? '' });
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['changed']);
  });

  it('links what turns out to be one outing', async () => {
    const [, ...records] = fitRide(start);
    const elsewhere = [
      fileId({ type: 4, manufacturer: 23, product: 5, serialNumber: 77, timeCreated: 1_000_000_000 }),
      ...records,
    ];
    await home.import({ 'ride.fit': ride });
    home.readBy((part) => {
      const read = earlierReader(() => ({ session: { started_at: '2026-05-01T07:30:00.000Z' } }))(part);
      if (read.kind !== 'activity') return read;
      const { summary } = read.mapped;
      const moved = { startedAt: '2026-05-01T07:30:00.000Z', endedAt: '2026-05-01T07:30:59.000Z' };
      return { ...read, mapped: { ...read.mapped, summary: { ...summary, ...moved } } };
    });
    await home.import({ 'other.fit': fitFile(elsewhere) });
    expect((await home.activities()).map((row) => row.counted)).toEqual([true, true]);
    home.readBy(null);
    await home.reRead({ isDryRun: false });
    expect((await home.activities()).map((row) => row.counted).sort()).toEqual([false, true]);
  });

  it('reads an original once, however many activities it gave, and leaves out what stands by another file', async () => {
    home.readBy(readerWithoutDistance);
    const two = chained(ride, laterRide);
    await home.import({ 'two.fit': two, 'alone.zip': storedZip({ 'a.fit': two }) });
    let opened = 0;
    home.readBy((part) => {
      opened += 1;
      return part;
    });
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['changed', 'changed']);
    expect(opened).toBe(2);
    home.readBy(null);
    const [again] = await home.import({ 'two again.fit': two });
    expect(again?.entries.map(({ ending }) => ending.kind)).toEqual(['exact_duplicate', 'exact_duplicate']);
  });

  it('never makes bytes known of which it wrote only a part', async () => {
    // Today's reader reads the second one, too; nobody imported it.
    let isFirst = true;
    home.readBy((part) => {
      const kept = isFirst;
      isFirst = false;
      return kept
        ? readerWithoutDistance(part)
        : { kind: 'failed', failure: { kind: 'unreadable', detail: 'bug' } };
    });
    const two = chained(ride, laterRide);
    await home.import({ 'two.fit': two });
    home.readBy(null);
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['changed']);
    const [again] = await home.import({ 'two again.fit': two });
    expect(again?.entries.map(({ ending }) => ending.kind)).toEqual(['exact_duplicate', 'created']);
  });

  it('counts also where today’s reader finds that the recording ends earlier', async () => {
    const longer = earlierReader();
    home.readBy((part) => {
      const read = longer(part);
      if (read.kind !== 'activity') return read;
      const { draft } = read.mapped;
      const source = { ...draft.source, external_event_version: '1/2026-05-12T09:00:00.000Z/0001' };
      const workout = { ...draft.workout, duration_seconds: 5_400 };
      return { ...read, mapped: { ...read.mapped, draft: { ...draft, source, workout } } };
    });
    await home.import({ 'ride.fit': ride });
    home.readBy(null);
    expect(results(await home.reRead({ isDryRun: false }))).toEqual(['changed']);
    const after = await one();
    expect([after.durationSeconds, after.versions.at(-1)?.version]).toEqual([
      55,
      `1/2026-05-12T09:00:00.000Z/${readerRevision}`,
    ]);
  });

  it('goes on in pages, and where it was cut off', async () => {
    home.readBy(readerWithoutDistance);
    const days = Array.from({ length: 20 }, (_, day) => `2026-04-${String(day + 1).padStart(2, '0')}`);
    await home.import(
      Object.fromEntries(days.map((day) => [`${day}.fit`, fitFile(fitRide(`${day}T07:30:00Z`))])),
    );
    home.readBy(null);
    const { database, eventLog } = home.log;
    const tools = { database, eventLog, ...home.reading, readerRevision, elapsedMs: () => 0 };
    const first = await createReRead(tools).page({ isDryRun: false, after: null });
    if (first.kind !== 'page') throw new Error(first.kind);
    expect([first.activities.length, first.originalsDone, first.originalsAll]).toEqual([16, 16, 20]);
    // The engine died; another one is asked the same.
    const rest = await createReRead(tools).page({ isDryRun: false, after: null });
    if (rest.kind !== 'page') throw new Error(rest.kind);
    expect([rest.activities.length, rest.originalsAll, rest.next]).toEqual([4, 4, null]);
    expect((await home.activities()).map((row) => row.distanceMeters)).toEqual(days.map(() => 300.5));
  });

  it('of a look, a new engine goes on behind the page before', async () => {
    home.readBy(readerWithoutDistance);
    const days = Array.from({ length: 18 }, (_, day) => `2026-04-${String(day + 1).padStart(2, '0')}`);
    await home.import(
      Object.fromEntries(days.map((day) => [`${day}.fit`, fitFile(fitRide(`${day}T07:30:00Z`))])),
    );
    home.readBy(null);
    const { database, eventLog } = home.log;
    const tools = { database, eventLog, ...home.reading, readerRevision, elapsedMs: () => 0 };
    const first = await createReRead(tools).page({ isDryRun: true, after: null });
    const rest = await createReRead(tools).page({
      isDryRun: true,
      after: first.kind === 'page' ? first.next : null,
    });
    expect(rest).toMatchObject({ originalsDone: 18, originalsAll: 18, next: null });
    expect(rest.kind === 'page' && rest.activities.map(({ fileName }) => fileName)).toEqual([
      '2026-04-02.fit',
      '2026-04-01.fit',
    ]);
  });
});
