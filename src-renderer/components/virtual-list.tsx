// A list of any length of which only the visible rows exist: roving tab stop, arrows and J/K, sticky headings.
// It knows nothing of what it shows; the screens give it rows with keys and heights, and their meaning for assistive tools.
import { useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type AriaAttributes,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { listCommand, moveInList } from './list-keys.ts';
import { rangeWith } from './list-range.ts';
import './virtual-list.css';

export interface ListRow {
  readonly key: string;
  /**
   * Where it stands, if it may stand there before it was read: under this key. What is read then takes its place, and the
   * focus with it.
   */
  readonly slot?: string;
  readonly heightPx: number;
  /** A heading sticks to the top while its rows are seen, and is no stop for the keyboard. */
  readonly isHeading: boolean;
  /** Consecutive rows of one group are wrapped in one `role="group"` of this name. */
  readonly group: { readonly key: string; readonly label: string } | null;
  readonly aria: AriaAttributes;
}

interface VirtualListProps<Row extends ListRow> {
  readonly label: string;
  readonly kind: 'listbox' | 'tree';
  readonly rows: readonly Row[];
  readonly renderRow: (row: Row) => ReactNode;
  /** What is open beside the list: shown as selected, and brought into view when it changes. */
  readonly selectedKey: string | null;
  /** `byKeyboard`: the details should take the focus. */
  readonly onOpen: (row: Row, byKeyboard: boolean) => void;
  readonly onMove?: (row: Row) => void;
  readonly onFold?: (row: Row, open: boolean) => void;
  /** Told the indices of the last and the first row in sight, to load more in time. */
  readonly onSee?: (lastIndex: number, firstIndex: number) => void;
}

const rowRole = { listbox: 'option', tree: 'treeitem' } as const;

export function VirtualList<Row extends ListRow>(props: VirtualListProps<Row>) {
  const { label, kind, rows, renderRow, selectedKey, onOpen, onMove, onFold, onSee } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState(selectedKey);
  const [seenSelected, setSeenSelected] = useState(selectedKey);
  const wantsFocus = useRef<string | null>(null);

  // What is opened from elsewhere becomes the tab stop, too.
  if (seenSelected !== selectedKey) {
    setSeenSelected(selectedKey);
    if (selectedKey !== null) setActiveKey(selectedKey);
  }

  const indexOf = useMemo(() => indicesByKey(rows), [rows]);
  const stops = useMemo(() => rows.flatMap((row, index) => (row.isHeading ? [] : [index])), [rows]);
  const headings = useMemo(() => rows.flatMap((row, index) => (row.isHeading ? [index] : [])), [rows]);
  const active = (activeKey === null ? undefined : indexOf.get(activeKey)) ?? stops[0] ?? 0;
  const activeRowKey = rows[active]?.key ?? null;
  // What it stood for has been read, and has a key of its own now.
  if (activeKey !== null && activeKey !== activeRowKey && indexOf.has(activeKey)) setActiveKey(activeRowKey);
  const headingHeight = rows[headings[0] ?? -1]?.heightPx ?? 0;

  // eslint-disable-next-line react-hooks/incompatible-library -- said for the React compiler, which is not used here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rows[index]?.heightPx ?? 0,
    getItemKey: useCallback((index: number) => rows[index]?.slot ?? rows[index]?.key ?? index, [rows]),
    overscan: 8,
    scrollPaddingStart: headingHeight + 4,
    scrollPaddingEnd: 4,
    rangeExtractor: useCallback((range: Range) => rangeWith({ range, headings, active }), [headings, active]),
  });
  const items = virtualizer.getVirtualItems();
  const firstSeen = virtualizer.range?.startIndex ?? 0;
  const lastSeen = virtualizer.range?.endIndex ?? 0;
  const stuck = headings.findLast((index) => index <= firstSeen);

  // Before it is drawn: what has to be read for it is asked for a frame earlier.
  useLayoutEffect(() => onSee?.(lastSeen, firstSeen), [lastSeen, firstSeen, onSee]);

  const selectedIndex = selectedKey === null ? undefined : indexOf.get(selectedKey);
  const isSelectedThere = selectedIndex !== undefined;
  useEffect(() => {
    if (selectedIndex !== undefined) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- rows that arrive above what is open must not move the view
  }, [selectedKey, isSelectedThere, virtualizer]);

  useLayoutEffect(() => {
    const key =
      wantsFocus.current ?? movedFocus(scroller.current, activeKey === activeRowKey ? activeKey : null);
    if (key === null) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (element === null || element === undefined) return;
    wantsFocus.current = null;
    element.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const command = listCommand(event);
    const at = indexOf.get(focusedKey(scroller.current) ?? '') ?? active;
    const row = rows[at];
    if (command === null || row === undefined) return;
    switch (command.kind) {
      case 'move': {
        const stopsPerPage = Math.max(1, lastSeen - firstSeen - 1);
        const index = moveInList({ to: command.to, stops, active: at, stopsPerPage });
        const next = rows[index];
        if (next === undefined) break;
        wantsFocus.current = next.key;
        setActiveKey(next.key);
        virtualizer.scrollToIndex(index, { align: 'auto' });
        onMove?.(next);
        break;
      }
      case 'open':
        onOpen(row, true);
        break;
      case 'fold':
        if (onFold === undefined) return;
        onFold(row, command.open);
        break;
    }
    event.preventDefault();
  };

  const renderItem = (item: (typeof items)[number]) => {
    const row = rows[item.index];
    if (row === undefined) return null;
    const isStuck = item.index === stuck;
    const place = isStuck ? {} : { transform: `translateY(${item.start}px)` };
    if (row.isHeading) {
      return (
        <div
          key={row.key}
          className="list-row list-heading"
          data-stuck={isStuck}
          style={{ height: row.heightPx, ...place }}
          role="presentation"
        >
          {renderRow(row)}
        </div>
      );
    }
    return (
      <div
        key={row.slot ?? row.key}
        className="list-row list-stop"
        data-key={row.key}
        style={{ height: row.heightPx, ...place }}
        role={rowRole[kind]}
        aria-selected={row.key === selectedKey}
        tabIndex={item.index === active ? 0 : -1}
        onFocus={() => setActiveKey(row.key)}
        onClick={() => {
          setActiveKey(row.key);
          onOpen(row, false);
        }}
        {...row.aria}
      >
        {renderRow(row)}
      </div>
    );
  };

  return (
    <div ref={scroller} className="list-scroller">
      <div
        className="list-rows"
        role={kind}
        aria-label={label}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {inGroups(items, (item) => rows[item.index]?.group ?? null).map(({ group, members }) =>
          group === null ? (
            members.map(renderItem)
          ) : (
            <div key={group.key} className="list-group" role="group" aria-label={group.label}>
              {members.map(renderItem)}
            </div>
          ),
        )}
      </div>
    </div>
  );
}

/** By key, and by the place in which something stood before it was read. */
function indicesByKey(rows: readonly ListRow[]): ReadonlyMap<string, number> {
  const indices = new Map(rows.map((row, index) => [row.key, index]));
  rows.forEach(({ slot }, index) => slot !== undefined && indices.set(slot, index));
  return indices;
}

/** Null where the focus is not on a row. */
function focusedKey(scroller: HTMLElement | null): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || scroller?.contains(focused) !== true) return null;
  return focused.dataset['key'] ?? null;
}

/** Something came in above: the focus stays on what it was on, and not on the place of it. */
function movedFocus(scroller: HTMLElement | null, activeRowKey: string | null): string | null {
  const key = focusedKey(scroller);
  return key === null || key === activeRowKey ? null : activeRowKey;
}

interface Chunk<Item> {
  readonly group: ListRow['group'];
  readonly members: readonly Item[];
}

/** Consecutive items of one group together. */
function inGroups<Item>(
  items: readonly Item[],
  groupOf: (item: Item) => ListRow['group'],
): readonly Chunk<Item>[] {
  const chunks: { group: ListRow['group']; members: Item[] }[] = [];
  for (const item of items) {
    const group = groupOf(item);
    const last = chunks.at(-1);
    if (last !== undefined && last.group?.key === group?.key) last.members.push(item);
    else chunks.push({ group, members: [item] });
  }
  return chunks;
}
