// What every adapter hands to the one ingestion core: `external_ingestion_envelope.v1` (domain 2).
import { z } from 'zod';
import { externalActivitySchema, providerSchema, type ExternalActivityDraft } from './external-activity.ts';

const mappingMetadataSchema = z.object({
  mapping_version: z.string().min(1),
  mapped_fields: z.array(z.string()),
  dropped_fields: z.array(z.string()),
  unit_conversions: z.array(z.string()),
  notes: z.array(z.string()),
});

export const validationErrorSchema = z.object({
  code: z.string(),
  field: z.string(),
  message: z.string(),
  /** What a person can do about it. */
  docs_hint: z.string(),
});

export const ingestionEnvelopeSchema = z.object({
  envelope_version: z.literal('external_ingestion_envelope.v1'),
  provider: providerSchema,
  raw_payload_ref: z.string().optional(),
  raw_payload_hash: z.string(),
  canonical_draft: z.custom<ExternalActivityDraft>((draft) => typeof draft === 'object' && draft !== null),
  canonical_activity: externalActivitySchema.nullable(),
  mapping_metadata: mappingMetadataSchema,
  validation_report: z.object({
    valid: z.boolean(),
    errors: z.array(validationErrorSchema),
    warnings: z.array(z.string()),
  }),
  ingested_at: z.iso.datetime({ offset: true }),
});

export type MappingMetadata = z.infer<typeof mappingMetadataSchema>;
export type ValidationError = z.infer<typeof validationErrorSchema>;
export type IngestionEnvelope = z.infer<typeof ingestionEnvelopeSchema>;
