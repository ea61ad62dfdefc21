// The bundle for support, `cooldown_diagnostics.v1`: an allow-list. Every object is strict and every text is one of a closed
// list, a keyed hash, a minute or a version number, so that nothing of a file's content, of a path or of a person can leave.
// Changes follow the rule of the tripwire in test/contract: any change of form is written into its history.
import { z } from 'zod';
import { activityFormatSchema, nonActivitySchema } from './activity-format.ts';
import { qualityFlagSchema, activityQualitySchema } from './activity-summary.ts';
import { dedupDecisionSchema, dedupOutcomeSchema, comparedValueSchema } from './dedup-verdict.ts';
import {
  canonicalFields,
  countBuckets,
  dedupRules,
  fileExtensions,
  flagNames,
  knownManufacturers,
  lookedLike,
  pathRoots,
  sizeBuckets,
  unreadableDetails,
  warningCodes,
} from './diagnostics-words.ts';
import { providerSchema } from './external-activity.ts';
import {
  failureClassSchema,
  failureCodeSchema,
  parseFailureSchema,
  readFailureSchema,
  validationFailureSchema,
} from './failure.ts';
import { importOriginSchema } from './import-job.ts';
import { receiptNoteSchema } from './journal-record.ts';
import {
  qualityCountersSchema,
  qualityIssueNameSchema,
  qualitySeveritySchema,
  qualityStatusSchema,
} from './quality-health.ts';
import { endingSchema, receiptEntrySchema } from './receipt.ts';
import { troubleEvents, troubleFactNames, troubleWords } from './trouble-words.ts';
import { unsupportedFieldNames } from './unsupported-fields.ts';

export const diagnosticsLimits = {
  /** UTF-8 bytes of the whole bundle, as it is shown and saved. */
  bundleBytes: 1024 * 1024,
  receipts: 5_000,
  entriesPerReceipt: 20,
  imports: 50,
  /** Paths told of one import. */
  pathsPerImport: 5,
  troubles: 200,
} as const;

const count = z.int().nonnegative();
/** To the minute, UTC. */
const minute = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/);
/** First 64 bits of an HMAC-SHA-256 under a key that is made for this bundle and forgotten with it. */
const keyedHash = z.string().regex(/^[0-9a-f]{16}$/);
const versionNumber = z.string().regex(/^\d{1,5}(?:\.\d{1,5}){0,3}$|^unknown$/);
const systemCode = z.string().regex(/^E[A-Z0-9]{2,20}$/);
const milliseconds = count;

const pathSchema = z.strictObject({
  root: z.enum(pathRoots),
  extension: z.enum(fileExtensions),
  /** Folders above the file. */
  depth: count,
  hash: keyedHash,
});

const failureKinds = [
  ...readFailureSchema.options,
  ...parseFailureSchema.options,
  validationFailureSchema,
].map(({ shape }) => shape.kind.value);

/** A failure with those of its fields that are numbers of ours or words of closed lists. */
const failureSchema = z.strictObject({
  kind: z.enum(failureKinds),
  what: z.enum(['pipe', 'socket', 'device', 'folder', 'other']).optional(),
  system_code: systemCode.nullable().optional(),
  limit: z
    .union([count, z.enum(['inflatedBytes', 'inflateRatio', 'archiveEntries', 'entryNameBytes'])])
    .optional(),
  size: z.enum(sizeBuckets).optional(),
  looks_like: z.enum(lookedLike).nullable().optional(),
  detail: z.enum(unreadableDetails).optional(),
  field: z.enum([...canonicalFields, 'other']).optional(),
});

const entrySchema = z.strictObject({
  in_archive: z.boolean(),
  /** Of the decoded bytes' digest: equal where the bytes are. */
  content: keyedHash.nullable(),
  format: activityFormatSchema.nullable(),
  provider: providerSchema.nullable(),
  status: receiptEntrySchema.shape.status,
  ending: z.enum(endingSchema.options.map(({ shape }) => shape.kind.value)),
  not_an_activity: nonActivitySchema.nullable(),
  failure: failureSchema.nullable(),
  error: z.strictObject({ code: failureCodeSchema, class: failureClassSchema }).nullable(),
  dedup: z
    .strictObject({
      decision: dedupDecisionSchema,
      outcome: dedupOutcomeSchema,
      rule: z.enum([...dedupRules, 'other']),
      matched_event: keyedHash.nullable(),
      /** Of what was compared, whether both sides had it and whether it was the same: the values stay here. */
      compared: z.array(
        z.strictObject({
          field: comparedValueSchema.shape.field,
          both_have_it: z.boolean(),
          same: z.boolean(),
        }),
      ),
    })
    .nullable(),
  write: z
    .strictObject({
      result: receiptEntrySchema.shape.write.unwrap().shape.result,
      event: keyedHash,
      activity: keyedHash,
    })
    .nullable(),
  mapping_version: z
    .string()
    .regex(/^(?:fit|tcx|gpx)-v\d{1,3}$/)
    .nullable(),
  quality: activityQualitySchema.strict().nullable(),
  warnings: z.array(z.union([qualityFlagSchema, z.enum(Object.values(warningCodes))])),
  unsupported_fields: z.array(z.enum(unsupportedFieldNames)),
  /** Warnings and fields whose words are in no list of ours. */
  others_untold: count,
  counts: z
    .strictObject({
      records: z.enum(countBuckets),
      laps: z.enum(countBuckets),
      sessions: z.enum(countBuckets),
      lengths: z.enum(countBuckets),
      sets: z.enum(countBuckets),
      has_position: z.boolean(),
    })
    .nullable(),
  device: z
    .strictObject({ manufacturer: z.enum(knownManufacturers).nullable(), serial: keyedHash.nullable() })
    .nullable(),
});
export type DiagnosticsEntry = z.infer<typeof entrySchema>;

export const diagnosticsReceiptSchema = z.strictObject({
  job: keyedHash,
  import: keyedHash,
  finished_at: minute,
  file: pathSchema.extend({ size: z.enum(sizeBuckets) }),
  outcome: z.enum(['failed', 'rejected', 'imported', 'known', 'ignored']),
  /** What the athlete said of it, where anything. */
  notes: z.array(receiptNoteSchema).optional(),
  entries: z.array(entrySchema),
  /** Entries of a large archive that are not told. */
  entries_left_out: count,
  timings_ms: z.strictObject({
    staging: milliseconds,
    opening: milliseconds,
    decoding: milliseconds,
    judging: milliseconds,
  }),
});
export type DiagnosticsReceipt = z.infer<typeof diagnosticsReceiptSchema>;

export const diagnosticsImportSchema = z.strictObject({
  import: keyedHash,
  origin: importOriginSchema,
  started_at: minute,
  finished_at: minute.nullable(),
  listed: z.boolean(),
  files_found: count,
  files_passed_over: count,
  files_done: count,
  counts: z.strictObject({
    imported: count,
    known: count,
    rejected: count,
    ignored: count,
    failed: count,
  }),
  named: z.array(pathSchema),
  named_left_out: count,
});
export type DiagnosticsImport = z.infer<typeof diagnosticsImportSchema>;

/** Refined and not an enum: these lists grow with the log, and the form of the bundle stays what it is. */
const oneOf = (list: readonly string[]) => z.string().refine((word) => list.includes(word));

const troubleSchema = z.strictObject({
  at: minute,
  event: oneOf(troubleEvents),
  facts: z.record(
    oneOf(troubleFactNames),
    z.union([z.int(), z.boolean(), z.null(), systemCode, oneOf(troubleWords)]),
  ),
});

/** The parts, in the order in which they stand in the bundle. */
export const diagnosticsPartSchemas = {
  host: z.strictObject({
    app_version: versionNumber,
    host: z.enum(['Electron', 'Chromium stand-in', 'other']),
    /** Where it is the host. */
    electron_version: versionNumber.optional(),
    chromium_version: versionNumber,
    node_version: versionNumber,
    platform: z.enum(['linux', 'darwin', 'win32', 'other']),
    arch: z.enum(['x64', 'arm64', 'ia32', 'arm', 'other']),
    /** Leading numbers only: builders put their names behind them. */
    system_release: versionNumber,
    cores: count,
    memory_mebibytes: count,
    free_disk_mebibytes: count.nullable(),
  }),
  counters: z.strictObject({
    /** Waiting or being read. */
    files_open: count,
    imports: z.strictObject({ running: count, finished: count }),
    activities: count,
    events: count,
    receipts: count,
    receipts_by_outcome: z.strictObject({
      imported: count,
      known: count,
      rejected: count,
      ignored: count,
      failed: count,
    }),
    last_receipt_at: minute.nullable(),
  }),
  /** Without its sentences and its dates: when the bundle was made stands in the manifest. */
  quality: z
    .strictObject({
      status: qualityStatusSchema,
      score: z.number().min(0).max(1),
      window_days: count,
      issues: z.array(
        z.strictObject({
          issue: qualityIssueNameSchema,
          severity: qualitySeveritySchema,
          count,
          of: count.nullable(),
        }),
      ),
      last_verified_at: minute.nullable(),
      counters: qualityCountersSchema.strict(),
    })
    .optional(),
  journal: z.strictObject({ records: count, bytes: count, frames: count }).nullable(),
  archive: z.strictObject({ originals: count, bytes: count, limit_bytes: count, let_go: count }).nullable(),
  flags: z.strictObject({
    channel: z.enum(['internal', 'stable', 'beta', 'other']),
    values: z.partialRecord(z.enum(flagNames), z.boolean()),
    others_untold: count,
  }),
  imports: z.array(diagnosticsImportSchema),
  receipts: z.array(diagnosticsReceiptSchema),
  /** Newest last. */
  troubles: z.array(troubleSchema),
} as const;

export const diagnosticsPartsSchema = z.strictObject(diagnosticsPartSchemas);
export type DiagnosticsParts = z.infer<typeof diagnosticsPartsSchema>;

export const howToCheck =
  'Each sha256 and each number of bytes is over the UTF-8 of JSON.stringify(part), as JSON.parse reads the part from this file.';

export const diagnosticsManifestSchema = z.strictObject({
  schema: z.literal('cooldown_diagnostics.v1'),
  created_at: minute,
  app_version: versionNumber,
  parts: z.array(
    z.strictObject({
      name: diagnosticsPartsSchema.keyof(),
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  how_to_check: z.literal(howToCheck),
  /** Older ones than those told, for want of room; imports also where this version does not know the form of the row. */
  left_out: z.strictObject({
    receipts: count,
    imports: count,
    troubles: count,
    /** Rows in a form that this version does not know. */
    receipts_not_understood: count,
  }),
});

export const diagnosticsBundleSchema = z.strictObject({
  manifest: diagnosticsManifestSchema,
  parts: diagnosticsPartsSchema,
});
export type DiagnosticsBundle = z.infer<typeof diagnosticsBundleSchema>;
