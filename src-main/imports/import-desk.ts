// Between intake, engine and archive: gives each import its name, has it staged when its request is journaled, and puts
// a staged copy where it belongs when its ending is stored. Decides nothing about activities.
import { randomUUID } from 'node:crypto';
import type { CrashPoint } from '../../src-worker/contract/crash-points.ts';
import type { EngineOrder } from '../../src-worker/contract/engine-messages.ts';
import type {
  ImportOrigin,
  OpenImport,
  RecognisedFile,
  StagedFile,
} from '../../src-worker/contract/import-job.ts';
import type { IntakeReport, IntakeRequest, LookedAtFile } from '../../src-worker/contract/intake-messages.ts';

type StageRequest = Omit<Extract<IntakeRequest, { type: 'stage' }>, 'type' | 'knownLooks'>;

/** What a scan found; when the app or the device is gone, so is the scan, and the next one finds what is left. */
const isOfScan = (origin: ImportOrigin): boolean => origin === 'device' || origin === 'folder';

interface DeskParts {
  readonly now: () => Date;
  readonly tellEngine: (order: EngineOrder) => void;
  /** Copies that an earlier app left, each with its note. */
  readonly leftStaged: readonly StagedFile[];
  /** Whether imports of an earlier app are taken up again. */
  readonly goesOn: boolean;
  readonly stage: (request: StageRequest) => void;
  /** Nothing more of it is looked for. */
  readonly stopStaging: (importId: string) => void;
  /** As the athlete left it. */
  readonly isPaused: boolean;
  /** Null where it has to be read, which is seen to. */
  readonly recognise: (file: LookedAtFile) => Promise<RecognisedFile | null>;
  /** The place of a file is free again. */
  readonly release: (fileId: string) => void;
  /** False where the original could not be kept now: its copy and its place stay, and it is tried again. */
  readonly keepOriginal: (fileId: string, sha256: string) => Promise<boolean>;
  readonly removeCopy: (fileId: string) => Promise<void>;
  readonly onTrouble: (what: 'staged copy not removed') => void;
  /** After a while, if the app still runs then. */
  readonly later: (work: () => void) => void;
  /** Test switch. */
  readonly reach: (point: CrashPoint) => void;
}

export interface ImportDesk {
  /** Returns the import's id. `paths`: absolute, at least one. */
  begin(
    paths: readonly string[],
    how: {
      readonly origin: ImportOrigin;
      readonly isDryRun?: boolean;
      /** Somebody waits for its lines; a command always does. */
      readonly wantsLines?: boolean;
      /** Where somebody has to know it before. */
      readonly importId?: string;
      /** What that scan found ready, and nothing else. */
      readonly ofScan?: string | null;
      /** The device or folder that it was found on, as people say it. */
      readonly sourceName?: string;
    },
  ): string;
  /** The request is journaled: its files may be copied. */
  recorded(importId: string): void;
  /** What an earlier app began. */
  takeUp(imports: readonly OpenImport[]): void;
  /** What is being read ends, and nothing else begins until they go on. What is dropped meanwhile waits. */
  pause(isPaused: boolean): void;
  /**
   * The athlete stops it, or wants no more of a look: what was not begun is let go. `restWaits`: its device or folder went.
   * What was copied whole is taken in, and the next look there finds the rest.
   */
  callOff(importId: string, how?: { readonly restWaits: boolean }): void;
  /** A dry run that ended with the page: what is still staged for it goes. */
  giveUp(importId: string): void;
  /** Passed on to the engine. */
  intakeReported(
    report: Exclude<
      IntakeReport,
      { type: 'beat' | 'counted' | 'mtp_listed' | 'scanned' | 'hint' | 'source_gone' }
    >,
  ): void;
  /** The engine has stored the file's ending. */
  fileDone(done: { readonly fileId: string; readonly keepSha256: string | null }): void;
  /** Before an original is dropped for good: copies of it that wait for the archive go, too, and none that lies staged comes into it. */
  forget(sha256s: readonly string[]): Promise<void>;
  /** Settles when every copy that was done with is where it belongs, or waits for the archive to take it. */
  tidied(): Promise<void>;
  /** The engine is through with this import, and tells no other that it is open. */
  ended(importId: string): void;
}

export function openImportDesk(parts: DeskParts): ImportDesk {
  const { now, tellEngine, stage, release, onTrouble, reach } = parts;
  /** Asked for, and not yet in the journal. */
  const unrecorded = new Map<string, StageRequest>();
  /** Staged by this app, or about to be. */
  const begun = new Set<string>();
  /** Nobody wants to know any more what would become of them. */
  const givenUp = new Set<string>();
  /** Stopped by the athlete: nothing more of it is staged. */
  const calledOff = new Set<string>();
  /** Digests of staged copies, by file. */
  const copies = new Map(parts.leftStaged.map(({ fileId, sha256 }) => [fileId, sha256]));
  /** Copies of what was erased for good: nothing of them is kept, whatever their ending says. */
  const erased = new Set<string>();
  /** Done with, and not where they belong yet. */
  const leaving = new Set<string>();
  /** Of these, what the archive could not take: with its digest. */
  const untaken = new Map<string, string>();
  const tidying = new Set<Promise<void>>();

  tellEngine({ type: 'imports_paused', isPaused: parts.isPaused });
  for (const file of parts.leftStaged) tellEngine({ type: 'staged', file });
  tellEngine({ type: 'app_started', goesOn: parts.goesOn });

  const isOver = (importId: string): boolean => givenUp.has(importId) || calledOff.has(importId);

  const putAway = async (fileId: string, keepSha256: string | null): Promise<void> => {
    try {
      if (keepSha256 !== null && !erased.has(fileId)) {
        if (!(await parts.keepOriginal(fileId, keepSha256))) {
          waitForArchive(fileId, keepSha256);
          return;
        }
        reach('original_archived');
      }
      await parts.removeCopy(fileId);
      reach('copy_removed');
    } catch {
      onTrouble('staged copy not removed');
    }
    leaving.delete(fileId);
    erased.delete(fileId);
    release(fileId);
  };

  const tellRecognised = async (looked: LookedAtFile): Promise<void> => {
    const file = await parts.recognise(looked);
    if (file === null) return;
    if (givenUp.has(file.importId)) release(file.fileId);
    else tellEngine({ type: 'recognised', file });
  };

  const letRestWait = (importId: string): void =>
    tellEngine({ type: 'import_called_off', importId, restWaits: true });

  /** It keeps its place: while nothing can be put away, a backfill must not copy all of itself into staging. */
  const waitForArchive = (fileId: string, keepSha256: string): void => {
    if (untaken.size === 0) parts.later(tryAgain);
    untaken.set(fileId, keepSha256);
  };

  const tryAgain = (): void => {
    const again = [...untaken];
    untaken.clear();
    for (const [fileId, keepSha256] of again) tidy(putAway(fileId, keepSha256));
  };

  const tidy = (work: Promise<void>): void => {
    const tidied = work.then(() => {
      tidying.delete(tidied);
    });
    tidying.add(tidied);
  };

  return {
    begin(paths, { origin, isDryRun = false, wantsLines = origin === 'command', ...how }) {
      const { importId = randomUUID(), ofScan = null, sourceName } = how;
      begun.add(importId);
      const request = { importId, paths: [...paths], answeredPaths: [], isDryRun };
      unrecorded.set(importId, ofScan === null ? request : { ...request, ofScan });
      tellEngine({
        type: 'import_started',
        importId,
        origin,
        startedAt: now().toISOString(),
        paths: [...paths],
        ...(sourceName !== undefined && { sourceName }),
        wantsLines,
        isDryRun,
      });
      return importId;
    },
    recorded(importId) {
      // A new engine says it again: by then it is being staged.
      const request = unrecorded.get(importId);
      unrecorded.delete(importId);
      if (request !== undefined && !calledOff.has(importId)) stage(request);
    },
    takeUp(imports) {
      for (const { importId, origin, paths, answeredPaths } of imports) {
        if (begun.has(importId) || calledOff.has(importId)) continue;
        begun.add(importId);
        if (isOfScan(origin)) {
          letRestWait(importId);
          continue;
        }
        stage({ importId, paths, answeredPaths, isDryRun: false });
      }
    },
    intakeReported(report) {
      switch (report.type) {
        case 'staged':
          copies.set(report.file.fileId, report.file.sha256);
          if (!givenUp.has(report.file.importId)) tellEngine({ type: 'staged', file: report.file });
          else this.fileDone({ fileId: report.file.fileId, keepSha256: null });
          break;
        case 'recognised':
          tidy(tellRecognised(report.file));
          break;
        case 'refused':
          if (!givenUp.has(report.file.importId)) tellEngine(report);
          else release(report.file.fileId);
          break;
        case 'listed': {
          const { restWaits, ...listed } = report.listed;
          // Of what is stopped it may come when the engine is done with it: a new one would be told of it for ever.
          if (isOver(listed.importId)) break;
          tellEngine({ type: 'listed', listed: restWaits ? { ...listed, complete: false } : listed });
          if (restWaits) letRestWait(listed.importId);
          break;
        }
        case 'waiting_for_room':
          tellEngine(report);
          break;
      }
    },
    pause(isPaused) {
      tellEngine({ type: 'imports_paused', isPaused });
    },
    callOff(importId, { restWaits } = { restWaits: false }) {
      if (restWaits) {
        // Where it is being staged, intake tells how far it came.
        if (unrecorded.delete(importId)) letRestWait(importId);
        else parts.stopStaging(importId);
        return;
      }
      calledOff.add(importId);
      parts.stopStaging(importId);
      tellEngine({ type: 'import_called_off', importId });
    },
    giveUp(importId) {
      givenUp.add(importId);
      parts.stopStaging(importId);
      unrecorded.delete(importId);
    },
    fileDone({ fileId, keepSha256 }) {
      // A new engine may say it again.
      if (leaving.has(fileId)) return;
      // A refused file has a place and no copy.
      if (!copies.delete(fileId)) {
        release(fileId);
        return;
      }
      leaving.add(fileId);
      tidy(putAway(fileId, keepSha256));
    },
    async forget(sha256s) {
      const going = new Set(sha256s);
      for (const [fileId, sha256] of copies) if (going.has(sha256)) erased.add(fileId);
      await tidied();
      for (const [fileId, sha256] of [...untaken]) {
        if (!going.has(sha256)) continue;
        untaken.delete(fileId);
        tidy(putAway(fileId, null));
      }
      await tidied();
    },
    tidied,
    ended: (importId) => void begun.delete(importId),
  };

  async function tidied(): Promise<void> {
    while (tidying.size > 0) await Promise.all(tidying);
  }
}
