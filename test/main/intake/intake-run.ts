// One import through the intake's real code in this process, and what it said.
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { runImport } from '../../../src-main/intake/run-import.ts';
import { createStagingQueue } from '../../../src-main/intake/staging-queue.ts';

export const importId = '00000000-0000-4000-8000-000000000001';

export async function importPaths(stagingFolder: string, paths: readonly string[]): Promise<IntakeReport[]> {
  const reports: IntakeReport[] = [];
  await runImport(
    { importId, paths },
    {
      stagingFolder,
      queue: createStagingQueue({ copiesAtOnce: 4, stagedFiles: 1_000_000 }),
      report: (report) => reports.push(report),
    },
  );
  return reports;
}

/** What a test says about one file: its path, and the hash of its bytes or the failure it ended with. */
export type EndingOfFile = readonly [path: string, ending: unknown];

export const endingsOf = (reports: readonly IntakeReport[], below = ''): EndingOfFile[] =>
  reports.flatMap((report): EndingOfFile[] => {
    if (report.type === 'listed') return [];
    const path = report.file.path.startsWith(below) ? report.file.path.slice(below.length) : report.file.path;
    return [[path, report.type === 'staged' ? report.file.sha256 : report.file.failure]];
  });

export const lastListed = (reports: readonly IntakeReport[]): unknown => {
  const last = reports.at(-1);
  return last?.type === 'listed' ? last.listed : last;
};
