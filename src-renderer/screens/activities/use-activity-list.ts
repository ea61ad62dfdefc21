// What the activities list shows: how much is loaded, what the filter leaves, and the rows that come of it.
import { useCallback, useMemo, useState } from 'react';
import { useActivityCount, useNewestActivities } from '../../engine/live.ts';
import { usePreferences } from '../../preferences/use-preferences.ts';
import type { Telling } from '../../text/endings.ts';
import { activityFilter } from './activity-filter.ts';
import { activityListRows, rowHeights, type ActivityListRow } from './activity-list-rows.ts';
import { weeksOf } from './weeks.ts';

const pageSize = 400;
/** Rows before the end of what is loaded at which more is asked for. */
const loadAhead = 60;
const everything = 1_000_000;

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
  readonly loadMore: (lastSeenIndex: number) => void;
}

export function useActivityList({ filter, activityKey, telling }: ListWanted): ActivityList {
  const heights = rowHeights[usePreferences().density];
  const [loadedUpTo, setLoadedUpTo] = useState(pageSize);
  const isFiltered = filter.trim() !== '';
  const count = useActivityCount();
  const newest = useNewestActivities(isFiltered ? everything : loadedUpTo);
  const activities = newest?.activities;
  const isAll = newest?.isAll ?? false;

  const rows = useMemo(() => {
    if (activities === undefined) return [];
    return activityListRows({
      weeks: weeksOf({ activities, isAll, matches: activityFilter(filter, telling.say) }),
      activityCount: isFiltered ? null : (count ?? null),
      heights,
      telling,
    });
  }, [activities, isAll, filter, isFiltered, count, heights, telling]);

  // What is shown from elsewhere may lie beyond what is loaded; so may the end of one very full week.
  const isSomethingMissing =
    rows.length === 0 || (activityKey !== null && !rows.some(({ key }) => key === activityKey));
  const isWaiting = activities === undefined || count === undefined;
  if (!isFiltered && !isWaiting && isSomethingMissing && !isAll && loadedUpTo < everything) {
    setLoadedUpTo(everything);
  }

  const loadMore = useCallback(
    (lastSeenIndex: number) => {
      if (lastSeenIndex > rows.length - loadAhead && !isAll) {
        setLoadedUpTo((before) => (activities?.length === before ? before * 2 : before));
      }
    },
    [rows.length, isAll, activities?.length],
  );

  return {
    count: count ?? null,
    rows,
    isLoading: isWaiting || (rows.length === 0 && !isAll),
    loadMore,
  };
}
