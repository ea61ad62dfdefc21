// Bulk evaluation of flags by the OpenFeature Remote Evaluation Protocol, with the signature that may stand in its metadata.
import { z } from 'zod';

const metadataValue = z.union([z.boolean(), z.string(), z.number()]);

export const ofrepRequestSchema = z.object({
  context: z.looseObject({
    /** The installation's id: stable, and nobody's name. */
    targetingKey: z.string().min(1).max(255),
  }),
});
export type OfrepRequest = z.infer<typeof ofrepRequestSchema>;

/** Without a value the code's own default holds. */
const flagSuccessSchema = z.object({
  key: z.string(),
  value: z.unknown().optional(),
  reason: z.string().optional(),
  variant: z.string().optional(),
  metadata: z.record(z.string(), metadataValue).optional(),
});

const flagErrorSchema = z.object({
  key: z.string(),
  errorCode: z.string(),
  errorDetails: z.string().optional(),
});

export const ofrepFlagSchema = z.union([flagErrorSchema, flagSuccessSchema]);
export type OfrepFlag = z.infer<typeof ofrepFlagSchema>;

/** 200, with an `ETag` over flags and context; 304 without a body where it is still the one that the client has. */
export const ofrepAnswerSchema = z.object({
  flags: z.array(ofrepFlagSchema),
  metadata: z.record(z.string(), metadataValue).optional(),
  eventStreams: z
    .array(
      z.object({
        type: z.string(),
        /** Absolute, or below the address of the upstream. */
        url: z.string(),
        inactivityDelaySec: z.number().nonnegative().optional(),
      }),
    )
    .optional(),
});
export type OfrepAnswer = z.infer<typeof ofrepAnswerSchema>;

/** 400: the context can not be evaluated. */
export const ofrepErrorSchema = z.object({
  errorCode: z.enum(['PARSE_ERROR', 'TARGETING_KEY_MISSING', 'INVALID_CONTEXT', 'GENERAL']),
  errorDetails: z.string().optional(),
});

/**
 * The metadata of a signed answer. What is signed (Ed25519) is the RFC 8785 text of `{flags, metadata}` without `signature`:
 * so an answer holds for one installation, until it expires, and never below a version that was seen.
 */
export const signedMetadataSchema = z.looseObject({
  targetingKey: z.string(),
  /** Rises with every change of the definitions. */
  version: z.int().nonnegative(),
  expiresAt: z.iso.datetime({ offset: true }),
  /** base64url */
  signature: z.string(),
});
export type SignedMetadata = z.infer<typeof signedMetadataSchema>;

/** The `data` of a message of the flags' stream: what was fetched may be out of date. */
export const refetchEvaluationSchema = z.object({
  type: z.literal('refetchEvaluation'),
  etag: z.string().optional(),
  lastModified: z.number().optional(),
});
