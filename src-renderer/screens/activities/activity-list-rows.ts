// From weeks to the rows of the list, each with its height and with what is spoken of it. Pure.
import type { ActivityRow } from '../../engine/live.ts';
import type { ListRow } from '../../components/virtual-list.tsx';
import { allDoubts } from '../../text/doubts.ts';
import type { Telling } from '../../text/endings.ts';
import { formatDay, formatLocalTime } from '../../text/format-date.ts';
import { formatDistance } from '../../text/format-distance.ts';
import { formatDuration } from '../../text/format-duration.ts';
import { formatWeekDays } from '../../text/format-week.ts';
import { sportWord } from '../../text/sports.ts';
import { visibleName } from '../../text/visible-name.ts';
import type { SportTotal, WeekOfActivities } from './weeks.ts';

export type ActivityListRow = WeekRow | OneActivityRow;

export interface WeekRow extends ListRow {
  readonly isHeading: true;
  readonly name: string;
  readonly days: string;
  readonly totals: readonly SportTotal[];
}

export interface OneActivityRow extends ListRow {
  readonly isHeading: false;
  readonly activity: ActivityRow;
  /** The first of its day names the day. */
  readonly opensDay: boolean;
}

export const rowHeights = {
  comfortable: { week: 48, activity: 40 },
  compact: { week: 40, activity: 32 },
} as const;

interface RowsOf {
  readonly weeks: readonly WeekOfActivities[];
  /** Of all there are, also those not loaded; null while a filter hides some. */
  readonly activityCount: number | null;
  readonly heights: (typeof rowHeights)[keyof typeof rowHeights];
  readonly telling: Telling;
}

export const activityTitle = ({ title, fileName }: ActivityRow): string => visibleName(title ?? fileName);

function spokenTotal({ workoutType, count, distanceMeters, durationSeconds }: SportTotal, telling: Telling) {
  const { say, reader } = telling;
  return [
    `${sportWord(workoutType, say)}: ${say('activities.count', { count })}`,
    ...(distanceMeters === null ? [] : [formatDistance(distanceMeters, workoutType, reader)]),
    ...(durationSeconds === null ? [] : [formatDuration(durationSeconds, reader)]),
  ].join(', ');
}

function spokenActivity(activity: ActivityRow, { say, reader }: Telling): string {
  const { workoutType, localDate, localTime, durationSeconds, distanceMeters, flags, counted } = activity;
  return [
    activityTitle(activity),
    sportWord(workoutType, say),
    localDate === null ? say('day.unknown') : formatDay(localDate, 'spoken', reader),
    ...(localTime === null ? [] : [formatLocalTime(localTime, reader)]),
    ...(durationSeconds === null ? [] : [formatDuration(durationSeconds, reader)]),
    ...(distanceMeters === null ? [] : [formatDistance(distanceMeters, workoutType, reader)]),
    ...(counted ? [] : [say('activity.not_counted')]),
    ...(flags.length === 0
      ? []
      : [say('activity.spoken_uncertain', { why: allDoubts(flags, say).join(' ') })]),
  ].join(', ');
}

function weekWords({ week }: WeekOfActivities, { say, reader, now }: Telling) {
  if (week === null) return { name: say('week.unknown'), days: say('week.unknown_why') };
  return {
    name: say('week.name', { week: week.week }),
    days: formatWeekDays(week, now.getFullYear(), reader),
  };
}

export function activityListRows({
  weeks,
  activityCount,
  heights,
  telling,
}: RowsOf): readonly ActivityListRow[] {
  let position = 0;
  const shown = weeks.reduce((sum, { activities }) => sum + activities.length, 0);
  return weeks.flatMap((weekOfActivities): readonly ActivityListRow[] => {
    const { week, totals, activities } = weekOfActivities;
    const { name, days } = weekWords(weekOfActivities, telling);
    const group = {
      key: `week-${week?.key ?? 'unknown'}`,
      label: [`${name}, ${days}`, ...totals.map((total) => spokenTotal(total, telling))].join('. '),
    };
    return [
      { key: group.key, heightPx: heights.week, isHeading: true, group, aria: {}, name, days, totals },
      ...activities.map((activity, index): OneActivityRow => {
        position += 1;
        return {
          key: activity.sourceIdentityKey,
          heightPx: heights.activity,
          isHeading: false,
          group,
          aria: {
            'aria-posinset': position,
            'aria-setsize': activityCount ?? shown,
            'aria-label': spokenActivity(activity, telling),
          },
          activity,
          opensDay: index === 0 || activities[index - 1]?.localDate !== activity.localDate,
        };
      }),
    ];
  });
}
