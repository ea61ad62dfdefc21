import { describe, expect, it } from 'vitest';
import { nonActivities } from '../../../src-worker/contract/activity-format.ts';
import type { Ending } from '../../../src-worker/contract/receipt.ts';
import type { MatchedActivity } from '../../../src-worker/contract/dedup-verdict.ts';
import { outcomeSentences } from '../../../src-worker/contract/sentences.ts';
import { describeActivity, endingInWords } from '../../../src-worker/imports/words.ts';
import { failureOfEachKind } from '../../support/failure-samples.ts';

/** One of every kind. */
const every: readonly Ending[] = [
  ...Object.values(failureOfEachKind).map((failure): Ending => ({ kind: 'failed', failure })),
  ...nonActivities.map((what): Ending => ({ kind: 'not_an_activity', what })),
  ...(Object.keys(outcomeSentences) as (keyof typeof outcomeSentences)[]).map((kind): Ending => ({ kind })),
];

const matched: MatchedActivity = {
  sourceIdentityKey: 'external-activity-1',
  eventId: 'event-1',
  startedAt: '2026-05-12T16:04:00.000Z',
  workoutType: 'ride',
  title: null,
  deviceName: 'Edge 530',
  fileName: 'first.fit',
  importedAt: '2026-06-01T00:00:00.000Z',
  compared: [],
};

const inWords = (ending: Ending, isRecovered = false) =>
  endingInWords({
    fileName: 'morning.fit',
    member: null,
    ending,
    isRecovered,
    activity: 'Run, 10.2 km',
    matched,
  });

const known = (change: Partial<MatchedActivity> | null) =>
  endingInWords({
    fileName: 'morning.fit',
    member: null,
    ending: { kind: 'exact_duplicate' },
    isRecovered: false,
    activity: '',
    matched: change === null ? null : { ...matched, ...change },
  }).happened.replace('You already have this one: it came from ', '');

const unmeasured = { distanceMeters: null, timerSeconds: null, elapsedSeconds: null };

describe('the words of a receipt', () => {
  it.each(every.map((ending) => [JSON.stringify(ending), ending] as const))(
    'tell %s with all values filled in',
    (_name, ending) => {
      const { happened, safe, next } = inWords(ending);
      expect(happened.length).toBeGreaterThan(15);
      for (const part of [happened, safe, next]) expect(part).not.toMatch(/[{}]|undefined|null|NaN/);
    },
  );

  it('say how large is too large', () => {
    expect(inWords({ kind: 'failed', failure: failureOfEachKind.file_too_large }).happened).toBe(
      'morning.fit has 174 MB; Cooldown reads files of up to 64 MB.',
    );
  });

  it('name what a foreign file looks like, and what can be read instead', () => {
    const ending = (looksLike: string | null): Ending => ({
      kind: 'failed',
      failure: { kind: 'unsupported_content', looksLike },
    });
    expect(inWords(ending('a PDF'))).toEqual({
      happened: 'morning.fit looks like a PDF.',
      safe: 'The file itself was not touched; everything else goes on.',
      next: 'Cooldown reads FIT, TCX and GPX, also as .gz and .zip.',
    });
    expect(inWords(ending(null)).happened).toBe(
      'morning.fit looks like none of the files that Cooldown reads.',
    );
  });

  it('claim of a path that is too long nothing about the disk', () => {
    const after = (systemCode: string) =>
      inWords({ kind: 'failed', failure: { kind: 'read_failed', systemCode } });
    expect(after('EIO').happened).toBe('This computer could not read morning.fit.');
    expect(after('ENAMETOOLONG')).toEqual({
      happened: 'The path to morning.fit is too long, or leads through too many folders.',
      safe: 'Nothing half-read was taken in; everything else goes on.',
      next: 'Move it nearer to the top of its disk, and drop it again.',
    });
  });

  it('do not guess why a parser stopped', () => {
    expect(inWords({ kind: 'failed', failure: failureOfEachKind.parser_died }).happened).toBe(
      'Reading morning.fit stopped unexpectedly, so the file was set aside.',
    );
  });

  it('say that a part is missing where a file was recovered', () => {
    expect(inWords({ kind: 'created' }, true).happened).toBe(
      'A part of morning.fit is missing or damaged. What could be read was saved: Run, 10.2 km.',
    );
  });

  it('call neither copy longer: a sound one may replace a damaged one', () => {
    expect(inWords({ kind: 'updated' })).toEqual({
      happened: 'morning.fit holds a newer version of Run, 10.2 km. It replaced the earlier one.',
      safe: 'The earlier version is kept.',
      next: '',
    });
    expect(inWords({ kind: 'stale_version' })).toEqual({
      happened: 'morning.fit is an earlier version of an activity you have: Edge 530 on 12 May 2026.',
      safe: 'The newer one stays. The file itself was not touched.',
      next: '',
    });
  });

  it('say of a recovered version both that it replaced one and that a part is missing', () => {
    expect(inWords({ kind: 'updated' }, true)).toEqual({
      happened:
        'morning.fit holds a newer version of Run, 10.2 km. It replaced the earlier one. ' +
        'A part of morning.fit is missing or damaged. What could be read was saved: Run, 10.2 km.',
      safe: 'The earlier version is kept. Nothing was invented, and the file itself was not touched.',
      next: 'If the device still has the recording, import it again from there: a complete copy replaces this one.',
    });
  });
});

describe('an activity in words', () => {
  const titled = (title: string) =>
    describeActivity(title, 'ride', { ...unmeasured, distanceMeters: 41_234 });
  const untitled = (workoutType: string, measured: Partial<typeof unmeasured> | object = {}) =>
    describeActivity(null, workoutType, { ...unmeasured, ...measured });

  it('has its title and its distance', () => {
    expect(titled('Ridge loop')).toBe('Ridge loop, 41.2 km');
    expect(titled('Frühlingsrunde am See')).toBe('Frühlingsrunde am See, 41.2 km');
  });

  it.each([
    ['has no title to quote where the title is blank', '  ', 'Ride, 41.2 km'],
    [
      'quotes what could be taken for the sentence’s own signs',
      'Hills, 3 x 8 min.',
      '“Hills, 3 x 8 min.”, 41.2 km',
    ],
    ['quotes a number', '12345', '“12345”, 41.2 km'],
    [
      'shows controls and direction marks without obeying them',
      'a\u001b[2J\u202eb',
      '“a\uFFFD[2J\uFFFDb”, 41.2 km',
    ],
    ['stays on one line', ' Ridge\r\n\tloop ', 'Ridge loop, 41.2 km'],
    ['never holds half a character', 'a\ud83d', '“a\uFFFD”, 41.2 km'],
    ['quotes and caps what is long', 'ab '.repeat(200), `“${'ab '.repeat(19)}ab…”, 41.2 km`],
    ['cuts between characters, not inside one', '🚲'.repeat(61), `“${'🚲'.repeat(59)}…”, 41.2 km`],
  ])('%s', (_name, title, words) => expect(titled(title)).toBe(words));

  it('has the name of its sport where it has no title', () => {
    expect(untitled('ride', { distanceMeters: 30_000 })).toBe('Ride, 30.0 km');
    expect(['other', 'row', 'strength', 'inline_skating'].map((type) => untitled(type))).toEqual([
      'Activity',
      'Rowing',
      'Strength training',
      'Inline skating',
    ]);
  });

  it.each([
    [{ distanceMeters: 400, timerSeconds: 600 }, 'Swim, 400 m'],
    [{ distanceMeters: 999.9 }, 'Swim, 1.0 km'],
    [{ distanceMeters: 0, timerSeconds: 2700 }, 'Swim, 45 min'],
    [{ elapsedSeconds: 4320 }, 'Swim, 1 h 12 min'],
    [{ timerSeconds: 3599.9 }, 'Swim, 1 h 0 min'],
    [{ timerSeconds: 42 }, 'Swim, 42 s'],
  ])('of %j is “%s”', (measured, words) => expect(untitled('swim', measured)).toBe(words));
});

describe('a known activity in words', () => {
  it.each([
    ['goes by its device and day', {}, 'Edge 530 on 12 May 2026.'],
    ['goes by its file where it has no device', { deviceName: null }, 'first.fit (recorded on 12 May 2026).'],
    [
      'has no date where the clock was not set',
      { startedAt: '1989-12-31T00:00:00.000Z' },
      'Edge 530 (date unknown).',
    ],
    ['is an earlier file where nothing is known of it', null, 'an earlier file.'],
    ['does not let a name act', { deviceName: 'Edge\u202e\n530' }, 'Edge\uFFFD 530 on 12 May 2026.'],
  ])('%s', (_name, change, words) => expect(known(change)).toBe(words));
});
