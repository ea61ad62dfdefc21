// How much a FIT file may still ask for, over all its parts; what is read is taken off.
import { limits } from '../../contract/limits.ts';

export interface Budget {
  records: number;
  /** Messages that are kept whole. */
  summaries: number;
}

export const fullBudget = (): Budget => ({ records: limits.records, summaries: limits.summaryMessages });
