// Activities: weeks, newest first. Loads more as one scrolls; a filter looks through all of them.
import { Button, TextInput } from '@mantine/core';
import { PencilLine, Search } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ImportButtons, type ChooseAndImport } from '../../components/import-buttons.tsx';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { Screen } from '../../components/screen.tsx';
import { filterMark } from '../../components/landmarks.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useEngine } from '../../engine/start-engine.ts';
import type { Say } from '../../text/say.ts';
import { useTelling } from '../../text/use-telling.ts';
import type { Places } from '../place.ts';
import { ActivityLine, WeekLine } from './activity-line.tsx';
import type { ActivityListRow } from './activity-list-rows.ts';
import { NoMatch } from './no-match.tsx';
import { useActivityList } from './use-activity-list.ts';

interface ActivitiesScreenProps {
  readonly activityKey: string | null;
  readonly places: Places;
  readonly onChoose: ChooseAndImport;
}

export function ActivitiesScreen({ activityKey, places, onChoose }: ActivitiesScreenProps) {
  const telling = useTelling();
  const { say } = telling;
  const [filter, setFilter] = useState('');
  const { count, rows, isLoading, see } = useActivityList({ filter, activityKey, telling });

  const open = (row: ActivityListRow, byKeyboard: boolean) => {
    if (row.isHeading || row.session === null) return;
    places.open({ screen: 'activities', activityKey: row.session.sessionKey }, byKeyboard);
  };

  return (
    <Screen
      title={say('activities.title')}
      aside={countText({ count, rows, filter }, say)}
      tools={
        <>
          {/* Before the count is known, too: who asks for it by its key goes on typing at once. */}
          {count !== 0 && (
            <TextInput
              wrapperProps={filterMark}
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
          <LogButton places={places} />
        </>
      }
    >
      {isLoading ? (
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
            onSee={see}
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

function LogButton({ places }: { readonly places: Places }) {
  const { say } = useTelling();
  // What can only be looked at takes nothing in, by hand neither.
  if (useEngine().life.kind === 'read_only') return null;
  return (
    <Button
      size="xs"
      variant="default"
      className="activities-log"
      leftSection={<PencilLine size={15} aria-hidden="true" />}
      aria-label={say('session.log')}
      onClick={() => places.open({ screen: 'activities', activityKey: null, isWriting: true }, true)}
    >
      {say('session.log')}
    </Button>
  );
}

interface Counted {
  readonly count: number | null;
  readonly rows: readonly ActivityListRow[];
  readonly filter: string;
}

function countText({ count, rows, filter }: Counted, say: Say): string | null {
  if (count === null || count === 0) return null;
  if (filter.trim() === '') return say('activities.count', { count });
  return say('activities.count_shown', { shown: rows.filter((row) => !row.isHeading).length, count });
}
