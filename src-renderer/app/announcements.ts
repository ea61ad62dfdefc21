// What is spoken of imports: that one began, and how it ended. Nothing in between. Pure.
import { filesNotBegun, type ImportRun } from '../../src-worker/contract/import-job.ts';
import type { ShownLook } from '../engine/shown-look.ts';
import { countTexts } from '../text/counts.ts';
import { sourceText } from '../text/import-origin.ts';
import type { Say } from '../text/say.ts';

/** Of each import whether it had ended when it was last seen. */
export type HeardImports = ReadonlyMap<string, boolean>;

export const heardOf = (runs: readonly ImportRun[]): HeardImports =>
  new Map(runs.map(({ importId, finishedAt }) => [importId, finishedAt !== null]));

/** null where nothing began or ended since. */
export function announcement(heard: HeardImports, runs: readonly ImportRun[], say: Say): string | null {
  const ended = runs.find(({ importId, finishedAt }) => finishedAt !== null && heard.get(importId) !== true);
  if (ended?.restWaits === true) {
    return say('spoken.import_waits', { count: filesNotBegun(ended), name: sourceText(ended, say) });
  }
  if (ended?.cancelledAt !== undefined) {
    return say('spoken.import_stopped', { count: filesNotBegun(ended) });
  }
  if (ended !== undefined) {
    const counts = countTexts(ended.counts, say).join(', ');
    return counts === '' ? say('spoken.import_finished_empty') : say('spoken.import_finished', { counts });
  }
  return runs.some(({ importId }) => !heard.has(importId)) ? say('spoken.import_started') : null;
}

/** That a look began, and that it is over; nothing in between. */
export function lookNews(before: ShownLook | null, after: ShownLook | null, say: Say): string | null {
  if (after === null) return null;
  const isSame = before?.lookId === after.lookId;
  if (after.look?.isOver === true && !(isSame && before.look?.isOver === true)) {
    return say('spoken.looked', { count: after.look.filesFound });
  }
  return isSame ? null : say('spoken.looking');
}
