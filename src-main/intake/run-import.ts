// One import as a story: find the files, wait for a turn, open, copy, tell. Every file ends as exactly one report,
// in the order in which they are found, and the last report of all is that the listing is complete.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import type { IntakeReport } from '../../src-worker/contract/intake-messages.ts';
import { failed, type Result } from '../../src-worker/contract/result.ts';
import { expandPaths, type FoundFile } from './expand-paths.ts';
import { startListingReports } from './listing-reports.ts';
import { openRegularFile, type OpenRegularFile } from './open-regular-file.ts';
import { stageFile } from './stage-file.ts';
import type { StagingQueue, Turn } from './staging-queue.ts';
import { failureFromError } from './system-failure.ts';

export interface ImportToRun {
  readonly importId: string;
  readonly paths: readonly string[];
}

export interface ImportTools {
  readonly stagingFolder: string;
  readonly queue: StagingQueue;
  readonly report: (report: IntakeReport) => void;
}

export async function runImport({ importId, paths }: ImportToRun, tools: ImportTools): Promise<void> {
  const listing = startListingReports(importId, tools.report);
  const told = tellInOrder(tools.report);
  for await (const found of expandPaths(paths, listing.tally)) {
    const { name, path } = found;
    const label = { fileId: randomUUID(), importId, name, path };
    if (found.kind === 'refused') {
      told.next(Promise.resolve(refusedReport(label, null, found.failure)));
      continue;
    }
    const turn = await tools.queue.takeTurn();
    // Opened before the next file is asked for, copied beside it: most of a small file's time is the disk's sync.
    const opened = await openFound(found);
    told.next(copy({ label, opened, turn, stagingFolder: tools.stagingFolder }));
  }
  await told.all();
  listing.complete();
}

interface Label {
  readonly fileId: string;
  readonly importId: string;
  readonly name: string;
  readonly path: string;
}

const refusedReport = (label: Label, sizeBytes: number | null, failure: ReadFailure): IntakeReport => ({
  type: 'refused',
  file: { ...label, sizeBytes, failure },
});

async function openFound(found: FoundFile): Promise<Result<OpenRegularFile, ReadFailure>> {
  try {
    return await openRegularFile(found.openAt, found.step);
  } catch (error) {
    // A bug of ours: this file is answered, the others go on.
    return failed(failureFromError(found.step, error));
  }
}

interface CopyOptions {
  readonly label: Label;
  readonly opened: Result<OpenRegularFile, ReadFailure>;
  readonly turn: Turn;
  readonly stagingFolder: string;
}

async function copy({ label, opened, turn, stagingFolder }: CopyOptions): Promise<IntakeReport> {
  if (!opened.ok) {
    turn.nothingStaged();
    const sizeBytes = opened.failure.kind === 'file_too_large' ? opened.failure.sizeBytes : null;
    return refusedReport(label, sizeBytes, opened.failure);
  }
  const source = opened.value;
  const { sizeBytes } = source;
  const startedMs = performance.now();
  const staged = await stage(source, label.fileId, stagingFolder);
  const stagingMs = performance.now() - startedMs;
  if (!staged.ok) {
    turn.nothingStaged();
    return refusedReport(label, sizeBytes, staged.failure);
  }
  turn.staged(label.fileId);
  return { type: 'staged', file: { ...label, sizeBytes, sha256: staged.value.sha256, stagingMs } };
}

async function stage(
  source: OpenRegularFile,
  fileId: string,
  stagingFolder: string,
): Promise<Result<{ sha256: string }, ReadFailure>> {
  try {
    return await stageFile({ source, stagingFolder, fileId });
  } catch (error) {
    // A bug of ours, as above.
    return failed(failureFromError('read', error));
  } finally {
    await source.close();
  }
}

interface Telling {
  next(ending: Promise<IntakeReport>): void;
  all(): Promise<void>;
}

/** Copies end in any order; reports leave in the order in which their files were found. Endings never reject. */
function tellInOrder(report: (report: IntakeReport) => void): Telling {
  let last: Promise<void> = Promise.resolve();
  const tellAfter = async (before: Promise<void>, ending: Promise<IntakeReport>) => {
    await before;
    report(await ending);
  };
  return {
    next: (ending) => {
      last = tellAfter(last, ending);
    },
    all: () => last,
  };
}
