// Workout types as words. The list is open: a type nobody wrote a word for is shown as it stands, made readable.
import { isTextId } from './english.ts';
import type { Say } from './say.ts';

/** “Ride”; `inline_skating`, which has no word yet, as “Inline skating”. */
export function sportWord(workoutType: string, say: Say): string {
  const id = `sport.${workoutType}`;
  if (isTextId(id)) return say(id);
  const words = workoutType.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
