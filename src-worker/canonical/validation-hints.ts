// What a person can do about each thing that can be wrong with an activity: data, the first row that fits is said.

/** What kind of rule of domain 1 was broken. */
export type ValidationCode =
  | 'required'
  | 'wrong_type'
  | 'not_allowed'
  | 'too_small'
  | 'too_large'
  | 'malformed'
  | 'ends_before_start'
  | 'sequence_repeats'
  | 'not_self';

interface HintRow {
  /** A field, or a layer of the activity with all below it; list positions left out (`sets[].rpe`). */
  readonly field: string;
  /** Any code where none is named. */
  readonly code?: ValidationCode;
  readonly hint: string;
}

const fromTheDevice = 'If the device still has the recording, copy it from there again and import that copy.';
const reExport = 'Export the activity again from the service or app it comes from, and import that file.';
const ours = 'This is ours to mend, not yours: keep the file, and send us the receipt.';

const hintTable: readonly HintRow[] = [
  {
    field: 'session.started_at',
    code: 'required',
    hint: `The file does not say when the activity began, so it has no place in your calendar. ${fromTheDevice}`,
  },
  { field: 'session.started_at', hint: `The time of the start makes no sense. ${reExport}` },
  {
    field: 'session.ended_at',
    code: 'ends_before_start',
    hint: `The clock of the device ran backwards, or the file was edited. ${fromTheDevice}`,
  },
  { field: 'session.ended_at', hint: `The time of the end makes no sense. ${reExport}` },
  { field: 'session', hint: ours },
  {
    field: 'workout.workout_type',
    hint: `The file does not say what kind of activity it is. Set the sport where the activity was recorded. ${reExport}`,
  },
  {
    field: 'workout.duration_seconds',
    hint: `A duration is a number of seconds, zero or more. ${fromTheDevice}`,
  },
  {
    field: 'workout.distance_meters',
    hint: `A distance is a number of metres, zero or more. ${fromTheDevice}`,
  },
  { field: 'workout.energy_kj', hint: `Energy is a number, zero or more. ${fromTheDevice}` },
  { field: 'workout.calories_kcal', hint: `Calories are a number, zero or more. ${fromTheDevice}` },
  { field: 'workout', hint: reExport },
  { field: 'sets', code: 'sequence_repeats', hint: `Two sets have the same place in the order. ${reExport}` },
  {
    field: 'sets[].exercise',
    hint: 'Give the exercise a name where the set was recorded, then export and import the activity again.',
  },
  {
    field: 'sets[].rpe',
    hint: 'Effort (RPE) goes from 0 to 10: set it right where it was recorded, then export again.',
  },
  {
    field: 'sets[].rir',
    hint: 'Repetitions in reserve go from 0 to 10: set them right where they were recorded, then export again.',
  },
  { field: 'sets', hint: `A set holds numbers that can not be. ${reExport}` },
  { field: 'source', hint: ours },
  { field: 'provenance', hint: ours },
];

/** The hint for a broken rule; `field` as the validation report names it (`sets[2].rpe`). */
export function docsHint(field: string, code: ValidationCode): string {
  const general = field.replace(/\[\d+\]/g, '[]');
  const row = hintTable.find(
    (candidate) =>
      (candidate.code === undefined || candidate.code === code) &&
      (general === candidate.field ||
        general.startsWith(`${candidate.field}.`) ||
        general.startsWith(`${candidate.field}[`)),
  );
  return row?.hint ?? ours;
}
