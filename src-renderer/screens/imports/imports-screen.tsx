// Imports: what is running, then all others, newest first; the files of the open one below it, filtered by outcome.
import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { ImportRun } from '../../../src-worker/contract/import-job.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ImportButtons, type ChooseAndImport } from '../../components/import-buttons.tsx';
import { filterMark } from '../../components/landmarks.ts';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { Screen } from '../../components/screen.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { noPaces } from '../../engine/pace.ts';
import { useShownLook } from '../../engine/shown-look.ts';
import { outcomeFilters, useReceipts, type ImportsNow, type OutcomeFilter } from '../../engine/live.ts';
import { usePreferences } from '../../preferences/use-preferences.ts';
import { useTelling } from '../../text/use-telling.ts';
import type { Place, Places } from '../place.ts';
import { AgainSection } from './again-section.tsx';
import { FileLine, RunLine } from './import-line.tsx';
import { LookSection, type LookChoice } from './look-section.tsx';
import { UnderWaySection } from './under-way-section.tsx';
import { importListRows, rowHeights, shownRuns, type ImportListRow } from './import-list-rows.ts';

const receiptsPerPage = 100;
const loadAhead = 20;

type ImportsPlace = Extract<Place, { screen: 'imports' }>;

interface ImportsScreenProps {
  readonly place: ImportsPlace;
  readonly places: Places;
  /** undefined while they are being read */
  readonly imports: ImportsNow | undefined;
  readonly onChoose: ChooseAndImport;
  readonly looking: LookChoice & { readonly onLook: () => void };
  readonly isPaused: boolean;
}

export function ImportsScreen(props: ImportsScreenProps) {
  const { place, places, imports, onChoose, looking, isPaused } = props;
  const shownLook = useShownLook();
  const telling = useTelling();
  const { say } = telling;
  const { filter } = place;
  const heights = rowHeights[usePreferences().density];
  const runs = useMemo(() => imports?.runs ?? [], [imports]);
  const [openId, setFold] = useOpenImport(place, shownRuns(runs, filter));
  const { receipts, isAllReceipts, loadMoreReceipts } = useReceiptPages(openId, filter);

  const rows = useMemo(
    () =>
      importListRows({
        runs,
        paces: imports?.paces ?? noPaces,
        isPaused,
        filter,
        openId,
        receipts,
        isAllReceipts,
        heights,
        telling,
      }),
    [runs, imports?.paces, isPaused, filter, openId, receipts, isAllReceipts, heights, telling],
  );

  const lastFileIndex = rows.findLastIndex((row) => row.kind === 'file');
  const loadMore = useCallback(
    (lastIndex: number) => {
      if (lastIndex >= lastFileIndex - loadAhead) loadMoreReceipts();
    },
    [lastFileIndex, loadMoreReceipts],
  );

  const openFile = (row: ImportListRow, byKeyboard: boolean) => {
    if (row.kind === 'file') {
      const { importId, jobId } = row.receipt;
      places.open({ ...place, importId, jobId }, byKeyboard);
    }
  };
  const fold = (row: ImportListRow, open: boolean) => {
    if (row.kind === 'run' && row.isOpen !== open) setFold({ importId: row.key, open });
  };

  return (
    <Screen
      title={say('imports.title')}
      tools={<ImportButtons onChoose={onChoose} onLook={looking.onLook} />}
    >
      {shownLook !== null && (
        <LookSection shown={shownLook} onImport={looking.onImport} onEnd={looking.onEnd} />
      )}
      <UnderWaySection runs={runs} paces={imports?.paces ?? noPaces} isPaused={isPaused} />
      {imports === undefined ? (
        <LateSkeleton />
      ) : runs.length === 0 ? (
        <EmptyState title={say('empty.imports.title')} lines={[say('empty.imports.what')]} />
      ) : (
        <div className="imports-list">
          <AgainSection
            telling={telling}
            onShow={({ importId, jobId }) => places.open({ ...place, importId, jobId }, true)}
          />
          <div className="imports-filter" {...filterMark}>
            <SegmentedControl
              size="xs"
              aria-label={say('imports.filter')}
              data={outcomeFilters.map((value) => ({ value, label: say(`filter.${value}`) }))}
              value={filter}
              onChange={(value: OutcomeFilter) => places.open({ ...place, filter: value, jobId: null })}
            />
          </div>
          {rows.length === 0 ? (
            <EmptyState title={say('imports.none_match')} />
          ) : (
            <VirtualList
              label={say('imports.list')}
              kind="tree"
              rows={rows}
              selectedKey={place.jobId}
              onOpen={(row, byKeyboard) =>
                row.kind === 'run' ? fold(row, !row.isOpen) : openFile(row, byKeyboard)
              }
              onMove={(row) => place.jobId !== null && openFile(row, false)}
              onFold={fold}
              onSee={loadMore}
              renderRow={(row) =>
                row.kind === 'run' ? (
                  <RunLine row={row} text={telling} />
                ) : (
                  <FileLine outcome={row.receipt.outcome} name={row.name} ending={row.ending} />
                )
              }
            />
          )}
        </div>
      )}
    </Screen>
  );
}

interface Fold {
  readonly importId: string;
  readonly open: boolean;
}

/** The import whose files are listed: what the athlete opened here, else what the place names, else the first. */
function useOpenImport(place: ImportsPlace, runs: readonly ImportRun[]) {
  const [fold, setFold] = useState<Fold | null>(null);
  const asked = `${place.importId ?? ''} ${place.filter}`;
  const [seen, setSeen] = useState(asked);
  if (seen !== asked) {
    setSeen(asked);
    setFold(null);
  }
  const named = runs.find(({ importId }) => importId === place.importId) ?? runs[0];
  const openId = fold === null ? (named?.importId ?? null) : fold.open ? fold.importId : null;
  return [openId, setFold] as const;
}

/** The receipts of one import, more with every page that is asked for. */
function useReceiptPages(importId: string | null, filter: OutcomeFilter) {
  const [page, setPage] = useState({ importId, filter, limit: receiptsPerPage });
  if (page.importId !== importId || page.filter !== filter) {
    setPage({ importId, filter, limit: receiptsPerPage });
  }
  const receipts = useReceipts(page);
  const isAllReceipts = receipts !== undefined && receipts.length < page.limit;
  const loadMoreReceipts = useCallback(() => {
    if (receipts !== undefined && !isAllReceipts) {
      setPage((before) =>
        receipts.length >= before.limit ? { ...before, limit: before.limit * 2 } : before,
      );
    }
  }, [receipts, isAllReceipts]);
  return { receipts: receipts ?? noReceipts, isAllReceipts, loadMoreReceipts };
}

const noReceipts = [] as const;
