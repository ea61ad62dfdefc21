// A profile as an earlier build left it: what its reader read, under its revision. The app that owns it has ended.
import { rmSync } from 'node:fs';
import { anchorActivity } from '../../src-worker/canonical/anchor.ts';
import type { ActivityImported } from '../../src-worker/contract/canonical-event.ts';
import { withReaderRevision } from '../../src-worker/contract/event-version.ts';
import type { ExternalActivity } from '../../src-worker/contract/external-activity.ts';
import type { JournalRecord } from '../../src-worker/contract/journal-record.ts';
import { readJournal } from '../../src-worker/event-log/read-journal.ts';
import { encodeRecords } from '../../src-worker/event-log/records-codec.ts';
import { openKeptLog } from './kept-log.ts';
import { databaseFolder } from './profile-damage.ts';

/** `read`: what that reader made of each activity. The database is made again from the journal at the next start. */
export async function asReadByEarlierBuild(
  profile: string,
  read: (activity: ExternalActivity) => Pick<ExternalActivity, 'workout' | 'session'>,
): Promise<void> {
  const log = await openKeptLog({ folder: profile });
  const { journal, link } = log;
  const records: JournalRecord[] = [];
  for await (const frames of readJournal(link, journal.tail)) {
    for (const frame of frames) {
      for (const record of frame.records) records.push(await earlierRecord(record, read));
    }
  }
  await link.rewrite({
    purpose: 'adopt',
    firstSeq: 1,
    lastSeq: records.length,
    payload: await encodeRecords(records),
    isFirst: true,
    isLast: true,
    dropOriginals: [],
    sharedOriginals: [],
  });
  await log.end();
  rmSync(databaseFolder(profile), { recursive: true });
}

async function earlierRecord(
  record: JournalRecord,
  read: Parameters<typeof asReadByEarlierBuild>[1],
): Promise<JournalRecord> {
  if (record.kind !== 'ending') return record;
  const keys = new Map<string, Pick<ActivityImported, 'idempotencyKey' | 'payloadFingerprint'>>();
  const events = await Promise.all(
    record.events.map(async (event) => {
      if (event.type !== 'external.activity_imported') return event;
      const version = event.data.source.external_event_version ?? '';
      const source = {
        ...event.data.source,
        external_event_version: withReaderRevision(version, '0001') ?? version,
      };
      const data = { ...event.data, ...read(event.data), source };
      const { idempotencyKey, payloadFingerprint } = await anchorActivity(data);
      keys.set(event.eventId, { idempotencyKey, payloadFingerprint });
      return { ...event, data, idempotencyKey, payloadFingerprint };
    }),
  );
  const entries = record.receipt.entries.map((entry) =>
    entry.write === null ? entry : { ...entry, write: { ...entry.write, ...keys.get(entry.write.eventId) } },
  );
  return { ...record, events, receipt: { ...record.receipt, entries } };
}
