// One import as a story: find the files, wait for a turn, open, copy, tell. Every file ends as exactly one report,
// in the order in which they are found, and the last report of all is that the listing is complete.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import type { IntakeReport } from '../../src-worker/contract/intake-messages.ts';
import { expandPaths, type FoundFile } from './expand-paths.ts';
import { startListingReports } from './listing-reports.ts';
import { openRegularFile } from './open-regular-file.ts';
import { stageFile } from './stage-file.ts';
import type { StagingQueue } from './staging-queue.ts';
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
  for await (const found of expandPaths(paths, listing.tally)) {
    const { name, path } = found;
    const fileId = randomUUID();
    const refuse = (sizeBytes: number | null, failure: ReadFailure) => {
      tools.report({ type: 'refused', file: { fileId, importId, name, path, sizeBytes, failure } });
    };
    if (found.kind === 'refused') {
      refuse(null, found.failure);
      continue;
    }
    const turn = await tools.queue.takeTurn();
    const startedMs = performance.now();
    const ending = await takeIn(found, fileId, tools.stagingFolder);
    if (ending.kind === 'refused') {
      turn.nothingStaged();
      refuse(ending.sizeBytes, ending.failure);
      continue;
    }
    turn.staged(fileId);
    const { sizeBytes, sha256 } = ending;
    const stagingMs = performance.now() - startedMs;
    tools.report({ type: 'staged', file: { fileId, importId, name, path, sizeBytes, sha256, stagingMs } });
  }
  listing.complete();
}

type TakenIn =
  | { readonly kind: 'staged'; readonly sizeBytes: number; readonly sha256: string }
  | { readonly kind: 'refused'; readonly sizeBytes: number | null; readonly failure: ReadFailure };

async function takeIn(found: FoundFile, fileId: string, stagingFolder: string): Promise<TakenIn> {
  try {
    return await openAndStage(found, fileId, stagingFolder);
  } catch (error) {
    // A bug of ours: this file is answered, the others go on.
    return { kind: 'refused', sizeBytes: null, failure: failureFromError('read', error) };
  }
}

async function openAndStage(found: FoundFile, fileId: string, stagingFolder: string): Promise<TakenIn> {
  const opened = await openRegularFile(found.openAt, found.step);
  if (!opened.ok) {
    const sizeBytes = opened.failure.kind === 'file_too_large' ? opened.failure.sizeBytes : null;
    return { kind: 'refused', sizeBytes, failure: opened.failure };
  }
  const source = opened.value;
  try {
    const staged = await stageFile({ source, stagingFolder, fileId });
    return staged.ok
      ? { kind: 'staged', sizeBytes: source.sizeBytes, sha256: staged.value.sha256 }
      : { kind: 'refused', sizeBytes: source.sizeBytes, failure: staged.failure };
  } finally {
    await source.close();
  }
}
