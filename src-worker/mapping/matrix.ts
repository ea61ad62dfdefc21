// The one form of the mapping matrix (domain 6): per canonical field the places where a source says it, as data. A provider's
// payload and the facts of a decoded file are both read by it, by one engine (apply-matrix).

/** Amounts in units that the contract does not have (domain 6). */
export const conversions = {
  minutes_to_seconds: { factor: 60, from: 'min', to: 's' },
  km_to_meters: { factor: 1000, from: 'km', to: 'm' },
  miles_to_meters: { factor: 1609.344, from: 'mi', to: 'm' },
  kj_to_kcal: { factor: 0.239005736, from: 'kJ', to: 'kcal' },
} as const;
export type Conversion = keyof typeof conversions;

/** How a text is written where it holds more than the contract has. */
export const textTransforms = {
  /** Strava’s `(GMT+01:00) Europe/Berlin`: the offset is that of winter, and the name says more. */
  zone_behind_offset: (text: string): string => text.replace(/^\(GMT[+-]\d{2}:\d{2}\)\s*/, ''),
} as const;
export type TextTransform = keyof typeof textTransforms;

/** What was done before the value came here: by a decoder, or by the tables of sports and zones. */
type DoneBefore =
  | 'earliest_point'
  | 'haversine'
  | 'last_minus_first'
  | 'latest_point'
  | 'position_to_zone'
  | 'sport_to_workout_type'
  | 'start_plus_elapsed'
  | 'sum_of_laps';

export type Transform = 'identity' | Conversion | TextTransform | DoneBefore;

export type AmountField = 'workout.duration_seconds' | 'workout.distance_meters' | 'workout.calories_kcal';

/** The canonical fields that have rows. */
export type MatrixField =
  | AmountField
  | 'workout.workout_type'
  | 'workout.sport'
  | 'workout.title'
  | 'session.started_at'
  | 'session.ended_at'
  | 'session.timezone'
  | 'sets';

/** One place where a source says a canonical field. */
export interface FieldRow<Place extends string = string> {
  /** Dotted path into what the engine is given. */
  readonly at: Place;
  /** What the source itself calls the place, where that is another name. */
  readonly path?: string;
  /** And where it is computed from when the source does not say it. */
  readonly computedFrom?: string;
  readonly transform?: Transform;
  /** A second place that makes the value more exact. */
  readonly refinedBy?: Place;
  /** 0…1; that of what is said, or of what is computed, where no other is named. */
  readonly confidence?: number;
  /** Without it there is no activity. */
  readonly isRequired?: true;
  readonly notes?: string;
}

export interface Matrix<Place extends string = string> {
  readonly version: string;
  /** The places of a field in the order of preference. */
  readonly rows: Readonly<Partial<Record<MatrixField, readonly FieldRow<Place>[]>>>;
  /** Places with training meaning that have no canonical home: reported where the source has them. */
  readonly unsupported?: readonly Place[];
}

/** How sure a value is, by where it came from. */
export const confidences = {
  declared: 1,
  /** From the points themselves: times are exact, distances depend on filters. */
  computed: 0.95,
  /** From a position, by borders drawn roughly: nine in ten names are right, and more of the days. */
  located: 0.9,
  /** A name that stands in no table became `other`. */
  guessed: 0.5,
  /** The athlete's zone stands in for one that the source does not name. */
  assumed: 0.7,
} as const;
