// What a person decides, on real files through the real pipeline: each choice is written as events, holds against whatever
// comes later, and is made again by a replay.
import { gzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAthletesLog, type AthletesLog } from '../../support/athletes-log.ts';
import { fileId, fitFile, fitRide, record } from '../../fixtures/fit-writer.ts';
import { gpxFile } from '../../fixtures/gpx-writer.ts';

const start = '2026-05-12T07:30:00Z';
const ride = fitFile(fitRide(start));
/** The same recording, edited: its identity and version are the ride's, its distance is not. */
const edited = fitFile(fitRide(start, { distanceMeters: 420.5 }));
/** The same recording as a service exports it. */
const exported = gpxFile([
  {
    type: 'cycling',
    segments: [
      Array.from({ length: 60 }, (_, second) => ({
        time: new Date(Date.parse(start) + second * 1000).toISOString(),
        latitude: 46.05 + second * 0.00003,
        longitude: 14.5,
      })),
    ],
  },
]);

let home: AthletesLog;
beforeEach(async () => {
  home = await openAthletesLog();
});
afterEach(async () => {
  expect(await home.drift()).toBe(0);
  await home.log.end();
});

const outcomes = (
  receipts: readonly { readonly entries: readonly { readonly ending: { kind: string } }[] }[],
) => receipts.map(({ entries }) => entries.map(({ ending }) => ending.kind));
const keyOf = async (place = 0): Promise<string> => (await home.activities())[place]?.sourceIdentityKey ?? '';
const counted = async () =>
  (await home.activities()).map((row) => [row.distanceMeters, row.counted, row.sourceIdentityKey.length > 0]);

describe('deleting', () => {
  it('keeps the recording away under any name and in any format, and says why; bringing back undoes it', async () => {
    await home.import({ 'ride.fit': ride });
    const key = await keyOf();
    expect(await home.decide({ kind: 'delete', sourceIdentityKey: key })).toEqual({
      kind: 'done',
      sourceIdentityKey: null,
    });
    expect(await home.activities()).toEqual([]);
    expect(await home.decide({ kind: 'delete', sourceIdentityKey: key })).toEqual({ kind: 'already' });

    const again = await home.import({
      'ride.fit': ride,
      'packed.fit.gz': gzipSync(ride),
      'from a service.gpx': exported,
    });
    expect(outcomes(again)).toEqual([['deleted_by_athlete'], ['deleted_by_athlete'], ['deleted_by_athlete']]);
    expect(again.map(({ entries }) => entries[0]?.dedup?.matched?.sourceIdentityKey)).toEqual([
      key,
      key,
      key,
    ]);
    expect(again[2]?.entries[0]?.dedup?.matched?.compared).toEqual([
      { field: 'started_at', known: '2026-05-12T07:30:00.000Z', incoming: '2026-05-12T07:30:00.000Z' },
      { field: 'duration_seconds', known: '55', incoming: '59' },
      { field: 'distance_meters', known: '300.5', incoming: expect.any(String) as string },
      { field: 'workout_type', known: 'ride', incoming: 'ride' },
    ]);
    expect(await home.activities()).toEqual([]);

    expect(await home.decide({ kind: 'bring_back', sourceIdentityKey: key })).toEqual({
      kind: 'done',
      sourceIdentityKey: key,
    });
    expect(await counted()).toEqual([[300.5, true, true]]);
    expect(outcomes(await home.import({ 'ride.fit': ride, 'from a service.gpx': exported }))).toEqual([
      ['exact_duplicate'],
      ['created'],
    ]);
    // Deleted once more: nothing of the first time stands in the way.
    expect(await home.decide({ kind: 'delete', sourceIdentityKey: key })).toMatchObject({ kind: 'done' });
    expect(await home.activities()).toEqual([]);
  });

  it('takes every other form of the recording with it, and brings them back together, linked as they were', async () => {
    await home.import({ 'ride.fit': ride, 'from a service.gpx': exported });
    const before = await home.activities();
    expect(before.map((row) => row.counted).sort()).toEqual([false, true]);
    const key = await keyOf();
    await home.decide({ kind: 'delete', sourceIdentityKey: key });
    expect(await home.activities()).toEqual([]);
    await home.decide({ kind: 'bring_back', sourceIdentityKey: key });
    expect(await home.activities()).toEqual(before);
  });

  it('brings back no link to what was moved to another day meanwhile', async () => {
    // A second recording of the same outing, which is not deleted with the first.
    const watch = fitFile(onOtherDevice('2026-05-12T07:30:11Z'));
    await home.import({ 'ride.fit': ride, 'watch.fit': watch });
    const [gone, moved] = [await keyOf(0), await keyOf(1)];
    expect((await home.activities())[0]?.overlaps).toMatchObject([
      { sourceIdentityKey: moved, relation: 'second_recording', state: 'linked', by: 'rule' },
    ]);
    await home.decide({ kind: 'delete', sourceIdentityKey: gone });
    await home.decide({ kind: 'set_start', sourceIdentityKey: moved, startedAt: '2026-05-20T07:30:00Z' });
    await home.decide({ kind: 'bring_back', sourceIdentityKey: gone });
    const rows = await home.activities();
    expect(rows.map(({ overlaps, counted: counts }) => [overlaps, counts])).toEqual([
      [[], true],
      [[], true],
    ]);
  });

  it('says what is not there', async () => {
    expect(await home.decide({ kind: 'delete', sourceIdentityKey: 'nobody' })).toEqual({ kind: 'not_found' });
    expect(await home.decide({ kind: 'bring_back', sourceIdentityKey: 'nobody' })).toEqual({
      kind: 'not_found',
    });
  });
});

describe('two versions that disagree', () => {
  const conflict = async () => {
    const [, receipt] = await home.import({ 'ride.fit': ride, 'edited.fit': edited });
    if (receipt === undefined) throw new Error('a file has a receipt');
    expect(outcomes([receipt])).toEqual([['version_conflict']]);
    return receipt.jobId;
  };

  it('are told field by field', async () => {
    const jobId = await conflict();
    const receipt = await home.log.database.receipts.get(jobId);
    const compared = receipt?.entries[0]?.dedup?.matched?.compared ?? [];
    expect(compared.find(({ field }) => field === 'distance_meters')).toEqual({
      field: 'distance_meters',
      known: '300.5',
      incoming: '420.5',
    });
  });

  it('keep: the first one stays, and the other is known and asked about no more', async () => {
    const jobId = await conflict();
    const choice = { kind: 'resolve', jobId, entry: 0, choice: 'keep' } as const;
    expect(await home.decide(choice)).toEqual({ kind: 'done', sourceIdentityKey: await keyOf() });
    expect(await home.decide(choice)).toEqual({ kind: 'already' });
    expect(await counted()).toEqual([[300.5, true, true]]);
    expect(outcomes(await home.import({ 'edited again.fit': edited }))).toEqual([['exact_duplicate']]);
  });

  it('update: the other one counts under an explicit next version, and both are known', async () => {
    const jobId = await conflict();
    await home.decide({ kind: 'resolve', jobId, entry: 0, choice: 'update' });
    expect(await counted()).toEqual([[420.5, true, true]]);
    const [row] = await home.activities();
    const [first, second, chosen] = row?.versions.map(({ version }) => version) ?? [];
    expect([second, chosen]).toEqual([first, `${first ?? ''}/0001`]);
    expect(
      outcomes(await home.import({ 'edited again.fit': edited, 'ride again.fit.gz': gzipSync(ride) })),
    ).toEqual([['exact_duplicate'], ['exact_duplicate']]);
    expect(await counted()).toEqual([[420.5, true, true]]);
    expect(await home.log.database.resolutions.get([jobId, 0])).toMatchObject({
      choice: 'update',
      sourceIdentityKey: row?.sourceIdentityKey,
    });
  });

  it('keep both: the second one is an activity of its own, and both count', async () => {
    const jobId = await conflict();
    const answer = await home.decide({ kind: 'resolve', jobId, entry: 0, choice: 'keep_both' });
    const rows = await home.activities();
    expect(rows.map((row) => [row.distanceMeters, row.counted]).sort()).toEqual([
      [300.5, true],
      [420.5, true],
    ]);
    const second = rows.find((row) => row.distanceMeters === 420.5);
    expect(answer).toEqual({ kind: 'done', sourceIdentityKey: second?.sourceIdentityKey });
    const event = await home.log.database.events.get(second?.versions[0]?.idempotencyKey ?? '');
    expect(event?.type === 'external.activity_imported' && event.data.source.external_activity_id).toMatch(
      /^fit-[0-9a-f]{20}#2$/,
    );
    expect(outcomes(await home.import({ 'edited again.fit': edited }))).toEqual([['exact_duplicate']]);
  });

  it('needs the original only for what it would write, and says when that is gone', async () => {
    const jobId = await conflict();
    home.forgetOriginals();
    expect(await home.decide({ kind: 'resolve', jobId, entry: 0, choice: 'update' })).toEqual({
      kind: 'original_gone',
    });
    expect(await home.decide({ kind: 'resolve', jobId, entry: 0, choice: 'keep' })).toMatchObject({
      kind: 'done',
    });
  });

  it('offers nothing else, and nothing for what was taken in', async () => {
    const jobId = await conflict();
    const [imported] = await home.import({ 'other.fit': fitFile(fitRide('2026-05-14T07:30:00Z')) });
    expect(await home.decide({ kind: 'resolve', jobId, entry: 0, choice: 'import_anyway' })).toEqual({
      kind: 'not_applicable',
    });
    expect(await home.decide({ kind: 'resolve', jobId, entry: 7, choice: 'keep' })).toEqual({
      kind: 'not_found',
    });
    expect(
      await home.decide({ kind: 'resolve', jobId: imported?.jobId ?? '', entry: 0, choice: 'keep' }),
    ).toEqual({ kind: 'not_applicable' });
  });
});

describe('importing anyway', () => {
  it('makes one more activity of what was skipped, and counts it', async () => {
    const [, skipped] = await home.import({ 'ride.fit': ride, 'ride.fit.gz': gzipSync(ride) });
    await home.decide({ kind: 'resolve', jobId: skipped?.jobId ?? '', entry: 0, choice: 'import_anyway' });
    expect(await counted()).toEqual([
      [300.5, true, true],
      [300.5, true, true],
    ]);
  });

  it('takes in what stays away as deleted, and leaves the deleted one deleted', async () => {
    await home.import({ 'ride.fit': ride });
    const key = await keyOf();
    await home.decide({ kind: 'delete', sourceIdentityKey: key });
    const [kept] = await home.import({ 'ride.fit': ride });
    await home.decide({ kind: 'resolve', jobId: kept?.jobId ?? '', entry: 0, choice: 'import_anyway' });
    const rows = await home.activities();
    expect(rows.map((row) => row.distanceMeters)).toEqual([300.5]);
    expect(rows[0]?.sourceIdentityKey).not.toBe(key);
  });
});

describe('links by hand', () => {
  it('part what a rule linked, for good, and link it again', async () => {
    await home.import({ 'ride.fit': ride, 'from a service.gpx': exported });
    const pair: [string, string] = [await keyOf(0), await keyOf(1)];
    await home.decide({ kind: 'unlink', sourceIdentityKeys: pair });
    expect((await home.activities()).map((row) => row.counted)).toEqual([true, true]);
    // A new version of one of them is judged anew, and the athlete's word stands.
    await home.import({ 'longer.fit': fitFile([...fitRide(start), ...moreRecords]) });
    expect((await home.activities()).map((row) => row.counted)).toEqual([true, true]);
    await home.decide({ kind: 'link', sourceIdentityKeys: pair });
    expect((await home.activities()).map((row) => row.counted).sort()).toEqual([false, true]);
    expect(await home.decide({ kind: 'link', sourceIdentityKeys: pair })).toEqual({ kind: 'already' });
  });

  it('link what no rule would', async () => {
    await home.import({ 'ride.fit': ride, 'evening.fit': fitFile(fitRide('2026-05-12T17:10:00Z')) });
    const pair: [string, string] = [await keyOf(0), await keyOf(1)];
    await home.decide({ kind: 'link', sourceIdentityKeys: pair });
    expect((await home.activities()).map((row) => row.counted).sort()).toEqual([false, true]);
    expect((await home.activities())[0]?.overlaps).toMatchObject([{ by: 'athlete', state: 'linked' }]);
  });
});

describe('clocks', () => {
  it('a shifted one is confirmed: its times move, the file stays as it is, and both count once', async () => {
    // By two hours, on another device.
    const shifted = fitFile(onOtherDevice('2026-05-12T09:30:00Z'));
    await home.import({ 'ride.fit': ride, 'shifted.fit': shifted });
    const [right, wrong] = await home.activities();
    if (right === undefined || wrong === undefined) throw new Error('two activities');
    expect(wrong.overlaps).toMatchObject([{ relation: 'shifted_clock', state: 'proposed' }]);
    await home.decide({
      kind: 'confirm_clock',
      wrong: wrong.sourceIdentityKey,
      right: right.sourceIdentityKey,
    });
    const rows = await home.activities();
    expect(rows.map((row) => [row.startedAt, row.clockShiftSeconds]).sort()).toEqual([
      ['2026-05-12T07:30:00.000Z', -7_200],
      ['2026-05-12T07:30:00.000Z', 0],
    ]);
    expect(rows.map((row) => row.counted).sort()).toEqual([false, true]);
    const event = await home.log.database.events.get(wrong.versions[0]?.idempotencyKey ?? '');
    expect(event?.type === 'external.activity_imported' && event.data.session.started_at).toBe(
      '2026-05-12T09:30:00.000Z',
    );
    // A later copy of the same recording has the same clock.
    expect(outcomes(await home.import({ 'shifted.fit.gz': gzipSync(shifted) }))).toEqual([
      ['exact_duplicate'],
    ]);
  });

  it('one that was never set is dated by the athlete, and then is judged like any other', async () => {
    await home.import({
      'ride.fit': ride,
      'lost.fit': fitFile(onOtherDevice('1989-12-31T00:10:00Z')),
    });
    const lost = (await home.activities())[0];
    expect([lost?.localDate, lost?.localTime, lost?.overlaps]).toEqual([null, null, []]);
    await home.decide({
      kind: 'set_start',
      sourceIdentityKey: lost?.sourceIdentityKey ?? '',
      startedAt: '2026-05-12T09:30:02+02:00',
    });
    const rows = await home.activities();
    const dated = rows.find((row) => row.sourceIdentityKey === lost?.sourceIdentityKey);
    expect([dated?.startedAt, dated?.localDate]).toEqual(['2026-05-12T07:30:02.000Z', '2026-05-12']);
    expect(dated?.overlaps).toMatchObject([{ relation: 'same_recording', state: 'linked', by: 'rule' }]);
    expect(rows.map((row) => row.counted).sort()).toEqual([false, true]);
  });
});

/** Behind the ride's last record. */
const moreRecords = Array.from({ length: 30 }, (_, second) =>
  record({
    time: (Date.parse(start) - Date.UTC(1989, 11, 31)) / 1000 + 60 + second,
    latitude: 46.052,
    longitude: 14.5,
    heartRate: 120,
    distanceMeters: 300 + second,
  }),
);

function onOtherDevice(startedAt: string) {
  const [, ...others] = fitRide(startedAt);
  return [
    fileId({ type: 4, manufacturer: 23, product: 5, serialNumber: 77, timeCreated: 1_000_000_000 }),
    ...others,
  ];
}
