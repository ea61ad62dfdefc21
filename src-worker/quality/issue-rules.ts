// What is raised when, and how much it weighs: the one table of thresholds (domain 7).
import type { QualityIssueName, QualitySeverity, QualityStatus } from '../contract/quality-health.ts';

/** What the issues are measured by. */
export interface Measures {
  /** Verdicts. */
  readonly jobs: number;
  readonly imported: number;
  /** Of parse, mapping and validation. */
  readonly notRead: number;
  readonly rejected: number;
  readonly fields: number;
  readonly lowConfidenceFields: number;
  readonly newUnsupportedFields: number;
  readonly timesUncertain: number;
  readonly drift: number;
}

export interface IssueRule {
  readonly counts: keyof Measures;
  /** Null where the number itself is compared. */
  readonly of: keyof Measures | null;
  /**
   * The first that is passed holds, hence the highest stands first. `above`: whole percent, or the number itself where there
   * is nothing that it is a share of.
   */
  readonly levels: readonly { readonly above: number; readonly severity: QualitySeverity }[];
}

export const issueRules = {
  /** Any place at which the kept projection is not what the journal gives. */
  timeline_drift: { counts: 'drift', of: null, levels: [{ above: 0, severity: 'high' }] },
  /** What could not be read, mapped or validated. */
  external_parse_fail_rate: {
    counts: 'notRead',
    of: 'jobs',
    levels: [
      { above: 10, severity: 'high' },
      { above: 3, severity: 'medium' },
    ],
  },
  /** Versions that were set aside. */
  external_dedup_rejected: {
    counts: 'rejected',
    of: 'imported',
    levels: [{ above: 2, severity: 'medium' }],
  },
  /** Estimates and values that are less than sure. */
  external_low_confidence_fields: {
    counts: 'lowConfidenceFields',
    of: 'fields',
    levels: [{ above: 10, severity: 'medium' }],
  },
  /** Fields without a place that a known device was not seen to write before. */
  external_unsupported_fields: {
    counts: 'newUnsupportedFields',
    of: null,
    levels: [{ above: 0, severity: 'medium' }],
  },
  /** Activities of which it is not certain when they took place. */
  external_temporal_uncertainty: {
    counts: 'timesUncertain',
    of: 'imported',
    levels: [{ above: 10, severity: 'low' }],
  },
} as const satisfies Record<QualityIssueName, IssueRule>;

/** In hundredths of the score, so that sums are exact. */
export const weights = { high: 40, medium: 12, low: 5 } as const satisfies Record<QualitySeverity, number>;
export const fullScore = 100;
export const leastScore = 5;

/** The first that is reached holds. Any high issue is `degraded`, whatever the score. */
export const statusFrom = [
  { score: 90, status: 'healthy' },
  { score: 75, status: 'monitor' },
] as const satisfies readonly { readonly score: number; readonly status: QualityStatus }[];

/** The day itself and those before it. */
export const windowDays = 28;
