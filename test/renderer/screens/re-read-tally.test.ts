import { expect, it } from 'vitest';
import { nothingRead, withRead } from '../../../src-renderer/screens/settings/re-read-tally.ts';
import { changedFields } from '../../../src-renderer/text/changed-fields.ts';
import { makeI18n, sayWith } from '../../../src-renderer/text/say.ts';
import type { FieldChange, ReReadActivity } from '../../../src-worker/contract/re-read.ts';

const change = (field: string): FieldChange => ({ field, known: null, reread: 1 });
const activity = (number: number, kind: 'changed' | 'unchanged'): ReReadActivity => ({
  sourceIdentityKey: `external-activity-${String(number)}`,
  title: null,
  workoutType: 'ride',
  startedAt: '2026-05-12T07:30:00.000Z',
  localDate: null,
  fileName: 'ride.fit',
  result: kind === 'changed' ? { kind, changes: [change('workout.distance_meters')] } : { kind },
});

it('counts every activity of every page, and shows the first five that change', () => {
  const pages = [
    [activity(1, 'unchanged'), activity(2, 'changed'), activity(3, 'changed')],
    [4, 5, 6, 7].map((number) => activity(number, 'changed')),
  ];
  const { counts, changed } = pages.reduce(withRead, nothingRead);
  expect([counts.changed, counts.unchanged]).toEqual([6, 1]);
  expect(changed.map(({ sourceIdentityKey }) => sourceIdentityKey.slice(-1))).toEqual([
    '2',
    '3',
    '4',
    '5',
    '6',
  ]);
});

it('names what changes by the words of fields, each once, and the rest as other details', () => {
  const say = sayWith(makeI18n('en-GB'));
  expect(
    changedFields(
      [
        change('quality.flags'),
        change('workout.distance_meters'),
        change('summary.distanceMeters'),
        change('session.timezone'),
        change('sets.1.reps'),
        change('sets.2.reps'),
        change('summary.firstFix'),
        change('provenance.workout.calories_kcal.status'),
      ],
      say,
    ),
  ).toBe('Distance, Time zone, Sets, other details');
  expect(changedFields([change('summary.ascentMeters')], say)).toBe('other details');
});
