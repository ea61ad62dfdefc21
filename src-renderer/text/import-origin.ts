// Where an import came from, as its name says it.
import type { ImportRun } from '../../src-worker/contract/import-job.ts';
import type { Say } from './say.ts';
import { visibleName } from './visible-name.ts';

/** “Dropped”, “From Edge 530” */
export const originText = ({ origin, sourceName }: ImportRun, say: Say): string =>
  sourceName === undefined
    ? say(`origin.${origin}`)
    : say('origin.named_source', { name: visibleName(sourceName) });

/** “Edge 530”, or “the device” where nobody knows its name; within a sentence. */
export function sourceText({ origin, sourceName }: ImportRun, say: Say): string {
  if (sourceName !== undefined) return visibleName(sourceName);
  return say(origin === 'device' ? 'import.the_device' : 'import.the_folder');
}
