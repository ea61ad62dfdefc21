// Every rule of the canonical activity by example: one change to the golden activity, and what the contract says of it.
// A row is never edited while its contract_version lives: a row that has to change is a breaking change.
import type { ValidationCode } from '../../src-worker/canonical/validation-hints.ts';

export interface GoldenRow {
  /** Where in the golden activity; an empty path replaces all of it. */
  readonly at: readonly (string | number)[];
  /** `undefined` takes the field away. */
  readonly value: unknown;
  /** Null where the activity stays valid. */
  readonly breaks: { readonly code: ValidationCode; readonly field?: string } | null;
}

const valid = (path: string, ...values: readonly unknown[]): GoldenRow[] =>
  values.map((value) => ({ at: steps(path), value, breaks: null }));

const broken = (path: string, code: ValidationCode, ...values: readonly unknown[]): GoldenRow[] =>
  values.map((value) => ({
    at: steps(path),
    value,
    breaks: { code, field: path.replace(/\.(\d+)(?=\.|$)/g, '[$1]') },
  }));

const steps = (path: string): (string | number)[] =>
  path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));

const requiredText = (path: string): GoldenRow[] => [
  ...broken(path, 'required', undefined, ''),
  ...broken(path, 'wrong_type', 7, null, ['a']),
];

const optionalText = (path: string): GoldenRow[] => [
  ...valid(path, undefined, 'a', ''),
  ...broken(path, 'wrong_type', 7, null),
];

const amount = (path: string): GoldenRow[] => [
  ...valid(path, undefined, 0, 0.5, 1e9),
  ...broken(path, 'too_small', -0.001),
  ...broken(path, 'wrong_type', '5', null, Number.NaN, Number.POSITIVE_INFINITY),
];

const instant = (path: string): GoldenRow[] => [
  ...valid(path, '2026-05-12T08:00:00Z', '2026-05-12T08:00:00.123Z', '2026-05-12T10:00:00+02:00'),
  ...broken(
    path,
    'malformed',
    '2026-05-12T08:00:00',
    '2026-05-12',
    '2026-02-30T08:00:00Z',
    '12/05/2026 08:00',
    '2026-05-12T25:00:00Z',
    '',
  ),
  ...broken(path, 'wrong_type', 1_778_572_800_000, null),
];

const between = (path: string, low: number, high: number): GoldenRow[] => [
  ...valid(path, low, high, (low + high) / 2),
  ...broken(path, 'too_small', low - 0.01),
  ...broken(path, 'too_large', high + 0.01),
  ...broken(path, 'wrong_type', '1', null),
];

const fieldProvenance = 'provenance.field_provenance.workout';

export const goldenRows: readonly GoldenRow[] = [
  ...valid('contract_version', 'external_activity.v1'),
  ...broken('contract_version', 'required', undefined),
  ...broken('contract_version', 'not_allowed', 'external_activity.v2', ''),

  ...valid('source.provider', 'garmin', 'strava', 'trainingpeaks', 'device'),
  ...broken('source.provider', 'required', undefined),
  ...broken('source.provider', 'not_allowed', 'polar', 'Garmin', '', null),
  ...requiredText('source.provider_user_id'),
  ...broken('source.provider_user_id', 'not_self', 'user-7'),
  ...requiredText('source.external_activity_id'),
  ...valid('source.ingestion_method', 'file_import', 'connector_api', 'manual_backfill'),
  ...broken('source.ingestion_method', 'required', undefined),
  ...broken('source.ingestion_method', 'not_allowed', 'email'),
  ...optionalText('source.external_event_version'),
  ...valid('source.raw_payload_ref', undefined, `sha256:${'0f'.repeat(32)}`),
  ...broken('source.raw_payload_ref', 'malformed', 'sha256:12', '0f'.repeat(32), `sha256:${'0F'.repeat(32)}`),
  ...valid('source.imported_at', undefined),
  ...instant('source.imported_at'),
  // The account's id is for connectors, and an archived original may be one of theirs.
  ...(['connector_api', 'manual_backfill'] as const).map((ingestion_method) => ({
    at: ['source'],
    value: {
      provider: 'strava',
      provider_user_id: 'athlete-7',
      external_activity_id: '12',
      ingestion_method,
    },
    breaks: null,
  })),

  ...requiredText('workout.workout_type'),
  ...optionalText('workout.title'),
  ...optionalText('workout.sport'),
  ...['duration_seconds', 'distance_meters', 'energy_kj', 'calories_kcal'].flatMap((field) =>
    amount(`workout.${field}`),
  ),

  ...broken('session.started_at', 'required', undefined),
  ...instant('session.started_at'),
  ...valid(
    'session.ended_at',
    undefined,
    '2026-05-12T07:30:00Z',
    '2026-05-12T09:30:00+02:00',
    '2026-05-14T00:00:00Z',
  ),
  ...broken('session.ended_at', 'ends_before_start', '2026-05-12T07:29:59.999Z', '2026-05-12T08:30:00+02:00'),
  ...broken('session.ended_at', 'malformed', '2026-05-12T08:30:00'),
  ...valid(
    'session.timezone',
    undefined,
    'UTC',
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'America/Port-au-Prince',
    'Etc/GMT+5',
  ),
  ...broken(
    'session.timezone',
    'malformed',
    '+02:00',
    '',
    'Central European Time',
    '(GMT+01:00) Europe/Berlin',
  ),
  ...valid('session.local_date', undefined, '2026-05-12', '2028-02-29'),
  ...broken('session.local_date', 'malformed', '2026-5-12', '2026-02-29', '20260512', '2026-05-12T00:00:00Z'),
  ...valid('session.local_week', undefined, '2026-W01', '2026-W07', '2026-W53'),
  ...broken('session.local_week', 'malformed', '2026-W00', '2026-W54', '2026-W7', '2026-07'),
  ...optionalText('session.session_id'),

  ...valid('sets', undefined, []),
  ...broken('sets', 'wrong_type', null, {}),
  ...broken('sets', 'sequence_repeats', [
    { sequence: 1, exercise: 'squat' },
    { sequence: 1, exercise: 'row' },
  ]),
  ...valid('sets', [
    { sequence: 7, exercise: 'squat' },
    { sequence: 2, exercise: 'squat' },
  ]),
  ...broken('sets.0.sequence', 'required', undefined),
  ...broken('sets.0.sequence', 'too_small', 0, -1),
  ...broken('sets.0.sequence', 'wrong_type', 1.5, '1'),
  ...requiredText('sets.0.exercise'),
  ...optionalText('sets.0.exercise_id'),
  ...optionalText('sets.0.set_type'),
  ...['reps', 'weight_kg', 'duration_seconds', 'distance_meters', 'rest_seconds'].flatMap((field) =>
    amount(`sets.0.${field}`),
  ),
  ...['rpe', 'rir'].flatMap((field) => between(`sets.0.${field}`, 0, 10)),

  ...requiredText('provenance.mapping_version'),
  ...broken('provenance.mapped_at', 'required', undefined),
  ...instant('provenance.mapped_at'),
  ...valid('provenance.source_confidence', undefined),
  ...between('provenance.source_confidence', 0, 1),
  ...valid('provenance.field_provenance', undefined, {}),
  ...valid(
    fieldProvenance,
    ...['mapped', 'estimated', 'unsupported', 'dropped'].map((status) => ({
      source_path: 'session.sport',
      confidence: 0,
      status,
    })),
  ),
  ...requiredText(`${fieldProvenance}.source_path`),
  ...broken(`${fieldProvenance}.confidence`, 'required', undefined),
  ...between(`${fieldProvenance}.confidence`, 0, 1),
  ...broken(`${fieldProvenance}.status`, 'required', undefined),
  ...broken(`${fieldProvenance}.status`, 'not_allowed', 'guessed'),
  ...['transform', 'unit_original', 'unit_normalized', 'notes'].flatMap((field) =>
    optionalText(`${fieldProvenance}.${field}`),
  ),
  ...['unsupported_fields', 'warnings'].flatMap((field) => [
    ...valid(`provenance.${field}`, undefined, [], ['a', 'b']),
    ...broken(`provenance.${field}`, 'wrong_type', 'a', null),
    ...broken(`provenance.${field}.0`, 'wrong_type', 7),
  ]),

  // Additive-safe: fields of a later version do not make this one refuse the activity.
  ...valid('a_later_field', { any: 'thing' }),
  ...valid('source.a_later_field', 1),
  ...valid('sets.0.a_later_field', 'a'),

  ...['source', 'workout', 'session', 'provenance'].flatMap((layer) => [
    ...broken(layer, 'required', undefined),
    ...broken(layer, 'wrong_type', null, 'a', 7),
  ]),
];
