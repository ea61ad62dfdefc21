import { describe, expect, it } from 'vitest';
import { activityFilter } from '../../../src-renderer/screens/activities/activity-filter.ts';
import { createRowMaker, rowHeights } from '../../../src-renderer/screens/activities/activity-list-rows.ts';
import {
  filteredWeeks,
  listedWeeks,
  newestWeeks,
  weeksInSight,
  type ListedWeek,
} from '../../../src-renderer/screens/activities/weeks.ts';
import { sessionByHand, sessionOfActivity } from '../../../src-worker/timeline/sessions.ts';
import { rebuildTimeline } from '../../../src-worker/timeline/timeline.ts';
import type { TimelineSession } from '../../../src-worker/contract/training-timeline.ts';
import { handSession } from '../../worker/timeline/hand-session.ts';
import { activityOn, undated } from '../activity-samples.ts';
import { telling } from '../receipt-samples.ts';

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

const timelineFrom = (all: readonly TimelineSession[]) => {
  const { weeks, sessions } = rebuildTimeline(all);
  const placeOf = (week: string) => (week === 'undated' ? '' : week);
  const newestFirst = [...weeks].sort((left, right) => placeOf(right.week).localeCompare(placeOf(left.week)));
  return {
    weeks: newestFirst,
    sessions: new Map(sessions.map(({ week, sessions: own }) => [week, own])),
  };
};
const { weeks, sessions } = timelineFrom([...season, undated].map(sessionOfActivity));
const keysOf = (listed: readonly ListedWeek[]) =>
  listed.map(({ key, sessions: own }) => [key, own?.map(({ sessionKey }) => sessionKey) ?? null]);

describe('weeks', () => {
  it('are listed with their sessions newest first, and with totals per sport, the most time first', () => {
    const listed = listedWeeks(weeks, sessions);
    expect(keysOf(listed)).toEqual([
      ['2026-W20', ['2026-05-17 18:04', '2026-05-17 07:00', '2026-05-12 18:00', '2026-05-11 18:00']],
      ['2026-W19', ['2026-05-10 09:00']],
      ['undated', ['undated']],
    ]);
    expect(listed.map(({ week }) => week?.key ?? null)).toEqual(['2026-W20', '2026-W19', null]);
    expect(listed[0]?.totals).toEqual([
      { workoutType: 'ride', count: 2, distanceMeters: 60_000, durationSeconds: 7_200 },
      { workoutType: 'run', count: 1, distanceMeters: 10_000, durationSeconds: 3_000 },
      { workoutType: 'strength', count: 1, distanceMeters: null, durationSeconds: 2_700 },
    ]);
  });

  it('are as many as hold so many sessions, or reach what is open', () => {
    const keys = (sessionsWanted: number, throughWeek: string | null = null) =>
      newestWeeks(weeks, { sessions: sessionsWanted, throughWeek }).map(({ week }) => week);
    expect(keys(1)).toEqual(['2026-W20']);
    expect(keys(4)).toEqual(['2026-W20']);
    expect(keys(5)).toEqual(['2026-W20', '2026-W19']);
    expect(keys(1, 'undated')).toEqual(['2026-W20', '2026-W19', 'undated']);
    expect(keys(1, '2020-W01')).toEqual(['2026-W20']);
  });

  it('are in sight from their heading to their last session', () => {
    const inSight = (first: number, last: number) => weeksInSight(weeks, { first, last });
    expect(inSight(0, 4)).toEqual(['2026-W20']);
    expect(inSight(0, 5)).toEqual(['2026-W20', '2026-W19']);
    expect(inSight(4, 6)).toEqual(['2026-W20', '2026-W19']);
    expect(inSight(5, 6)).toEqual(['2026-W19']);
    expect(inSight(-60, 0)).toEqual(['2026-W20']);
    expect(inSight(7, 99)).toEqual(['undated']);
  });

  it('of which a filter leaves something have totals of that', () => {
    const rides = filteredWeeks(sessions, ({ workoutType }) => workoutType === 'run');
    expect(keysOf(rides)).toEqual([['2026-W20', ['2026-05-17 07:00']]]);
    expect(rides[0]?.totals).toMatchObject([{ workoutType: 'run', count: 1 }]);
  });
});

describe('a filter', () => {
  const found = (filter: string) =>
    season
      .map((activity) =>
        sessionOfActivity({
          ...activity,
          title: activity.workoutType === 'run' ? 'Tempo in Müllheim' : null,
        }),
      )
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
  const rows = createRowMaker()({
    weeks: listedWeeks(weeks, sessions),
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

  it('stand for sessions that were not read yet, in the places that these take', () => {
    const unread = createRowMaker()({
      weeks: listedWeeks(weeks, new Map()),
      activityCount: 6,
      heights: rowHeights.compact,
      telling,
    });
    expect(unread.map(({ heightPx }) => heightPx)).toEqual(rows.map(({ heightPx }) => heightPx));
    expect(unread.map(({ slot }) => slot)).toEqual(rows.map(({ slot }) => slot));
    expect(unread[1]).toMatchObject({ key: '2026-W20 0', slot: '2026-W20 0', session: null });
    expect(rows[1]).toMatchObject({ key: '2026-05-17 18:04', slot: '2026-W20 0' });
  });

  it('tell of a session by hand that it is one, and name it by its sport where it has no title', () => {
    const byHand = sessionByHand(
      handSession({ workout: { workout_type: 'strength', duration_seconds: 2_700 } }),
    );
    const { weeks: own, sessions: read } = timelineFrom(byHand === null ? [] : [byHand]);
    const [, row] = createRowMaker()({
      weeks: listedWeeks(own, read),
      activityCount: 1,
      heights: rowHeights.compact,
      telling,
    });
    expect(row?.aria['aria-label']).toMatch(/^Strength, Strength, Tuesday,? 12 May, 18:04, 45 min, by hand$/);
  });
});
