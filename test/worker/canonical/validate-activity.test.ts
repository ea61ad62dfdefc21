import { describe, expect, it } from 'vitest';
import { validateActivity } from '../../../src-worker/canonical/validate-activity.ts';
import { goldenDraft } from '../../contract/golden-activity.ts';

const { source, workout, session, provenance } = goldenDraft;

const errorsOf = (draft: unknown) =>
  validateActivity(draft).report.errors.map(({ code, field, message }) => ({ code, field, message }));

describe('a draft that follows the contract', () => {
  it('becomes the canonical activity, without a word', () => {
    expect(validateActivity(goldenDraft)).toEqual({
      activity: goldenDraft,
      report: { valid: true, errors: [], warnings: [] },
    });
  });

  it('loses a field that this version of the contract does not know, and is still valid', () => {
    expect(validateActivity({ ...goldenDraft, workout: { ...workout, mood: 'good' } }).activity).toEqual(
      goldenDraft,
    );
  });
});

describe('what is wrong is said in words', () => {
  it.each([
    [
      'a start that is missing',
      { ...goldenDraft, session: {} },
      { code: 'required', field: 'session.started_at', message: 'session.started_at is missing' },
    ],
    [
      'a whole layer that is missing',
      { ...goldenDraft, workout: undefined },
      { code: 'required', field: 'workout', message: 'workout is missing' },
    ],
    [
      'a distance that is a text',
      { ...goldenDraft, workout: { ...workout, distance_meters: '10 km' } },
      {
        code: 'wrong_type',
        field: 'workout.distance_meters',
        message: 'workout.distance_meters is not a number',
      },
    ],
    [
      'a distance that is not finite',
      { ...goldenDraft, workout: { ...workout, distance_meters: Number.POSITIVE_INFINITY } },
      {
        code: 'wrong_type',
        field: 'workout.distance_meters',
        message: 'workout.distance_meters is not a number',
      },
    ],
    [
      'a duration below zero',
      { ...goldenDraft, workout: { ...workout, duration_seconds: -1 } },
      {
        code: 'too_small',
        field: 'workout.duration_seconds',
        message: 'workout.duration_seconds is below 0',
      },
    ],
    [
      'a provider that is none',
      { ...goldenDraft, source: { ...source, provider: 'polar' } },
      {
        code: 'not_allowed',
        field: 'source.provider',
        message: 'source.provider is none of: garmin, strava, trainingpeaks, device',
      },
    ],
    [
      'an id that is empty',
      { ...goldenDraft, source: { ...source, external_activity_id: '' } },
      {
        code: 'required',
        field: 'source.external_activity_id',
        message: 'source.external_activity_id is empty',
      },
    ],
    [
      'a file of somebody else',
      { ...goldenDraft, source: { ...source, provider_user_id: 'user-7' } },
      {
        code: 'not_self',
        field: 'source.provider_user_id',
        message: 'source.provider_user_id is not `self`, as it is for every file',
      },
    ],
    [
      'a start without an offset',
      { ...goldenDraft, session: { ...session, started_at: '2026-05-12T07:30:00' } },
      {
        code: 'malformed',
        field: 'session.started_at',
        message: 'session.started_at is not written as an instant with its offset (2026-05-12T07:30:00Z)',
      },
    ],
    [
      'a week that no year has',
      { ...goldenDraft, session: { ...session, local_week: '2026-W54' } },
      {
        code: 'malformed',
        field: 'session.local_week',
        message: 'session.local_week is not written as an ISO week (2026-W07)',
      },
    ],
    [
      'an end before the start',
      { ...goldenDraft, session: { ...session, ended_at: '2026-05-12T07:29:59Z' } },
      {
        code: 'ends_before_start',
        field: 'session.ended_at',
        message: 'session.ended_at lies before session.started_at',
      },
    ],
    [
      'two sets at one place',
      {
        ...goldenDraft,
        sets: [
          { sequence: 1, exercise: 'squat' },
          { sequence: 1, exercise: 'row' },
        ],
      },
      { code: 'sequence_repeats', field: 'sets', message: 'sets have a sequence number twice' },
    ],
    [
      'an effort beyond the scale, with the place of the set',
      {
        ...goldenDraft,
        sets: [
          { sequence: 1, exercise: 'squat' },
          { sequence: 2, exercise: 'row', rpe: 11 },
        ],
      },
      { code: 'too_large', field: 'sets[1].rpe', message: 'sets[1].rpe is above 10' },
    ],
    [
      'a first set that is numbered zero',
      { ...goldenDraft, sets: [{ sequence: 0, exercise: 'squat' }] },
      { code: 'too_small', field: 'sets[0].sequence', message: 'sets[0].sequence is not above 0' },
    ],
    [
      'half a set',
      { ...goldenDraft, sets: [{ sequence: 1.5, exercise: 'squat' }] },
      { code: 'wrong_type', field: 'sets[0].sequence', message: 'sets[0].sequence is not a whole number' },
    ],
    [
      'a provenance without its source',
      {
        ...goldenDraft,
        provenance: {
          ...provenance,
          field_provenance: { 'workout.sport': { confidence: 1, status: 'mapped' } },
        },
      },
      {
        code: 'required',
        field: 'provenance.field_provenance.workout.sport.source_path',
        message: 'provenance.field_provenance.workout.sport.source_path is missing',
      },
    ],
    [
      'something that is no activity at all',
      null,
      { code: 'wrong_type', field: 'activity', message: 'activity is not a group of fields' },
    ],
  ])('%s', (_what, draft, error) => {
    expect(errorsOf(draft)).toEqual([error]);
  });

  it('names everything that is wrong at once', () => {
    expect(
      errorsOf({
        ...goldenDraft,
        workout: { workout_type: '', calories_kcal: -3 },
        session: { started_at: 'yesterday' },
      }).map(({ field }) => field),
    ).toEqual(['workout.workout_type', 'workout.calories_kcal', 'session.started_at']);
  });

  it('never quotes a value of the athlete', () => {
    const secret = 'Oak Street 12';
    const report = JSON.stringify(
      validateActivity({
        ...goldenDraft,
        session: { started_at: secret },
        workout: { workout_type: 5, title: [secret] },
      }).report,
    );
    expect(report).not.toContain(secret);
  });
});

describe('hints', () => {
  const hintFor = (draft: unknown) => validateActivity(draft).report.errors.map(({ docs_hint }) => docs_hint);

  it('say what to do where the file has no start', () => {
    expect(hintFor({ ...goldenDraft, session: {} })).toEqual([
      'The file does not say when the activity began, so it has no place in your calendar. ' +
        'If the device still has the recording, copy it from there again and import that copy.',
    ]);
  });

  it('do not depend on the place of a set', () => {
    const sets = (rpe: number) => [
      { sequence: 1, exercise: 'squat', rpe },
      { sequence: 2, exercise: 'squat', rpe },
    ];
    const [first, second] = hintFor({ ...goldenDraft, sets: sets(11) });
    expect(first).toBe(
      'The effort (RPE) of a set is not between 0 and 10. ' +
        'Correct it in the app or service where it was recorded, then export and import the activity again.',
    );
    expect(second).toBe(first);
  });

  it.each([
    ['a mapping without a name', { ...goldenDraft, provenance: { ...provenance, mapping_version: '' } }],
    ['a layer that was forgotten', { ...goldenDraft, workout: undefined }],
    ['sets that were counted wrongly', { ...goldenDraft, sets: [{ sequence: 0, exercise: 'squat' }] }],
    ['a zone under no name', { ...goldenDraft, session: { ...session, timezone: '+02:00' } }],
  ])('do not send a person after a mistake that is ours: %s', (_what, draft) => {
    expect(hintFor(draft)).toEqual([
      'This is ours to mend, not yours: keep the file, and send us the receipt.',
    ]);
  });
});

describe('what is odd but valid is a warning', () => {
  it.each([
    [
      'a timer that ran longer than the clock',
      { ...goldenDraft, workout: { ...workout, duration_seconds: 3602 } },
      ['workout.duration_seconds is longer than the time from session.started_at to session.ended_at'],
    ],
    [
      'a timer longer by what rounding explains',
      { ...goldenDraft, workout: { ...workout, duration_seconds: 3601 } },
      [],
    ],
    [
      'a local date that no zone has at that instant',
      { ...goldenDraft, session: { ...session, local_date: '2026-05-14' } },
      ['session.local_date is not the day of session.started_at in any zone'],
    ],
    [
      'the day before, as it is in the west',
      {
        ...goldenDraft,
        session: {
          started_at: '2026-05-12T02:30:00Z',
          ended_at: '2026-05-12T03:30:00Z',
          local_date: '2026-05-11',
        },
      },
      [],
    ],
    [
      'an activity that says nothing but its start',
      { ...goldenDraft, workout: { workout_type: 'run' }, sets: [] },
      ['no duration, no distance and no sets: the activity says no more than that it took place'],
    ],
  ])('%s', (_what, draft, warnings) => {
    expect(validateActivity(draft).report).toEqual({ valid: true, errors: [], warnings });
  });
});
