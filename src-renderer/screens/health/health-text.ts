// Issues and numbers of quality health as the screen tells them. Pure.
import type {
  QualityCounters,
  QualityIssue,
  QualityIssueName,
} from '../../../src-worker/contract/quality-health.ts';
import { numberFormat } from '../../text/intl-formats.ts';
import type { Reader } from '../../text/reader.ts';
import type { Say } from '../../text/say.ts';
import type { Place } from '../place.ts';

export interface IssueText {
  readonly title: string;
  readonly happened: string;
  readonly safe: string;
  readonly next: string;
}

export function issueText({ issue, count, of }: QualityIssue, say: Say, reader: Reader): IssueText {
  const values = { count, of: of ?? 0, share: shareText(count, of ?? 0, reader) };
  return {
    title: say(`quality.${issue}.title`),
    happened: say(`quality.${issue}.happened`, values),
    safe: say(`quality.${issue}.safe`),
    next: say(`quality.${issue}.next`),
  };
}

/** “7.5 %”; of nothing there is no share. */
function shareText(count: number, of: number, reader: Reader): string {
  if (of === 0) return '';
  return numberFormat(reader.locale, { style: 'percent', maximumFractionDigits: 1 }).format(count / of);
}

/** `0.83` in the athlete’s digits, always with two of them behind the point. */
export const scoreText = (score: number, reader: Reader): string =>
  numberFormat(reader.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(score);

const allImports: Place = { screen: 'imports', importId: null, jobId: null, filter: 'needs_you' };
const report: Place = { screen: 'report' };

/** Where something can be done about it; null where that is outside the app. */
export const remedies = {
  timeline_drift: report,
  external_parse_fail_rate: allImports,
  external_dedup_rejected: allImports,
  external_low_confidence_fields: null,
  external_unsupported_fields: report,
  external_temporal_uncertainty: null,
} as const satisfies Record<QualityIssueName, Place | null>;

/** In the order in which they are shown. */
export const shownCounters = [
  'external_import_job_total',
  'external_imported_total',
  'external_dedup_skipped_total',
  'external_import_failed_total',
  'external_import_parse_fail_total',
  'external_dedup_rejected_total',
  'external_low_confidence_fields',
  'external_temporal_uncertainty_total',
  'external_unsupported_fields_total',
  'external_unit_conversion_fields',
  'timeline_drift_total',
] as const satisfies readonly (keyof QualityCounters)[];
