// Why dedup judged as it did, by the row of its policy that decided.
import { isTextId } from './english.ts';
import type { Say } from './say.ts';

/** A row that has no sentence here yet is told in the engine's own words. */
export function whyText(rule: string, reason: string, say: Say): string {
  const id = `why.${rule}`;
  if (isTextId(id)) return say(id);
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
