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
const mendAtSource =
  'Correct it in the app or service where it was recorded, then export and import the activity again.';
const ours = 'This is ours to mend, not yours: keep the file, and send us the receipt.';

const hintTable: readonly HintRow[] = [
  {
    field: 'session.started_at',
    code: 'required',
    hint: `The file does not say when the activity began, so it has no place in your calendar. ${fromTheDevice}`,
  },
  {
    field: 'session.started_at',
    hint: `When the activity began is written in a way that can not be read. ${reExport}`,
  },
  {
    field: 'session.ended_at',
    code: 'ends_before_start',
    hint: `The activity ends before it begins: the clock of the device was set back on the way, or the file was edited. ${fromTheDevice}`,
  },
  {
    field: 'session.ended_at',
    hint: `When the activity ended is written in a way that can not be read. ${reExport}`,
  },
  { field: 'session', hint: ours },
  {
    field: 'workout.workout_type',
    hint: `The file does not say what kind of activity it is. Set the sport in the app or service where it was recorded. ${reExport}`,
  },
  {
    field: 'workout.duration_seconds',
    hint: `The time that the activity took is below zero or no number. ${fromTheDevice}`,
  },
  {
    field: 'workout.distance_meters',
    hint: `The distance is below zero or no number. ${fromTheDevice}`,
  },
  {
    field: 'workout.energy_kj',
    hint: `The energy is below zero or no number. ${fromTheDevice}`,
  },
  {
    field: 'workout.calories_kcal',
    hint: `The calories are below zero or no number. ${fromTheDevice}`,
  },
  { field: 'workout.title', hint: `The title is no text. ${reExport}` },
  { field: 'workout.sport', hint: `The name of the sport is no text. ${reExport}` },
  { field: 'workout', hint: ours },
  // Sets are numbered by us.
  { field: 'sets', code: 'sequence_repeats', hint: ours },
  { field: 'sets[].sequence', hint: ours },
  {
    field: 'sets[].exercise',
    hint: `A set has no exercise. Give it one in the app or service where it was recorded. ${reExport}`,
  },
  { field: 'sets[].rpe', hint: `The effort (RPE) of a set is not between 0 and 10. ${mendAtSource}` },
  {
    field: 'sets[].rir',
    hint: `The repetitions in reserve (RIR) of a set are not between 0 and 10. ${mendAtSource}`,
  },
  {
    field: 'sets[]',
    hint: `The repetitions, the weight or the times of a set can not be right. ${mendAtSource}`,
  },
  { field: 'source', hint: ours },
  { field: 'provenance', hint: ours },
];

/** The hint for a broken rule; `field` as the validation report names it (`sets[2].rpe`). */
export function docsHint(field: string, code: ValidationCode): string {
  const general = field.replace(/\[\d+\]/g, '[]');
  const row = hintTable.find(
    (candidate) =>
      (candidate.code === undefined || candidate.code === code) &&
      (general === candidate.field || general.startsWith(`${candidate.field}.`)),
  );
  return row?.hint ?? ours;
}
