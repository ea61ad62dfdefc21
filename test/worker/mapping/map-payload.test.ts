import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorActivity } from '../../../src-worker/canonical/anchor.ts';
import { buildEnvelope } from '../../../src-worker/canonical/build-envelope.ts';
import { activitySummarySchema } from '../../../src-worker/contract/activity-summary.ts';
import { ingestionEnvelopeSchema } from '../../../src-worker/contract/ingestion-envelope.ts';
import { mapPayload, type ProviderActivity } from '../../../src-worker/mapping/map-payload.ts';
import type { Matrix } from '../../../src-worker/mapping/matrix.ts';
import type { MappedActivity } from '../../../src-worker/mapping/mapped-activity.ts';
import { providerMatrices } from '../../../src-worker/mapping/provider-matrices.ts';

const sha256 = 'ab'.repeat(32);
const now = '2026-05-13T06:00:00.000Z';
const context = { sha256, now, athleteTimeZone: 'America/New_York' };

/** One activity of each provider, as much as its matrix reads; JSON, as a connector gets it. */
const payloads = {
  garmin: {
    activity: {
      type: 'RUNNING',
      start_time: '2026-05-10T22:30:00Z',
      end_time: '2026-05-10T23:32:00Z',
      timezone: 'Europe/Berlin',
    },
    summary: { duration_s: 3600, distance_m: 10200.5, energy_kj: 2900, ground_contact_balance: 49.8 },
  },
  strava: {
    type: 'Ride',
    moving_time: 3600,
    distance: 30100.2,
    kilojoules: 720.5,
    start_date: '2026-05-10T22:30:00Z',
    start_date_local: '2026-05-11T00:30:00Z',
    timezone: '(GMT+01:00) Europe/Berlin',
    suffer_score: 42,
  },
  trainingpeaks: {
    workout: {
      type: 'Bike',
      totalTimeMinutes: 62.5,
      distanceKm: 30.5,
      energyKj: 1000,
      startTime: '2026-05-11T00:30:00+02:00',
      endTime: '2026-05-11T01:32:30+02:00',
      timezone: 'Europe/Berlin',
      normalizedPower: 210,
    },
  },
} as const;
type PayloadOf = typeof payloads;

const activityOf = (provider: keyof PayloadOf, payload: unknown = payloads[provider]): ProviderActivity => ({
  provider,
  providerUserId: 'athlete-7',
  externalActivityId: '9007199254740993',
  externalEventVersion: '2026-05-12T08:00:00Z',
  payload,
});

function mapped(activity: ProviderActivity): MappedActivity {
  const result = mapPayload(activity, context);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const entry = (source_path: string, transform: string, more: object = {}) => ({
  source_path,
  confidence: 1,
  status: 'mapped',
  transform,
  ...more,
});
const kilojoules = { unit_original: 'kJ', unit_normalized: 'kcal' };
const localDay = { timezone: 'Europe/Berlin', local_date: '2026-05-11', local_week: '2026-W20' };

describe('an activity of Garmin', () => {
  it('is mapped whole by its matrix, and every field says where it came from', () => {
    const zone = entry('activity.timezone', 'identity');
    expect(mapped(activityOf('garmin'))).toEqual({
      provider: 'garmin',
      draft: {
        contract_version: 'external_activity.v1',
        source: {
          provider: 'garmin',
          provider_user_id: 'athlete-7',
          external_activity_id: '9007199254740993',
          ingestion_method: 'connector_api',
          external_event_version: '2026-05-12T08:00:00Z',
          raw_payload_ref: `sha256:${sha256}`,
          imported_at: now,
        },
        workout: {
          workout_type: 'run',
          sport: 'RUNNING',
          duration_seconds: 3600,
          distance_meters: 10200.5,
          calories_kcal: 693.1166344,
        },
        session: {
          started_at: '2026-05-10T22:30:00.000Z',
          ended_at: '2026-05-10T23:32:00.000Z',
          ...localDay,
        },
        sets: [],
        provenance: {
          mapping_version: 'garmin-v1',
          mapped_at: now,
          source_confidence: 1,
          field_provenance: {
            'workout.workout_type': entry('activity.type', 'sport_to_workout_type'),
            'workout.sport': entry('activity.type', 'identity'),
            'workout.duration_seconds': entry('summary.duration_s', 'identity'),
            'workout.distance_meters': entry('summary.distance_m', 'identity'),
            'workout.calories_kcal': entry('summary.energy_kj', 'kj_to_kcal', {
              confidence: 0.95,
              ...kilojoules,
            }),
            'session.started_at': entry('activity.start_time', 'identity'),
            'session.ended_at': entry('activity.end_time', 'identity'),
            'session.timezone': zone,
            'session.local_date': zone,
            'session.local_week': zone,
          },
          unsupported_fields: ['summary.ground_contact_balance'],
          warnings: [],
        },
      },
      metadata: {
        mapping_version: 'garmin-v1',
        mapped_fields: [
          'workout.workout_type',
          'workout.sport',
          'workout.duration_seconds',
          'workout.distance_meters',
          'workout.calories_kcal',
          'session.started_at',
          'session.ended_at',
          'session.timezone',
          'session.local_date',
          'session.local_week',
        ],
        dropped_fields: ['summary.ground_contact_balance'],
        unit_conversions: ['workout.calories_kcal: kJ → kcal (kj_to_kcal)'],
        notes: [],
      },
      summary: {
        sport: 'RUNNING',
        subSport: null,
        startedAt: '2026-05-10T22:30:00.000Z',
        endedAt: '2026-05-10T23:32:00.000Z',
        utcOffsetSeconds: null,
        elapsedSeconds: null,
        timerSeconds: 3600,
        distanceMeters: 10200.5,
        caloriesKcal: 693.1166344,
        avgHeartRateBpm: null,
        maxHeartRateBpm: null,
        avgPowerWatts: null,
        ascentMeters: null,
        hasPosition: false,
        firstFix: null,
        recordCount: 0,
        lapCount: 0,
        sessionCount: 1,
        lengthCount: 0,
        setCount: 0,
        device: { manufacturer: null, product: null, serialNumber: null },
      },
      quality: { grade: 'sound', flags: [] },
    });
  });
});

describe('an activity of Strava', () => {
  it('has the zone behind its offset, no end, and the time that was moved', () => {
    const { draft, metadata } = mapped(activityOf('strava'));
    expect(draft.workout).toEqual({
      workout_type: 'ride',
      sport: 'Ride',
      duration_seconds: 3600,
      distance_meters: 30100.2,
      calories_kcal: 720.5 * 0.239005736,
    });
    expect(draft.session).toEqual({ started_at: '2026-05-10T22:30:00.000Z', ...localDay });
    expect(draft.provenance).toMatchObject({
      mapping_version: 'strava-v1',
      field_provenance: {
        'workout.duration_seconds': entry('moving_time', 'identity'),
        'workout.calories_kcal': entry('kilojoules', 'kj_to_kcal', { confidence: 0.92, ...kilojoules }),
        'session.started_at': entry('start_date', 'identity'),
        'session.timezone': entry('timezone', 'zone_behind_offset'),
      },
      unsupported_fields: ['suffer_score'],
    });
    expect(metadata.unit_conversions).toEqual(['workout.calories_kcal: kJ → kcal (kj_to_kcal)']);
  });

  it.each([
    ['(GMT-08:00) America/Los_Angeles', 'America/Los_Angeles', '2026-05-10'],
    ['(GMT+05:45) Asia/Kathmandu', 'Asia/Kathmandu', '2026-05-11'],
    ['Europe/Berlin', 'Europe/Berlin', '2026-05-11'],
  ])('of %j took place in %s', (timezone, zone, local_date) => {
    const { draft } = mapped(activityOf('strava', { ...payloads.strava, timezone }));
    expect(draft.session).toMatchObject({ timezone: zone, local_date });
  });

  it.each(['(GMT+01:00) Mars/Olympus', '(GMT+01:00) ', '(GMT+01:00) +01:00', 'Berlin'])(
    'of a zone that nobody knows, %j, took place in the athlete’s, which was assumed',
    (timezone) => {
      const { draft, quality } = mapped(activityOf('strava', { ...payloads.strava, timezone }));
      expect(draft.session).toMatchObject({ timezone: 'America/New_York', local_date: '2026-05-10' });
      expect(draft.provenance.field_provenance?.['session.timezone']).toEqual({
        source_path: 'athlete.timezone',
        confidence: 0.7,
        status: 'estimated',
        notes: 'nobody knows the zone that timezone names',
      });
      expect(quality.flags).toEqual(['zone_assumed']);
    },
  );

  it('of a sport that no table knows is other, keeps its own name, and is only a guess', () => {
    const { draft } = mapped(activityOf('strava', { ...payloads.strava, type: 'Quidditch' }));
    expect(draft.workout).toMatchObject({ workout_type: 'other', sport: 'Quidditch' });
    expect(draft.provenance.field_provenance?.['workout.workout_type']).toEqual(
      entry('type', 'sport_to_workout_type', { confidence: 0.5, status: 'estimated' }),
    );
  });
});

describe('an activity of TrainingPeaks', () => {
  it('has its minutes and kilometres in the units of the contract, and says so', () => {
    const { draft, metadata } = mapped(activityOf('trainingpeaks'));
    expect(draft.workout).toEqual({
      workout_type: 'ride',
      sport: 'Bike',
      duration_seconds: 3750,
      distance_meters: 30500,
      calories_kcal: 1000 * 0.239005736,
    });
    expect(draft.session).toEqual({
      started_at: '2026-05-10T22:30:00.000Z',
      ended_at: '2026-05-10T23:32:30.000Z',
      ...localDay,
    });
    expect(draft.provenance).toMatchObject({
      mapping_version: 'trainingpeaks-v1',
      field_provenance: {
        'workout.duration_seconds': entry('workout.totalTimeMinutes', 'minutes_to_seconds', {
          unit_original: 'min',
          unit_normalized: 's',
        }),
        'workout.distance_meters': entry('workout.distanceKm', 'km_to_meters', {
          unit_original: 'km',
          unit_normalized: 'm',
        }),
        'workout.calories_kcal': entry('workout.energyKj', 'kj_to_kcal', { confidence: 0.9, ...kilojoules }),
      },
      unsupported_fields: ['workout.normalizedPower'],
    });
    expect(metadata.unit_conversions).toEqual([
      'workout.duration_seconds: min → s (minutes_to_seconds)',
      'workout.distance_meters: km → m (km_to_meters)',
      'workout.calories_kcal: kJ → kcal (kj_to_kcal)',
    ]);
  });
});

describe('what a payload does not say', () => {
  it('stays unsaid, also where it says null', () => {
    const { type, start_date } = payloads.strava;
    const nulls = { moving_time: null, distance: null, kilojoules: null, timezone: null, suffer_score: null };
    for (const payload of [
      { type, start_date },
      { type, start_date, ...nulls },
    ]) {
      const { draft, metadata } = mapped(activityOf('strava', payload));
      expect(draft.workout).toEqual({ workout_type: 'ride', sport: 'Ride' });
      expect(draft.session).toEqual({
        started_at: '2026-05-10T22:30:00.000Z',
        timezone: 'America/New_York',
        local_date: '2026-05-10',
        local_week: '2026-W19',
      });
      expect(draft.provenance.unsupported_fields).toEqual([]);
      expect([metadata.unit_conversions, metadata.dropped_fields]).toEqual([[], []]);
    }
  });

  it('has no version where the provider marks none', () => {
    const { draft } = mapped({ ...activityOf('garmin'), externalEventVersion: null });
    expect('external_event_version' in draft.source).toBe(false);
  });

  it.each([
    ['garmin', { summary: {} }, 'workout.workout_type', 'activity.type is missing'],
    ['garmin', { activity: { type: 'RUNNING' } }, 'session.started_at', 'activity.start_time is missing'],
    ['strava', {}, 'workout.workout_type', 'type is missing'],
    ['strava', null, 'workout.workout_type', 'type is missing'],
    ['strava', { type: 'Run', start_date: null }, 'session.started_at', 'start_date is missing'],
    ['trainingpeaks', { workout: null }, 'workout.workout_type', 'workout.type is missing'],
  ] as const)(
    'of %s %j is a failure where the activity is none without it',
    (provider, payload, field, detail) => {
      expect(mapPayload(activityOf(provider, payload), context)).toEqual({
        ok: false,
        failure: { kind: 'not_mappable', field, detail },
      });
    },
  );
});

describe('what a payload says in a wrong form', () => {
  const garmin = (activity: object, summary: object = {}) => ({
    activity: { ...payloads.garmin.activity, ...activity },
    summary: { ...payloads.garmin.summary, ...summary },
  });

  it.each([
    [garmin({ type: 7 }), 'workout.workout_type', 'activity.type is not a text'],
    [garmin({}, { duration_s: '3600' }), 'workout.duration_seconds', 'summary.duration_s is not a number'],
    [garmin({}, { distance_m: [1] }), 'workout.distance_meters', 'summary.distance_m is not a number'],
    [garmin({}, { energy_kj: true }), 'workout.calories_kcal', 'summary.energy_kj is not a number'],
    [garmin({}, { energy_kj: Infinity }), 'workout.calories_kcal', 'summary.energy_kj is not a number'],
    [
      garmin({ start_time: 1_778_572_800 }),
      'session.started_at',
      'activity.start_time is not an instant with its offset',
    ],
    [
      garmin({ start_time: '2026-05-10T22:30:00' }),
      'session.started_at',
      'activity.start_time is not an instant with its offset',
    ],
    [
      garmin({ end_time: '2026-02-30T22:30:00Z' }),
      'session.ended_at',
      'activity.end_time is not an instant with its offset',
    ],
    [garmin({ timezone: 3600 }), 'session.timezone', 'activity.timezone is not a text'],
    [{ ...payloads.garmin, summary: 'none' }, 'workout.duration_seconds', 'summary is not a group of fields'],
    [{ ...payloads.garmin, summary: [] }, 'workout.duration_seconds', 'summary is not a group of fields'],
    ['an error page', 'workout.workout_type', 'the payload is not a group of fields'],
    [[], 'workout.workout_type', 'the payload is not a group of fields'],
  ])('is a failure that names the field: %#', (payload, field, detail) => {
    expect(mapPayload(activityOf('garmin', payload), context)).toEqual({
      ok: false,
      failure: { kind: 'not_mappable', field, detail },
    });
  });

  it('is not helped by what every object inherits', () => {
    const inherits: unknown = JSON.parse(
      '{"__proto__": {"type": "Run", "start_date": "2026-05-10T22:30:00Z"}}',
    );
    expect(mapPayload(activityOf('strava', inherits), context)).toMatchObject({
      failure: { detail: 'type is missing' },
    });
  });
});

describe('any payload at all', () => {
  const providers = fc.constantFrom('garmin', 'strava', 'trainingpeaks');
  const instants = fc
    .date({ noInvalidDate: true, min: new Date('1970-01-01'), max: new Date('2100-01-01') })
    .map((date) => date.toISOString());
  const anyValue = fc.oneof(
    fc.jsonValue(),
    instants,
    fc.double(),
    fc.constantFrom('Run', '(GMT+01:00) Europe/Berlin'),
  );

  /** Something, rightly or wrongly, at every place that a matrix reads. */
  const filled = ({ rows, unsupported = [] }: Matrix): fc.Arbitrary<unknown> => {
    const places = [...Object.values(rows).flatMap((row) => row.map(({ at }) => at)), ...unsupported];
    return fc.array(anyValue, { minLength: places.length, maxLength: places.length }).map((values) => {
      const payload: Record<string, unknown> = {};
      places.forEach((place, index) => {
        const [group = '', field] = place.split('.');
        if (field === undefined) payload[group] = values[index];
        else payload[group] = { ...(payload[group] as object | undefined), [field]: values[index] }; // made by the line above
      });
      return payload;
    });
  };
  const anyPayload = providers.chain((provider) =>
    fc.tuple(fc.constant(provider), fc.oneof(fc.jsonValue(), filled(providerMatrices[provider]))),
  );

  it('ends as an activity in the envelope of files, or as a failure that names a canonical field', () => {
    fc.assert(
      fc.property(anyPayload, ([provider, payload]) => {
        const result = mapPayload(activityOf(provider, payload), context);
        if (result.ok) {
          const envelope = buildEnvelope({ mapped: result.value, sha256, now });
          expect(ingestionEnvelopeSchema.safeParse(structuredClone(envelope)).error).toBeUndefined();
          if (envelope.canonical_activity !== null)
            expect(activitySummarySchema.safeParse(result.value.summary).error).toBeUndefined();
        } else
          expect(result.failure).toMatchObject({ kind: 'not_mappable', field: /^(?:workout|session)\./ });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the same activity of the same account', () => {
  it('is known by its id, and by its version when it changed', async () => {
    const anchorOf = async (activity: ProviderActivity) => {
      const { canonical_activity } = buildEnvelope({ mapped: mapped(activity), sha256, now });
      if (canonical_activity === null) throw new Error('it is valid');
      return anchorActivity(canonical_activity);
    };
    const first = await anchorOf(activityOf('strava'));
    const edited = await anchorOf({
      ...activityOf('strava', { ...payloads.strava, distance: 30_000 }),
      externalEventVersion: '2026-05-12T09:00:00Z',
    });
    const other = await anchorOf({ ...activityOf('strava'), providerUserId: 'athlete-8' });
    expect(edited.sourceIdentityKey).toBe(first.sourceIdentityKey);
    expect(edited.idempotencyKey).not.toBe(first.idempotencyKey);
    expect(edited.payloadFingerprint).not.toBe(first.payloadFingerprint);
    expect(other.sourceIdentityKey).not.toBe(first.sourceIdentityKey);
  });
});
