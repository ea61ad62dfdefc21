// One valid activity with every field of the contract; each test changes what it is about.
import {
  externalActivitySchema,
  type ExternalActivity,
  type ExternalActivityDraft,
} from '../../src-worker/contract/external-activity.ts';

export const goldenDraft = {
  contract_version: 'external_activity.v1',
  source: {
    provider: 'garmin',
    provider_user_id: 'self',
    external_activity_id: 'fit-0123456789abcdef0123',
    ingestion_method: 'file_import',
    external_event_version: '1/2026-05-12T08:30:00.000Z/0001',
    raw_payload_ref: `sha256:${'ab'.repeat(32)}`,
    imported_at: '2026-05-13T06:00:00Z',
  },
  workout: {
    workout_type: 'run',
    title: 'Morning run',
    sport: 'running',
    duration_seconds: 3600,
    distance_meters: 10200.5,
    energy_kj: 2900,
    calories_kcal: 693,
  },
  session: {
    started_at: '2026-05-12T07:30:00Z',
    ended_at: '2026-05-12T08:30:00Z',
    timezone: 'Europe/Berlin',
    local_date: '2026-05-12',
    local_week: '2026-W20',
    session_id: 'session-1',
  },
  sets: [
    {
      sequence: 1,
      exercise: 'squat',
      exercise_id: '28',
      set_type: 'active',
      reps: 8,
      weight_kg: 80,
      duration_seconds: 45,
      distance_meters: 0,
      rest_seconds: 90,
      rpe: 8.5,
      rir: 2,
    },
  ],
  provenance: {
    mapping_version: 'fit-v1',
    mapped_at: '2026-05-13T06:00:00Z',
    source_confidence: 1,
    field_provenance: {
      'workout.duration_seconds': {
        source_path: 'session.total_timer_time',
        confidence: 1,
        status: 'mapped',
        transform: 'identity',
        unit_original: 's',
        unit_normalized: 's',
        notes: 'as written',
      },
    },
    unsupported_fields: ['session.training_stress_score'],
    warnings: [],
  },
} as const satisfies ExternalActivityDraft;

interface Changes {
  readonly source?: Partial<ExternalActivityDraft['source']>;
  readonly workout?: Partial<ExternalActivityDraft['workout']>;
  readonly session?: Partial<ExternalActivityDraft['session']>;
  readonly sets?: readonly NonNullable<ExternalActivityDraft['sets']>[number][];
}

export function activityWith(changes: Changes = {}): ExternalActivity {
  return externalActivitySchema.parse({
    ...goldenDraft,
    source: { ...goldenDraft.source, ...changes.source },
    workout: { ...goldenDraft.workout, ...changes.workout },
    session: { ...goldenDraft.session, ...changes.session },
    sets: changes.sets ?? goldenDraft.sets,
  });
}
