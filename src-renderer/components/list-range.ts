// Which rows exist beside those in sight: the heading that sticks, and the row that holds the tab stop. Pure.
import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

interface Wanted {
  readonly range: Range;
  /** Indices of headings, ascending. */
  readonly headings: readonly number[];
  readonly active: number;
}

/** Ascending indices; a row that lost its element would lose the focus with it. */
export function rangeWith({ range, headings, active }: Wanted): number[] {
  const heading = headings.findLast((index) => index <= range.startIndex);
  const indices = new Set(defaultRangeExtractor(range));
  if (heading !== undefined) indices.add(heading);
  if (active < range.count) indices.add(active);
  return [...indices].sort((left, right) => left - right);
}
