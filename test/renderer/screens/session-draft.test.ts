import { describe, expect, it } from 'vitest';
import {
  draftOf,
  newSet,
  readDraft,
  type SessionDraft,
} from '../../../src-renderer/screens/sessions/session-draft.ts';
import type { ManualSession } from '../../../src-worker/contract/manual-session.ts';
import { handSession } from '../../worker/timeline/hand-session.ts';

const reader = { locale: 'en-AT', units: 'metric', timeZone: 'Europe/Vienna' } as const;
const miles = { ...reader, units: 'imperial' } as const;
const now = new Date('2026-05-20T10:00:00Z');

const typed: SessionDraft = {
  workoutType: 'run',
  title: '  Track ',
  day: '2026-05-12',
  time: '18:04',
  duration: '45',
  distance: '10,5',
  sets: [],
};
const read = (changed: Partial<SessionDraft> = {}, standing: ManualSession | null = null, by = reader) =>
  readDraft({ ...typed, ...changed }, { standing, reader: by, now });
const troubles = (changed: Partial<SessionDraft>) => {
  const result = read(changed);
  return result.ok ? [] : [...result.failure];
};

describe('a draft', () => {
  it('is read as the session that was meant', () => {
    expect(read()).toEqual({
      ok: true,
      value: {
        workout: {
          workout_type: 'run',
          title: 'Track',
          duration_seconds: 2_700,
          distance_meters: 10_500,
        },
        startedAt: '2026-05-12T16:04:00.000Z',
        timeZone: 'Europe/Vienna',
        sets: [],
      },
    });
  });

  it('of a new session begins with today, and wants only when it began', () => {
    const draft = draftOf(null, reader, now);
    expect(draft).toMatchObject({ day: '2026-05-20', time: '', sets: [] });
    expect(readDraft({ ...draft, time: '07:00' }, { standing: null, reader, now })).toMatchObject({
      ok: true,
      value: { workout: { workout_type: 'strength' }, sets: [] },
    });
  });

  it.each([
    ['45', 2_700],
    ['7.5', 450],
    ['1:05', 3_900],
    ['1:05:30', 3_930],
    ['0:48', 2_880],
  ])('takes %s for a duration of %i seconds', (duration, seconds) => {
    expect(read({ duration })).toMatchObject({ value: { workout: { duration_seconds: seconds } } });
  });

  it('counts a distance in the unit that it names', () => {
    const meters = (workoutType: string, distance: string, by: typeof reader | typeof miles) =>
      readDraft({ ...typed, workoutType, distance }, { standing: null, reader: by, now });
    expect(meters('run', '10', miles)).toMatchObject({ value: { workout: { distance_meters: 16_093.44 } } });
    expect(meters('swim', '1500', reader)).toMatchObject({ value: { workout: { distance_meters: 1_500 } } });
    expect(meters('swim', '100', miles)).toMatchObject({ value: { workout: { distance_meters: 91.44 } } });
  });

  it('says of each field what it still wants', () => {
    expect(troubles({ day: '', time: '' })).toEqual([
      ['day', 'session.day_missing'],
      ['time', 'session.time_missing'],
    ]);
    expect(troubles({ day: '2026-05-21' })).toEqual([['day', 'session.still_to_come']]);
    expect(troubles({ day: '0026-05-21' })).toEqual([['day', 'session.too_long_ago']]);
    expect(troubles({ duration: 'an hour' })).toEqual([['duration', 'session.duration_unclear']]);
    expect(troubles({ duration: '999999' })).toEqual([['duration', 'session.too_much']]);
    expect(troubles({ distance: '-3' })).toEqual([['distance', 'session.number_unclear']]);
    expect(troubles({ sets: [{ id: 4, exercise: '', reps: 'x', weight: '60' }] })).toEqual([
      ['reps-4', 'session.number_unclear'],
      ['exercise-4', 'session.exercise_missing'],
    ]);
  });

  it('has sets in order, without those that were left empty', () => {
    const first = { ...newSet([]), exercise: 'Squat', reps: '8', weight: '62,5' };
    const second = newSet([first]);
    expect(second).toMatchObject({ id: 2, exercise: 'Squat' });
    const sets = [first, { ...second, exercise: ' ' }, { ...second, id: 3, reps: '5' }];
    expect(read({ sets })).toMatchObject({
      value: {
        sets: [
          { sequence: 1, exercise: 'Squat', reps: 8, weight_kg: 62.5 },
          { sequence: 2, exercise: 'Squat', reps: 5 },
        ],
      },
    });
  });
});

describe('a correction', () => {
  const standing = handSession({
    workout: { workout_type: 'ride', duration_seconds: 2_700.4, distance_meters: 10_000.46 },
    session: {
      started_at: '2026-05-12T16:04:37.000Z',
      timezone: 'America/New_York',
      local_date: '2026-05-12',
      local_week: '2026-W20',
    },
    sets: [{ sequence: 1, exercise: 'Squat', weight_kg: 61 }],
  });

  it('keeps to the last digit what was not touched, in its own zone', () => {
    const draft = draftOf(standing, miles, now);
    expect(draft).toMatchObject({ day: '2026-05-12', time: '12:04', duration: '0:45', distance: '6.214' });
    expect(readDraft({ ...draft, title: 'Gym' }, { standing, reader: miles, now })).toEqual({
      ok: true,
      value: {
        workout: { ...standing.workout, title: 'Gym' },
        startedAt: '2026-05-12T16:04:37.000Z',
        timeZone: 'America/New_York',
        sets: standing.sets,
      },
    });
  });

  it('takes away what was emptied', () => {
    const draft = { ...draftOf(standing, reader, now), distance: '', duration: '' };
    expect(readDraft(draft, { standing, reader, now })).toMatchObject({
      value: { workout: { workout_type: 'ride' } },
    });
  });
});
