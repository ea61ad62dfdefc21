// “38 added, 2 already there, 1 not read”: the counts of an import or of a file's entries, zeros left out.
import type { EndingCounts } from '../../src-worker/contract/import-job.ts';
import type { Say } from './say.ts';

const order = ['imported', 'known', 'rejected', 'failed', 'ignored'] as const;

/** One text for each count above zero, in the order in which a person wants to know. */
export const countTexts = (counts: EndingCounts, say: Say): readonly string[] =>
  order.filter((name) => counts[name] > 0).map((name) => say(`count.${name}`, { count: counts[name] }));

export const needsPerson = (counts: EndingCounts): number => counts.rejected + counts.failed;
