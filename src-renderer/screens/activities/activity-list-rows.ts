// From weeks to the rows of the list, each with its height and with what is spoken of it. Pure.
import type { SportTotal, TimelineSession } from '../../../src-worker/contract/training-timeline.ts';
import type { ActivityRow } from '../../engine/live.ts';
import type { ListRow } from '../../components/virtual-list.tsx';
import { allDoubts } from '../../text/doubts.ts';
import type { Telling } from '../../text/endings.ts';
import { formatDay, formatLocalTime } from '../../text/format-date.ts';
import { formatDistance } from '../../text/format-distance.ts';
import { formatDuration } from '../../text/format-duration.ts';
import { formatWeekDays } from '../../text/format-week.ts';
import { sportWord } from '../../text/sports.ts';
import type { Say } from '../../text/say.ts';
import { visibleName } from '../../text/visible-name.ts';
import type { ListedWeek } from './weeks.ts';

export type ActivityListRow = WeekRow | OneActivityRow;

export interface WeekRow extends ListRow {
  readonly isHeading: true;
  readonly name: string;
  readonly days: string;
  readonly totals: readonly SportTotal[];
}

export interface OneActivityRow extends ListRow {
  readonly isHeading: false;
  /** Null while it is read. */
  readonly session: TimelineSession | null;
  /** The first of its day names the day. */
  readonly opensDay: boolean;
}

export const rowHeights = {
  comfortable: { week: 48, activity: 40 },
  compact: { week: 40, activity: 32 },
} as const;

interface RowsOf {
  readonly weeks: readonly ListedWeek[];
  /** Of all there are, also those not listed; null while a filter hides some. */
  readonly activityCount: number | null;
  readonly heights: (typeof rowHeights)[keyof typeof rowHeights];
  readonly telling: Telling;
}

export const activityTitle = ({ title, fileName }: ActivityRow): string => visibleName(title ?? fileName);

/** What has neither title nor file is named by its sport. */
export const sessionTitle = ({ title, fileName, workoutType }: TimelineSession, say: Say): string =>
  visibleName(title ?? fileName ?? sportWord(workoutType, say));

function spokenTotal({ workoutType, count, distanceMeters, durationSeconds }: SportTotal, telling: Telling) {
  const { say, reader } = telling;
  return [
    `${sportWord(workoutType, say)}: ${say('activities.count', { count })}`,
    ...(distanceMeters === null ? [] : [formatDistance(distanceMeters, workoutType, reader)]),
    ...(durationSeconds === null ? [] : [formatDuration(durationSeconds, reader)]),
  ].join(', ');
}

function spokenSession(session: TimelineSession, { say, reader }: Telling): string {
  const { workoutType, localDate, localTime, durationSeconds, distanceMeters, flags, counted } = session;
  return [
    sessionTitle(session, say),
    sportWord(workoutType, say),
    localDate === null ? say('day.unknown') : formatDay(localDate, 'spoken', reader),
    ...(localTime === null ? [] : [formatLocalTime(localTime, reader)]),
    ...(durationSeconds === null ? [] : [formatDuration(durationSeconds, reader)]),
    ...(distanceMeters === null ? [] : [formatDistance(distanceMeters, workoutType, reader)]),
    ...(session.source_type === 'manual' ? [say('session.by_hand')] : []),
    ...(counted ? [] : [say('activity.not_counted')]),
    ...(flags.length === 0
      ? []
      : [say('activity.spoken_uncertain', { why: allDoubts(flags, say).join(' ') })]),
  ].join(', ');
}

function weekWords({ week }: ListedWeek, { say, reader, now }: Telling) {
  if (week === null) return { name: say('week.unknown'), days: say('week.unknown_why') };
  return {
    name: say('week.name', { week: week.week }),
    days: formatWeekDays(week, now.getFullYear(), reader),
  };
}

/** What the rows of a week are made of. */
interface OfWeek {
  readonly listed: ListedWeek;
  /** How many sessions are listed before it. */
  readonly before: number;
  readonly setSize: number;
  readonly heights: RowsOf['heights'];
  readonly telling: Telling;
  readonly beingRead: string;
}

function rowsOfWeek({ listed, before, setSize, heights, telling, beingRead }: OfWeek) {
  const { key, totals, sessions, sessionCount } = listed;
  const { name, days } = weekWords(listed, telling);
  const group = {
    key: `week-${key}`,
    label: [`${name}, ${days}`, ...totals.map((total) => spokenTotal(total, telling))].join('. '),
  };
  const heading: WeekRow = {
    key: group.key,
    heightPx: heights.week,
    isHeading: true,
    group,
    aria: {},
    name,
    days,
    totals,
  };
  return [
    heading,
    ...Array.from({ length: sessionCount }, (_, index): OneActivityRow => {
      const session = sessions?.[index] ?? null;
      const slot = `${key} ${index}`;
      return {
        key: session?.sessionKey ?? slot,
        slot,
        heightPx: heights.activity,
        isHeading: false,
        group,
        aria: {
          'aria-posinset': before + index + 1,
          'aria-setsize': setSize,
          'aria-label': session === null ? beingRead : spokenSession(session, telling),
        },
        session,
        opensDay: index === 0 || sessions?.[index - 1]?.localDate !== session?.localDate,
      };
    }),
  ];
}

function isSame(left: OfWeek, right: OfWeek): boolean {
  return (
    left.listed.totals === right.listed.totals &&
    left.listed.sessions === right.listed.sessions &&
    left.listed.sessionCount === right.listed.sessionCount &&
    left.before === right.before &&
    left.setSize === right.setSize &&
    left.heights === right.heights &&
    left.telling === right.telling
  );
}

export type MakeRows = (wanted: RowsOf) => readonly ActivityListRow[];

/** Makes the rows of a week anew only where something of it changed: a list of years has a hundred thousand. */
export function createRowMaker(): MakeRows {
  let made = new Map<string, { readonly of: OfWeek; readonly rows: readonly ActivityListRow[] }>();
  return ({ weeks, activityCount, heights, telling }) => {
    const setSize = activityCount ?? weeks.reduce((sum, { sessionCount }) => sum + sessionCount, 0);
    const beingRead = telling.say('activity.being_read');
    const next: typeof made = new Map();
    let before = 0;
    for (const listed of weeks) {
      const of = { listed, before, setSize, heights, telling, beingRead };
      const known = made.get(listed.key);
      next.set(
        listed.key,
        known !== undefined && isSame(known.of, of) ? known : { of, rows: rowsOfWeek(of) },
      );
      before += listed.sessionCount;
    }
    made = next;
    return [...next.values()].flatMap(({ rows }) => rows);
  };
}
