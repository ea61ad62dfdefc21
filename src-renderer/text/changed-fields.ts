// What a reading of an original says otherwise, in the words a person knows fields by. Pure.
import type { FieldChange } from '../../src-worker/contract/re-read.ts';
import type { TextId } from './english.ts';
import { fieldTextId } from './field-names.ts';
import type { Say } from './say.ts';

/** What the file says in numbers of what the activity says, too; the rest of it has no word of its own. */
const wordsOfSummary: Readonly<Record<string, TextId>> = {
  'summary.sport': 'field.workout_type',
  'summary.subSport': 'field.sport',
  'summary.startedAt': 'field.started_at',
  'summary.endedAt': 'field.ended_at',
  'summary.utcOffsetSeconds': 'field.timezone',
  'summary.elapsedSeconds': 'field.duration_seconds',
  'summary.timerSeconds': 'field.duration_seconds',
  'summary.distanceMeters': 'field.distance_meters',
  'summary.caloriesKcal': 'field.calories_kcal',
  'summary.setCount': 'field.sets',
};

function wordOf(field: string): TextId {
  if (field.startsWith('sets.')) return 'field.sets';
  const isOfActivity = field.startsWith('workout.') || field.startsWith('session.');
  return (isOfActivity ? fieldTextId(field) : wordsOfSummary[field]) ?? 're_read.other_fields';
}

/** “Distance, Time zone, other details”: each once, and what has no word last. */
export function changedFields(changes: readonly FieldChange[], say: Say): string {
  const words = new Set(changes.map(({ field }) => wordOf(field)));
  const hasOthers = words.delete('re_read.other_fields');
  return [...words, ...(hasOthers ? (['re_read.other_fields'] as const) : [])]
    .map((id) => say(id))
    .join(', ');
}
