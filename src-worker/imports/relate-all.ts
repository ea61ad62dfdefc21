// Activities that came before there were links, or under an earlier table of thresholds, are compared with those of their
// time: in small batches, one after the other by their start, with a rest between them, and never beside an import. What
// comes of it is journaled as every link is; a start goes on where the last one was.
import { v7 as newUuid } from 'uuid';
import type { OverlapEvent } from '../contract/canonical-event.ts';
import type { JournalHead, NewJournalRecord } from '../contract/journal-record.ts';
import { thresholdsRevision } from '../dedup/overlap-thresholds.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { expectLevel, loadKnown, type KnownInLog } from '../event-log/load-known.ts';
import { takeOverlapEvent } from '../event-log/overlaps-of-rows.ts';
import { relatedBy } from '../event-log/project.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ActivityRow, RelatingRow } from '../store/rows.ts';
import { overlapChanges } from './relate.ts';

export interface RelatingTools {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly now: () => Date;
  /** Something is under way that the athlete waits for. */
  readonly isBusy: () => Promise<boolean>;
  readonly rest: () => Promise<void>;
  /** Told of bugs. */
  readonly onTrouble: (reason: unknown) => void;
}

const activitiesAtOnce = 50;

/** Settles when everything is compared, or when nothing can be written any more as long as the app runs. */
export async function relateAll(tools: RelatingTools): Promise<void> {
  const { database, eventLog, isBusy, rest } = tools;
  const insist = <Value>(work: () => Promise<Value>) => eventLog.insist('relate', work);
  for (;;) {
    const progress = await insist(() => eventLog.alone((head) => progressOf(database, head)));
    if (progress.isDone) return;
    await rest();
    if (await insist(isBusy)) continue;
    const next = await relateSome(tools, progress);
    if (next === null) return;
    // Lost in a crash, the same ones are compared once more, to the same end. The last step stands in the journal.
    if (!next.isDone) await insist(() => database.relating.put(next));
  }
}

/** An empty log has nothing to compare, and whatever comes into it is compared as it comes. */
function progressOf(database: CooldownDatabase, head: JournalHead): Promise<RelatingRow> {
  const { relating, activities, meta } = database;
  return database.transaction('rw', relating, activities, meta, async () => {
    // One that the browser emptied looks like an empty log.
    await expectLevel(database, head);
    const row = await relating.get('progress');
    if (row?.thresholds === thresholdsRevision) return row;
    if (row === undefined && (await activities.limit(1).count()) === 0) {
      const nothing = relatedBy(thresholdsRevision);
      await relating.put(nothing);
      return nothing;
    }
    return { key: 'progress', thresholds: thresholdsRevision, after: null, isDone: false };
  });
}

/** How far it came with them; null where it can't go on. */
async function relateSome(tools: RelatingTools, { after }: RelatingRow): Promise<RelatingRow | null> {
  const { database, eventLog, now, onTrouble } = tools;
  let next: RelatingRow | null = null;
  const accepted = await eventLog.accept(async (head): Promise<readonly NewJournalRecord[]> => {
    const rows = await rowsAfter(database, after);
    const known = await loadKnown(database, {
      sourceIdentityKeys: rows.map(({ sourceIdentityKey }) => sourceIdentityKey),
      idempotencyKeys: [],
      startsMs: rows.map(({ startedAt }) => Date.parse(startedAt)),
      head,
    });
    const last = rows.length < activitiesAtOnce ? undefined : rows.at(-1);
    try {
      const events = relationsOf(rows, known, now().toISOString());
      const isComplete = last === undefined;
      next = isComplete ? relatedBy(thresholdsRevision) : progressAt(last);
      if (events.length === 0 && !isComplete) return [];
      return [{ kind: 'related', thresholds: thresholdsRevision, events: [...events], isComplete }];
    } catch (reason) {
      // A bug in comparing must not keep anything else from being written.
      next = null;
      onTrouble(reason);
      return [];
    }
  });
  return accepted === null ? null : next;
}

const progressAt = ({ startedAt, sourceIdentityKey }: ActivityRow): RelatingRow => ({
  key: 'progress',
  thresholds: thresholdsRevision,
  after: { startedAt, sourceIdentityKey },
  isDone: false,
});

function rowsAfter(
  { activities }: CooldownDatabase,
  after: RelatingRow['after'],
): Promise<readonly ActivityRow[]> {
  if (after === null) return activities.orderBy('startedAt').limit(activitiesAtOnce).toArray();
  return activities
    .where('startedAt')
    .aboveOrEqual(after.startedAt)
    .filter((row) => row.startedAt > after.startedAt || row.sourceIdentityKey > after.sourceIdentityKey)
    .limit(activitiesAtOnce)
    .toArray();
}

/** Each is applied to what is known at once, so that the next is decided on rows as they will be. */
function relationsOf(
  rows: readonly ActivityRow[],
  { activities, nextSeq }: KnownInLog,
  now: string,
): readonly OverlapEvent[] {
  const known = new Map<string, ActivityRow | null>(activities);
  const events: OverlapEvent[] = [];
  const session = `thresholds:${thresholdsRevision}`;
  for (const { sourceIdentityKey } of rows) {
    for (const change of overlapChanges(sourceIdentityKey, known)) {
      const event: OverlapEvent = {
        ...change,
        // The same two may have been linked by an earlier table, and parted.
        idempotencyKey: `${change.idempotencyKey}-t${thresholdsRevision}`,
        eventId: newUuid(),
        seq: nextSeq + events.length,
        recordedAt: now,
        sourceIdentityKey,
        metadata: { source: 'rule', session },
      };
      events.push(event);
      takeOverlapEvent(known, event);
    }
  }
  return events;
}
