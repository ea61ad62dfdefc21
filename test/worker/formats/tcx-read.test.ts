import { describe, expect, it } from 'vitest';
import type { DecodedActivity } from '../../../src-worker/formats/decoded.ts';
import { readTcx } from '../../../src-worker/formats/tcx/read.ts';
import { tcxActivity, tcxDocument, tcxFile, tcxRun, type TcxActivity } from '../../fixtures/tcx-writer.ts';
import { onlyActivity, partsOf } from './expect-activity.ts';

const startMs = Date.parse('2026-05-12T07:30:00Z');
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (activity: TcxActivity) => readTcx(tcxFile([activity])).then(onlyActivity);

const run: DecodedActivity = {
  identityParts: ['2026-05-12T07:30:00.000Z', 'Forerunner 945', '3987654321', '46.050000,14.500000'],
  maker: { manufacturer: null, product: '3113', serialNumber: '3987654321', creator: 'Forerunner 945' },
  title: null,
  sport: 'Running',
  subSport: null,
  startedAtMs: startMs,
  endedAtMs: startMs + 120_000,
  elapsedSeconds: 120,
  timerSeconds: 90,
  distanceMeters: 300,
  caloriesKcal: 15,
  avgHeartRateBpm: 130,
  maxHeartRateBpm: 155,
  avgPowerWatts: null,
  ascentMeters: null,
  hasPosition: true,
  recordCount: 4,
  lapCount: 2,
  sessionCount: 1,
  lengthCount: 0,
  setCount: 0,
  sets: [],
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
    });
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

  it('takes nothing from a decimal comma, because nobody knows what it means', async () => {
    const laps = [{ start: '2026-05-12T07:30:00Z', timerSeconds: 60, distanceMeters: '1,234' }];
    expect(await read({ laps })).toMatchObject({ timerSeconds: 60, distanceMeters: null });
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
    const leg = (sport: string, start: string, seconds: number) =>
      tcxActivity({ sport, id: start, laps: [{ start, timerSeconds: seconds, distanceMeters: 100 }] });
    const document = tcxDocument(
      '<Activities><MultiSportSession><Id>2026-05-12T07:30:00Z</Id>' +
        `<FirstSport>${leg('Other', '2026-05-12T07:30:00Z', 60)}</FirstSport>` +
        `<NextSport>${leg('Biking', '2026-05-12T07:32:00Z', 30)}</NextSport>` +
        '</MultiSportSession></Activities>',
    );
    expect(onlyActivity(await readTcx(utf8(document)))).toMatchObject({
      identityParts: ['2026-05-12T07:30:00Z'],
      sport: 'multisport',
      sessionCount: 2,
      startedAtMs: startMs,
      endedAtMs: startMs + 150_000,
      elapsedSeconds: 90,
      timerSeconds: 90,
      distanceMeters: 200,
    });
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
    ['cut', (text: string) => text.slice(0, 900)],
    ['with a broken tag', (text: string) => text.replace('<Track>', '&Track>')],
    ['twice in one file', (text: string) => text + text],
    ['with NUL characters', (text: string) => text.replace('200', '2\0\0\0')],
  ])('%s is a named failure', async (_, damage) => {
    const document = damage(tcxDocument(`<Activities>${tcxActivity(tcxRun)}</Activities>`));
    expect(await readTcx(utf8(document))).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
  });

  it('may nest 64 elements, and not one more', async () => {
    const nested = (depth: number) => tcxDocument('<a>'.repeat(depth - 1) + '</a>'.repeat(depth - 1));
    expect(await readTcx(utf8(nested(64)))).toMatchObject({ ok: true });
    expect(await readTcx(utf8(nested(65)))).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
  });
});
