import { describe, expect, it } from 'vitest';
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import type { ReceiptRow } from '../../../src-worker/store/rows.ts';
import { noPaces } from '../../../src-renderer/engine/pace.ts';
import {
  importListRows,
  rowHeights,
  shownRuns,
} from '../../../src-renderer/screens/imports/import-list-rows.ts';
import { importRun, noCounts, runningImport } from '../import-samples.ts';
import { rideEntry, telling } from '../receipt-samples.ts';

const receipt = (
  jobId: string,
  outcome: ReceiptRow['outcome'],
  entries: readonly [ReceiptEntry, ...ReceiptEntry[]],
): ReceiptRow => ({
  jobId,
  importId: 'import-1',
  file: { name: `${jobId}.fit`, path: `/rides/${jobId}.fit`, sizeBytes: 1_000, sha256: null },
  entries: [...entries],
  startedAt: '2026-06-01T09:00:00.000Z',
  finishedAt: '2026-06-01T09:00:01.000Z',
  timingsMs: { staging: 1, opening: 1, decoding: 1, judging: 1 },
  sync: 'local',
  outcome,
});

const damaged: ReceiptEntry = {
  ...rideEntry,
  status: 'failed',
  ending: { kind: 'failed', failure: { kind: 'unreadable', detail: '' } },
};

const rowsOf = (asked: Partial<Parameters<typeof importListRows>[0]>) =>
  importListRows({
    runs: [importRun()],
    paces: noPaces,
    filter: 'all',
    openId: null,
    receipts: [],
    isAllReceipts: true,
    isPaused: false,
    heights: rowHeights.comfortable,
    telling,
    ...asked,
  });

describe('imports', () => {
  it('come with what is running first, then the newest', () => {
    const runs = [
      importRun({ importId: 'old', startedAt: '2026-05-01T09:00:00.000Z' }),
      importRun({ importId: 'new', startedAt: '2026-06-02T09:00:00.000Z' }),
      runningImport(41, { startedAt: '2026-04-01T09:00:00.000Z' }),
    ];
    expect(shownRuns(runs, 'all').map(({ importId }) => importId)).toEqual(['running', 'new', 'old']);
  });

  it('are left out where nothing in them ended as the filter asks', () => {
    const troubled = importRun({ importId: 'troubled', counts: { ...noCounts, rejected: 1, known: 2 } });
    const shown = (filter: Parameters<typeof shownRuns>[1]) =>
      shownRuns([importRun(), troubled], filter).map(({ importId }) => importId);
    expect(shown('needs_you')).toEqual(['troubled']);
    expect(shown('imported')).toEqual(['import-1']);
    expect(shown('known')).toEqual(['troubled']);
    expect(shown('ignored')).toEqual([]);
  });

  it('say what they held', () => {
    const counts = { imported: 38, known: 2, rejected: 1, ignored: 1, failed: 3 };
    const [row] = rowsOf({ runs: [importRun({ filesFound: 45, filesPassedOver: 12, counts })] });
    expect(row?.aria['aria-label']).toBe(
      'Dropped, 1 Jun 2026, 11:00, 45 files · 12 other files were left alone, 38 added, 2 already there, 1 set aside, 3 not read, 1 not an activity',
    );
  });

  it('of a device name it, and say that what was left out waits for it until it has come again', () => {
    const cutOff = importRun({
      origin: 'device',
      sourceName: 'Edge 530',
      filesFound: 8,
      filesDone: 3,
      cancelledAt: '2026-06-01T09:00:10.000Z',
      restWaits: true,
    });
    const said = (runs: Parameters<typeof shownRuns>[0]) =>
      rowsOf({ runs }).map((row) => row.aria['aria-label']?.split(', 3 added')[0]);
    expect(said([cutOff])).toEqual([
      'From Edge 530, 1 Jun 2026, 11:00, 8 files · cut off, 5 files wait for Edge 530',
    ]);
    const elsewhere = importRun({
      importId: 'other',
      origin: 'device',
      startedAt: '2026-06-02T09:00:00.000Z',
    });
    expect(said([cutOff, elsewhere])[1]).toContain('5 files wait for Edge 530');
    const again = { ...elsewhere, sourceName: 'Edge 530' };
    expect(said([cutOff, again])[1]).toBe(
      'From Edge 530, 1 Jun 2026, 11:00, 8 files · cut off, 5 files were left to the next time',
    );
    const { sourceName, ...nameless } = cutOff;
    expect(sourceName).toBe('Edge 530');
    expect(said([nameless])).toEqual([
      'From a device, 1 Jun 2026, 11:00, 8 files · cut off, 5 files wait for the device',
    ]);
  });

  it('say how far they are while they run', () => {
    const [row] = rowsOf({ runs: [runningImport(41)] });
    expect(row?.aria['aria-label']).toBe('Dropped, 1 Jun 2026, 11:00, Importing 41 of 312, 41 added');
    const [looking] = rowsOf({ runs: [runningImport(0, { filesFound: 0, listed: false })] });
    expect(looking).toMatchObject({ progress: { text: 'Looking for files…' } });
  });
});

describe('the files of an import', () => {
  it('hang below the one that is open, with their ending in a few words', () => {
    const receipts = [
      receipt('good', 'imported', [rideEntry]),
      receipt('pack', 'failed', [rideEntry, damaged, damaged]),
    ];
    const rows = rowsOf({ openId: 'import-1', receipts });
    expect(rows.map(({ aria }) => [aria['aria-level'], aria['aria-posinset'], aria['aria-setsize']])).toEqual(
      [
        [1, 1, 1],
        [2, 1, 2],
        [2, 2, 2],
      ],
    );
    expect(rows.map(({ aria }) => aria['aria-label']).slice(1)).toEqual([
      'good.fit, Added: Morning run, 10.2 km, added',
      'pack.fit, Not read: 1 added, 2 not read',
    ]);
  });

  it('say which part of a large archive they are of', () => {
    const part = { ...receipt('season', 'imported', [rideEntry]), part: { number: 2, upTo: null } };
    const [, row] = rowsOf({ openId: 'import-1', receipts: [part] });
    expect(row).toMatchObject({ name: 'season.fit, part 2' });
  });

  it('are counted by the import where not all are loaded, or not at all under a filter', () => {
    const receipts = [receipt('good', 'imported', [rideEntry])];
    const setSize = (filter: 'all' | 'imported') =>
      rowsOf({ openId: 'import-1', receipts, isAllReceipts: false, filter })[1]?.aria['aria-setsize'];
    expect(setSize('all')).toBe(3);
    expect(setSize('imported')).toBe(-1);
  });
});
