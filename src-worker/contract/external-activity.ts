// The canonical activity, `external_activity.v1`: the wire contract with the upstream (domain 1).
// Names, enum values and rules are exactly the contract's; anything that breaks one needs a new contract_version.
import { z } from 'zod';

const nonEmpty = z.string().min(1);
const amount = z.number().nonnegative();
const instant = z.iso.datetime({ offset: true });

export const providers = ['garmin', 'strava', 'trainingpeaks', 'device'] as const;
export const providerSchema = z.enum(providers);
export type Provider = z.infer<typeof providerSchema>;

export const ingestionMethodSchema = z.enum(['file_import', 'connector_api', 'manual_backfill']);
export type IngestionMethod = z.infer<typeof ingestionMethodSchema>;

const sourceSchema = z.object({
  provider: providerSchema,
  provider_user_id: nonEmpty,
  external_activity_id: nonEmpty,
  ingestion_method: ingestionMethodSchema,
  external_event_version: z.string().optional(),
  raw_payload_ref: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  imported_at: instant.optional(),
});

export const workoutSchema = z.object({
  workout_type: nonEmpty,
  title: z.string().optional(),
  sport: z.string().optional(),
  /** Timer time, else elapsed time. */
  duration_seconds: amount.optional(),
  distance_meters: amount.optional(),
  energy_kj: amount.optional(),
  calories_kcal: amount.optional(),
});

export const sessionSchema = z.object({
  started_at: instant,
  ended_at: instant.optional(),
  /** IANA name: its shape is checked here, not whether this machine's zone data knows it. */
  timezone: z
    .string()
    .regex(/^[A-Za-z][\w+-]*(?:\/[A-Za-z][\w+-]*)*$/)
    .optional(),
  local_date: z.iso.date().optional(),
  local_week: z
    .string()
    .regex(/^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/)
    .optional(),
  session_id: z.string().optional(),
});

export const setSchema = z.object({
  sequence: z.int().positive(),
  exercise: nonEmpty,
  exercise_id: z.string().optional(),
  set_type: z.string().optional(),
  reps: amount.optional(),
  weight_kg: amount.optional(),
  duration_seconds: amount.optional(),
  distance_meters: amount.optional(),
  rest_seconds: amount.optional(),
  rpe: z.number().min(0).max(10).optional(),
  rir: z.number().min(0).max(10).optional(),
});

const confidence = z.number().min(0).max(1);

export const fieldProvenanceSchema = z.object({
  source_path: nonEmpty,
  confidence,
  status: z.enum(['mapped', 'estimated', 'unsupported', 'dropped']),
  transform: z.string().optional(),
  unit_original: z.string().optional(),
  unit_normalized: z.string().optional(),
  notes: z.string().optional(),
});

const provenanceSchema = z.object({
  mapping_version: nonEmpty,
  mapped_at: instant,
  source_confidence: confidence.optional(),
  field_provenance: z.record(z.string(), fieldProvenanceSchema).optional(),
  unsupported_fields: z.array(z.string()).optional(),
  warnings: z.array(z.string()).optional(),
});

export const externalActivitySchema = z
  .object({
    contract_version: z.literal('external_activity.v1'),
    source: sourceSchema,
    workout: workoutSchema,
    session: sessionSchema,
    sets: z.array(setSchema).default([]),
    provenance: provenanceSchema,
  })
  .superRefine((activity, context) => {
    const { ingestion_method, provider_user_id } = activity.source;
    if (ingestion_method === 'file_import' && !['self', ''].includes(provider_user_id)) {
      context.addIssue({
        code: 'custom',
        path: ['source', 'provider_user_id'],
        message: 'a file belongs to `self`',
      });
    }
    const { started_at, ended_at } = activity.session;
    // A malformed instant has its own issue; Date.parse would read it by the machine's zone.
    const comparable = [started_at, ended_at].every((at) => instant.safeParse(at).success);
    if (comparable && ended_at !== undefined && Date.parse(ended_at) < Date.parse(started_at)) {
      context.addIssue({
        code: 'custom',
        path: ['session', 'ended_at'],
        message: 'ended_at lies before started_at',
      });
    }
    if (new Set(activity.sets.map((set) => set.sequence)).size !== activity.sets.length) {
      context.addIssue({ code: 'custom', path: ['sets'], message: 'sequence repeats within the activity' });
    }
  });

export type ExternalActivity = z.infer<typeof externalActivitySchema>;
/** What a mapping proposes, before it is validated. */
export type ExternalActivityDraft = z.input<typeof externalActivitySchema>;
export type FieldProvenance = z.infer<typeof fieldProvenanceSchema>;
