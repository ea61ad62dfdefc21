// Quality health (domain 7): how far what was taken in can be trusted, as counters over a window of days, and what is raised
// where too much of it can not. Named as on the wire: window, command and report for support show the same one.
import { z } from 'zod';
import { failureClassSchema } from './failure.ts';

const count = z.int().nonnegative();

export const qualityCountersSchema = z.object({
  /** Activities added, and newer versions of activities that were there. */
  external_imported_total: count,
  /** Verdicts: one for each activity, and one for each file, also within an archive, that gave none. */
  external_import_job_total: count,
  /** Of these, what was not taken in: failures of every class, rejections of dedup among them. */
  external_import_failed_total: count,
  /** Failures to read, to map and to validate. */
  external_import_parse_fail_total: count,
  /** They in percent of all verdicts; 0 where there was none. */
  external_import_parse_fail_rate_pct: z.number().min(0).max(100),
  /** Every failure, by its class. */
  external_import_error_class_counts: z.record(failureClassSchema, count),
  /** Known already: nothing was written. */
  external_dedup_skipped_total: count,
  /** Set aside until a person chooses, or for good because a newer version is there. */
  external_dedup_rejected_total: count,
  /** Fields of what was added that are estimates, or less sure than 0.9. */
  external_low_confidence_fields: count,
  /** Fields of what was added that have no place in an activity: named on the receipt, each time they come. */
  external_unsupported_fields_total: count,
  /** Activities added whose zone was assumed, whose clock is suspect or jumped. */
  external_temporal_uncertainty_total: count,
  /** Fields of what was added whose value was converted from another unit. */
  external_unit_conversion_fields: count,
  /** Rows in which the last full check found the kept projection to differ from the rebuilt one. */
  timeline_drift_total: count,
});
export type QualityCounters = Readonly<z.infer<typeof qualityCountersSchema>>;

/** Family `INV-009`, in the order in which they are told: what weighs most first. */
export const qualityIssueNames = [
  'timeline_drift',
  'external_parse_fail_rate',
  'external_dedup_rejected',
  'external_low_confidence_fields',
  'external_unsupported_fields',
  'external_temporal_uncertainty',
] as const;
export const qualityIssueNameSchema = z.enum(qualityIssueNames);
export type QualityIssueName = z.infer<typeof qualityIssueNameSchema>;

export const qualitySeveritySchema = z.enum(['high', 'medium', 'low']);
export type QualitySeverity = z.infer<typeof qualitySeveritySchema>;

export const qualityIssueSchema = z.object({
  issue: qualityIssueNameSchema,
  severity: qualitySeveritySchema,
  /** What was counted, and of how many; null where any is too many. */
  count,
  of: count.nullable(),
  /** The two in a sentence. Nothing of a file is quoted. */
  reason: z.string(),
});
export type QualityIssue = Readonly<z.infer<typeof qualityIssueSchema>>;

export const qualityStatusSchema = z.enum(['healthy', 'monitor', 'degraded']);
export type QualityStatus = z.infer<typeof qualityStatusSchema>;

export const qualityHealthSchema = z.object({
  status: qualityStatusSchema,
  /** 1 where nothing is raised, 0.05 at the least. */
  score: z.number().min(0.05).max(1),
  /** First and last day that is counted, UTC. */
  window: z.object({ days: z.int().positive(), from: z.iso.date(), to: z.iso.date() }),
  issues: z.array(qualityIssueSchema),
  /** When the database was last held against the journal, ISO 8601; null where that was not since it was made. */
  last_verified_at: z.string().nullable(),
  counters: qualityCountersSchema,
});
export type QualityHealth = Readonly<z.infer<typeof qualityHealthSchema>>;
