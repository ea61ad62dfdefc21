import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodedActivity, DecodedSession } from '../../../src-worker/formats/decoded.ts';
import { readTcx } from '../../../src-worker/formats/tcx/read.ts';
import {
  tcxActivity,
  tcxDocument,
  tcxFile,
  tcxMultisport,
  tcxRun,
  type TcxActivity,
  type TcxPoint,
} from '../../fixtures/tcx-writer.ts';
import { onlyActivity, partsOf } from './expect-activity.ts';

const startMs = Date.parse('2026-05-12T07:30:00Z');
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (activity: TcxActivity) => readTcx(tcxFile([activity])).then(onlyActivity);

const runSpan: DecodedSession = {
  sport: 'Running',
  subSport: null,
  startedAtMs: startMs,
  elapsedSeconds: 120,
  timerSeconds: 90,
  distanceMeters: 300,
  caloriesKcal: 15,
  avgHeartRateBpm: 130,
  maxHeartRateBpm: 155,
  avgPowerWatts: null,
  ascentMeters: null,
};

const run: DecodedActivity = {
  identityParts: ['2026-05-12T07:30:00.000Z', 'Forerunner 945', '3987654321', '46.050000,14.500000'],
  maker: { manufacturer: null, product: '3113', serialNumber: '3987654321', creator: 'Forerunner 945' },
  devices: [
    {
      isRecorder: true,
      type: null,
      manufacturer: null,
      product: 'Forerunner 945',
      serialNumber: '3987654321',
      softwareVersion: null,
    },
  ],
  title: null,
  ...runSpan,
  endedAtMs: startMs + 120_000,
  hasPosition: true,
  firstFix: { latitudeDegrees: 46.05, longitudeDegrees: 14.5 },
  recordCount: 4,
  lapCount: 2,
  sessionCount: 1,
  lengthCount: 0,
  setCount: 0,
  sets: [],
  sessions: [runSpan],
  laps: [
    {
      startedAtMs: startMs,
      elapsedSeconds: null,
      timerSeconds: 60,
      distanceMeters: 200,
      caloriesKcal: 10,
      avgHeartRateBpm: 120,
      maxHeartRateBpm: 130,
      avgPowerWatts: null,
      ascentMeters: null,
    },
    {
      startedAtMs: startMs + 60_000,
      elapsedSeconds: null,
      timerSeconds: 30,
      distanceMeters: 100,
      caloriesKcal: 5,
      avgHeartRateBpm: 150,
      maxHeartRateBpm: 155,
      avgPowerWatts: null,
      ascentMeters: null,
    },
  ],
  lengths: [],
  events: [],
  developerFields: [],
  samples: {
    count: 4,
    timeMs: Float64Array.of(startMs, startMs + 60_000, startMs + 70_000, startMs + 120_000),
    latitudeDegrees: Float64Array.of(46.05, 46.051, 46.0515, 46.052),
    longitudeDegrees: Float64Array.of(14.5, 14.5, 14.5, 14.5),
    altitudeMeters: null,
    distanceMeters: null,
    speedMetersPerSecond: null,
    heartRateBpm: Float32Array.of(110, 130, 145, 155),
    cadencePerMinute: null,
    powerWatts: null,
    temperatureCelsius: null,
  },
  latestInstantMs: startMs + 120_000,
  sound: true,
  utcOffsetSeconds: null,
  flags: [],
  computedFields: ['endedAtMs', 'elapsedSeconds'],
  unsupportedFields: ['Lap.AverageHeartRateBpm', 'Lap.MaximumHeartRateBpm'],
};

describe('a TCX activity', () => {
  it('is read whole: amounts summed over laps, means weighted by their time', async () => {
    expect(await read(tcxRun)).toEqual(run);
  });

  it('reads the same under a prefix, behind blanks, and without a namespace', async () => {
    const plain = tcxDocument(`<Activities>${tcxActivity(tcxRun)}</Activities>`);
    const prefixed = plain.replace(/<(\/?)(?=[A-Z])/g, '<$1g:').replace(' xmlns=', ' xmlns:g=');
    const bare = plain.replace(/ xmlns="[^"]*"/, '');
    for (const document of [prefixed, `\n   ${plain}`, bare]) {
      expect(onlyActivity(await readTcx(utf8(document)))).toEqual(run);
    }
  });

  it('without any point ends with its last lap', async () => {
    const laps = (tcxRun.laps ?? []).map((lap) => ({ ...lap, points: [] }));
    expect(await read({ ...tcxRun, laps })).toMatchObject({
      endedAtMs: startMs + 90_000,
      elapsedSeconds: 90,
      timerSeconds: 90,
      recordCount: 0,
      hasPosition: false,
      firstFix: null,
    });
  });

  it('goes on through laps without a point behind its last one, where their timer ran for more than five minutes more', async () => {
    const [first, ...others] = tcxRun.laps ?? [];
    const untracked = { start: '2026-05-12T07:32:30Z', timerSeconds: 600, distanceMeters: 2_000 };
    expect(await read({ ...tcxRun, laps: [first ?? {}, ...others, untracked] })).toMatchObject({
      endedAtMs: startMs + 750_000,
      elapsedSeconds: 750,
      timerSeconds: 690,
      flags: [],
    });
    // One between two that have points takes nothing from their end.
    const between = { ...untracked, start: '2026-05-12T07:30:20Z', timerSeconds: 20 };
    expect(await read({ ...tcxRun, laps: [first ?? {}, between, ...others] })).toMatchObject({
      endedAtMs: startMs + 120_000,
      elapsedSeconds: 120,
    });
    // Five minutes beyond the last point were spent until somebody pressed stop.
    const until = (seconds: number) => ({ start: '2026-05-12T07:32:00Z', timerSeconds: seconds });
    const endWith = async (seconds: number) =>
      (await read({ ...tcxRun, laps: [first ?? {}, ...others, until(seconds)] })).endedAtMs;
    expect(await endWith(300)).toBe(startMs + 120_000);
    expect(await endWith(301)).toBe(startMs + 120_000 + 301_000);
  });

  it('says the mean and the highest heart rate of its points where its laps say none', async () => {
    const laps = [{ start: '2026-05-12T07:30:00Z', points: tcxRun.laps?.[0]?.points ?? [] }];
    expect(await read({ ...tcxRun, laps })).toMatchObject({
      avgHeartRateBpm: 120,
      maxHeartRateBpm: 130,
      computedFields: ['endedAtMs', 'elapsedSeconds', 'avgHeartRateBpm', 'maxHeartRateBpm'],
    });
  });

  it('reads the offset of a local time, and flags a time without any', async () => {
    const at = (start: string) => read({ ...tcxRun, laps: [{ start, timerSeconds: 1 }] });
    expect(await at('2026-05-12T09:30:00+02:00')).toMatchObject({
      startedAtMs: startMs,
      utcOffsetSeconds: 7200,
      flags: [],
    });
    expect(await at('2026-05-12T07:30:00')).toMatchObject({
      startedAtMs: startMs,
      utcOffsetSeconds: null,
      flags: ['time_without_zone'],
    });
  });

  it('without an Id, a maker or a position is told apart by its start', async () => {
    const laps = [{ start: '2026-05-12T09:30:00+02:00', timerSeconds: 60 }];
    expect((await read({ laps })).identityParts).toEqual(['2026-05-12T07:30:00.000Z']);
  });

  it('loses negative amounts and an end before its start, and is flagged', async () => {
    const activity = await read({
      laps: [
        {
          start: '2026-05-12T07:30:00Z',
          timerSeconds: -60,
          distanceMeters: '-1',
          points: [{ time: '2026-05-12T07:29:00Z' }, { time: '2026-05-12T07:28:00Z' }],
        },
      ],
    });
    expect(activity).toMatchObject({
      startedAtMs: startMs,
      endedAtMs: null,
      elapsedSeconds: null,
      timerSeconds: null,
      distanceMeters: null,
      flags: ['time_backward', 'value_out_of_range'],
    });
  });

  it('keeps its ends where they are more than a month apart, and says that most of it was not recorded', async () => {
    const laps = [{ start: '2026-05-12T07:30:00Z' }, { start: '2026-07-12T07:30:00Z' }].map((lap) => ({
      ...lap,
      timerSeconds: 60,
      points: [{ time: lap.start }],
    }));
    const { elapsedSeconds, flags } = await read({ laps });
    expect([elapsedSeconds, flags]).toEqual([61 * 86_400, ['gaps']]);
  });

  it('takes nothing from a decimal comma, because nobody knows what it means', async () => {
    const laps = [{ start: '2026-05-12T07:30:00Z', timerSeconds: 60, distanceMeters: '1,234' }];
    expect(await read({ laps })).toMatchObject({
      timerSeconds: 60,
      distanceMeters: null,
      flags: ['value_out_of_range'],
    });
  });

  it('is doubted for more than five minutes without a point that no pause explains', async () => {
    const points = [{ time: '2026-05-12T07:30:00Z' }, { time: '2026-05-12T07:36:00Z' }];
    const flagsOf = async (timerSeconds: number) =>
      (await read({ laps: [{ start: '2026-05-12T07:30:00Z', timerSeconds, points }] })).flags;
    expect(await flagsOf(360)).toEqual(['gaps']);
    expect(await flagsOf(10)).toEqual([]);
    const short = points.map(({ time }) => ({ time: time.replace('07:36:00', '07:35:00') }));
    expect(
      (await read({ laps: [{ start: '2026-05-12T07:30:00Z', timerSeconds: 300, points: short }] })).flags,
    ).toEqual([]);
  });

  it('is doubted where its laps declare another distance than its points counted on', async () => {
    const flagsOf = async (...distances: readonly number[]) => {
      const points = distances.map((distance, second) => ({
        time: `2026-05-12T07:30:0${String(second)}Z`,
        distance,
      }));
      return (await read({ laps: [{ start: '2026-05-12T07:30:00Z', distanceMeters: 1000, points }] })).flags;
    };
    expect(await flagsOf(0, 940)).toEqual([]);
    expect(await flagsOf(0, 890)).toEqual(['distance_disagrees']);
    // Some writers count each lap from zero.
    expect(await flagsOf(0, 500, 0, 500)).toEqual([]);
  });

  it('without a time has no start, and is left to the mapping to refuse', async () => {
    expect(await read({ laps: [{ timerSeconds: 60 }] })).toMatchObject({
      startedAtMs: null,
      timerSeconds: 60,
    });
  });
});

describe('a TCX document', () => {
  it('of several activities is as many, the empty ones named', async () => {
    const parts = partsOf(await readTcx(tcxFile([tcxRun, { sport: 'Other', id: 'x' }])));
    expect(parts).toEqual([
      { kind: 'activity', activity: run },
      { kind: 'not_an_activity', what: 'nothing_recorded' },
    ]);
  });

  it('with a MultiSportSession is one activity with legs', async () => {
    const leg = (sport: string, start: string, seconds: number): TcxActivity => ({
      sport,
      id: start,
      laps: [{ start, timerSeconds: seconds, distanceMeters: 100, points: [{ time: start }] }],
    });
    const session = tcxMultisport('2026-05-12T07:30:00Z', [
      leg('Other', '2026-05-12T07:30:00Z', 60),
      { ...leg('Biking', '2026-05-12T07:32:00Z', 30), creator: { name: 'of the second leg' } },
    ]);
    const document = tcxDocument(`<Activities>${session}</Activities>`);
    expect(onlyActivity(await readTcx(utf8(document)))).toMatchObject({
      identityParts: ['2026-05-12T07:30:00Z'],
      sport: 'multisport',
      sessionCount: 2,
      sessions: [
        { sport: 'Other', startedAtMs: startMs, elapsedSeconds: 0, timerSeconds: 60, distanceMeters: 100 },
        { sport: 'Biking', startedAtMs: startMs + 120_000, elapsedSeconds: 0, timerSeconds: 30 },
      ],
      maker: { creator: null },
      startedAtMs: startMs,
      endedAtMs: startMs + 120_000,
      elapsedSeconds: 0,
      timerSeconds: 90,
      distanceMeters: 200,
    });
  });

  it('has the transition between two sports as a leg of its own', async () => {
    const session = tcxMultisport('2026-05-12T07:30:00Z', [
      { sport: 'Biking', laps: [{ start: '2026-05-12T07:30:00Z', timerSeconds: 60, distanceMeters: 500 }] },
      { sport: 'Running', laps: [{ start: '2026-05-12T07:40:00Z', timerSeconds: 90, distanceMeters: 300 }] },
    ]).replace(
      '<NextSport>',
      '<NextSport><Transition StartTime="2026-05-12T07:39:00Z"><TotalTimeSeconds>45</TotalTimeSeconds>' +
        '<DistanceMeters>20</DistanceMeters></Transition>',
    );
    const document = tcxDocument(`<Activities>${session}</Activities>`);
    expect(onlyActivity(await readTcx(utf8(document)))).toMatchObject({
      sessionCount: 3,
      lapCount: 3,
      timerSeconds: 195,
      distanceMeters: 820,
      sessions: [
        { sport: 'Biking', timerSeconds: 60 },
        { sport: 'Transition', startedAtMs: startMs + 540_000, timerSeconds: 45, distanceMeters: 20 },
        { sport: 'Running', timerSeconds: 90 },
      ],
    });
  });

  it('of the first schema has its runs in folders by sport', async () => {
    const runOf = (activity: TcxActivity) =>
      tcxActivity(activity)
        .replace(/^<Activity[^>]*>/, '<Run>')
        .replace('</Activity>', '</Run>')
        .replaceAll(/<(\w*HeartRateBpm)><Value>(\d+)<\/Value>/g, '<$1>$2');
    const { sport, creator, id, ...laps } = tcxRun;
    const ride = runOf({ laps: [{ start: '2026-05-13T07:30:00Z', timerSeconds: 60 }] });
    const document = tcxDocument(
      `<History><Running Name="${String(sport)}"><Folder Name="May"><Week/>${runOf(laps)}</Folder></Running>` +
        `<Biking>${ride}</Biking><MultiSport><MultiSportSession>` +
        `<FirstSport Sport="Biking">${ride}</FirstSport><NextSport Sport="Running">${ride}</NextSport>` +
        '</MultiSportSession></MultiSport></History>',
    );
    expect([creator, id]).not.toContain(undefined);
    const parts = partsOf(await readTcx(utf8(document)));
    const { timerSeconds, distanceMeters, avgHeartRateBpm, samples } = run;
    expect(parts).toMatchObject([
      { activity: { sport, startedAtMs: startMs, timerSeconds, distanceMeters, avgHeartRateBpm, samples } },
      { activity: { sport: 'Biking', timerSeconds: 60 } },
      {
        activity: {
          sport: 'multisport',
          timerSeconds: 120,
          sessions: [{ sport: 'Biking' }, { sport: 'Running' }],
        },
      },
    ]);
  });

  it.each([
    ['<Courses><CourseFolder/></Courses>', 'course'],
    ['<Workouts><Workout/></Workouts>', 'workout'],
    ['', 'nothing_recorded'],
    ['<Activities/>', 'nothing_recorded'],
  ])('of “%s” is ignored as %s', async (content, what) => {
    expect(partsOf(await readTcx(utf8(tcxDocument(content))))).toEqual([{ kind: 'not_an_activity', what }]);
  });

  it('with a DOCTYPE is refused before anything is read', async () => {
    const document = tcxDocument('').replace(
      '?>\n',
      '?><!-- a --><!DOCTYPE x [<!ENTITY e SYSTEM "http://localhost/">]>',
    );
    expect(await readTcx(utf8(document))).toEqual({ ok: false, failure: { kind: 'doctype_refused' } });
  });

  it.each([
    ['cut', (text: string) => text.slice(0, text.indexOf('<Time>2026-05-12T07:32')), 3],
    [
      'with a broken tag',
      (text: string) => text.replace('</Time><Position><LatitudeDegrees>46.0515', '&/Time>'),
      2,
    ],
    ['twice in one file', (text: string) => text + text, 4],
    ['with NUL characters', (text: string) => text.replace('46.052<', '46.0\0\0\0<'), 3],
    ['with an entity that nobody defined', (text: string) => text.replace('46.052<', '&custom;<'), 3],
    [
      'with a second DOCTYPE-like thing inside',
      (text: string) => text.replace('<Creator>', '<!DOCTYPE x><Creator>'),
      4,
    ],
  ])('%s keeps what stands before the fault, and says so', async (_, damage, recordCount) => {
    const document = damage(tcxDocument(`<Activities>${tcxActivity(tcxRun)}</Activities>`));
    const activity = onlyActivity(await readTcx(utf8(document)));
    expect(activity).toMatchObject({ recordCount, sound: false, flags: ['recovered'], timerSeconds: 90 });
    expect(activity.samples.timeMs).toEqual(run.samples.timeMs.slice(0, recordCount));
  });

  it('cut before its first lap is a named failure', async () => {
    const document = tcxDocument(`<Activities>${tcxActivity(tcxRun)}</Activities>`);
    expect(await readTcx(utf8(document.slice(0, document.indexOf('<Lap'))))).toMatchObject({
      ok: false,
      failure: { kind: 'unreadable', detail: 'the document ends too early' },
    });
  });
});

describe('the points of a TCX activity', () => {
  const at = (second: number, changes: TcxPoint = {}): TcxPoint => ({
    time: `2026-05-12T07:30:${String(second).padStart(2, '0')}Z`,
    ...changes,
  });
  const samplesOf = async (...points: readonly TcxPoint[]) =>
    (await read({ laps: [{ start: '2026-05-12T07:30:00Z', points }] })).samples;

  it('keep what sensors and extensions say, a column each', async () => {
    const full = at(0, {
      latitude: 46,
      longitude: 14,
      altitude: 300.5,
      distance: 12.25,
      heartRate: 120,
      cadence: 85,
      speed: 7.5,
      watts: 210,
    });
    expect(await samplesOf(full, at(1, { runCadence: 88 }))).toEqual({
      count: 2,
      timeMs: Float64Array.of(startMs, startMs + 1000),
      latitudeDegrees: Float64Array.of(46, NaN),
      longitudeDegrees: Float64Array.of(14, NaN),
      altitudeMeters: Float32Array.of(300.5, NaN),
      distanceMeters: Float64Array.of(12.25, NaN),
      speedMetersPerSecond: Float32Array.of(7.5, NaN),
      heartRateBpm: Float32Array.of(120, NaN),
      cadencePerMinute: Float32Array.of(85, 88),
      powerWatts: Float32Array.of(210, NaN),
      temperatureCelsius: null,
    });
  });

  it('may come in several tracks of a lap', async () => {
    const laps = [
      { start: '2026-05-12T07:30:00Z', points: [at(0), at(1)], moreTracks: [[at(20)], [], [at(30)]] },
    ];
    expect(await read({ laps })).toMatchObject({ recordCount: 4, elapsedSeconds: 30 });
  });

  it('without a time are points all the same', async () => {
    expect((await samplesOf(at(0), { heartRate: 100 }, at(2))).timeMs).toEqual(
      Float64Array.of(startMs, NaN, startMs + 2000),
    );
  });

  it('say mean power where the laps do not, and the laps are believed where they do', async () => {
    const points = [at(0, { watts: 100 }), at(1), at(2, { watts: 201 })];
    const start = '2026-05-12T07:30:00Z';
    expect((await read({ laps: [{ start, points }] })).avgPowerWatts).toBe(150.5);
    expect(await read({ laps: [{ start, points, avgWatts: 140, maxWatts: 201 }] })).toMatchObject({
      avgPowerWatts: 140,
      laps: [{ avgPowerWatts: 140 }],
      unsupportedFields: ['Lap.LX.AvgWatts', 'Lap.LX.MaxWatts'],
    });
  });

  it('lose a position of which one half is missing, and are flagged', async () => {
    const laps = [{ start: '2026-05-12T07:30:00Z', points: [at(0, { latitude: 46 }), at(1)] }];
    expect(await read({ laps })).toMatchObject({ hasPosition: false, flags: ['position_out_of_range'] });
  });

  it('come back as they were written, whatever they are', async () => {
    const decimals = (min: number, max: number, places: number) =>
      fc.integer({ min: min * 10 ** places, max: max * 10 ** places }).map((value) => value / 10 ** places);
    const arbitraryPoint = fc.record(
      {
        latitude: decimals(-90, 90, 7),
        longitude: decimals(-180, 180, 7),
        altitude: fc.integer({ min: -400, max: 8848 }),
        distance: decimals(0, 100_000, 2),
        heartRate: fc.integer({ min: 1, max: 254 }),
        cadence: fc.integer({ min: 0, max: 254 }),
        speed: fc.integer({ min: 0, max: 30 }),
        watts: fc.integer({ min: 0, max: 2000 }),
      },
      { requiredKeys: ['latitude', 'longitude'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryPoint, { minLength: 1, maxLength: 200 }), async (values) => {
        const points = values.map((value, second): TcxPoint => ({
          ...value,
          time: new Date(startMs + second * 1000).toISOString(),
        }));
        const samples = await samplesOf(...points);
        const column = (field: keyof TcxPoint): number[] =>
          points.map((point) => Number(point[field] ?? NaN));
        const read = (values: Float32Array | Float64Array | null): number[] =>
          values === null ? points.map(() => NaN) : [...values];
        expect([...samples.timeMs]).toEqual(points.map((_, second) => startMs + second * 1000));
        expect(read(samples.altitudeMeters)).toEqual(column('altitude'));
        expect(read(samples.distanceMeters)).toEqual(column('distance'));
        expect(read(samples.heartRateBpm)).toEqual(column('heartRate'));
        expect(read(samples.cadencePerMinute)).toEqual(column('cadence'));
        expect(read(samples.speedMetersPerSecond)).toEqual(column('speed'));
        expect(read(samples.powerWatts)).toEqual(column('watts'));
        const isZero = (point: TcxPoint): boolean => point.latitude === 0 && point.longitude === 0;
        const expectedZero = points.every(isZero);
        expect(read(samples.latitudeDegrees)).toEqual(
          points.map((point) => (isZero(point) && !expectedZero ? NaN : point.latitude)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
