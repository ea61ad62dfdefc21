// What main is told of imports: lines for who waits for them, then that their file is done, and last that an import is.
import type { EngineReport } from '../contract/engine-messages.ts';
import { filesNotBegun, type ImportRun } from '../contract/import-job.ts';
import type { Receipt } from '../contract/receipt.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { originalOfLetGo, type UnderWay } from './call-off.ts';
import type { JudgedBatch } from './judge-batch.ts';
import { lastingOf } from './lasting.ts';
import { originalToKeep } from './originals.ts';
import { earlierPartsOf } from './parts.ts';
import { reportLines } from './report-lines.ts';
import { writtenActivities } from './written-activities.ts';

interface TellerTools {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly underWay: UnderWay;
  readonly report: (report: EngineReport) => void;
}

export interface ImportTeller {
  /** From now on somebody waits for the lines of this import. */
  wantLines(importId: string): void;
  wantsLines(importId: string): boolean;
  lines(judged: JudgedBatch): void;
  linesAgain(receipt: Receipt): Promise<void>;
  ended(receipt: Receipt): Promise<void>;
  /** Files that main announces again although their ending is stored: an engine died before it could say so. */
  endedBefore(receipts: readonly Receipt[]): Promise<void>;
  /** They have no ending, and nobody waits for one. */
  letGo(fileIds: readonly string[]): Promise<void>;
  /** The same, of a file of which nothing is kept. */
  dropped(fileId: string): void;
  /** Those of these that are over. */
  finished(runs: readonly ImportRun[]): void;
  /** Null: nothing of this import was written down. */
  over(importId: string, run: ImportRun | null): void;
}

export function createImportTeller({ database, eventLog, underWay, report }: TellerTools): ImportTeller {
  const wanted = new Set<string>();
  /** Files of unfinished imports whose ending this engine told: main may have announced them again meanwhile. */
  const toldFiles = new Map<string, Set<string>>();

  async function linesAgain(receipt: Receipt): Promise<void> {
    const { importId, jobId } = receipt;
    if (!wanted.has(importId)) return;
    const activities = await eventLog.insist('events', () => writtenActivities(database, receipt));
    report({ type: 'lines', importId, jobId, lines: [...reportLines(receipt, activities)] });
  }

  async function ended(receipt: Receipt): Promise<void> {
    const { importId, jobId } = receipt;
    const earlierParts = await eventLog.insist('parts', () => earlierPartsOf(database, receipt));
    const told = toldFiles.get(importId) ?? new Set();
    toldFiles.set(importId, told.add(jobId));
    const keepSha256 = originalToKeep(receipt, earlierParts);
    report({ type: 'file_done', fileId: jobId, keepSha256, lasts: lastingOf(receipt, earlierParts) });
  }

  function withoutEnding(fileId: string, keepSha256: string | null): void {
    report({ type: 'file_done', fileId, keepSha256, lasts: null });
  }

  function over(importId: string, run: ImportRun | null): void {
    wanted.delete(importId);
    toldFiles.delete(importId);
    const isCancelled = run?.cancelledAt !== undefined;
    const notBegun = run === null ? 0 : filesNotBegun(run);
    report({ type: 'import_done', importId, isCancelled, notBegun, imported: run?.counts.imported ?? 0 });
  }

  return {
    wantLines: (importId) => void wanted.add(importId),
    wantsLines: (importId) => wanted.has(importId),
    lines({ endings, decoded }) {
      for (const { receipt, jobId } of endings) {
        const { importId } = receipt;
        if (!wanted.has(importId)) continue;
        report({
          type: 'lines',
          importId,
          jobId,
          lines: [...reportLines(receipt, decoded.get(jobId) ?? [])],
        });
      }
    },
    linesAgain,
    ended,
    async endedBefore(receipts) {
      for (const receipt of receipts) {
        if (toldFiles.get(receipt.importId)?.has(receipt.jobId) === true) continue;
        await linesAgain(receipt);
        await ended(receipt);
      }
    },
    async letGo(fileIds) {
      for (const fileId of fileIds) {
        withoutEnding(fileId, await eventLog.insist('parts', () => originalOfLetGo(database, fileId)));
      }
    },
    dropped: (fileId) => withoutEnding(fileId, null),
    finished(runs) {
      for (const run of runs) {
        const { importId, finishedAt, cancelledAt } = run;
        if (finishedAt === null) continue;
        // What is still being read of one that was stopped is told first.
        if (cancelledAt !== undefined && underWay.of(importId) > 0) continue;
        over(importId, run);
      }
    },
    over,
  };
}
