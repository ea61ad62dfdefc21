import { describe, expect, it } from 'vitest';
import type { DecodedActivity } from '../../../src-worker/formats/decoded.ts';
import { readGpx } from '../../../src-worker/formats/gpx/read.ts';
import { gpxDocument, gpxFile, gpxHike, gpxTrack, type GpxPoint } from '../../fixtures/gpx-writer.ts';
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

const hike: DecodedActivity = {
  identityParts: ['OpenTracks', '2026-05-12T07:30:00.000Z', '46.050000,14.500000', '1'],
  maker: { manufacturer: null, product: null, serialNumber: null, creator: 'OpenTracks' },
  title: 'Up & down',
  sport: 'hiking',
  subSport: null,
  startedAtMs: startMs,
  endedAtMs: startMs + 20_000,
  elapsedSeconds: 20,
  timerSeconds: null,
  distanceMeters: 222.39,
  caloriesKcal: null,
  avgHeartRateBpm: 110,
  maxHeartRateBpm: 120,
  avgPowerWatts: null,
  ascentMeters: null,
  hasPosition: true,
  recordCount: 3,
  lapCount: 0,
  sessionCount: 1,
  lengthCount: 0,
  setCount: 0,
  sets: [],
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
    const document = gpxDocument(`<constructor>1</constructor><hasOwnProperty/>${gpxTrack(gpxHike)}`);
    const result = await readGpx(utf8(document));
    expect(result.ok ? onlyActivity(result) : result.failure.kind).toEqual(result.ok ? hike : 'unreadable');
    expect(await readGpx(utf8(gpxDocument('<__proto__><polluted>1</polluted></__proto__>')))).toMatchObject({
      ok: false,
    });
    expect({}).not.toHaveProperty('polluted');
  });
});
