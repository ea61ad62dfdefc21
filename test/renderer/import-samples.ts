// Imports for the tests of what is said about them: one that has ended well, and whatever is asked to differ.
import type { ImportRun } from '../../src-worker/contract/import-job.ts';

export const noCounts = { imported: 0, known: 0, rejected: 0, ignored: 0, failed: 0 };

export const importRun = (other: Partial<ImportRun> = {}): ImportRun => ({
  importId: 'import-1',
  origin: 'drop',
  startedAt: '2026-06-01T09:00:00.000Z',
  paths: ['/rides'],
  filesFound: 3,
  filesPassedOver: 0,
  listed: true,
  filesDone: 3,
  counts: { ...noCounts, imported: 3 },
  finishedAt: '2026-06-01T09:00:10.000Z',
  ...other,
});

export const runningImport = (filesDone: number, other: Partial<ImportRun> = {}): ImportRun =>
  importRun({
    importId: 'running',
    filesFound: 312,
    filesDone,
    counts: { ...noCounts, imported: filesDone },
    finishedAt: null,
    ...other,
  });
