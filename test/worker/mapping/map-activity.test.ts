import { describe, expect, it } from 'vitest';
import { externalActivitySchema } from '../../../src-worker/contract/external-activity.ts';
import { shortHash } from '../../../src-worker/contract/short-hash.ts';
import type { DecodedActivity } from '../../../src-worker/formats/decoded.ts';
import { readFit } from '../../../src-worker/formats/fit/read.ts';
import { readGpx } from '../../../src-worker/formats/gpx/read.ts';
import { readTcx } from '../../../src-worker/formats/tcx/read.ts';
import { mapActivity } from '../../../src-worker/mapping/map-activity.ts';
import { mapPart } from '../../../src-worker/mapping/map-part.ts';
import { readerRevision } from '../../../src-worker/contract/reader-revision.ts';
import type { MappedActivity, MappingContext } from '../../../src-worker/mapping/mapped-activity.ts';
import { fitFile, fitRide, strengthSet, fitTime } from '../../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { tcxFile, tcxRun } from '../../fixtures/tcx-writer.ts';
import { onlyActivity } from '../formats/expect-activity.ts';

const context: MappingContext = {
  format: 'fit',
  sha256: 'ab'.repeat(32),
  now: '2026-05-13T06:00:00.000Z',
  athleteTimeZone: 'Europe/Berlin',
};

const ride = onlyActivity(await readFit(fitFile(fitRide())));

async function mapped(
  activity: DecodedActivity,
  changes: Partial<MappingContext> = {},
): Promise<MappedActivity> {
  const result = await mapActivity(activity, { ...context, ...changes });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  // Whatever mapping proposes for a sound file, the contract accepts.
  externalActivitySchema.parse(result.value.draft);
  return result.value;
}

const declared = (source_path: string, more: object = {}) => ({
  source_path,
  confidence: 1,
  status: 'mapped',
  ...more,
});
const computed = (source_path: string, more: object = {}) => ({
  ...declared(source_path, more),
  confidence: 0.95,
});
const located = (source_path: string) => ({
  source_path,
  confidence: 0.9,
  status: 'mapped',
  transform: 'position_to_zone',
});
const byOffset = declared('file.utc_offset');
const assumed = {
  source_path: 'athlete.timezone',
  confidence: 0.7,
  status: 'estimated',
  notes: 'the source names no zone',
};

describe('a FIT activity on the canonical form', () => {
  it('is mapped whole, and every field says where it came from', async () => {
    const parts = [
      '1',
      '3121',
      '3901710578',
      String(fitTime('2026-05-12T07:29:58Z')),
      String(fitTime('2026-05-12T07:30:00Z')),
    ];
    expect(await mapped(ride)).toEqual({
      provider: 'garmin',
      draft: {
        contract_version: 'external_activity.v1',
        source: {
          provider: 'garmin',
          provider_user_id: 'self',
          external_activity_id: `fit-${await shortHash(parts.join('|'), 20)}`,
          ingestion_method: 'file_import',
          external_event_version: `1/2026-05-12T07:30:59.000Z/${readerRevision}`,
          raw_payload_ref: `sha256:${'ab'.repeat(32)}`,
          imported_at: '2026-05-13T06:00:00.000Z',
        },
        workout: {
          workout_type: 'ride',
          sport: 'cycling',
          duration_seconds: 55,
          distance_meters: 300.5,
          calories_kcal: 12,
        },
        session: {
          started_at: '2026-05-12T07:30:00.000Z',
          ended_at: '2026-05-12T07:30:59.000Z',
          timezone: 'Europe/Ljubljana',
          local_date: '2026-05-12',
          local_week: '2026-W20',
        },
        sets: [],
        provenance: {
          mapping_version: 'fit-v1',
          mapped_at: '2026-05-13T06:00:00.000Z',
          source_confidence: 1,
          field_provenance: {
            'workout.workout_type': declared('session.sport', { transform: 'sport_to_workout_type' }),
            'workout.sport': declared('session.sport'),
            'workout.duration_seconds': declared('session.total_timer_time'),
            'workout.distance_meters': declared('session.total_distance'),
            'workout.calories_kcal': declared('session.total_calories'),
            'session.started_at': declared('session.start_time'),
            'session.ended_at': declared('session.start_time', { transform: 'start_plus_elapsed' }),
            'session.timezone': located('record.position_lat,position_long'),
            'session.local_date': located('record.position_lat,position_long'),
            'session.local_week': located('record.position_lat,position_long'),
          },
          unsupported_fields: ['session.avg_heart_rate', 'session.max_heart_rate'],
          warnings: [],
        },
      },
      metadata: {
        mapping_version: 'fit-v1',
        mapped_fields: [
          'workout.workout_type',
          'workout.sport',
          'workout.duration_seconds',
          'workout.distance_meters',
          'workout.calories_kcal',
          'session.started_at',
          'session.ended_at',
          'session.timezone',
          'session.local_date',
          'session.local_week',
        ],
        dropped_fields: ['session.avg_heart_rate', 'session.max_heart_rate'],
        unit_conversions: [],
        notes: [],
      },
      summary: {
        sport: 'cycling',
        subSport: 'road',
        startedAt: '2026-05-12T07:30:00.000Z',
        endedAt: '2026-05-12T07:30:59.000Z',
        elapsedSeconds: 59,
        timerSeconds: 55,
        distanceMeters: 300.5,
        caloriesKcal: 12,
        avgHeartRateBpm: 124,
        maxHeartRateBpm: 129,
        avgPowerWatts: null,
        ascentMeters: null,
        hasPosition: true,
        firstFix: ride.firstFix,
        recordCount: 60,
        lapCount: 1,
        sessionCount: 1,
        lengthCount: 0,
        setCount: 0,
        utcOffsetSeconds: 7200,
        device: { manufacturer: 'garmin', product: 'Edge 530', serialNumber: '3901710578' },
      },
      quality: { grade: 'sound', flags: [] },
    });
  });

  it('has a version that is lower for a damaged copy, and the instant of what it holds', async () => {
    const whole = fitFile(fitRide());
    const cut = onlyActivity(await readFit(whole.slice(0, whole.length / 2)));
    const { draft, quality } = await mapped(cut);
    expect(draft.source.external_activity_id).toBe((await mapped(ride)).draft.source.external_activity_id);
    expect(draft.source.external_event_version).toMatch(/^0\/2026-05-12T07:30:\d\d\.000Z\/\d{4}$/);
    expect([quality, draft.provenance.source_confidence]).toEqual([
      { grade: 'recovered', flags: ['recovered'] },
      0.8,
    ]);
  });

  it('has strength sets, the rests between them as the rest of the set before', async () => {
    const at = fitTime('2026-05-12T07:30:00Z');
    const sets = [
      strengthSet({ time: at, active: false, seconds: 5 }),
      strengthSet({ time: at, active: true, category: 28, reps: 8, weightKg: 80, seconds: 30 }),
      strengthSet({ time: at, active: false, seconds: 60 }),
      strengthSet({ time: at, active: true, seconds: 20 }),
    ];
    const { draft } = await mapped(onlyActivity(await readFit(fitFile([...fitRide(), ...sets]))));
    expect(draft.sets).toEqual([
      {
        sequence: 1,
        exercise: 'squat',
        set_type: 'active',
        reps: 8,
        weight_kg: 80,
        duration_seconds: 30,
        rest_seconds: 60,
      },
      { sequence: 2, exercise: 'unknown', set_type: 'active', duration_seconds: 20 },
    ]);
    expect(draft.provenance.field_provenance?.['sets']).toEqual(declared('set'));
  });

  it('says elapsed time where it has no timer time, and notes it', async () => {
    const { draft, metadata } = await mapped({ ...ride, timerSeconds: null });
    expect(draft.workout.duration_seconds).toBe(59);
    expect(draft.provenance.field_provenance?.['workout.duration_seconds']).toEqual(
      declared('session.total_elapsed_time', { notes: 'elapsed time: the file has no timer time' }),
    );
    expect(metadata.notes).toEqual(['workout.duration_seconds: elapsed time: the file has no timer time']);
  });

  it('of a sport that no table knows is other, and only a guess', async () => {
    const { draft } = await mapped({ ...ride, sport: 'quidditch' });
    expect(draft.workout).toMatchObject({ workout_type: 'other', sport: 'quidditch' });
    expect(draft.provenance.field_provenance?.['workout.workout_type']).toEqual({
      source_path: 'session.sport',
      confidence: 0.5,
      status: 'estimated',
      transform: 'sport_to_workout_type',
    });
  });
});

describe('the title of an activity', () => {
  it('is what the list of its archive says now, and says so', async () => {
    const { draft } = await mapped({ ...ride, title: 'As uploaded' }, { archiveTitle: 'Renamed since' });
    expect(draft.workout.title).toBe('Renamed since');
    expect(draft.provenance.field_provenance?.['workout.title']).toMatchObject({
      source_path: 'activities.csv/Activity Name',
    });
  });

  it('is its own where no list has one', async () => {
    const { draft } = await mapped({ ...ride, title: 'As uploaded' }, { format: 'gpx', archiveTitle: null });
    expect(draft.workout.title).toBe('As uploaded');
    expect(draft.provenance.field_provenance?.['workout.title']).toEqual(declared('trk/name'));
  });
});

describe('the day of an activity', () => {
  const late = Date.parse('2026-05-10T23:30:00Z');
  const evening = { ...ride, startedAtMs: late, endedAtMs: null };
  const nowhere = { ...evening, firstFix: null };
  const inAuckland = { latitudeDegrees: -36.85, longitudeDegrees: 174.76 };

  it('is that of the place where it began, whatever the recorder’s clock showed', async () => {
    const { draft, quality, metadata } = await mapped({
      ...evening,
      firstFix: inAuckland,
      utcOffsetSeconds: 3600,
    });
    expect(draft.session).toEqual({
      started_at: '2026-05-10T23:30:00.000Z',
      timezone: 'Pacific/Auckland',
      local_date: '2026-05-11',
      local_week: '2026-W20',
    });
    expect(quality.flags).toEqual([]);
    expect(metadata.notes).toEqual([
      'session.timezone: the recorder’s clock showed the time of another zone',
    ]);
  });

  it('has the zone of the place without a word where the recorder’s clock agrees', async () => {
    const { metadata } = await mapped({ ...evening, firstFix: inAuckland, utcOffsetSeconds: 12 * 3600 });
    expect(metadata.notes).toEqual([]);
  });

  it.each([
    ['at sea', { latitudeDegrees: 30, longitudeDegrees: -40 }, 'Etc/GMT+3', '2026-05-10'],
    [
      'on the line of the date',
      { latitudeDegrees: -16.8, longitudeDegrees: 180 },
      'Pacific/Fiji',
      '2026-05-11',
    ],
    ['at a pole', { latitudeDegrees: 90, longitudeDegrees: 0 }, 'Etc/GMT', '2026-05-10'],
    ['half an hour off', { latitudeDegrees: 28.61, longitudeDegrees: 77.2 }, 'Asia/Kolkata', '2026-05-11'],
  ])('is known %s, too', async (_where, firstFix, timezone, local_date) => {
    const { draft } = await mapped({ ...evening, firstFix });
    expect(draft.session).toMatchObject({ timezone, local_date });
  });

  it('follows the offset of the file where no place is known; it names no zone', async () => {
    const { draft, quality } = await mapped({ ...nowhere, utcOffsetSeconds: 3600 });
    expect(draft.session).toEqual({
      started_at: '2026-05-10T23:30:00.000Z',
      local_date: '2026-05-11',
      local_week: '2026-W20',
    });
    expect(quality.flags).toEqual([]);
    const { field_provenance } = draft.provenance;
    expect([field_provenance?.['session.timezone'], field_provenance?.['session.local_week']]).toEqual([
      undefined,
      byOffset,
    ]);
  });

  it.each([
    ['0/0, which is no place', { firstFix: { latitudeDegrees: 0, longitudeDegrees: 0.000009 } }],
    ['a virtual ride', { subSport: 'virtual_activity', firstFix: inAuckland }],
    ['a leg of it virtual', { firstFix: inAuckland, sessions: [{ ...ride, subSport: 'virtual_activity' }] }],
    ['a virtual ride by Strava’s name', { sport: 'VirtualRide', firstFix: inAuckland }],
    ['a virtual ride by Strava’s number', { sport: '17', firstFix: inAuckland }],
    ['a world of Zwift', { maker: { ...ride.maker, manufacturer: 'zwift' }, firstFix: inAuckland }],
    [
      'a film by Rouvy',
      { maker: { ...ride.maker, manufacturer: null, creator: 'ROUVY' }, firstFix: inAuckland },
    ],
  ])('does not follow %s', async (_what, changes) => {
    const { draft } = await mapped({ ...evening, ...changes, utcOffsetSeconds: 3600 });
    expect(draft.session).toMatchObject({ local_date: '2026-05-11' });
    expect(draft.provenance.field_provenance?.['session.local_date']).toEqual(byOffset);
  });

  it('follows the athlete’s zone where the file has none, and says that it was assumed', async () => {
    const activity = { ...nowhere, utcOffsetSeconds: null };
    const { draft, quality } = await mapped(activity, { athleteTimeZone: 'America/New_York' });
    expect(draft.session).toEqual({
      started_at: '2026-05-10T23:30:00.000Z',
      timezone: 'America/New_York',
      local_date: '2026-05-10',
      local_week: '2026-W19',
    });
    expect(draft.provenance.warnings).toEqual(['zone_assumed']);
    expect(quality).toEqual({ grade: 'sound', flags: ['zone_assumed'] });
    const { field_provenance } = draft.provenance;
    expect([field_provenance?.['session.timezone'], field_provenance?.['session.local_date']]).toEqual([
      assumed,
      assumed,
    ]);
  });

  it.each([-43_200, -12_600, 0, 20_700, 50_400])('believes an offset of %d s', async (utcOffsetSeconds) => {
    const { quality } = await mapped({ ...nowhere, utcOffsetSeconds });
    expect(quality.flags).toEqual([]);
  });

  it.each([-44_100, 3_601, 225, 51_300])('believes no offset of %d s', async (utcOffsetSeconds) => {
    const { draft, quality } = await mapped({ ...nowhere, utcOffsetSeconds });
    expect(quality.flags).toEqual(['zone_assumed']);
    expect(draft.session.timezone).toBe('Europe/Berlin');
    expect(draft.provenance.field_provenance?.['session.timezone']?.notes).toBe(
      'the offset in the file is that of no zone',
    );
  });

  it('says of an offset that no zone has, beside a place, that it is none', async () => {
    const { metadata } = await mapped({ ...evening, utcOffsetSeconds: 225 });
    expect(metadata.notes).toEqual(['session.timezone: the recorder’s clock showed the time of no zone']);
  });

  it('stays unsaid where nobody knows the zone', async () => {
    const activity = { ...nowhere, utcOffsetSeconds: null };
    const { draft, quality } = await mapped(activity, { athleteTimeZone: 'Mars/Olympus' });
    expect(draft.session).toEqual({ started_at: '2026-05-10T23:30:00.000Z' });
    expect(quality.flags).toEqual([]);
  });
});

describe('a start that can not be', () => {
  it('is no start where the file names none', async () => {
    expect(await mapPart({ kind: 'activity', activity: { ...ride, startedAtMs: null } }, context)).toEqual({
      kind: 'failed',
      failure: { kind: 'not_mappable', field: 'session.started_at', detail: 'the file names no time' },
    });
  });

  it('is suspect more than a day ahead of now, and not a moment earlier', async () => {
    const dayAhead = Date.parse(context.now) + 24 * 3_600_000;
    const at = async (startedAtMs: number) =>
      (await mapped({ ...ride, startedAtMs, endedAtMs: null })).quality;
    expect(await at(dayAhead)).toEqual({ grade: 'sound', flags: [] });
    expect(await at(dayAhead + 1)).toEqual({ grade: 'uncertain', flags: ['clock_suspect'] });
  });
});

describe('a part that is no activity', () => {
  it.each([
    { kind: 'not_an_activity', what: 'course' },
    { kind: 'failed', failure: { kind: 'unreadable', detail: 'x' } },
  ] as const)('goes through as it is: $kind', async (part) => {
    expect(await mapPart(part, context)).toEqual(part);
  });
});

describe('a TCX activity on the canonical form', () => {
  it('sums laps and says what was computed', async () => {
    const { draft, summary } = await mapped(onlyActivity(await readTcx(tcxFile([tcxRun]))), {
      format: 'tcx',
    });
    expect(draft.source).toMatchObject({
      provider: 'garmin',
      external_activity_id: `tcx-${await shortHash('2026-05-12T07:30:00.000Z|Forerunner 945|3987654321|46.050000,14.500000', 20)}`,
      external_event_version: `1/2026-05-12T07:32:00.000Z/${readerRevision}`,
    });
    expect(draft.workout).toEqual({
      workout_type: 'run',
      sport: 'Running',
      duration_seconds: 90,
      distance_meters: 300,
      calories_kcal: 15,
    });
    expect(draft.provenance.mapping_version).toBe('tcx-v1');
    expect(draft.provenance.field_provenance).toEqual({
      'workout.workout_type': declared('Activity@Sport', { transform: 'sport_to_workout_type' }),
      'workout.sport': declared('Activity@Sport'),
      'workout.duration_seconds': declared('Lap/TotalTimeSeconds', { transform: 'sum_of_laps' }),
      'workout.distance_meters': declared('Lap/DistanceMeters', { transform: 'sum_of_laps' }),
      'workout.calories_kcal': declared('Lap/Calories', { transform: 'sum_of_laps' }),
      'session.started_at': declared('Lap@StartTime'),
      'session.ended_at': computed('Trackpoint/Time', { transform: 'latest_point' }),
      'session.timezone': located('Trackpoint/Position'),
      'session.local_date': located('Trackpoint/Position'),
      'session.local_week': located('Trackpoint/Position'),
    });
    expect(summary.device).toEqual({
      manufacturer: null,
      product: 'Forerunner 945',
      serialNumber: '3987654321',
    });
  });
});

describe('a GPX activity on the canonical form', () => {
  it('is computed from its points, and says so', async () => {
    const { draft, quality } = await mapped(onlyActivity(await readGpx(gpxFile([gpxHike]))), {
      format: 'gpx',
    });
    expect(draft.source).toMatchObject({
      provider: 'device',
      external_activity_id: `gpx-${await shortHash('OpenTracks|2026-05-12T07:30:00.000Z|46.050000,14.500000|1', 20)}`,
    });
    expect(draft.workout).toEqual({
      workout_type: 'hike',
      title: 'Up & down',
      sport: 'hiking',
      duration_seconds: 20,
      distance_meters: 222.39,
    });
    expect(draft.provenance.mapping_version).toBe('gpx-v1');
    expect(draft.provenance.field_provenance).toEqual({
      'workout.workout_type': declared('trk/type', { transform: 'sport_to_workout_type' }),
      'workout.sport': declared('trk/type'),
      'workout.title': declared('trk/name'),
      'workout.duration_seconds': computed('trkpt/time', {
        transform: 'last_minus_first',
        notes: 'elapsed time: the file has no timer time',
      }),
      'workout.distance_meters': computed('trkpt@lat,@lon', { transform: 'haversine' }),
      'session.started_at': computed('trkpt/time', { transform: 'earliest_point' }),
      'session.ended_at': computed('trkpt/time', { transform: 'latest_point' }),
      'session.timezone': located('trkpt@lat,@lon'),
      'session.local_date': located('trkpt@lat,@lon'),
      'session.local_week': located('trkpt@lat,@lon'),
    });
    expect(quality).toEqual({ grade: 'sound', flags: ['distance_computed'] });
  });
});
