// Strength sets of a recording as canonical sets: rests become the rest of the set before them.
import type { ExternalActivityDraft } from '../contract/external-activity.ts';
import type { DecodedSet } from '../formats/decoded.ts';

type CanonicalSet = NonNullable<ExternalActivityDraft['sets']>[number];

const present = <Key extends string>(key: Key, value: number | null): Partial<Record<Key, number>> =>
  value === null || value < 0 ? {} : ({ [key]: value } as Record<Key, number>); // a computed key loses its literal type

export function canonicalSets(decoded: readonly DecodedSet[]): CanonicalSet[] {
  const sets: CanonicalSet[] = [];
  for (const set of decoded) {
    const previous = sets.at(-1);
    if (set.setType === 'rest') {
      if (previous !== undefined && set.durationSeconds !== null) {
        sets[sets.length - 1] = {
          ...previous,
          rest_seconds: (previous.rest_seconds ?? 0) + Math.max(0, set.durationSeconds),
        };
      }
      continue;
    }
    sets.push({
      sequence: sets.length + 1,
      exercise: set.exercise ?? 'unknown',
      ...(set.exerciseId === null ? {} : { exercise_id: set.exerciseId }),
      ...(set.setType === null ? {} : { set_type: set.setType }),
      ...present('reps', set.reps),
      ...present('weight_kg', set.weightKg),
      ...present('duration_seconds', set.durationSeconds),
    });
  }
  return sets;
}
