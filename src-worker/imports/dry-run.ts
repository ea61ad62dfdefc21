// Imports that are only tried: judged against the log and against one another, told, and nothing of it kept.
import type { CooldownDatabase } from '../store/database.ts';
import { loadKnown, type KnownInLog } from '../event-log/load-known.ts';
import type { FileReading } from './file-reading.ts';
import { judgeBatch, type JudgedBatch, type JudgingTools } from './judge-batch.ts';
import { identitiesOf } from './identities-of.ts';
import { goesOn } from './parts.ts';

export interface DryRun {
  /** `readings` of this import only. */
  judge(readings: readonly FileReading[], tools: JudgingTools): Promise<JudgedBatch>;
  /** So many files were found in all. */
  listed(filesFound: number): void;
  readonly isDone: boolean;
}

export function startDryRun(database: CooldownDatabase): DryRun {
  // What this run would have written: the next file is judged as if it were there.
  const would: { activities: KnownInLog['activities']; eventIds: KnownInLog['eventIds'] } = {
    activities: new Map(),
    eventIds: new Map(),
  };
  let filesDone = 0;
  let filesFound: number | null = null;
  return {
    async judge(readings, tools) {
      const known = await loadKnown(database, { ...identitiesOf(readings), head: null });
      const activities = new Map([...known.activities, ...would.activities]);
      const eventIds = new Map([...known.eventIds, ...would.eventIds]);
      const judged = judgeBatch(readings, { ...known, activities, eventIds }, tools);
      would.activities = activities;
      would.eventIds = eventIds;
      filesDone += readings.filter((reading) => !goesOn(reading)).length;
      return judged;
    },
    listed(found) {
      filesFound = found;
    },
    get isDone() {
      return filesFound !== null && filesDone >= filesFound;
    },
  };
}
