// One import through the intake's real code in this process, and what it said.
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { runImport, type ImportTools } from '../../../src-main/intake/run-import.ts';
import type { StageOrder } from '../../../src-main/intake/stage-order.ts';
import { createStagingQueue } from '../../../src-main/intake/staging-queue.ts';
import { createStagingRoom } from '../../../src-main/intake/staging-room.ts';
import { watchCalls } from '../../../src-main/intake/watch-calls.ts';
import { packLooks } from '../../../src-main/intake/packed-looks.ts';

export const importId = '00000000-0000-4000-8000-000000000001';

interface RunParts {
  readonly readyOf: ImportTools['readyOf'];
  readonly isCalledOff: () => boolean;
  readonly nowMs: () => number;
  readonly onReport: (report: IntakeReport) => void;
  readonly reserveBytes: number;
}

export async function importPaths(
  stagingFolder: string,
  paths: readonly string[],
  order: Partial<StageOrder> = {},
  {
    isCalledOff = () => false,
    nowMs = () => Date.now(),
    readyOf = () => ({ files: [], count: 0 }),
    onReport = () => undefined,
    reserveBytes = 0,
  }: Partial<RunParts> = {},
): Promise<IntakeReport[]> {
  const reports: IntakeReport[] = [];
  const report = (said: IntakeReport) => {
    reports.push(said);
    onReport(said);
  };
  const queue = createStagingQueue({
    copiesAtOnce: 4,
    copiesPerImport: 4,
    places: 1_000_000,
    recognisedPlaces: 1_000_000,
    lying: [],
  });
  await runImport(
    { importId, paths, answeredPaths: [], isDryRun: false, knownLooks: packLooks([]), ...order },
    {
      stagingFolder,
      owner: 'shared',
      queue,
      room: createStagingRoom({
        stagingFolder,
        retryMs: 10,
        reserveBytes,
        report,
        hold: (isHeld) => queue.hold(isHeld),
      }),
      watch: watchCalls(() => performance.now()),
      nowMs,
      reach: () => undefined,
      report,
      readyOf,
      isCalledOff,
    },
  );
  return reports;
}

/** What a test says about one file: its path, and the hash of its bytes or the failure it ended with. */
export type EndingOfFile = readonly [path: string, ending: unknown];

export const endingsOf = (reports: readonly IntakeReport[], below = ''): EndingOfFile[] =>
  reports.flatMap((report): EndingOfFile[] => {
    if (report.type !== 'staged' && report.type !== 'refused') return [];
    const path = report.file.path.startsWith(below) ? report.file.path.slice(below.length) : report.file.path;
    return [[path, report.type === 'staged' ? report.file.sha256 : report.file.failure]];
  });

export const lastListed = (reports: readonly IntakeReport[]): unknown => {
  const last = reports.filter(({ type }) => type !== 'beat').at(-1);
  return last?.type === 'listed' ? last.listed : last;
};

export const stagedOf = (reports: readonly IntakeReport[]) =>
  reports.flatMap((report) => (report.type === 'staged' ? [report.file] : []));
