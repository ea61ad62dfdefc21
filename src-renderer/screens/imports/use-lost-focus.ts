// Where a row goes with the focus in it, the focus goes to the same button of the row that takes its place, and to the
// screen's name when there is none.
import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import { landmarks } from '../../components/landmarks.ts';

interface Lost {
  readonly index: number;
  /** Which of the row's buttons it was. */
  readonly deed: string | undefined;
}

export type OnLost = (lost: Lost) => void;

/** `list`: holds the rows, whose buttons bear `data-deed`. Gives what a row calls as it goes. */
export function useLostFocus(list: RefObject<HTMLElement | null>): OnLost {
  const lost = useRef<Lost | null>(null);
  useLayoutEffect(() => {
    if (lost.current === null) return;
    const { index, deed = 'try' } = lost.current;
    lost.current = null;
    const rows = [...(list.current?.children ?? [])];
    const next = rows[Math.min(index, rows.length - 1)]?.querySelector<HTMLElement>(`[data-deed="${deed}"]`);
    (next ?? document.querySelector<HTMLElement>(landmarks.screenTitle))?.focus();
  });
  return useCallback((of: Lost) => {
    lost.current = of;
  }, []);
}

/** For the row, or what stands over them: tells when it goes with the focus in it. */
export function useRowsFocus(row: RefObject<HTMLElement | null>, onLost: OnLost): void {
  useLayoutEffect(() => {
    const element = row.current;
    return () => {
      const focused = document.activeElement;
      if (element === null || !(focused instanceof HTMLElement) || !element.contains(focused)) return;
      const index = [...(element.parentElement?.children ?? [])].indexOf(element);
      onLost({ index, deed: focused.dataset['deed'] });
    };
  }, [row, onLost]);
}
