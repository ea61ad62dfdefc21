import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  diagnosticsBundleSchema,
  diagnosticsLimits,
} from '../../../src-worker/contract/diagnostics-bundle.ts';
import type { QualityHealth } from '../../../src-worker/contract/quality-health.ts';
import type { ImportRun } from '../../../src-worker/contract/import-job.ts';
import { answerDiagnostics } from '../../../src-worker/diagnostics/answer-diagnostics.ts';
import { composeDiagnostics, type DiagnosticsSources } from '../../../src-worker/diagnostics/compose.ts';
import type { ReceiptRow } from '../../../src-worker/store/rows.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { deflatedZip } from '../../fixtures/zip-writer.ts';
import { openDatabase } from '../../support/open-database.ts';
import { receiptsByPipeline } from './receipts-by-pipeline.ts';
import { bundleKey, chunked, noCounts, nothingCounted, plainFacts } from './sources.ts';

const noOutcomes = { imported: 0, known: 0, rejected: 0, ignored: 0, failed: 0 };

async function compose(
  changes: Partial<DiagnosticsSources> & { readonly rows?: readonly ReceiptRow[] } = {},
) {
  const { rows = [], ...rest } = changes;
  const text = await composeDiagnostics({
    facts: plainFacts,
    quality: nothingCounted,
    counts: { ...noCounts, receipts: rows.length },
    outcomes: noOutcomes,
    imports: [],
    receipts: chunked(rows, 50),
    notes: new Map(),
    now: '2026-06-01T10:00:30.000Z',
    key: await bundleKey(),
    ...rest,
  });
  return { text, bundle: diagnosticsBundleSchema.parse(JSON.parse(text)) };
}

const rides = (): Promise<readonly ReceiptRow[]> =>
  receiptsByPipeline([
    { path: '/home/anna/rides/a.fit', bytes: fitFile(fitRide()) },
    { path: '/media/GARMIN/Activity/again.fit', bytes: fitFile(fitRide()) },
    { path: 'D:\\old\\notes.docx', bytes: new TextEncoder().encode('hello') },
    { path: '/tmp/x/track.tar.gpx', bytes: gpxFile([gpxHike]) },
  ]);

/** So many receipts with a second between them, newest first. */
const many = (row: ReceiptRow | undefined, count: number): readonly ReceiptRow[] =>
  row === undefined
    ? []
    : Array.from({ length: count }, (_, index) => ({
        ...row,
        jobId: `job-${String(count - index).padStart(6, '0')}`,
        finishedAt: new Date(Date.parse('2026-06-01T00:00:00Z') - index * 1_000).toISOString(),
      }));

describe('the report for support', () => {
  it('tells of a receipt what was decided, and of the file no more than its kind, its place and its size', async () => {
    const { bundle } = await compose({ rows: await rides() });
    const [ride, again, notes, track] = bundle.parts.receipts;
    expect(ride).toMatchObject({
      finished_at: '2026-06-01T10:00Z',
      file: { root: 'home', extension: 'fit', depth: 3, size: 'to_10_KB' },
      outcome: 'imported',
      entries: [
        {
          format: 'fit',
          provider: 'garmin',
          ending: 'created',
          dedup: { decision: 'create', rule: 'row_1', matched_event: null },
          mapping_version: 'fit-v1',
          counts: { records: '11-100', laps: '1', has_position: true },
          device: { manufacturer: 'garmin' },
        },
      ],
    });
    expect(again?.file.root).toBe('removable');
    expect(again?.entries[0]?.dedup?.matched_event).toBe(ride?.entries[0]?.write?.event);
    expect(again?.entries[0]?.content).toBe(ride?.entries[0]?.content);
    expect(again?.file.hash).not.toBe(ride?.file.hash);
    expect(notes).toMatchObject({
      file: { root: 'other', extension: 'other' },
      entries: [{ ending: 'failed', error: { code: 'unsupported_format', class: 'parse' } }],
    });
    expect(track).toMatchObject({ file: { root: 'temp', extension: 'gpx', depth: 2 } });
  });

  it('tells of a receipt what the athlete said of it', async () => {
    const rows = (await rides()).slice(0, 2);
    const { bundle } = await compose({
      rows,
      notes: new Map([
        [rows[1]?.jobId ?? '', ['wrong', 'not_understood'] as const],
        ['another job', ['wrong'] as const],
      ]),
    });
    expect(bundle.parts.receipts.map(({ notes }) => notes)).toEqual([undefined, ['wrong', 'not_understood']]);
  });

  it('seals every part: its bytes and its digest can be checked by anybody', async () => {
    const { text } = await compose({ rows: await rides() });
    const read = JSON.parse(text) as {
      manifest: { parts: { name: string; bytes: number; sha256: string }[] };
      parts: Record<string, unknown>;
    };
    const again = Object.entries(read.parts).map(([name, part]) => {
      const bytes = Buffer.from(JSON.stringify(part), 'utf8');
      return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    });
    expect(read.manifest.parts).toEqual(again);
  });

  it('names the same thing by the same sign within one bundle, and by another in the next', async () => {
    const rows = await rides();
    const first = await compose({ rows });
    const same = await compose({ rows });
    const other = await compose({ rows, key: await bundleKey(8) });
    expect(same.text).toBe(first.text);
    const signs = (text: string) => new Set(text.match(/"[0-9a-f]{16}"/g));
    expect([...signs(other.text)].filter((sign) => signs(first.text).has(sign))).toEqual([]);
  });

  it('keeps to its limit: the newest receipts, and how many there was no room for', async () => {
    const [row] = await rides();
    const { text, bundle } = await compose({ rows: many(row, 3_000) });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(diagnosticsLimits.bundleBytes);
    expect(Buffer.byteLength(text)).toBeGreaterThan(diagnosticsLimits.bundleBytes * 0.98);
    const told = bundle.parts.receipts.length;
    expect(bundle.manifest.left_out.receipts).toBe(3_000 - told);
    expect(bundle.parts.receipts[0]?.finished_at).toBe('2026-06-01T00:00Z');
    const small = await compose({ rows: many(row, 30), limitBytes: 12_000 });
    expect(Buffer.byteLength(small.text)).toBeLessThanOrEqual(12_000);
    expect(small.bundle.parts.receipts.length).toBeGreaterThan(3);
  });

  it('tells of an archive no more entries than it takes to see what went on', async () => {
    const members = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `${String(index)}.gpx`,
        gpxFile([{ ...gpxHike, name: `hike ${String(index)}` }]),
      ]),
    );
    const { bundle } = await compose({
      rows: await receiptsByPipeline([{ path: '/home/a/all.zip', bytes: deflatedZip(members) }]),
    });
    expect(bundle.parts.receipts[0]?.entries).toHaveLength(diagnosticsLimits.entriesPerReceipt);
    expect(bundle.parts.receipts[0]?.entries_left_out).toBe(20);
  });

  it('does not fail for one row that another version wrote', async () => {
    const [row] = await rides();
    // What lies in a database is only as good as who wrote it.
    const odd = { ...row, entries: [{ title: 'Secret' }] } as unknown as ReceiptRow;
    const { bundle, text } = await compose({ rows: [odd, ...many(row, 2)] });
    expect(bundle.manifest.left_out).toMatchObject({ receipts: 0, receipts_not_understood: 1 });
    expect(text).not.toContain('Secret');
  });

  it('does not fail for one import that another version wrote', async () => {
    const run: ImportRun = {
      importId: 'one',
      origin: 'drop',
      startedAt: '2026-06-01T09:59:58.123Z',
      paths: ['/home/anna/rides'],
      filesFound: 12,
      filesPassedOver: 0,
      listed: true,
      filesDone: 12,
      counts: { imported: 12, known: 0, rejected: 0, ignored: 0, failed: 0 },
      finishedAt: null,
    };
    // What lies in a database is only as good as who wrote it.
    const odd = [
      { ...run, paths: 'Secret' },
      { ...run, startedAt: 42 },
      { ...run, filesDone: -1 },
    ] as unknown as ImportRun[];
    const { bundle, text } = await compose({
      imports: [...odd, run],
      counts: { ...noCounts, imports: 4 },
    });
    expect(bundle.parts.imports).toMatchObject([{ files_found: 12, started_at: '2026-06-01T09:59Z' }]);
    expect(bundle.manifest.left_out.imports).toBe(3);
    expect(text).not.toContain('Secret');
  });

  it('tells why a journal was not opened: in which way, and by which code of the system', async () => {
    const troubles = [
      {
        at: '2026-06-01T09:58Z',
        event: 'journal not opened',
        facts: { kind: 'not_available', systemCode: 'EACCES' },
      },
      { at: '2026-06-01T09:59Z', event: 'journal not opened', facts: { kind: 'newer_format', format: 2 } },
    ];
    const { bundle } = await compose({ facts: { ...plainFacts, troubles } });
    expect(bundle.parts.troubles).toEqual(troubles);
  });

  it('passes troubles as events and words that are known, and nothing else of them', async () => {
    const troubles = [
      {
        at: '2026-06-01T09:58:12.345Z',
        event: 'engine trouble',
        facts: { where: 'accept', name: 'QuotaExceededError' },
      },
      {
        at: '2026-06-01T09:59:12Z',
        event: 'Anna lives here',
        facts: { name: 'Anna', code: 'ENOSPC', title: 'x', bytes: 41.5 },
      },
    ];
    const { bundle } = await compose({ facts: { ...plainFacts, troubles } });
    expect(bundle.parts.troubles).toEqual([
      {
        at: '2026-06-01T09:58Z',
        event: 'engine trouble',
        facts: { where: 'accept', name: 'QuotaExceededError' },
      },
      { at: '2026-06-01T09:59Z', event: 'other', facts: { name: 'other', code: 'ENOSPC', bytes: null } },
    ]);
  });

  it('tells quality health by its codes and counts, and none of its sentences', async () => {
    const quality: QualityHealth = {
      ...nothingCounted,
      status: 'degraded',
      score: 0.6,
      last_verified_at: '2026-05-31T09:59:58.123Z',
      issues: [{ issue: 'timeline_drift', severity: 'high', count: 2, of: null, reason: 'Secret' }],
      counters: { ...nothingCounted.counters, external_import_job_total: 7, timeline_drift_total: 2 },
    };
    const { bundle, text } = await compose({ quality });
    expect(bundle.parts.quality).toEqual({
      status: 'degraded',
      score: 0.6,
      window_days: 28,
      issues: [{ issue: 'timeline_drift', severity: 'high', count: 2, of: null }],
      last_verified_at: '2026-05-31T09:59Z',
      counters: { ...nothingCounted.counters, external_import_job_total: 7, timeline_drift_total: 2 },
    });
    expect(text).not.toContain('Secret');
  });

  it('refuses a field that is in no list', async () => {
    const { text } = await compose();
    const bundle = JSON.parse(text) as { parts: { host: object } };
    const more = { ...bundle, parts: { ...bundle.parts, host: { ...bundle.parts.host, user: 'anna' } } };
    expect(diagnosticsBundleSchema.safeParse(more).success).toBe(false);
  });

  it('is made from the database, all receipts of it, newest first, also of files that ended at one instant', async () => {
    const database = openDatabase();
    const [row] = await rides();
    const rows = many(row, 450).map((receipt, index) => ({
      ...receipt,
      finishedAt: new Date(
        Date.parse('2026-06-01T00:00:00Z') - Math.floor(index / 64) * 60_000,
      ).toISOString(),
    }));
    await database.receipts.bulkAdd(rows);
    const [noted] = rows;
    const notedAt = '2026-06-01T08:00:00.000Z';
    for (const note of ['wrong', 'dismissed'] as const) {
      await database.receiptNotes.add({ jobId: noted?.jobId ?? '', note, notedAt });
    }
    const bundle = diagnosticsBundleSchema.parse(
      JSON.parse(
        await answerDiagnostics(database, {
          facts: plainFacts,
          quality: nothingCounted,
          now: new Date('2026-06-01T10:00:30Z'),
        }),
      ),
    );
    expect(bundle.parts.counters).toMatchObject({
      receipts: 450,
      receipts_by_outcome: { imported: 450, failed: 0 },
    });
    expect(new Set(bundle.parts.receipts.map(({ job }) => job)).size).toBe(450);
    const minutes = bundle.parts.receipts.map(({ finished_at }) => finished_at);
    expect(minutes).toEqual([...minutes].sort().reverse());
    expect(bundle.parts.receipts.flatMap(({ notes = [] }) => notes).sort()).toEqual(['dismissed', 'wrong']);
    expect(bundle.parts.counters.last_receipt_at).toBe('2026-06-01T00:00Z');
  });
});
