import { describe, expect, it } from 'vitest';
import { announcement, heardOf } from '../../../src-renderer/app/announcements.ts';
import { lookedUpTo, statusOf } from '../../../src-renderer/app/status.ts';
import type { EngineLife } from '../../../src-renderer/engine/start-engine.ts';
import { progressText, takingInText } from '../../../src-renderer/text/import-progress.ts';
import { nextPaces, noPaces } from '../../../src-renderer/engine/pace.ts';
import { importRun, noCounts, runningImport } from '../import-samples.ts';
import { telling } from '../receipt-samples.ts';
import { edge, zwiftFolder } from '../source-samples.ts';

const quiet = {
  life: { kind: 'running' },
  runs: [importRun()],
  sources: [edge(), zwiftFolder()],
  paces: noPaces,
  isPaused: false,
  lookedAt: '',
} as const;
const troubled = importRun({ importId: 'troubled', counts: { ...noCounts, failed: 1, rejected: 1 } });

describe('the status line', () => {
  it('says that all is well where nothing runs and nothing waits', () => {
    expect(statusOf(quiet)).toEqual({ kind: 'up_to_date' });
    expect(statusOf({ ...quiet, runs: [] })).toEqual({ kind: 'up_to_date' });
  });

  it('says nothing it does not know yet', () => {
    expect(statusOf({ ...quiet, life: { kind: 'starting' } })).toEqual({ kind: 'starting' });
    expect(statusOf({ ...quiet, runs: null })).toEqual({ kind: 'starting' });
  });

  it('says what the engine does when it takes nothing in, before anything else', () => {
    const runs = [troubled, runningImport(3)];
    const said = (life: EngineLife) => statusOf({ ...quiet, runs, life });
    expect(said({ kind: 'paused', trouble: { kind: 'disk_full' } })).toEqual({
      kind: 'paused',
      why: 'disk_full',
    });
    expect(said({ kind: 'rebuilding', recordsDone: 1_200, recordsAll: 5_000 })).toEqual({
      kind: 'rebuilding',
      recordsDone: 1_200,
      recordsAll: 5_000,
    });
    expect(said({ kind: 'read_only', reason: 'newer_journal' })).toEqual({ kind: 'read_only' });
  });

  it('adds up what is importing, with the longest estimate', () => {
    const runs = [runningImport(112), runningImport(10, { importId: 'other', filesFound: 20 })];
    const early = [runningImport(12), runningImport(5, { importId: 'other', filesFound: 20 })];
    const paces = nextPaces(nextPaces(noPaces, early, 0), runs, 10_000);
    expect(statusOf({ ...quiet, runs, paces })).toEqual({
      kind: 'importing',
      importId: 'running',
      from: null,
      filesDone: 122,
      filesFound: 332,
      isListed: true,
      remainingSeconds: 20,
      isPaused: false,
    });
  });

  it('says that the athlete paused imports, and how many files wait', () => {
    const runs = [runningImport(12), troubled];
    expect(statusOf({ ...quiet, runs, isPaused: true })).toEqual({
      kind: 'imports_paused',
      filesWaiting: 300,
    });
    expect(statusOf({ ...quiet, isPaused: true })).toEqual({ kind: 'imports_paused', filesWaiting: 0 });
    const life = { kind: 'paused', trouble: { kind: 'disk_full' } } as const;
    expect(statusOf({ ...quiet, life, isPaused: true })).toEqual({ kind: 'paused', why: 'disk_full' });
  });

  it('counts the files that need somebody until their import has been looked at', () => {
    const runs = [troubled];
    expect(statusOf({ ...quiet, runs })).toEqual({ kind: 'needs_you', count: 2, importId: 'troubled' });
    expect(statusOf({ ...quiet, runs, lookedAt: troubled.startedAt })).toEqual({ kind: 'up_to_date' });
  });

  it('does not take an import for looked at before it is over', () => {
    const older = importRun({ importId: 'older', startedAt: '2026-05-01T09:00:00.000Z' });
    const running = runningImport(3, { startedAt: '2026-05-20T09:00:00.000Z' });
    const newer = importRun({ importId: 'newer', startedAt: '2026-06-01T09:00:00.000Z' });
    expect(lookedUpTo([newer, running, older])).toBe(older.startedAt);
    expect(lookedUpTo([newer, older])).toBe(newer.startedAt);
    expect(lookedUpTo([running])).toBeNull();
    expect(lookedUpTo([])).toBeNull();
  });

  it('names the device or folder that files come from, where it is one', () => {
    const runs = [runningImport(4, { origin: 'device', filesFound: 12 })];
    const busy = edge({ state: { kind: 'importing', filesDone: 4, filesAll: 12 } });
    const from = (given: Partial<Parameters<typeof statusOf>[0]>) => {
      const status = statusOf({ ...quiet, runs, sources: [busy, zwiftFolder()], ...given });
      return status.kind === 'importing' ? status.from : status;
    };
    expect(from({})).toEqual(busy);
    expect(from({ runs: [...runs, runningImport(1, { importId: 'other' })] })).toBeNull();
    expect(from({ runs: [runningImport(4, { origin: 'drop' })] })).toBeNull();
    expect(from({ sources: [busy, { ...busy, sourceId: 'other' }] })).toBeNull();
    expect(from({ sources: [] })).toBeNull();
  });

  it('says which device or drive needs somebody, after the files that do', () => {
    const stuck = edge({ state: { kind: 'stuck' } });
    const asks = edge({ sourceId: 'drive', vendor: null, state: { kind: 'asks', activityFiles: 14 } });
    expect(statusOf({ ...quiet, sources: [zwiftFolder(), stuck] })).toEqual({
      kind: 'source',
      why: 'stuck',
      source: stuck,
    });
    expect(statusOf({ ...quiet, sources: [asks, stuck] })).toEqual({
      kind: 'source',
      why: 'asks',
      source: asks,
    });
    expect(statusOf({ ...quiet, runs: [troubled], sources: [stuck] }).kind).toBe('needs_you');
  });

  it('tells an import from one place with its name', () => {
    const progress = {
      filesDone: 4,
      filesFound: 12,
      isListed: true,
      remainingSeconds: null,
      isPaused: false,
    };
    expect(takingInText(progress, 'Edge 530', telling.say)).toBe('Taking in 4 of 12 from Edge 530');
    expect(takingInText({ ...progress, remainingSeconds: 20 }, 'Edge 530', telling.say)).toBe(
      'Taking in 4 of 12 from Edge 530, about 20 s left',
    );
    const paused = { ...progress, isPaused: true };
    expect(takingInText(paused, 'Edge 530', telling.say)).toBe(progressText(paused, telling.say));
  });

  it('says first that importing has stopped', () => {
    expect(statusOf({ ...quiet, life: { kind: 'stopped' }, runs: [troubled] })).toEqual({ kind: 'stopped' });
  });
});

describe('what is spoken', () => {
  const spoken = (before: Parameters<typeof heardOf>[0], after: Parameters<typeof heardOf>[0]) =>
    announcement(heardOf(before), after, telling.say);

  it('is that an import began, and how it ended', () => {
    expect(spoken([], [runningImport(0)])).toBe('Import started.');
    expect(spoken([runningImport(300)], [{ ...troubled, importId: 'running' }])).toBe(
      'Import finished. 1 set aside, 1 not read.',
    );
    expect(spoken([], [importRun()])).toBe('Import finished. 3 added.');
    expect(spoken([], [importRun({ counts: noCounts })])).toBe(
      'Import finished. There was nothing to take in.',
    );
  });

  it('is that an import was stopped, and what that left out', () => {
    const stopped = runningImport(300, {
      finishedAt: '2026-06-01T09:00:10.000Z',
      cancelledAt: '2026-06-01T09:00:10.000Z',
    });
    expect(spoken([runningImport(200)], [stopped])).toBe('Import stopped. 12 files were left out.');
  });

  it('is that a device went, and that the rest waits for it', () => {
    const cutOff = runningImport(300, {
      origin: 'device',
      sourceName: 'Edge 530',
      finishedAt: '2026-06-01T09:00:10.000Z',
      cancelledAt: '2026-06-01T09:00:10.000Z',
      restWaits: true,
    });
    expect(spoken([runningImport(200)], [cutOff])).toBe('Import cut off. 12 files wait for Edge 530.');
  });

  it('is nothing in between', () => {
    expect(spoken([runningImport(1)], [runningImport(200)])).toBeNull();
    expect(spoken([importRun()], [importRun()])).toBeNull();
  });
});
