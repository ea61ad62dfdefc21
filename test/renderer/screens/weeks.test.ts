import { describe, expect, it } from 'vitest';
import { activityFilter } from '../../../src-renderer/screens/activities/activity-filter.ts';
import { activityListRows, rowHeights } from '../../../src-renderer/screens/activities/activity-list-rows.ts';
import { weeksOf } from '../../../src-renderer/screens/activities/weeks.ts';
import { activityOn, undated } from '../activity-samples.ts';
import { telling } from '../receipt-samples.ts';

const all = () => true;
const keysOf = (weeks: ReturnType<typeof weeksOf>) =>
  weeks.map(({ week, activities }) => [
    week?.key ?? 'unknown',
    activities.map(({ sourceIdentityKey }) => sourceIdentityKey),
  ]);

const season = [
  activityOn('2026-05-17', '18:04', { workoutType: 'ride', distanceMeters: 40_000 }),
  activityOn('2026-05-17', '07:00', { workoutType: 'run', distanceMeters: 10_000, durationSeconds: 3_000 }),
  activityOn('2026-05-12', '18:00', {
    workoutType: 'strength',
    distanceMeters: null,
    durationSeconds: 2_700,
  }),
  activityOn('2026-05-11', '18:00', { workoutType: 'ride', distanceMeters: 20_000 }),
  activityOn('2026-05-10', '09:00', { workoutType: 'ride', distanceMeters: 90_000 }),
];

describe('weeks', () => {
  it('hold their activities newest first, with totals per sport, the most time first', () => {
    const weeks = weeksOf({ activities: season, isAll: true, matches: all });
    expect(keysOf(weeks)).toEqual([
      ['2026-W20', ['2026-05-17 18:04', '2026-05-17 07:00', '2026-05-12 18:00', '2026-05-11 18:00']],
      ['2026-W19', ['2026-05-10 09:00']],
    ]);
    expect(weeks[0]?.totals).toEqual([
      { workoutType: 'ride', count: 2, distanceMeters: 60_000, durationSeconds: 7_200 },
      { workoutType: 'run', count: 1, distanceMeters: 10_000, durationSeconds: 3_000 },
      { workoutType: 'strength', count: 1, distanceMeters: null, durationSeconds: 2_700 },
    ]);
  });

  it('wait until they are loaded whole: a part would show a false total', () => {
    const loaded = { activities: season.slice(0, 4), isAll: false, matches: all };
    expect(keysOf(weeksOf(loaded))).toEqual([]);
    expect(keysOf(weeksOf({ ...loaded, activities: season })).map(([week]) => week)).toEqual(['2026-W20']);
  });

  it('count with a zone far ahead: a Monday there begins on Sunday in UTC', () => {
    const kiritimati = activityOn('2026-05-11', '00:30', { startedAt: '2026-05-10T10:30:00.000Z' });
    const older = activityOn('2026-05-10', '10:10', { startedAt: '2026-05-10T10:10:00.000Z' });
    expect(weeksOf({ activities: [kiritimati, older], isAll: false, matches: all })).toEqual([]);
  });

  it('are followed by what has no date, once everything is loaded', () => {
    const activities = [...season, undated];
    expect(keysOf(weeksOf({ activities, isAll: true, matches: all })).at(-1)).toEqual([
      'unknown',
      ['undated'],
    ]);
    expect(keysOf(weeksOf({ activities, isAll: false, matches: all })).flat(2)).not.toContain('undated');
  });
});

describe('a filter', () => {
  const found = (filter: string) =>
    season
      .map((activity) => ({
        ...activity,
        title: activity.workoutType === 'run' ? 'Tempo in Müllheim' : null,
      }))
      .filter(activityFilter(filter, telling.say)).length;

  it('looks for every word in title, sport, file and device, whatever the accents', () => {
    expect(found('')).toBe(5);
    expect(found('  mullheim TEMPO ')).toBe(1);
    expect(found('ride')).toBe(3);
    expect(found('2026-05-17 ride')).toBe(1);
    expect(found('ride tempo')).toBe(0);
  });
});

describe('the rows of the list', () => {
  const rows = activityListRows({
    weeks: weeksOf({ activities: [...season, undated], isAll: true, matches: all }),
    activityCount: 6,
    heights: rowHeights.compact,
    telling,
  });

  it('say of a week what it holds, and of an activity all that its columns show', () => {
    expect(rows[0]?.group?.label).toMatch(
      /^Week 20, 11\s?–\s?17 May\. Ride: 2 activities, 60\.0 km, 2 h\. Run: 1 activity, 10\.0 km, 50 min\. Strength: 1 activity, 45 min$/,
    );
    expect(rows[1]?.aria['aria-label']).toMatch(
      /^2026-05-17 18:04\.fit, Ride, Sunday,? 17 May, 18:04, 1 h, 40\.0 km$/,
    );
    expect(rows.at(-1)?.aria['aria-label']).toBe(
      'lost.fit, Ride, Date unknown, 1 h, 30.0 km, uncertain: The device’s clock was not set, so the day and the time are not known.',
    );
  });

  it('are numbered across the weeks, with heights of the chosen density', () => {
    const numbered = rows.filter((row) => !row.isHeading);
    expect(numbered.map(({ aria }) => [aria['aria-posinset'], aria['aria-setsize']])).toEqual(
      [1, 2, 3, 4, 5, 6].map((position) => [position, 6]),
    );
    expect(new Set(numbered.map(({ heightPx }) => heightPx))).toEqual(new Set([32]));
  });

  it('name a day once', () => {
    expect(rows.flatMap((row) => (row.isHeading ? [] : [row.opensDay]))).toEqual([
      true,
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});
