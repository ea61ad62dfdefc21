// The one engine of the mapping matrix: a matrix and what it reads in, canonical values and the source of each out. It knows
// no provider and no format. What a source does not say stays unsaid; what it says in a wrong form is a failure that names
// the field, and never the value.
import { z } from 'zod';
import type { FieldProvenance } from '../contract/external-activity.ts';
import type { ParseFailure } from '../contract/failure.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import {
  confidences,
  conversions,
  textTransforms,
  type AmountField,
  type Conversion,
  type FieldRow,
  type Matrix,
  type MatrixField,
  type TextTransform,
  type Transform,
} from './matrix.ts';
import { workoutTypeOf, type SportMatch } from './sports.ts';
import { valueAt } from './value-at.ts';

export interface MatrixSource {
  /** From outside: nothing is known of it. */
  readonly payload: unknown;
  /** Places of it that the source does not say and that were computed from the rest. */
  readonly computedPlaces?: readonly string[];
}

export type Provenance = Readonly<Record<string, FieldProvenance>>;

/** A zone as the source names it, whether or not anybody knows the name; and where the name came from. */
export interface NamedZone {
  readonly zoneName: string;
  readonly source: FieldProvenance;
}

/** Null where the source does not say. */
export interface MatrixReading {
  readonly sport: SportMatch;
  /** As written. */
  readonly rawSport: string | null;
  readonly title: string | null;
  /** In seconds, metres and kilocalories. */
  readonly amounts: Readonly<Record<AmountField, number | null>>;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly namedZone: NamedZone | null;
  readonly provenance: Provenance;
  /** `workout.distance_meters: km → m (km_to_meters)` */
  readonly unitConversions: readonly string[];
  readonly unsupportedFields: readonly string[];
}

export function applyMatrix(matrix: Matrix, source: MatrixSource): Result<MatrixReading, ParseFailure> {
  const { take, firstFailure } = takeFrom(matrix, source);
  const sport = take('workout.workout_type', text);
  const rawSport = take('workout.sport', text);
  const title = take('workout.title', text);
  const duration = take('workout.duration_seconds', amount);
  const distance = take('workout.distance_meters', amount);
  const calories = take('workout.calories_kcal', amount);
  const startedAt = take('session.started_at', instant);
  const endedAt = take('session.ended_at', instant);
  const zone = take('session.timezone', text);
  const sets = take('sets', list);

  const failure = firstFailure();
  if (failure !== null) return failed(failure);
  if (startedAt === null) return failed(withoutStart);

  const match = matchOf(sport, source.payload);
  const all = [sport, rawSport, title, duration, distance, calories, startedAt, endedAt, sets];
  const taken = all.filter((one) => one !== null);
  return ok({
    sport: match,
    rawSport: rawSport && rewritten(rawSport),
    title: title && rewritten(title),
    amounts: {
      'workout.duration_seconds': duration && converted(duration),
      'workout.distance_meters': distance && converted(distance),
      'workout.calories_kcal': calories && converted(calories),
    },
    startedAtMs: startedAt.value,
    endedAtMs: endedAt?.value ?? null,
    namedZone: zone && { zoneName: rewritten(zone), source: entryOf(zone) },
    provenance: {
      ...Object.fromEntries(taken.map((one) => [one.field, entryOf(one)])),
      ...(sport === null || match.known ? {} : { 'workout.workout_type': { ...entryOf(sport), ...guessed } }),
    },
    unitConversions: taken.flatMap(conversionSaid),
    unsupportedFields: (matrix.unsupported ?? []).filter((place) => isSaid(source.payload, place)),
  });
}

/** Whatever a matrix asks for: what took place at no time is no activity. */
const withoutStart = {
  kind: 'not_mappable',
  field: 'session.started_at',
  detail: 'the source names no time',
} as const;

/** What a value has to be. */
interface Kind<Value> {
  readonly inWords: string;
  /** Null where it is something else. */
  readonly read: (value: unknown) => Value | null;
}

const amount: Kind<number> = {
  inWords: 'a number',
  read: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null),
};

const text: Kind<string> = {
  inWords: 'a text',
  read: (value) => (typeof value === 'string' ? value : null),
};

const list: Kind<readonly unknown[]> = {
  inWords: 'a list',
  read: (value) => (Array.isArray(value) ? value : null),
};

const instantSchema = z.iso.datetime({ offset: true });

/** In milliseconds since 1970 UTC. A time without an offset would be read by the zone of the machine. */
const instant: Kind<number> = {
  inWords: 'an instant with its offset',
  read: (value) => {
    const parsed = instantSchema.safeParse(value);
    return parsed.success ? Date.parse(parsed.data) : null;
  },
};

/** A value, where it was taken from, and for which field. */
interface Taken<Value> {
  readonly field: MatrixField;
  readonly row: FieldRow;
  readonly value: Value;
  readonly isComputed: boolean;
}

/** Of several things that are wrong the first is told. */
function takeFrom(matrix: Matrix, { payload, computedPlaces = [] }: MatrixSource) {
  let first: ParseFailure | null = null;
  const fail = (field: MatrixField, detail: string): null => {
    first ??= { kind: 'not_mappable', field, detail };
    return null;
  };

  const take = <Value>(field: MatrixField, kind: Kind<Value>): Taken<Value> | null => {
    const rows = matrix.rows[field] ?? [];
    for (const row of rows) {
      const found = valueAt(payload, row.at);
      if (found.kind === 'blocked') return fail(field, `${found.by} is not a group of fields`);
      if (found.kind === 'absent') continue;
      const value = kind.read(found.value);
      if (value === null) return fail(field, `${row.at} is not ${kind.inWords}`);
      return { field, row, value, isComputed: computedPlaces.includes(row.at) };
    }
    const required = rows.find(({ isRequired }) => isRequired === true);
    return required === undefined ? null : fail(field, `${required.at} is missing`);
  };
  return { take, firstFailure: () => first };
}

function matchOf(sport: Taken<string> | null, payload: unknown): SportMatch {
  if (sport === null) return workoutTypeOf(null, null);
  const { refinedBy } = sport.row;
  const refined = refinedBy === undefined ? null : valueAt(payload, refinedBy);
  return workoutTypeOf(sport.value, refined?.kind === 'said' ? text.read(refined.value) : null);
}

const guessed = { confidence: confidences.guessed, status: 'estimated' } as const;

const isConversion = (transform: Transform | undefined): transform is Conversion =>
  transform !== undefined && Object.hasOwn(conversions, transform);

const converted = ({ row: { transform }, value }: Taken<number>): number =>
  isConversion(transform) ? value * conversions[transform].factor : value;

const isTextTransform = (transform: Transform | undefined): transform is TextTransform =>
  transform !== undefined && Object.hasOwn(textTransforms, transform);

const rewritten = ({ row: { transform }, value }: Taken<string>): string =>
  isTextTransform(transform) ? textTransforms[transform](value) : value;

function conversionSaid({ field, row: { transform } }: Taken<unknown>): readonly string[] {
  if (!isConversion(transform)) return [];
  const { from, to } = conversions[transform];
  return [`${field}: ${from} → ${to} (${transform})`];
}

function entryOf({ row, isComputed }: Taken<unknown>): FieldProvenance {
  const { at, path = at, computedFrom = path, transform, notes } = row;
  const units = isConversion(transform) ? conversions[transform] : null;
  return {
    source_path: isComputed ? computedFrom : path,
    confidence: row.confidence ?? (isComputed ? confidences.computed : confidences.declared),
    status: 'mapped',
    ...(transform === undefined ? {} : { transform }),
    ...(units === null ? {} : { unit_original: units.from, unit_normalized: units.to }),
    ...(notes === undefined ? {} : { notes }),
  };
}

const isSaid = (payload: unknown, place: string): boolean => valueAt(payload, place).kind === 'said';
