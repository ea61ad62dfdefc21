// From what was counted to a judgement: score, status, and issues with their reasons. Pure: the day is passed in.
import {
  qualityIssueNames,
  type QualityCounters,
  type QualityHealth,
  type QualityIssue,
  type QualityIssueName,
  type QualityStatus,
} from '../contract/quality-health.ts';
import type { QualityCounts, QualityDayRow, UnsupportedSeenRow, VerifiedRow } from '../store/rows.ts';
import { addCounts, noCounts } from './count-days.ts';
import {
  fullScore,
  issueRules,
  leastScore,
  statusFrom,
  weights,
  windowDays,
  type IssueRule,
  type Measures,
} from './issue-rules.ts';
import { reasons } from './reasons.ts';
import { countNewFields } from './unsupported-seen.ts';

export interface QualityRecord {
  readonly days: readonly QualityDayRow[];
  readonly seen: readonly UnsupportedSeenRow[];
  /** What the last full check found; null where there was none. */
  readonly verified: Pick<VerifiedRow, 'drift' | 'verifiedAt'> | null;
}

const dayMs = 86_400_000;

/** Days of UTC, both ends included. */
export function windowUpTo(today: string): { readonly from: string; readonly to: string } {
  const first = Date.parse(`${today}T00:00:00Z`) - (windowDays - 1) * dayMs;
  return { from: new Date(first).toISOString().slice(0, 10), to: today };
}

/** `today`: UTC, `2026-06-01`. */
export function healthOf({ days, seen, verified }: QualityRecord, today: string): QualityHealth {
  const drift = verified?.drift ?? 0;
  const window = windowUpTo(today);
  const counts = days
    .filter(({ day }) => day >= window.from && day <= window.to)
    .reduce((sum, day) => addCounts(sum, day.counts), noCounts);
  const issues = issuesOf({
    jobs: counts.jobs,
    imported: counts.imported,
    notRead: notRead(counts),
    rejected: counts.rejected,
    fields: counts.fields,
    lowConfidenceFields: counts.lowConfidenceFields,
    newUnsupportedFields: countNewFields(seen, window),
    timesUncertain: counts.timesUncertain,
    drift,
  });
  const lost = issues.reduce((sum, { severity }) => sum + weights[severity], 0);
  const score = Math.max(leastScore, fullScore - lost);
  return {
    status: statusOf(score, issues),
    score: score / fullScore,
    window: { days: windowDays, ...window },
    issues: [...issues],
    last_verified_at: verified?.verifiedAt ?? null,
    counters: countersOf(counts, drift),
  };
}

const notRead = ({ failedParse, failedMapping, failedValidation }: QualityCounts): number =>
  failedParse + failedMapping + failedValidation;

function issuesOf(measures: Measures): readonly QualityIssue[] {
  return qualityIssueNames.flatMap((issue) => issueOf(issue, measures) ?? []);
}

function issueOf(issue: QualityIssueName, measures: Measures): QualityIssue | null {
  const rule: IssueRule = issueRules[issue];
  const count = measures[rule.counts];
  const of = rule.of === null ? null : measures[rule.of];
  const level = rule.levels.find(({ above }) =>
    // Of nothing, anything is too much. In whole numbers: 3 of 100 is not more than 3 %.
    of === null ? count > above : count * 100 > above * of,
  );
  if (level === undefined) return null;
  return { issue, severity: level.severity, count, of, reason: reasons[issue]({ count, of: of ?? 0 }) };
}

function statusOf(score: number, issues: readonly QualityIssue[]): QualityStatus {
  if (issues.some(({ severity }) => severity === 'high')) return 'degraded';
  return statusFrom.find((from) => score >= from.score)?.status ?? 'degraded';
}

function countersOf(counts: QualityCounts, drift: number): QualityCounters {
  const { failedParse, failedMapping, failedValidation, failedDedup, failedOther } = counts;
  const unread = notRead(counts);
  return {
    external_imported_total: counts.imported,
    external_import_job_total: counts.jobs,
    external_import_failed_total: unread + failedDedup + failedOther,
    external_import_parse_fail_total: unread,
    external_import_parse_fail_rate_pct:
      counts.jobs === 0 ? 0 : Math.round((10_000 * unread) / counts.jobs) / 100,
    external_import_error_class_counts: {
      parse: failedParse,
      mapping: failedMapping,
      validation: failedValidation,
      dedup: failedDedup,
      other: failedOther,
    },
    external_dedup_skipped_total: counts.skipped,
    external_dedup_rejected_total: counts.rejected,
    external_low_confidence_fields: counts.lowConfidenceFields,
    external_unsupported_fields_total: counts.unsupportedFields,
    external_temporal_uncertainty_total: counts.timesUncertain,
    external_unit_conversion_fields: counts.convertedFields,
    timeline_drift_total: drift,
  };
}
