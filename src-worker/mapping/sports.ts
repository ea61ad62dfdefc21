// Which workout type a sport is, whatever format named it: FIT profile names, TCX `Sport`, GPX words, Strava's numbers.
// A sport that stands in no row keeps its own name and is `other`.

/** The types of the contract (domain 1). */
export type WorkoutType =
  'run' | 'ride' | 'swim' | 'strength' | 'walk' | 'hike' | 'ski' | 'row' | 'multisport' | 'other';

/** Words are compared without case, blanks and signs. */
const wordsByType = {
  run: [
    'running',
    'run',
    'trailrun',
    'trailrunning',
    'trackrunning',
    'streetrunning',
    'treadmill',
    'treadmillrunning',
    'indoorrunning',
    'virtualrun',
    'jogging',
    'ultra',
    'wheelchairpushrun',
  ],
  ride: [
    'cycling',
    'ride',
    'riding',
    'biking',
    'bike',
    'bicycle',
    'roadbiking',
    'roadcycling',
    'mountainbiking',
    'mountainbike',
    'mtb',
    'gravelcycling',
    'gravelride',
    'indoorcycling',
    'indoorbiking',
    'spin',
    'spinning',
    'virtualride',
    'ebiking',
    'ebikeride',
    'ebike',
    'cyclocross',
    'commuting',
    'handcycling',
    'trackcycling',
    'bmx',
  ],
  swim: ['swimming', 'swim', 'lapswimming', 'poolswim', 'poolswimming', 'openwater', 'openwaterswimming'],
  strength: ['strength', 'strengthtraining', 'weighttraining', 'weightlifting'],
  walk: [
    'walking',
    'walk',
    'casualwalking',
    'speedwalking',
    'indoorwalking',
    'nordicwalking',
    'wheelchairpushwalk',
  ],
  hike: ['hiking', 'hike', 'trekking', 'mountaineering', 'rucking'],
  ski: [
    'skiing',
    'ski',
    'crosscountryskiing',
    'alpineskiing',
    'backcountryskiing',
    'backcountryski',
    'nordicski',
    'nordicskiing',
    'skatingski',
    'skateskiing',
    'alpineski',
    'indoorskiing',
    'snowboarding',
    'snowboard',
  ],
  row: ['rowing', 'row', 'indoorrowing', 'rower'],
  multisport: ['multisport', 'triathlon', 'duathlon', 'swimrun', 'brick'],
} as const satisfies Partial<Record<WorkoutType, readonly string[]>>;

/** `trk/type` of Strava's GPX is a number; only those seen in real exports. */
const stravaNumbers: readonly (readonly [string, WorkoutType])[] = [
  ['1', 'ride'],
  ['4', 'hike'],
  ['9', 'run'],
  ['10', 'walk'],
  ['16', 'swim'],
];

/** Sports that say nothing by themselves, so that the sub-sport decides. */
const undecided: ReadonlySet<string> = new Set([
  'generic',
  'training',
  'fitnessequipment',
  'all',
  'other',
  'cardio',
  'workout',
]);

const typeByWord: ReadonlyMap<string, WorkoutType> = new Map([
  ...stravaNumbers,
  ...(Object.keys(wordsByType) as (keyof typeof wordsByType)[]).flatMap((type) =>
    wordsByType[type].map((word): [string, WorkoutType] => [word, type]),
  ),
]);

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '');

export interface SportMatch {
  readonly workoutType: WorkoutType;
  /** False where the name stands in no row. */
  readonly known: boolean;
}

export function workoutTypeOf(sport: string | null, subSport: string | null): SportMatch {
  if (sport === null) return { workoutType: 'other', known: false };
  const word = plain(sport);
  const direct = typeByWord.get(word);
  if (direct !== undefined) return { workoutType: direct, known: true };
  const bySubSport = undecided.has(word) && subSport !== null ? typeByWord.get(plain(subSport)) : undefined;
  if (bySubSport !== undefined) return { workoutType: bySubSport, known: true };
  return { workoutType: 'other', known: undecided.has(word) };
}
