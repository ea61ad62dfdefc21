// An import that the athlete stops: what was not begun is let go, what has ended keeps its receipt, and what is being
// read ends. It is written down first, so that it holds whatever dies next; said again, it means nothing.
// And one whose device or folder went: what was staged is read, and only then it is written down how many files wait.
import type { NewJournalRecord } from '../contract/journal-record.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { originalToKeep } from './originals.ts';
import { partsOf } from './parts.ts';

interface CallOffTools {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly now: () => Date;
}

/** Of these, what is over already is left as it is. With their jobs, in the same transaction. */
export async function writeCallOffs(
  { database, eventLog, now }: CallOffTools,
  importIds: readonly string[],
): Promise<void> {
  await eventLog.accept(async () => {
    const runs = await database.imports.bulkGet([...new Set(importIds)]);
    return runs.flatMap((run): readonly NewJournalRecord[] => {
      if (run?.finishedAt !== null) return [];
      const { importId, filesFound, filesPassedOver } = run;
      const cancelledAt = now().toISOString();
      return [{ kind: 'import_cancelled', importId, filesFound, filesPassedOver, cancelledAt }];
    });
  });
}

/** Those of which a file is still to be read go on. Where all that was found was staged in time, nothing waits. */
export async function writeRests(
  { database, eventLog, now }: CallOffTools,
  importIds: readonly string[],
): Promise<void> {
  await eventLog.accept(async () => {
    const jobs = await database.jobs.toArray();
    const toRead = new Set(jobs.map(({ importId }) => importId));
    const runs = await database.imports.bulkGet([...importIds]);
    return runs.flatMap((run): readonly NewJournalRecord[] => {
      if (run?.finishedAt !== null || toRead.has(run.importId)) return [];
      const { importId, filesFound, filesPassedOver, filesDone } = run;
      const counts = { importId, filesFound, filesPassedOver };
      const endedAt = now().toISOString();
      if (filesDone > 0 && filesDone >= filesFound) {
        return [{ kind: 'import_listed', ...counts, listedAt: endedAt }];
      }
      return [{ kind: 'import_cancelled', ...counts, cancelledAt: endedAt, restWaits: true }];
    });
  });
}

/** Its bytes are worth a place all the same where an archive was read in part: activities came of it. */
export async function originalOfLetGo(database: CooldownDatabase, fileId: string): Promise<string | null> {
  const parts = await database.receipts.where('jobId').startsWith(partsOf(fileId)).toArray();
  const last = parts.at(-1);
  return last === undefined ? null : originalToKeep(last, parts);
}

/** Files that were taken out of the queue or lie in parts, by import: so long their import has not come to rest. */
export interface UnderWay {
  begin(importId: string): void;
  end(importId: string): void;
  of(importId: string): number;
  all(): number;
}

export function countUnderWay(): UnderWay {
  const counts = new Map<string, number>();
  const add = (importId: string, by: 1 | -1): void => {
    const count = (counts.get(importId) ?? 0) + by;
    if (count === 0) counts.delete(importId);
    else counts.set(importId, count);
  };
  return {
    begin: (importId) => add(importId, 1),
    end: (importId) => add(importId, -1),
    of: (importId) => counts.get(importId) ?? 0,
    all: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
  };
}
