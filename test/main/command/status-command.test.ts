import { describe, expect, it } from 'vitest';
import { noLimitBytes } from '../../../src-worker/contract/archive-limit.ts';
import { statusReportSchema, type StatusReport } from '../../../src-worker/contract/command-reports.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { run } from './desk-with.ts';

const soundQuality: StatusReport['quality_health'] = {
  status: 'healthy',
  score: 1,
  window: { days: 28, from: '2026-05-05', to: '2026-06-01' },
  issues: [],
  last_verified_at: null,
  counters: {
    external_imported_total: 30,
    external_import_job_total: 40,
    external_import_failed_total: 0,
    external_import_parse_fail_total: 0,
    external_import_parse_fail_rate_pct: 0,
    external_import_error_class_counts: { parse: 0, mapping: 0, validation: 0, dedup: 0, other: 0 },
    external_dedup_skipped_total: 10,
    external_dedup_rejected_total: 0,
    external_low_confidence_fields: 3,
    external_unsupported_fields_total: 12,
    external_temporal_uncertainty_total: 1,
    external_unit_conversion_fields: 0,
    timeline_drift_total: 0,
  },
};

describe('status', () => {
  const report: StatusReport = {
    queue: { queued: 2, processing: 1 },
    imports: { running: 1, finished: 12, paused: false },
    activities: 312,
    events: 320,
    receipts: 345,
    last_receipt_at: new Date(2026, 4, 12, 18, 3).toISOString(),
    journal: { records: 1, bytes: 1_234_567, epoch: 'e', read_only: null },
    archive: { originals: 300, bytes: 120_000_000, limit_bytes: 4_294_967_296, let_go: 4 },
    dead_letters: 0,
    outbox: null,
    flags: { channel: 'internal', age_seconds: null, values: { jobs: true, beta: false, opt_in: true } },
    quality_health: soundQuality,
    stage: 'internal',
    engine: { state: 'paused', trouble: 'disk_full' },
  };

  it('is one JSON object, as the contract has it', async () => {
    const { exitStatus, out } = await run(
      { kind: 'status', json: true },
      { status: () => Promise.resolve(ok(report)) },
    );
    expect(exitStatus).toBe(0);
    expect(statusReportSchema.parse(JSON.parse(out))).toEqual(report);
    expect(out.indexOf('\n')).toBe(out.length - 1);
  });

  it('is a few lines for people', async () => {
    const { out } = await run({ kind: 'status', json: false }, { status: () => Promise.resolve(ok(report)) });
    expect(out).toBe(`Taking in: 2 waiting, 1 being read.
Imports: 1 under way, 12 ended.
Kept: 312 activities, 345 receipts, the last one of 2026-05-12 18:03.
Journal: 1 record, 1.2 MB.
Archive: 300 originals, 120 MB of at most 4.3 GB; 4 let go to keep that limit.
Cooldown: paused (disk full).
Outbox: none, nothing leaves this computer.
Dead letters: 0.
Flags: internal, come with this build; 2 of 3 on (jobs, opt_in).
Stage: internal.
Quality health: healthy, 1.00 of 1 over 28 days.
`);
  });

  it('tells why quality is not healthy, by each reason with its numbers, and by the code that support knows', async () => {
    const issues = [
      {
        issue: 'external_parse_fail_rate',
        severity: 'high',
        count: 6,
        of: 40,
        reason: '6 of 40 files could not be read (15.0 %)',
      },
      {
        issue: 'external_temporal_uncertainty',
        severity: 'low',
        count: 4,
        of: 30,
        reason: '4 of 30 activities added have an uncertain time (13.3 %)',
      },
    ] as const;
    const unsound: StatusReport = {
      ...report,
      quality_health: { ...soundQuality, status: 'degraded', score: 0.55, issues: [...issues] },
    };
    const { out } = await run(
      { kind: 'status', json: false },
      { status: () => Promise.resolve(ok(unsound)) },
    );
    expect(out.slice(out.indexOf('Quality health'))).toBe(`Quality health: degraded, 0.55 of 1 over 28 days:
- high: 6 of 40 files could not be read (15.0 %) (external_parse_fail_rate).
- low: 4 of 30 activities added have an uncertain time (13.3 %) (external_temporal_uncertainty).
`);
  });

  it('says that the archive has no limit, that flags were fetched, and what may be tried again', async () => {
    const other: StatusReport = {
      ...report,
      archive: { originals: 300, bytes: 120_000_000, limit_bytes: noLimitBytes, let_go: 0 },
      dead_letters: 2,
      flags: { channel: 'beta', age_seconds: 7_199, values: { jobs: false } },
    };
    const { out } = await run({ kind: 'status', json: false }, { status: () => Promise.resolve(ok(other)) });
    expect(out).toContain('Archive: 300 originals, 120 MB, with no limit.\n');
    expect(out).toContain(
      'Dead letters: 2, “cooldown retry” lists them.\nFlags: beta, 119 minutes old; 0 of 1 on.\n',
    );
  });

  it('can be asked where nothing is there yet, and where something can not be opened', async () => {
    const empty: StatusReport = {
      ...report,
      queue: { queued: 0, processing: 0 },
      last_receipt_at: null,
      journal: null,
      archive: null,
      engine: { state: 'running', trouble: null },
    };
    const { out } = await run({ kind: 'status', json: false }, { status: () => Promise.resolve(ok(empty)) });
    expect(out).toContain('Taking in: nothing waits.\n');
    expect(out).toContain('345 receipts.\nJournal: could not be opened.\nArchive: could not be looked at.\n');
    expect(out).toContain('Cooldown: running.\n');
  });
});
