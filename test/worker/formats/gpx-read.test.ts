import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodedActivity, DecodedSession } from '../../../src-worker/formats/decoded.ts';
import { readGpx } from '../../../src-worker/formats/gpx/read.ts';
import {
  gpxDialects,
  gpxDocument,
  gpxFile,
  gpxHike,
  gpxTrack,
  type GpxDialect,
  type GpxPoint,
} from '../../fixtures/gpx-writer.ts';
import { onlyActivity, partsOf } from './expect-activity.ts';

const startMs = Date.parse('2026-05-12T07:30:00Z');
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (...points: readonly GpxPoint[]) =>
  readGpx(gpxFile([{ segments: [points] }])).then(onlyActivity);
const at = (second: number, changes: GpxPoint = {}): GpxPoint => ({
  latitude: 46.05,
  longitude: 14.5,
  time: `2026-05-12T07:30:${String(second).padStart(2, '0')}Z`,
  ...changes,
});

const hikeSpan: DecodedSession = {
  sport: 'hiking',
  subSport: null,
  startedAtMs: startMs,
  elapsedSeconds: 20,
  timerSeconds: null,
  distanceMeters: 222.39,
  caloriesKcal: null,
  avgHeartRateBpm: 110,
  maxHeartRateBpm: 120,
  avgPowerWatts: null,
  ascentMeters: null,
};

const hike: DecodedActivity = {
  identityParts: ['OpenTracks', '2026-05-12T07:30:00.000Z', '46.050000,14.500000', '1'],
  maker: { manufacturer: null, product: null, serialNumber: null, creator: 'OpenTracks' },
  devices: [],
  title: 'Up & down',
  ...hikeSpan,
  endedAtMs: startMs + 20_000,
  hasPosition: true,
  firstFix: { latitudeDegrees: 46.05, longitudeDegrees: 14.5 },
  recordCount: 3,
  lapCount: 0,
  sessionCount: 1,
  lengthCount: 0,
  setCount: 0,
  sets: [],
  sessions: [hikeSpan],
  laps: [],
  lengths: [],
  events: [],
  developerFields: [],
  samples: {
    count: 3,
    timeMs: Float64Array.of(startMs, startMs + 10_000, startMs + 20_000),
    latitudeDegrees: Float64Array.of(46.05, 46.051, 46.052),
    longitudeDegrees: Float64Array.of(14.5, 14.5, 14.5),
    altitudeMeters: null,
    distanceMeters: null,
    speedMetersPerSecond: null,
    heartRateBpm: Float32Array.of(100, 110, 120),
    cadencePerMinute: null,
    powerWatts: null,
    temperatureCelsius: null,
  },
  latestInstantMs: startMs + 20_000,
  sound: true,
  utcOffsetSeconds: null,
  flags: ['distance_computed'],
  computedFields: [
    'startedAtMs',
    'endedAtMs',
    'elapsedSeconds',
    'distanceMeters',
    'avgHeartRateBpm',
    'maxHeartRateBpm',
  ],
  unsupportedFields: ['trkpt.hr'],
};

describe('a timed GPX track', () => {
  it('is an activity, its distance along the sphere', async () => {
    expect(onlyActivity(await readGpx(gpxFile([gpxHike])))).toEqual(hike);
  });

  it('has no distance between its segments: what lies there was not recorded', async () => {
    const first = [at(0), at(10, { latitude: 46.051 })];
    const far = [at(20, { latitude: 47 }), at(30, { latitude: 47.001 })];
    const activity = onlyActivity(await readGpx(gpxFile([{ segments: [first, far] }])));
    expect(activity).toMatchObject({ distanceMeters: 222.39, elapsedSeconds: 30, recordCount: 4 });
  });

  it('is one activity each, with an identity of its own, also where two start alike', async () => {
    const parts = partsOf(await readGpx(gpxFile([gpxHike, gpxHike])));
    const second = { ...hike, identityParts: [...hike.identityParts.slice(0, 3), '2'] };
    expect(parts).toEqual([
      { kind: 'activity', activity: hike },
      { kind: 'activity', activity: second },
    ]);
  });

  it('keeps its identity when it is cut short', async () => {
    const shorter = { ...gpxHike, segments: gpxHike.segments.map((points) => points.slice(0, 2)) };
    expect(onlyActivity(await readGpx(gpxFile([shorter]))).identityParts).toEqual(hike.identityParts);
  });

  it('without a creator or a position has an identity all the same', async () => {
    const track = { segments: [[{ time: '2026-05-12T07:30:00Z' }, { time: '2026-05-12T07:31:00Z' }]] };
    expect(onlyActivity(await readGpx(gpxFile([track], null)))).toMatchObject({
      identityParts: ['2026-05-12T07:30:00.000Z', '1'],
      distanceMeters: null,
      hasPosition: false,
      firstFix: null,
      flags: [],
    });
  });

  it('reads offsets for what they are, in whatever mix', async () => {
    const activity = await read(
      at(0, { time: '2026-05-12T09:30:00+02:00' }),
      at(0, { time: '2026-05-12T07:30:10Z' }),
      at(0, { time: '2026-05-12T02:00:20-05:30' }),
    );
    expect(activity).toMatchObject({
      startedAtMs: startMs,
      elapsedSeconds: 20,
      utcOffsetSeconds: 7200,
      flags: ['distance_computed'],
    });
  });

  it('whose times name no zone is taken as UTC, as the schema has it, and flagged', async () => {
    const points = [at(0, { time: '2026-05-12T07:30:00' }), at(0, { time: '2026-05-12T07:30:05' })];
    expect(await read(...points)).toMatchObject({
      startedAtMs: startMs,
      flags: ['time_without_zone', 'distance_computed'],
    });
  });

  it('whose time runs backward starts with its earliest point and is flagged', async () => {
    expect(await read(at(20), at(0), at(10))).toMatchObject({
      startedAtMs: startMs,
      elapsedSeconds: 20,
      flags: ['time_backward', 'distance_computed'],
    });
  });

  it('drops positions beyond the globe or beyond reading, keeps their times, and is flagged', async () => {
    const activity = await read(
      at(0),
      at(1, { latitude: '1e308' }),
      at(2, { latitude: 90.1 }),
      at(3, { longitude: 'NaN' }),
      at(4, { latitude: 46.051 }),
    );
    expect(activity).toMatchObject({
      recordCount: 5,
      elapsedSeconds: 4,
      distanceMeters: 111.2,
      flags: ['position_out_of_range', 'distance_computed'],
    });
  });

  it('takes an exact 0,0 among positions elsewhere for no fix, keeps its identity, and is flagged', async () => {
    const activity = await read(
      at(0, { latitude: 0, longitude: '0.0' }),
      at(1),
      at(2, { latitude: 46.051 }),
      at(3, { latitude: 0, longitude: 0 }),
    );
    expect(activity).toMatchObject({
      identityParts: ['OpenTracks', '2026-05-12T07:30:00.000Z', '0.000000,0.000000', '1'],
      distanceMeters: 111.2,
      flags: ['position_out_of_range', 'distance_computed'],
      samples: { latitudeDegrees: Float64Array.of(NaN, 46.05, 46.051, NaN) },
    });
  });

  it('that is at 0,0 all along is left where it says it was', async () => {
    const island = await read(at(0, { latitude: 0, longitude: 0 }), at(1, { latitude: 0, longitude: 0 }));
    expect(island).toMatchObject({ hasPosition: true, distanceMeters: 0, flags: ['distance_computed'] });
  });

  it('without positions at some points keeps these points', async () => {
    const { samples, flags } = await read(
      at(0),
      { time: '2026-05-12T07:30:01Z' },
      at(2, { latitude: 46.051 }),
    );
    expect(samples.latitudeDegrees).toEqual(Float64Array.of(46.05, NaN, 46.051));
    expect(flags).toEqual(['distance_computed']);
  });

  it('of which a point says half a position, a comma in a number, or no time, keeps the rest of it', async () => {
    const { samples, flags, elapsedSeconds } = await read(
      at(0),
      { latitude: 46.05, time: '2026-05-12T07:30:01Z' },
      at(2, { latitude: '46,05', elevation: '1,5', heartRate: 99 }),
      { latitude: 46.051, longitude: 14.5, heartRate: 98 },
      at(4, { time: 'soon', heartRate: 97 }),
      at(5),
    );
    expect(samples).toMatchObject({
      count: 6,
      timeMs: Float64Array.of(startMs, startMs + 1000, startMs + 2000, NaN, NaN, startMs + 5000),
      latitudeDegrees: Float64Array.of(46.05, NaN, NaN, 46.051, 46.05, 46.05),
      altitudeMeters: null,
      heartRateBpm: Float32Array.of(NaN, NaN, 99, 98, 97, NaN),
    });
    expect({ flags, elapsedSeconds }).toEqual({
      flags: ['position_out_of_range', 'value_out_of_range', 'distance_computed'],
      elapsedSeconds: 5,
    });
  });

  it('may say a time twice', async () => {
    expect(await read(at(0), at(5), at(5), at(9))).toMatchObject({
      recordCount: 4,
      elapsedSeconds: 9,
      flags: ['distance_computed'],
    });
  });

  it('keeps its ends where they are more than a month apart, and says that most of it was not recorded', async () => {
    const points = [
      { ...at(0), time: '2026-05-12T07:30:00Z' },
      { ...at(1), time: '2026-07-12T07:30:00Z' },
    ];
    const document = gpxDocument(gpxTrack({ segments: [points] }));
    const activity = onlyActivity(await readGpx(utf8(document)));
    expect(activity).toMatchObject({ elapsedSeconds: 61 * 86_400, flags: ['distance_computed', 'gaps'] });
  });

  it.each([
    ['a heart rate of 255', { heartRate: 255 }],
    ['a heart rate of 300', { heartRate: 300 }],
    ['a power of 65,535', { power: 65_535 }],
    ['a height of 1e20', { elevation: '1e20' }],
    ['a temperature of 127°', { temperature: 127 }],
    ['a speed of 400 km/h', { speed: 111.2 }],
    ['a height with a decimal comma', { elevation: '1,5' }],
  ])('has nothing of %s, and is flagged', async (_, odd) => {
    const dialect = 'temperature' in odd ? 'garminV2' : 'bare';
    const document = gpxDocument(gpxTrack({ segments: [[at(0, odd), at(1)]] }, dialect));
    const { samples, flags } = onlyActivity(await readGpx(utf8(document)));
    expect(flags).toEqual(['value_out_of_range', 'distance_computed']);
    expect(samples).toMatchObject({
      heartRateBpm: null,
      powerWatts: null,
      altitudeMeters: null,
      temperatureCelsius: null,
      speedMetersPerSecond: null,
    });
  });

  it('is not doubted for a heart rate of zero, which says that there was no strap', async () => {
    const points = [at(0, { heartRate: 0 }), at(1, { heartRate: 120 })];
    const { samples, flags } = await read(...points);
    expect(samples.heartRateBpm).toEqual(Float32Array.of(NaN, 120));
    expect(flags).toEqual(['distance_computed']);
  });

  it('says mean power and heart rate of its points', async () => {
    const points = [at(0, { power: 100, heartRate: 100 }), at(1), at(2, { power: 201, heartRate: 103 })];
    const document = gpxDocument(gpxTrack({ type: '9', segments: [points] }, 'bare'));
    expect(onlyActivity(await readGpx(utf8(document)))).toMatchObject({
      sport: '9',
      avgPowerWatts: 150.5,
      avgHeartRateBpm: 101.5,
      maxHeartRateBpm: 103,
    });
  });

  it('takes positions at the very edges of the globe', async () => {
    const edges = await read(
      at(0, { latitude: 90, longitude: 180 }),
      at(1, { latitude: -90, longitude: -180 }),
    );
    expect(edges.flags).toEqual(['distance_computed']);
  });

  it('from before anyone had a receiver is flagged for its clock', async () => {
    const points = [at(0, { time: '1989-12-31T00:00:00Z' }), at(0, { time: '1989-12-31T00:00:05Z' })];
    expect((await read(...points)).flags).toEqual(['clock_suspect', 'distance_computed']);
  });

  it('is named in plain text, whether its name is escaped, numbered or quoted whole', async () => {
    const name = 'a &lt;b&gt; &#228;&#x1F600; <![CDATA[<c> & &amp;]]><!-- not this --> &amp;lt;';
    expect(onlyActivity(await readGpx(gpxFile([{ ...gpxHike, name }]))).title).toBe(
      'a <b> ä😀 <c> & &amp; &lt;',
    );
  });

  it('shows markup in its name as the text that it is', async () => {
    const track = { ...gpxHike, name: '&lt;img src=x onerror=alert(1)&gt;' };
    expect(onlyActivity(await readGpx(gpxFile([track]))).title).toBe('<img src=x onerror=alert(1)>');
  });

  it('of which no position is a number is a named failure', async () => {
    const comma = [
      at(0, { latitude: '46,05', longitude: '14,5' }),
      at(1, { latitude: '46,06', longitude: '14,5' }),
    ];
    expect(await readGpx(gpxFile([{ segments: [comma] }]))).toEqual({
      ok: false,
      failure: { kind: 'unreadable', detail: 'no position of the track is a number' },
    });
  });

  it('is imported beside another that can not be read, and beside one without times', async () => {
    const garbage = { segments: [[at(0, { latitude: 'x' }), at(1, { latitude: 'y' })]] };
    const untimed = { segments: [[{ latitude: 1, longitude: 1 }]] };
    expect(partsOf(await readGpx(gpxFile([gpxHike, garbage, untimed])))).toEqual([
      { kind: 'activity', activity: hike },
      { kind: 'failed', failure: { kind: 'unreadable', detail: 'no position of the track is a number' } },
      { kind: 'not_an_activity', what: 'track_without_times' },
    ]);
  });
});

describe('what sensors said along a GPX track', () => {
  const said = { heartRate: 120, cadence: 85, temperature: 21.5, power: 250, speed: 7.5, distance: 1234.5 };
  const columns = {
    heartRate: 'heartRateBpm',
    cadence: 'cadencePerMinute',
    temperature: 'temperatureCelsius',
    power: 'powerWatts',
    speed: 'speedMetersPerSecond',
    distance: 'distanceMeters',
  } as const;

  it.each(Object.keys(gpxDialects) as GpxDialect[])('is read as %s writes it', async (dialect) => {
    const track = { segments: [[at(0, { ...said, elevation: 300.5 }), at(1)]] };
    const { samples } = onlyActivity(await readGpx(utf8(gpxDocument(gpxTrack(track, dialect)))));
    const named = Object.keys(gpxDialects[dialect].names) as (keyof typeof said)[];
    expect([...(samples.altitudeMeters ?? [])]).toEqual([300.5, NaN]);
    for (const sensor of Object.keys(said) as (keyof typeof said)[]) {
      const column = samples[columns[sensor]];
      expect(column === null ? null : [...column], sensor).toEqual(
        named.includes(sensor) ? [said[sensor], NaN] : null,
      );
    }
  });

  it('comes back as it was written, whatever it is', async () => {
    const sensors = fc.record(
      {
        heartRate: fc.integer({ min: 1, max: 254 }),
        cadence: fc.integer({ min: 0, max: 254 }),
        temperature: fc.integer({ min: -40, max: 60 }),
      },
      { requiredKeys: [] },
    );
    const segments = fc.array(fc.array(sensors, { maxLength: 100 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(segments, async (drawn) => {
        let second = 0;
        const written = drawn.map((points) =>
          points.map((point): GpxPoint => {
            second += 1;
            return { ...point, ...at(0), time: new Date(startMs + second * 500).toISOString() };
          }),
        );
        fc.pre(second > 1);
        const points = written.flat();
        const { samples } = onlyActivity(await readGpx(gpxFile([{ segments: written }])));
        const column = (name: keyof typeof columns): number[] => {
          const values = samples[columns[name]];
          return values === null ? points.map(() => NaN) : [...values];
        };
        expect([...samples.timeMs]).toEqual(points.map((_, index) => startMs + (index + 1) * 500));
        for (const name of ['heartRate', 'cadence', 'temperature'] as const) {
          expect(column(name)).toEqual(points.map((point) => point[name] ?? NaN));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a damaged GPX document', () => {
  const whole = gpxDocument(gpxTrack(gpxHike));

  it('cut anywhere behind its second point keeps the points that are whole, and its identity', async () => {
    const ends = [...whole.matchAll(/<\/trkpt>/g)].map(({ index, 0: tag }) => index + tag.length);
    for (let cut = ends[1] ?? 0; cut < whole.length; cut += 1) {
      const recordCount = ends.filter((end) => end <= cut).length;
      expect(onlyActivity(await readGpx(utf8(whole.slice(0, cut)))), `cut at ${cut}`).toMatchObject({
        identityParts: hike.identityParts,
        recordCount,
        sound: false,
        flags: ['recovered', 'distance_computed'],
        samples: { count: recordCount, heartRateBpm: hike.samples.heartRateBpm?.slice(0, recordCount) },
      });
    }
  });

  it('cut before there are two times is a named failure', async () => {
    expect(await readGpx(utf8(whole.slice(0, whole.indexOf('</trkpt>') + 8)))).toEqual({
      ok: false,
      failure: { kind: 'unreadable', detail: 'the document ends too early' },
    });
  });

  it('keeps the tracks before the damage', async () => {
    const two = gpxDocument(gpxTrack(gpxHike) + gpxTrack({ ...gpxHike, name: '&nobody;' }));
    expect(onlyActivity(await readGpx(utf8(two)))).toMatchObject({
      title: 'Up & down',
      flags: ['recovered', 'distance_computed'],
    });
  });
});

describe('a GPX document that is no activity', () => {
  const place = '<rtept lat="46" lon="14"/>';
  it.each([
    ['a route', `<rte>${place}</rte><wpt lat="1" lon="1"/>`, 'route'],
    ['waypoints', '<wpt lat="1" lon="1"/>', 'waypoints'],
    [
      'a drawing',
      gpxTrack({
        segments: [
          [
            { latitude: 1, longitude: 1 },
            { latitude: 2, longitude: 2 },
          ],
        ],
      }),
      'track_without_times',
    ],
    ['one time only', gpxTrack({ segments: [[at(0), at(0), at(0)]] }), 'track_without_times'],
    ['an empty track', '<trk><trkseg/></trk>', 'nothing_recorded'],
    ['nothing at all', '', 'nothing_recorded'],
  ])('but %s is ignored by its name', async (_, content, what) => {
    expect(partsOf(await readGpx(utf8(gpxDocument(content))))).toEqual([{ kind: 'not_an_activity', what }]);
  });

  it('is ignored where its root is empty', async () => {
    expect(partsOf(await readGpx(utf8('<gpx/>')))).toEqual([
      { kind: 'not_an_activity', what: 'nothing_recorded' },
    ]);
  });
});

describe('a hostile GPX document', () => {
  it('with entities that grow is refused by its DOCTYPE', async () => {
    const bomb =
      '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><gpx><trk><name>&b;</name></trk></gpx>';
    expect(await readGpx(utf8(bomb))).toEqual({ ok: false, failure: { kind: 'doctype_refused' } });
  });

  it('that names a DOCTYPE only in a comment is read', async () => {
    const document = gpxDocument(`<!-- <!DOCTYPE x> -->${gpxTrack(gpxHike)}`).replace(
      '?>',
      '?><!-- <!DOCTYPE y> -->',
    );
    expect(onlyActivity(await readGpx(utf8(document)))).toEqual(hike);
  });

  it('with elements named like the insides of an object changes nothing', async () => {
    const names =
      '<constructor>1</constructor><hasOwnProperty/><__proto__ __proto__="1"><polluted>1</polluted></__proto__>';
    expect(onlyActivity(await readGpx(utf8(gpxDocument(names + gpxTrack(gpxHike)))))).toEqual(hike);
    expect({}).not.toHaveProperty('polluted');
  });
});
