// The judgement over a window: every threshold from both sides, weights, statuses, words.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qualityHealthSchema, type QualityIssue } from '../../../src-worker/contract/quality-health.ts';
import { healthOf, windowUpTo, type QualityRecord } from '../../../src-worker/quality/health-of.ts';
import type { QualityCounts } from '../../../src-worker/store/rows.ts';
import { countsWith, dayWith } from './quality-samples.ts';

const today = '2026-06-28';
const nothing: QualityRecord = { days: [], seen: [], verified: null };

const after = (counts: Partial<QualityCounts>, more: Partial<QualityRecord> = {}) =>
  healthOf({ ...nothing, days: [dayWith(today, counts)], ...more }, today);

const newField = (since: string): QualityRecord['seen'] => [
  { device: 'fit|garmin|edge530', since: '2026-01-01', fields: [{ name: 'hrv', since }] },
];
const drift = (rows: number): QualityRecord['verified'] => ({
  drift: rows,
  verifiedAt: '2026-06-20T08:00:00.000Z',
});

it('is whole and healthy where nothing was taken in', () => {
  expect(healthOf(nothing, today)).toEqual({
    status: 'healthy',
    score: 1,
    window: { days: 28, from: '2026-06-01', to: '2026-06-28' },
    issues: [],
    last_verified_at: null,
    counters: {
      external_imported_total: 0,
      external_import_job_total: 0,
      external_import_failed_total: 0,
      external_import_parse_fail_total: 0,
      external_import_parse_fail_rate_pct: 0,
      external_import_error_class_counts: { parse: 0, mapping: 0, validation: 0, dedup: 0, other: 0 },
      external_dedup_skipped_total: 0,
      external_dedup_rejected_total: 0,
      external_low_confidence_fields: 0,
      external_unsupported_fields_total: 0,
      external_temporal_uncertainty_total: 0,
      external_unit_conversion_fields: 0,
      timeline_drift_total: 0,
    },
  });
});

it('sums the days of its window, the first and the last of them included, and no other', () => {
  const days = ['2026-05-31', '2026-06-01', '2026-06-15', '2026-06-28', '2026-06-29'].map((day, index) =>
    dayWith(day, {
      jobs: 100 * 10 ** index,
      imported: index,
      failedMapping: 1,
      failedOther: 2,
      convertedFields: 1,
    }),
  );
  const { counters, window } = healthOf({ ...nothing, days, verified: drift(0) }, today);
  expect(window).toEqual({ days: 28, from: '2026-06-01', to: '2026-06-28' });
  expect(counters).toEqual({
    external_imported_total: 6,
    external_import_job_total: 111_000,
    external_import_failed_total: 9,
    external_import_parse_fail_total: 3,
    external_import_parse_fail_rate_pct: 0,
    external_import_error_class_counts: { parse: 0, mapping: 3, validation: 0, dedup: 0, other: 6 },
    external_dedup_skipped_total: 0,
    external_dedup_rejected_total: 0,
    external_low_confidence_fields: 0,
    external_unsupported_fields_total: 0,
    external_temporal_uncertainty_total: 0,
    external_unit_conversion_fields: 3,
    timeline_drift_total: 0,
  });
});

it('has a window of 28 days across months and leap days', () => {
  expect(windowUpTo('2028-03-05')).toEqual({ from: '2028-02-07', to: '2028-03-05' });
  expect(windowUpTo('2026-01-01')).toEqual({ from: '2025-12-05', to: '2026-01-01' });
});

const raised = (counts: Partial<QualityCounts>, more: Partial<QualityRecord> = {}): readonly QualityIssue[] =>
  after(counts, more).issues;

describe('is raised only when its threshold is passed:', () => {
  const parsed = { issue: 'external_parse_fail_rate' } as const;
  it('what could not be read, mapped or validated, above 3 %, and heavily above 10 %', () => {
    expect(raised({ jobs: 100, failedParse: 1, failedMapping: 1, failedValidation: 1 })).toEqual([]);
    expect(raised({ jobs: 99, failedParse: 1, failedMapping: 1, failedValidation: 1 })).toEqual([
      { ...parsed, severity: 'medium', count: 3, of: 99, reason: '3 of 99 files could not be read (3.0 %)' },
    ]);
    expect(raised({ jobs: 30, failedParse: 3 })).toEqual([
      { ...parsed, severity: 'medium', count: 3, of: 30, reason: '3 of 30 files could not be read (10.0 %)' },
    ]);
    expect(raised({ jobs: 29, failedParse: 3 })).toEqual([
      { ...parsed, severity: 'high', count: 3, of: 29, reason: '3 of 29 files could not be read (10.3 %)' },
    ]);
    // Files that were never reached, and versions that were set aside, say nothing about reading.
    expect(raised({ jobs: 2, imported: 100, failedOther: 1, failedDedup: 1, rejected: 1 })).toEqual([]);
  });

  it('versions set aside, above 2 % of what was added', () => {
    expect(raised({ jobs: 51, imported: 50, rejected: 1, failedDedup: 1 })).toEqual([]);
    expect(raised({ jobs: 50, imported: 49, rejected: 1, failedDedup: 1 })).toEqual([
      {
        issue: 'external_dedup_rejected',
        severity: 'medium',
        count: 1,
        of: 49,
        reason: '1 version set aside beside 49 activities added',
      },
    ]);
    expect(raised({ jobs: 2, rejected: 2, failedDedup: 2 })).toMatchObject([
      { count: 2, of: 0, reason: '2 versions set aside beside 0 activities added' },
    ]);
  });

  it('values that are less than sure, above 10 % of those mapped', () => {
    expect(raised({ jobs: 10, imported: 10, fields: 100, lowConfidenceFields: 10 })).toEqual([]);
    expect(raised({ jobs: 10, imported: 10, fields: 100, lowConfidenceFields: 11 })).toEqual([
      {
        issue: 'external_low_confidence_fields',
        severity: 'medium',
        count: 11,
        of: 100,
        reason: '11 of 100 values are estimates or less than sure (11.0 %)',
      },
    ]);
  });

  it('fields that a known device was not seen to write before, as long as that lies within the window', () => {
    expect(raised({}, { seen: newField('2026-05-31') })).toEqual([]);
    expect(raised({}, { seen: newField('2026-06-01') })).toEqual([
      {
        issue: 'external_unsupported_fields',
        severity: 'medium',
        count: 1,
        of: null,
        reason: '1 field that its device had not written before, and that has no place in an activity',
      },
    ]);
  });

  it('times that are not certain, above 10 % of the activities', () => {
    expect(raised({ jobs: 20, imported: 20, timesUncertain: 2 })).toEqual([]);
    expect(raised({ jobs: 20, imported: 20, timesUncertain: 3 })).toEqual([
      {
        issue: 'external_temporal_uncertainty',
        severity: 'low',
        count: 3,
        of: 20,
        reason: '3 of 20 activities added have an uncertain time (15.0 %)',
      },
    ]);
  });

  it('any difference that the last full check found', () => {
    expect(raised({}, { verified: drift(0) })).toEqual([]);
    expect(raised({}, { verified: drift(1) })).toEqual([
      {
        issue: 'timeline_drift',
        severity: 'high',
        count: 1,
        of: null,
        reason: 'the last check found 1 row not as the journal gives it',
      },
    ]);
    expect(after({}, { verified: drift(2) })).toMatchObject({
      last_verified_at: '2026-06-20T08:00:00.000Z',
      counters: { timeline_drift_total: 2 },
    });
  });
});

describe('score and status', () => {
  const low = { imported: 10, timesUncertain: 10 };
  const medium = { fields: 10, lowConfidenceFields: 10 };
  const second = { rejected: 10 };
  const seen = newField(today);
  it.each([
    ['nothing', after({}), 1, 'healthy'],
    ['a low issue', after({ ...low }), 0.95, 'healthy'],
    ['a medium one', after({ ...medium }), 0.88, 'monitor'],
    ['a medium and a low one', after({ ...low, ...medium }), 0.83, 'monitor'],
    ['two medium ones', after({ ...low, ...medium, ...second, timesUncertain: 0 }), 0.76, 'monitor'],
    ['two medium and a low one', after({ ...low, ...medium, ...second }), 0.71, 'degraded'],
    ['a high one', after({ jobs: 10, failedParse: 10 }), 0.6, 'degraded'],
    [
      'everything',
      after({ jobs: 10, failedParse: 10, ...low, ...medium, ...second }, { seen, verified: drift(1) }),
      0.05,
      'degraded',
    ],
  ] as const)('with %s', (_what, health, score, status) => {
    expect([health.score, health.status]).toEqual([score, status]);
  });

  it('stay within their bounds whatever was counted, and keep to the contract', () => {
    const counts = fc.record(
      Object.fromEntries(Object.keys(countsWith({})).map((name) => [name, fc.nat({ max: 1_000 })])),
    );
    fc.assert(
      fc.property(counts, fc.nat({ max: 3 }), fc.boolean(), (made, rows, isNew) => {
        const health = after(
          // A failure is one of the verdicts.
          { ...made, jobs: (made['jobs'] ?? 0) + 5_000 },
          { verified: drift(rows), seen: isNew ? newField(today) : [] },
        );
        expect(qualityHealthSchema.parse(health)).toEqual(health);
        const weights = { high: 40, medium: 12, low: 5 };
        const lost = health.issues.reduce((sum, { severity }) => sum + weights[severity], 0);
        expect(health.score).toBe(Math.max(5, 100 - lost) / 100);
        const isHigh = health.issues.some(({ severity }) => severity === 'high');
        const expected =
          isHigh || health.score < 0.75 ? 'degraded' : health.score < 0.9 ? 'monitor' : 'healthy';
        expect(health.status).toBe(expected);
      }),
    );
  });
});
