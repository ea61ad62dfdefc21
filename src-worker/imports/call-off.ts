// An import that is stopped, by the athlete or because its device went: what was not begun is let go, what has ended keeps its receipt, and what is being
// read ends. It is written down first, so that it holds whatever dies next; said again, it means nothing.
import type { EngineOrder } from '../contract/engine-messages.ts';
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

export type CallOff = Pick<Extract<EngineOrder, { type: 'import_called_off' }>, 'importId' | 'restWaits'>;

/** Of these, what is over already is left as it is. With their jobs, in the same transaction. */
export async function writeCallOffs(
  { database, eventLog, now }: CallOffTools,
  orders: readonly CallOff[],
): Promise<void> {
  const waiting = new Set(orders.filter(({ restWaits }) => restWaits).map(({ importId }) => importId));
  await eventLog.accept(async () => {
    const runs = await database.imports.bulkGet([...new Set(orders.map(({ importId }) => importId))]);
    return runs.flatMap((run): readonly NewJournalRecord[] => {
      if (run?.finishedAt !== null) return [];
      const { importId, filesFound, filesPassedOver } = run;
      const cancelledAt = now().toISOString();
      const stop = { kind: 'import_cancelled', importId, filesFound, filesPassedOver, cancelledAt } as const;
      return [{ ...stop, ...(waiting.has(importId) && { restWaits: true }) }];
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
