// Which workout type a sport is, whatever format or service named it: by the tables of sport-words. A sport that stands in
// none of them keeps its own name and is `other`.
import {
  fitSubSports,
  sportVocabularies,
  undecidedFitSports,
  type Vocabulary,
  type WorkoutType,
} from './sport-words.ts';

/** A word is compared without case, blanks and signs. */
export const plainWord = (name: string): string =>
  name.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '');

const typesByWord = (vocabularies: readonly Vocabulary[]): ReadonlyMap<string, WorkoutType> =>
  new Map(
    vocabularies.flatMap((vocabulary) =>
      (Object.keys(vocabulary) as WorkoutType[]) // what `Vocabulary` has for keys
        .flatMap((type) => (vocabulary[type] ?? []).map((word) => [plainWord(word), type] as const)),
    ),
  );

const typeBySport = typesByWord(sportVocabularies);
const typeBySubSport = typesByWord([fitSubSports]);
const undecided: ReadonlySet<string> = new Set(undecidedFitSports.map(plainWord));

export interface SportMatch {
  readonly workoutType: WorkoutType;
  /** False where the name stands in no row. */
  readonly known: boolean;
}

export function workoutTypeOf(sport: string | null, subSport: string | null): SportMatch {
  if (sport === null) return { workoutType: 'other', known: false };
  const word = plainWord(sport);
  const bySubSport =
    undecided.has(word) && subSport !== null ? typeBySubSport.get(plainWord(subSport)) : undefined;
  const workoutType = bySubSport ?? typeBySport.get(word);
  return { workoutType: workoutType ?? 'other', known: workoutType !== undefined };
}
