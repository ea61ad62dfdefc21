// Where each mapped field of one activity came from, by the matrix in field-sources: the provenance of the draft. Pure.
import type { ActivityFormat } from '../contract/activity-format.ts';
import type { FieldProvenance } from '../contract/external-activity.ts';
import type { DecodedActivity } from '../formats/decoded.ts';
import {
  amountSources,
  confidences,
  fieldSources,
  type FieldSource,
  type MappedAmount,
  type MappedField,
} from './field-sources.ts';
import type { SportMatch } from './sports.ts';
import type { Zone } from './zone-of.ts';

interface Traced {
  readonly activity: DecodedActivity;
  readonly format: ActivityFormat;
  readonly sport: SportMatch;
  readonly zone: Zone;
  /** The list of an archive gives the title. */
  readonly isListed: boolean;
}

type Provenance = Record<string, FieldProvenance>;

export function traceFields({ activity, format, sport, zone, isListed }: Traced): Provenance {
  const { computedFields } = activity;
  const sources: Readonly<Record<MappedField, FieldSource>> = fieldSources[format];
  const trace = (field: MappedField, isPresent: boolean, isComputed = false): Provenance => {
    const entry = isPresent ? entryOf(sources[field], isComputed) : null;
    return entry === null ? {} : { [field]: entry };
  };
  return {
    ...traceSport(sources['workout.workout_type'], activity, sport),
    ...trace('workout.sport', activity.sport !== null),
    ...(isListed ? { 'workout.title': listedTitle } : trace('workout.title', activity.title !== null)),
    ...traceAmount(sources, 'workout.duration_seconds', activity),
    ...traceAmount(sources, 'workout.distance_meters', activity),
    ...traceAmount(sources, 'workout.calories_kcal', activity),
    ...trace('session.started_at', true, computedFields.includes('startedAtMs')),
    ...trace('session.ended_at', activity.endedAtMs !== null, computedFields.includes('endedAtMs')),
    ...traceZone(zone),
    ...trace('sets', activity.sets.length > 0),
  };
}

const listedTitle: FieldProvenance = {
  source_path: 'activities.csv/Activity Name',
  confidence: confidences.declared,
  status: 'mapped',
};

/** The first of the sources of an amount that the file has. */
export const amountSource = (field: MappedAmount, activity: DecodedActivity) =>
  amountSources[field].find((source) => activity[source] !== null);

function entryOf(source: FieldSource, isComputed: boolean): FieldProvenance | null {
  const path = isComputed
    ? (source.computedFrom ?? source.declaredAt)
    : (source.declaredAt ?? source.computedFrom);
  if (path === null) return null;
  return {
    source_path: path,
    confidence: isComputed ? confidences.computed : confidences.declared,
    status: 'mapped',
    ...(source.transform === undefined ? {} : { transform: source.transform }),
  };
}

function traceAmount(
  sources: Readonly<Record<MappedField, FieldSource>>,
  field: MappedAmount,
  activity: DecodedActivity,
): Provenance {
  const source = amountSource(field, activity);
  if (source === undefined) return {};
  const isElapsed = source === 'elapsedSeconds';
  const entry = entryOf(
    isElapsed ? elapsedSource(sources[field]) : sources[field],
    activity.computedFields.includes(source),
  );
  if (entry === null) return {};
  return { [field]: isElapsed ? { ...entry, notes: 'elapsed time: the file has no timer time' } : entry };
}

/** Without timer time the elapsed time stands in; FIT declares that one beside it. */
const elapsedSource = (source: FieldSource): FieldSource => ({
  ...source,
  declaredAt: source.declaredAt?.replace('total_timer_time', 'total_elapsed_time') ?? null,
});

function traceSport(source: FieldSource, activity: DecodedActivity, { known }: SportMatch): Provenance {
  const entry = activity.sport === null ? null : entryOf(source, false);
  if (entry === null) return {};
  const guessed = { confidence: confidences.guessed, status: 'estimated' } as const;
  return { 'workout.workout_type': known ? entry : { ...entry, ...guessed } };
}

function traceZone({ assumed, timeZone, day }: Zone): Provenance {
  if (day === null) return {};
  const entry: FieldProvenance = assumed
    ? {
        source_path: 'athlete.timezone',
        confidence: confidences.assumed,
        status: 'estimated',
        notes: 'the file names no zone',
      }
    : { source_path: 'file.utc_offset', confidence: confidences.declared, status: 'mapped' };
  return {
    ...(timeZone === null ? {} : { 'session.timezone': entry }),
    'session.local_date': entry,
    'session.local_week': entry,
  };
}
