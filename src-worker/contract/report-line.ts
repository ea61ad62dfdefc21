// One line of `cooldown import --json`: an activity, or a file that gave none (command-line.md).
import { z } from 'zod';
import { activityFormatSchema } from './activity-format.ts';
import { qualityFlagSchema } from './activity-summary.ts';
import { externalActivitySchema } from './external-activity.ts';
import { failureClassSchema, failureCodeSchema } from './failure.ts';

export const reportLineSchema = z.object({
  path: z.string(),
  member: z.string().nullable(),
  sha256: z.string().nullable(),
  format: activityFormatSchema.nullable(),
  status: z.enum(['completed', 'failed', 'ignored']),
  error: z
    .object({ code: failureCodeSchema, class: failureClassSchema, message: z.string(), hint: z.string() })
    .nullable(),
  dedup: z
    .object({
      decision: z.string(),
      outcome: z.string(),
      reason: z.string(),
      matched: z
        .object({
          source_identity_key: z.string(),
          event_id: z.string(),
          started_at: z.string(),
          file_name: z.string(),
          compared: z.array(
            z.object({ field: z.string(), known: z.string().nullable(), incoming: z.string().nullable() }),
          ),
        })
        .nullable(),
    })
    .nullable(),
  write: z
    .object({
      result: z.enum(['created', 'duplicate_skipped', 'idempotent_replay']),
      event_id: z.string(),
      idempotency_key: z.string(),
      source_identity_key: z.string(),
      payload_fingerprint: z.string(),
    })
    .nullable(),
  overlaps: z.array(
    z.object({
      source_identity_key: z.string(),
      relation: z.string(),
      score: z.number(),
      reason: z.string(),
      counted: z.boolean(),
    }),
  ),
  activity: externalActivitySchema.nullable(),
  summary: z
    .object({
      sport: z.string().nullable(),
      sub_sport: z.string().nullable(),
      started_at: z.string().nullable(),
      ended_at: z.string().nullable(),
      elapsed_seconds: z.number().nullable(),
      timer_seconds: z.number().nullable(),
      distance_meters: z.number().nullable(),
      calories_kcal: z.number().nullable(),
      avg_heart_rate_bpm: z.number().nullable(),
      max_heart_rate_bpm: z.number().nullable(),
      avg_power_watts: z.number().nullable(),
      ascent_meters: z.number().nullable(),
      has_position: z.boolean(),
      record_count: z.number(),
      lap_count: z.number(),
      session_count: z.number(),
      length_count: z.number(),
      set_count: z.number(),
      device: z.object({
        manufacturer: z.string().nullable(),
        product: z.string().nullable(),
        serial_number: z.string().nullable(),
      }),
    })
    .nullable(),
  quality: z
    .object({ grade: z.enum(['sound', 'uncertain', 'recovered']), flags: z.array(qualityFlagSchema) })
    .nullable(),
  timings_ms: z.record(z.string(), z.number()),
  /** What the file is where it is no activity; additive to the table of command-line.md. */
  sentence: z.string(),
});
export type ReportLine = z.infer<typeof reportLineSchema>;
