// What a device or a folder is called: names come from outside, and a drive may have none.
import type { Source } from '../../src-worker/contract/sources.ts';
import type { Say } from './say.ts';
import { visibleName } from './visible-name.ts';

export const sourceName = ({ kind, name }: Pick<Source, 'kind' | 'name'>, say: Say): string =>
  name.trim() === '' ? say(`source.${kind}.nameless`) : visibleName(name);
