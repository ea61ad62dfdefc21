// What going through the originals has found: how many of each, and the first that change. Pure.
import type { ReReadActivity } from '../../../src-worker/contract/re-read.ts';

/** What was found so far. */
export interface ReReadTally {
  readonly counts: Readonly<Record<ReReadActivity['result']['kind'], number>>;
  /** The first of those that change. */
  readonly changed: readonly ReReadActivity[];
}

const shownChanges = 5;

export const nothingRead: ReReadTally = {
  counts: {
    changed: 0,
    unchanged: 0,
    original_gone: 0,
    original_too_large: 0,
    not_readable: 0,
    left_as_it_is: 0,
  },
  changed: [],
};

export function withRead(tally: ReReadTally, activities: readonly ReReadActivity[]): ReReadTally {
  const counts = { ...tally.counts };
  for (const { result } of activities) counts[result.kind] += 1;
  const changed = [...tally.changed, ...activities.filter(({ result }) => result.kind === 'changed')];
  return { counts, changed: changed.slice(0, shownChanges) };
}
