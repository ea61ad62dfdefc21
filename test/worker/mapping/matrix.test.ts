// The matrix against the table of the domain, cell by cell, and what the engine makes of rows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMatrix } from '../../../src-worker/mapping/apply-matrix.ts';
import { fileMatrices } from '../../../src-worker/mapping/file-matrices.ts';
import { conversions, type Matrix, type MatrixField } from '../../../src-worker/mapping/matrix.ts';
import { providerMatrices } from '../../../src-worker/mapping/provider-matrices.ts';
import { valueAt } from '../../../src-worker/mapping/value-at.ts';

/** Domain 6: canonical field, then the place in each provider’s payload with conversion and confidence. */
const table = [
  ['workout.workout_type', 'activity.type', 'type', 'workout.type'],
  [
    'workout.duration_seconds',
    'summary.duration_s',
    'moving_time',
    'workout.totalTimeMinutes minutes_to_seconds',
  ],
  ['workout.distance_meters', 'summary.distance_m', 'distance', 'workout.distanceKm km_to_meters'],
  [
    'workout.calories_kcal',
    'summary.energy_kj kj_to_kcal 0.95',
    'kilojoules kj_to_kcal 0.92',
    'workout.energyKj kj_to_kcal 0.9',
  ],
  ['session.started_at', 'activity.start_time', 'start_date', 'workout.startTime'],
  ['session.ended_at', 'activity.end_time', '', 'workout.endTime'],
  ['session.timezone', 'activity.timezone', 'timezone', 'workout.timezone'],
] as const satisfies readonly (readonly [MatrixField, string, string, string])[];

const cell = (matrix: Matrix, field: MatrixField): string =>
  (matrix.rows[field] ?? [])
    .map(({ at, transform = 'identity', confidence }) =>
      [at, ...(Object.hasOwn(conversions, transform) ? [transform] : []), confidence]
        .filter((part) => part !== undefined)
        .join(' '),
    )
    .join(', ');

describe('the matrix of the providers', () => {
  it.each(table)('has %s where the domain has it', (field, ...cells) => {
    const { garmin, strava, trainingpeaks } = providerMatrices;
    expect([garmin, strava, trainingpeaks].map((matrix) => cell(matrix, field))).toEqual(cells);
  });

  it('has no other canonical field but the raw sport, and names what it does not support', () => {
    const fields = new Set(Object.values(providerMatrices).flatMap(({ rows }) => Object.keys(rows)));
    expect([...fields].toSorted()).toEqual([...table.map(([field]) => field), 'workout.sport'].toSorted());
    expect(
      Object.values(providerMatrices).map(({ version, unsupported }) => [version, ...unsupported]),
    ).toEqual([
      ['garmin-v1', 'summary.ground_contact_balance'],
      ['strava-v1', 'suffer_score'],
      ['trainingpeaks-v1', 'workout.normalizedPower'],
    ]);
  });

  it('converts by the factors of the domain', () => {
    expect(Object.entries(conversions).map(([name, { factor }]) => [name, factor])).toEqual([
      ['minutes_to_seconds', 60],
      ['km_to_meters', 1000],
      ['miles_to_meters', 1609.344],
      ['kj_to_kcal', 0.239005736],
    ]);
  });
});

describe('the matrices of the files', () => {
  it.each(Object.entries(fileMatrices))('of %s name every place as the file does', (format, matrix) => {
    const rows: Matrix['rows'] = matrix.rows;
    expect(matrix.version).toBe(`${format}-v1`);
    expect(Object.values(rows).flatMap((places) => places.filter(({ path }) => path === undefined))).toEqual(
      [],
    );
  });

  it.each(Object.entries(fileMatrices))(
    'of %s read every fact for one field, and the sport for two',
    (_, matrix) => {
      const rows: Matrix['rows'] = matrix.rows;
      const places = Object.values(rows).flatMap((fieldRows) => fieldRows.map(({ at }) => at));
      expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual(['sport']);
    },
  );
});

describe('the engine', () => {
  const matrix: Matrix = {
    version: 'test-v1',
    rows: {
      'workout.distance_meters': [
        { at: 'run.miles', transform: 'miles_to_meters' },
        { at: 'run.meters', path: 'run@m', computedFrom: 'point@lat', notes: 'without miles' },
      ],
      'session.started_at': [{ at: 'at' }],
    },
  };
  const at = '2026-05-12T07:30:00Z';
  const read = (payload: unknown, computedPlaces: readonly string[] = []) => {
    const reading = applyMatrix(matrix, { payload, computedPlaces });
    if (!reading.ok) throw new Error(JSON.stringify(reading.failure));
    const { amounts, provenance, unitConversions } = reading.value;
    return {
      meters: amounts['workout.distance_meters'],
      from: provenance['workout.distance_meters'],
      unitConversions,
    };
  };

  it('takes the first place that says something', () => {
    expect(read({ at, run: { miles: 2, meters: 1 } })).toEqual({
      meters: 3218.688,
      from: {
        source_path: 'run.miles',
        confidence: 1,
        status: 'mapped',
        transform: 'miles_to_meters',
        unit_original: 'mi',
        unit_normalized: 'm',
      },
      unitConversions: ['workout.distance_meters: mi → m (miles_to_meters)'],
    });
    expect(read({ at, run: { miles: null, meters: 1 } })).toEqual({
      meters: 1,
      from: { source_path: 'run@m', confidence: 1, status: 'mapped', notes: 'without miles' },
      unitConversions: [],
    });
  });

  it('says of what was computed where it was computed from, and is less sure of it', () => {
    expect(read({ at, run: { meters: 1 } }, ['run.meters']).from).toEqual({
      source_path: 'point@lat',
      confidence: 0.95,
      status: 'mapped',
      notes: 'without miles',
    });
  });

  it('makes no activity of what took place at no time', () => {
    expect(applyMatrix({ ...matrix, rows: {} }, { payload: { at } })).toEqual({
      ok: false,
      failure: { kind: 'not_mappable', field: 'session.started_at', detail: 'the source names no time' },
    });
  });

  it('scales every amount by its factor and nothing else', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (miles) => {
        expect(read({ at, run: { miles } }).meters).toBe(miles * 1609.344);
      }),
    );
  });
});

describe('a value by its path', () => {
  it.each([
    [{ a: { b: 1 } }, 'a.b', { kind: 'said', value: 1 }],
    [{ a: { b: null } }, 'a.b', { kind: 'absent' }],
    [{ a: null }, 'a.b', { kind: 'absent' }],
    [{}, 'a.b', { kind: 'absent' }],
    [undefined, 'a', { kind: 'absent' }],
    [{ a: 'x' }, 'a.length', { kind: 'blocked', by: 'a' }],
    [[1], '0', { kind: 'blocked', by: 'the payload' }],
    [{}, 'constructor', { kind: 'absent' }],
    [{}, '__proto__.toString', { kind: 'absent' }],
  ])('of %j at %s is %j', (document, path, found) => {
    expect(valueAt(document, path)).toEqual(found);
  });
});
