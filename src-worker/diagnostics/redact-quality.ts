// Quality health as support may see it: codes and counts. Its sentences stay here, whatever they say.
import type { DiagnosticsParts } from '../contract/diagnostics-bundle.ts';
import type { QualityHealth } from '../contract/quality-health.ts';
import { toMinute } from './buckets.ts';

export function redactQuality(health: QualityHealth): DiagnosticsParts['quality'] {
  const { status, score, window, issues, last_verified_at: verifiedAt, counters } = health;
  return {
    status,
    score,
    window_days: window.days,
    issues: issues.map(({ issue, severity, count, of }) => ({ issue, severity, count, of })),
    last_verified_at: verifiedAt === null ? null : toMinute(verifiedAt),
    counters,
  };
}
