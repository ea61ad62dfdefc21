// What the activities list shows: how many weeks, the sessions of those in sight, what the filter leaves, and the rows of it.
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useLocalDate, useTimelineSessions, useTimelineWeeks } from '../../engine/live.ts';
import { usePreferences } from '../../preferences/use-preferences.ts';
import type { Telling } from '../../text/endings.ts';
import { activityFilter } from './activity-filter.ts';
import { createRowMaker, rowHeights, type ActivityListRow } from './activity-list-rows.ts';
import {
  filteredWeeks,
  listedWeeks,
  newestWeeks,
  weekKeyOf,
  weeksInSight,
  type SessionsByWeek,
  type Sight,
} from './weeks.ts';

const pageSize = 400;
/** Rows around those in sight that are read, and before the end of what is listed at which more is. */
const ahead = 60;
/** What is read changes by so many rows, and not with each. */
const sightStep = 20;

const noSessions: SessionsByWeek = new Map();

interface ListWanted {
  readonly filter: string;
  /** What has to be among the rows, because it is open beside them. */
  readonly activityKey: string | null;
  readonly telling: Telling;
}

interface ActivityList {
  /** Of all there are; null while it is read. */
  readonly count: number | null;
  readonly rows: readonly ActivityListRow[];
  readonly isLoading: boolean;
  readonly see: (lastIndex: number, firstIndex: number) => void;
}

export function useActivityList({ filter: typed, activityKey, telling }: ListWanted): ActivityList {
  const heights = rowHeights[usePreferences().density];
  // Typing does not wait for the list.
  const filter = useDeferredValue(typed);
  const isFiltered = filter.trim() !== '';
  const [makeRows] = useState(createRowMaker);
  const [listedUpTo, setListedUpTo] = useState(pageSize);
  const [sight, setSight] = useState<Sight>({ first: 0, last: sightStep });
  const weeks = useTimelineWeeks();
  const openDate = useLocalDate(activityKey);
  const openWeek = openDate === undefined || activityKey === null ? null : weekKeyOf(openDate);

  const listed = useMemo(
    () => newestWeeks(weeks ?? [], { sessions: listedUpTo, throughWeek: openWeek }),
    [weeks, listedUpTo, openWeek],
  );
  const wanted = useMemo(() => {
    const inSight = weeksInSight(listed, { first: sight.first - ahead, last: sight.last + ahead });
    return openWeek === null || inSight.includes(openWeek) ? inSight : [...inSight, openWeek];
  }, [listed, sight, openWeek]);
  const read = useTimelineSessions(isFiltered ? 'all' : wanted);
  const sessions = read?.byWeek ?? noSessions;

  const count = useMemo(
    () => weeks?.reduce((sum, { sessionCount }) => sum + sessionCount, 0) ?? null,
    [weeks],
  );
  const rows = useMemo(
    () =>
      makeRows({
        weeks: isFiltered
          ? filteredWeeks(sessions, activityFilter(filter, telling.say))
          : listedWeeks(listed, sessions),
        activityCount: isFiltered ? null : count,
        heights,
        telling,
      }),
    [makeRows, sessions, listed, filter, isFiltered, count, heights, telling],
  );

  const see = useCallback(
    (lastIndex: number, firstIndex: number) => {
      const first = Math.floor(firstIndex / sightStep) * sightStep;
      const last = Math.ceil(lastIndex / sightStep) * sightStep;
      setSight((before) => (before.first === first && before.last === last ? before : { first, last }));
      if (!isFiltered && lastIndex > rows.length - ahead && listed.length < (weeks?.length ?? 0)) {
        setListedUpTo(rows.length * 2);
      }
    },
    [rows.length, isFiltered, listed.length, weeks?.length],
  );

  const isWaiting = weeks === undefined || read === undefined || (listed.length > 0 && sessions.size === 0);
  return { count, rows, isLoading: isWaiting || (isFiltered && rows.length === 0 && !read.isAll), see };
}
