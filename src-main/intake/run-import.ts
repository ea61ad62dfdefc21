// One import as a story: find the files, wait for a turn, open, copy, tell. Every file ends as exactly one report,
// in the order in which they are found, and the last report of all is that the listing is complete.
import { randomUUID } from 'node:crypto';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import type { StagedFile } from '../../src-worker/contract/import-job.ts';
import type { IntakeReport } from '../../src-worker/contract/intake-messages.ts';
import { failed, type Result } from '../../src-worker/contract/result.ts';
import { answeredPathsOf } from './answered-paths.ts';
import type { Reach } from './die-at.ts';
import { expandPaths, type FoundFile } from './expand-paths.ts';
import { startListingReports } from './listing-reports.ts';
import { canBeTrusted, digestOfLook, lookOf } from './file-look.ts';
import { lookAtFile, openRegularFile, sizeInBytes, type OpenRegularFile } from './open-regular-file.ts';
import { setOfLooks, type LookSet } from './packed-looks.ts';
import type { ReadyFile } from './scan/ready-files.ts';
import type { FoundByScan } from './scan/scans.ts';
import { stageFile, type FileLabel, type StageFileOptions } from './stage-file.ts';
import type { StageOrder } from './stage-order.ts';
import type { StagingQueue, Turn } from './staging-queue.ts';
import type { StagingRoom } from './staging-room.ts';
import { failureFromError } from './system-failure.ts';
import { tellInOrder } from './tell-in-order.ts';
import type { CallWatch } from './watch-calls.ts';

export interface ImportTools {
  readonly stagingFolder: string;
  /** The intake's name. */
  readonly owner: string;
  readonly queue: StagingQueue;
  readonly room: StagingRoom;
  readonly watch: CallWatch;
  /** By the clock that gives files their times. */
  readonly nowMs: () => number;
  readonly reach: Reach;
  readonly report: (report: IntakeReport) => void;
  /** Asked before each file, and while one waits for room: nothing more is wanted of this import. */
  readonly isCalledOff: (importId: string) => boolean;
  /** What a scan of this process found ready. */
  readonly readyOf: (scanId: string, importId: string, path: string) => FoundByScan;
}

export async function runImport(order: StageOrder, tools: ImportTools): Promise<void> {
  const { importId, paths, answeredPaths, isDryRun, ofScan } = order;
  const { queue, watch, report, isCalledOff, readyOf } = tools;
  const knownLooks = setOfLooks(order.knownLooks);
  const listing = startListingReports({ importId, filesFound: answeredPaths.length, report });
  const told = tellInOrder(report);
  const fromScan = ofScan === undefined ? null : readyOf(ofScan, importId, paths[0] ?? '');
  if (fromScan !== null) {
    listing.tally.found(fromScan.count);
    listing.tally.toList(0);
    if (fromScan.count > 0) listing.tellNow();
  }
  const walk =
    fromScan?.files ??
    expandPaths({
      paths,
      answered: answeredPathsOf(answeredPaths),
      tally: listing.tally,
      watchedFor: (namedPath) => watch.of({ importId, namedPath }),
    });
  for await (const found of walk) {
    const { name, path } = found;
    const label = { fileId: randomUUID(), importId, name, path };
    // Whoever asks for a turn afterwards is not let go any more.
    if (isCalledOff(importId)) break;
    // Also for a refusal: a hundred thousand of them must not pile up unread.
    const turn = await queue.takeTurn({ importId, isDryRun });
    if (isCalledOff(importId)) {
      turn.giveBack();
      break;
    }
    if (found.kind === 'refused') {
      turn.end(label.fileId);
      told.next(Promise.resolve(refusedReport(label, null, found.failure)));
      continue;
    }
    const isAskedFor = found.kind === 'file' && knownLooks.size > 0;
    const recognised = isAskedFor ? await recognisedReport(label, found, knownLooks) : null;
    if (recognised !== null) {
      turn.end(label.fileId, 'recognised');
      told.next(Promise.resolve(recognised));
      continue;
    }
    // Opened before the next file is asked for, copied beside it: most of a small file's time is the disk's sync.
    const opened = await openFound(found);
    const { promise: waitsForRoom, resolve: onWaiting } = deferred();
    const ending = answer({ label, found, opened, isDryRun, onWaiting }, tools);
    told.next(endTurn(turn, label, ending), waitsForRoom);
  }
  await told.all();
  listing.complete();
}

async function endTurn(
  turn: Turn,
  { fileId }: FileLabel,
  ending: Promise<IntakeReport | null>,
): Promise<IntakeReport | null> {
  const report = await ending;
  if (report === null) turn.giveBack();
  else turn.end(fileId);
  return report;
}

const refusedReport = (label: FileLabel, sizeBytes: number | null, failure: ReadFailure): IntakeReport => ({
  type: 'refused',
  file: { ...label, sizeBytes, failure },
});

/** Null where it has to be read. */
async function recognisedReport(
  label: FileLabel,
  found: FoundFile,
  knownLooks: LookSet,
): Promise<IntakeReport | null> {
  const stats = await lookAtFile(found);
  if (stats === null) return null;
  const look = digestOfLook(lookOf(label.path, stats));
  if (!knownLooks.has(look)) return null;
  return { type: 'recognised', file: { ...label, sizeBytes: sizeInBytes(stats), look } };
}

async function openFound(found: FoundFile | ReadyFile): Promise<Result<OpenRegularFile, ReadFailure>> {
  try {
    return found.kind === 'ready' ? await found.open() : await openRegularFile(found);
  } catch (error) {
    // A bug of ours: this file is answered, the others go on.
    return failed(failureFromError('reach_found', error));
  }
}

interface FileToCopy {
  readonly label: FileLabel;
  readonly isDryRun: boolean;
  readonly onWaiting: () => void;
}

interface FileToAnswer extends FileToCopy {
  readonly found: FoundFile | ReadyFile;
  readonly opened: Result<OpenRegularFile, ReadFailure>;
}

/** Null where nobody waits for its ending: its import was called off, or the next scan is to decide anew. */
async function answer(file: FileToAnswer, tools: ImportTools): Promise<IntakeReport | null> {
  const ending = await endingOf(file, tools);
  if (ending === null) return null;
  return file.found.kind === 'ready' ? file.found.judge(ending) : ending;
}

/** Null where it waited for room, and its import was called off. */
async function endingOf(
  { found, opened, ...file }: FileToAnswer,
  tools: ImportTools,
): Promise<IntakeReport | null> {
  const { label, isDryRun } = file;
  const openedAtMs = tools.nowMs();
  if (!opened.ok) {
    const sizeBytes = opened.failure.kind === 'file_too_large' ? opened.failure.sizeBytes : null;
    return refusedReport(label, sizeBytes, opened.failure);
  }
  const isBelieved = found.kind === 'ready' ? found.isBelieved : null;
  const staged = await copy(opened.value, { ...file, isBelieved }, tools);
  if (staged === null) return null;
  if (!staged.ok) return refusedReport(label, opened.value.sizeBytes, staged.failure);
  // It held still from then until all of it was read.
  const { stats } = opened.value;
  const look = found.kind === 'ready' ? found.lookOf(stats) : lookOf(label.path, stats);
  const isRemembered = !isDryRun && canBeTrusted(look, openedAtMs);
  return { type: 'staged', file: staged.value, ...(isRemembered && { look: digestOfLook(look) }) };
}

async function copy(
  source: OpenRegularFile,
  { label, isDryRun, isBelieved, onWaiting }: FileToCopy & Required<Pick<StageFileOptions, 'isBelieved'>>,
  { room, stagingFolder, owner, reach, isCalledOff }: ImportTools,
): Promise<Result<StagedFile, ReadFailure> | null> {
  try {
    return await room.fit({
      sizeBytes: source.sizeBytes,
      copy: () => stageFile({ source, stagingFolder, owner, label, isDryRun, reach, isBelieved }),
      onWaiting,
      isCalledOff: () => isCalledOff(label.importId),
    });
  } catch (error) {
    // A bug of ours, as above.
    return failed(failureFromError('read', error));
  } finally {
    await source.close();
  }
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
