// “Erase for good”, from the athlete's word to the last byte: marked and journaled, then everything is written anew.
import { v7 as newUuid } from 'uuid';
import type { EraseAnswer } from '../contract/engine-api.ts';
import { compact, erasureRecord } from '../event-log/erase.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { JournalLink } from '../event-log/journal-link.ts';
import { loadKnown } from '../event-log/load-known.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { erasuresToFinish } from '../store/queries.ts';

export interface EraseTools {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly journal: JournalLink;
  readonly now: () => Date;
}

/** The caller sees to it that nothing is being imported. */
export async function eraseActivity(tools: EraseTools, sourceIdentityKey: string): Promise<EraseAnswer> {
  const { database, eventLog, now } = tools;
  const isThere = await eventLog.insist('erase', () => isKnown(database, sourceIdentityKey));
  if (!isThere) return { kind: 'not_found' };
  await eventLog.accept(async (head) => {
    const { nextSeq: eventSeq } = await loadKnown(database, {
      head,
      sourceIdentityKeys: [],
      idempotencyKeys: [],
    });
    if (!(await isKnown(database, sourceIdentityKey))) return [];
    return [erasureRecord({ sourceIdentityKey, eventId: newUuid(), eventSeq, at: now().toISOString() })];
  });
  return { kind: (await finishErasures(tools)) ? 'erasing' : 'marked' };
}

/** There, or deleted and to be brought back. */
async function isKnown({ activities, deletions }: CooldownDatabase, key: string): Promise<boolean> {
  if ((await activities.get(key)) !== undefined) return true;
  return (await deletions.get(key))?.erasure.kind === 'kept';
}

/** Also at every start: what was marked and is not gone yet. False where it has to wait, for room or for a healthier disk. */
export async function finishErasures({ database, eventLog, journal, now }: EraseTools): Promise<boolean> {
  return eventLog.alone(async (tail) => {
    const pending = await erasuresToFinish(database);
    if (pending.length === 0) return true;
    const erased = new Set(pending.map((row) => row.sourceIdentityKey));
    return compact(journal, tail, { erased, now: now().toISOString() });
  });
}
