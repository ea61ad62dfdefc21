// How much room originals may take, as choices, and what is said where one could not be saved. Pure.
import { noLimitBytes } from '../../../src-worker/contract/archive-limit.ts';

export const gibibyte = 1024 ** 3;

const offered = [gibibyte, 4 * gibibyte, 16 * gibibyte, noLimitBytes];

/** What is offered, and what is in force, should it be none of those; smallest first. */
export const limitChoices = (nowBytes: number): readonly number[] =>
  [...new Set([...offered, nowBytes])].sort((left, right) => left - right);

/** What of the kept bytes would have to go to keep to a limit, at the least: originals go as a whole. */
export const bytesBeyond = (keptBytes: number, limitBytes: number): number =>
  Math.max(0, keptBytes - limitBytes);

/** The sentence for a choice that could not be saved, by the system's code. */
export const notSavedId = (systemCode: string) =>
  ['ENOSPC', 'EDQUOT'].includes(systemCode) ? 'originals.not_saved.disk_full' : 'originals.not_saved';
