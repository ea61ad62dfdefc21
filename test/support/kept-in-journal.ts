// What a journal says of activities, counted without the database: who is there, who was linked with whom, who counts.
import { randomUUID } from 'node:crypto';
import type { ImportRun } from '../../src-worker/contract/import-job.ts';
import { journalRecordSchema, type JournalRecord } from '../../src-worker/contract/journal-record.ts';
import { project } from '../../src-worker/event-log/project.ts';
import type { ActivityRow } from '../../src-worker/store/rows.ts';
import { nodeFs } from '../../src-main/journal/node-fs.ts';
import { openJournal } from '../../src-main/journal/open-journal.ts';
import { readRecords } from '../../src-main/journal/read-records.ts';

/** Of a profile that no app has open. */
export async function recordsIn(folder: string): Promise<readonly JournalRecord[]> {
  const opened = await openJournal({ folder, now: () => new Date(), newEpoch: randomUUID, fs: nodeFs });
  if (!opened.ok) throw new Error(`no journal: ${opened.failure.kind}`);
  try {
    const records: JournalRecord[] = [];
    for await (const record of readRecords(opened.value)) records.push(journalRecordSchema.parse(record));
    return records;
  } finally {
    await opened.value.close();
  }
}

/** The rows that these records give: `verify` compares the database with them. */
export function rowsOf(records: readonly JournalRecord[]): {
  readonly activities: readonly ActivityRow[];
  readonly imports: readonly ImportRun[];
} {
  const nothing = new Map<string, never>();
  const { activities, imports } = project(records, {
    activities: nothing,
    deletions: nothing,
    imports: nothing,
    qualityDays: nothing,
    unsupportedSeen: nothing,
    manualSessions: nothing,
  });
  return { activities: [...activities.values()].filter((row) => row !== null), imports };
}

/** Whoever is linked with whom, directly or through others. */
export function groupsOf(rows: readonly ActivityRow[]): readonly (readonly ActivityRow[])[] {
  const byKey = new Map(rows.map((row) => [row.sourceIdentityKey, row]));
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const group: ActivityRow[] = [];
    const waiting = [row.sourceIdentityKey];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      const member = byKey.get(key);
      if (member === undefined || seen.has(key)) continue;
      seen.add(key);
      group.push(member);
      for (const { state, sourceIdentityKey } of member.overlaps)
        if (state === 'linked') waiting.push(sourceIdentityKey);
    }
    return group.length === 0 ? [] : [group];
  });
}
