// Imports that are only tried, by their ids: begun, judged and told, until each is done or nobody wants to know its end.
import type { ImportListed } from '../contract/intake-messages.ts';
import type { Look } from '../contract/look.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { startDryRun, type DryRun } from './dry-run.ts';
import type { FileReading } from './file-reading.ts';
import type { ImportTeller } from './import-teller.ts';
import type { JudgingTools } from './judge-batch.ts';
import { goesOn } from './parts.ts';

interface TryingTools {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly now: () => Date;
  readonly tell: ImportTeller;
  readonly judgingTools: () => JudgingTools;
  /** Told as a look goes on, and when it is over. */
  readonly onLook: (look: Look) => void;
}

export interface TriedImports {
  begin(importId: string): void;
  /** Also of those that were given up. */
  has(importId: string): boolean;
  isGoingOn(importId: string): boolean;
  isGivenUp(importId: string): boolean;
  isAnyGoingOn(): boolean;
  giveUp(importId: string): void;
  listed(listed: ImportListed): void;
  /** `readings` of any of them. */
  judge(readings: readonly FileReading[]): Promise<void>;
}

export function createTriedImports(tools: TryingTools): TriedImports {
  const { database, eventLog, now, tell } = tools;
  const dryRuns = new Map<string, DryRun>();
  /** Some of their files may still be read. */
  const givenUp = new Set<string>();

  function has(importId: string): boolean {
    return dryRuns.has(importId) || givenUp.has(importId);
  }

  function end(importId: string): void {
    dryRuns.delete(importId);
    tell.over(importId, null);
  }

  function tellHowFar(importId: string, dryRun: DryRun): void {
    if (!tell.wantsLines(importId)) tools.onLook({ lookId: importId, ...dryRun.look() });
    if (dryRun.isDone) end(importId);
  }

  return {
    begin(importId) {
      if (has(importId)) return;
      dryRuns.set(
        importId,
        startDryRun(database, () => now().getTime()),
      );
    },
    has,
    isGoingOn: (importId) => dryRuns.has(importId),
    isGivenUp: (importId) => givenUp.has(importId),
    isAnyGoingOn: () => dryRuns.size > 0,
    giveUp(importId) {
      if (!dryRuns.has(importId)) return;
      givenUp.add(importId);
      end(importId);
    },
    listed(listed) {
      const dryRun = dryRuns.get(listed.importId);
      if (dryRun === undefined) return;
      dryRun.listed(listed);
      tellHowFar(listed.importId, dryRun);
    },
    async judge(readings) {
      for (const reading of readings.filter(({ file }) => !dryRuns.has(file.importId))) {
        if (!goesOn(reading)) tell.dropped(reading.file.jobId);
      }
      for (const [importId, dryRun] of dryRuns) {
        const own = readings.filter(({ file }) => file.importId === importId);
        if (own.length === 0) continue;
        tell.lines(await eventLog.insist('try out', () => dryRun.judge(own, tools.judgingTools())));
        for (const reading of own) if (!goesOn(reading)) tell.dropped(reading.file.jobId);
        // It may have been given up meanwhile.
        if (dryRuns.has(importId)) tellHowFar(importId, dryRun);
      }
    },
  };
}
