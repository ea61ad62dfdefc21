// Activities: weeks, newest first. Loads more as one scrolls; a filter looks through all of them.
import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ImportButtons, type ChooseAndImport } from '../../components/import-buttons.tsx';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { Screen } from '../../components/screen.tsx';
import { searchFieldId } from '../../components/search-field.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useActivityCount, useNewestActivities } from '../../engine/live.ts';
import { usePreferences } from '../../preferences/use-preferences.ts';
import { useTelling } from '../../text/use-telling.ts';
import type { Places } from '../place.ts';
import { activityFilter } from './activity-filter.ts';
import { ActivityLine, WeekLine } from './activity-line.tsx';
import { activityListRows, rowHeights, type ActivityListRow } from './activity-list-rows.ts';
import { NoMatch } from './no-match.tsx';
import { weeksOf } from './weeks.ts';

const pageSize = 400;
/** Rows before the end of what is loaded at which more is asked for. */
const loadAhead = 60;
const everything = 1_000_000;

interface ActivitiesScreenProps {
  readonly activityKey: string | null;
  readonly places: Places;
  readonly onChoose: ChooseAndImport;
}

export function ActivitiesScreen({ activityKey, places, onChoose }: ActivitiesScreenProps) {
  const telling = useTelling();
  const { say } = telling;
  const heights = rowHeights[usePreferences().density];
  const [filter, setFilter] = useState('');
  const [loadedUpTo, setLoadedUpTo] = useState(pageSize);
  const count = useActivityCount();
  const limit = filter.trim() === '' ? loadedUpTo : everything;
  const activities = useNewestActivities(limit);

  const isAll = activities !== undefined && count !== undefined && activities.length >= count;
  // What is shown from elsewhere may lie beyond what is loaded.
  const isWantedMissing =
    activityKey !== null &&
    activities !== undefined &&
    !activities.some((activity) => activity.sourceIdentityKey === activityKey);
  if (isWantedMissing && !isAll && loadedUpTo < everything) setLoadedUpTo(everything);

  const rows = useMemo(() => {
    if (activities === undefined) return [];
    const matches = activityFilter(filter, say);
    return activityListRows({
      weeks: weeksOf({ activities, isAll, matches }),
      activityCount: filter.trim() === '' ? (count ?? null) : null,
      heights,
      telling,
    });
  }, [activities, isAll, filter, count, heights, telling, say]);

  const loadMore = useCallback(
    (lastIndex: number) => {
      if (lastIndex > rows.length - loadAhead && !isAll) {
        setLoadedUpTo((before) => (activities?.length === before ? before * 2 : before));
      }
    },
    [rows.length, isAll, activities?.length],
  );

  const open = (row: ActivityListRow, byKeyboard: boolean) =>
    places.open({ screen: 'activities', activityKey: row.key }, byKeyboard);

  return (
    <Screen
      title={say('activities.title')}
      aside={count !== undefined && count > 0 ? say('activities.count', { count }) : null}
      tools={
        <>
          {count !== undefined && count > 0 && (
            <TextInput
              id={searchFieldId}
              className="activities-filter"
              size="xs"
              type="search"
              aria-label={say('activities.filter')}
              placeholder={say('activities.filter_hint')}
              leftSection={<Search size={14} aria-hidden="true" />}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
            />
          )}
          {count !== 0 && <ImportButtons onChoose={onChoose} />}
        </>
      }
    >
      {activities === undefined || count === undefined ? (
        <LateSkeleton />
      ) : count === 0 ? (
        <EmptyState
          title={say('empty.activities.title')}
          lines={[say('empty.activities.what'), say('empty.activities.where')]}
          actions={<ImportButtons onChoose={onChoose} isProminent />}
        />
      ) : rows.length === 0 ? (
        <NoMatch filter={filter} onShowAll={() => setFilter('')} />
      ) : (
        <div className="activities-list">
          <VirtualList
            label={say('activities.list')}
            kind="listbox"
            rows={rows}
            selectedKey={activityKey}
            onOpen={open}
            onMove={(row) => activityKey !== null && open(row, false)}
            onSee={loadMore}
            renderRow={(row) =>
              row.isHeading ? (
                <WeekLine row={row} text={telling} />
              ) : (
                <ActivityLine row={row} text={telling} />
              )
            }
          />
        </div>
      )}
    </Screen>
  );
}
