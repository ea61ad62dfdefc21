// Imports that are only tried: judged against the log and against one another, told, and nothing of it kept.
import type { ImportListed } from '../contract/intake-messages.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { loadKnown, type KnownInLog } from '../event-log/load-known.ts';
import type { FileReading } from './file-reading.ts';
import { judgeBatch, type JudgedBatch, type JudgingTools } from './judge-batch.ts';
import { identitiesOf } from './identities-of.ts';
import type { Look } from '../contract/look.ts';
import { nothingLooked, withLooked } from './look-tally.ts';
import { goesOn } from './parts.ts';

export interface DryRun {
  /** `readings` of this import only. */
  judge(readings: readonly FileReading[], tools: JudgingTools): Promise<JudgedBatch>;
  /** How far the listing is. */
  listed(listed: ImportListed): void;
  readonly isDone: boolean;
  /** What was seen so far. */
  look(): Omit<Look, 'lookId'>;
}

export function startDryRun(database: CooldownDatabase, nowMs: () => number): DryRun {
  // What this run would have written: the next file is judged as if it were there.
  const would: { activities: KnownInLog['activities']; eventIds: KnownInLog['eventIds'] } = {
    activities: new Map(),
    eventIds: new Map(),
  };
  let filesDone = 0;
  let found: Omit<ImportListed, 'importId'> = { filesFound: 0, filesPassedOver: 0, complete: false };
  let tally = nothingLooked;
  const startedMs = nowMs();
  let judgedMs = startedMs;
  const isDone = () => found.complete && filesDone >= found.filesFound;
  return {
    async judge(readings, tools) {
      const known = await loadKnown(database, { ...identitiesOf(readings), head: null });
      const activities = new Map([...known.activities, ...would.activities]);
      const eventIds = new Map([...known.eventIds, ...would.eventIds]);
      const judged = judgeBatch(readings, { ...known, activities, eventIds }, tools);
      would.activities = activities;
      would.eventIds = eventIds;
      filesDone += readings.filter((reading) => !goesOn(reading)).length;
      tally = judged.endings.reduce((sum, { receipt }) => withLooked(sum, receipt), tally);
      judgedMs = nowMs();
      return judged;
    },
    listed(listed) {
      found = listed;
    },
    get isDone() {
      return isDone();
    },
    look: () => ({
      ...tally,
      filesFound: Math.max(found.filesFound, filesDone),
      filesPassedOver: found.filesPassedOver,
      isListed: found.complete || found.isCounted === true,
      lookingMs: judgedMs - startedMs,
      isOver: isDone(),
    }),
  };
}
