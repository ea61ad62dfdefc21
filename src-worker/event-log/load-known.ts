// What the log knows of the activities that a batch is about to be judged against: three look-ups by primary key.
import type { JournalHead } from '../contract/journal-record.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ActivityRow, KnownBytes } from '../store/rows.ts';
import { wholeImports } from './endings.ts';

/** A batch's own verdicts are added to it as they fall. */
export interface KnownInLog {
  /** By source identity key. */
  readonly activities: Map<string, ActivityRow>;
  /** Identities that the athlete deleted, of those asked for. */
  readonly deleted: ReadonlySet<string>;
  /** Event id by idempotency key. */
  readonly eventIds: Map<string, string>;
  nextSeq: number;
}

export async function loadKnown(
  database: CooldownDatabase,
  wanted: {
    readonly sourceIdentityKeys: readonly string[];
    readonly idempotencyKeys: readonly string[];
    /** A database that was emptied meanwhile knows nothing, and would let everything in again: it throws then. */
    readonly head: JournalHead | null;
  },
): Promise<KnownInLog> {
  const { activities, events, deletions, meta } = database;
  return database.transaction('r', activities, events, deletions, meta, async () => {
    const standing = (await meta.get('head'))?.head;
    if (wanted.head !== null && standing?.hash !== wanted.head.hash) throw new Error('not level');
    const [rows, gone, known, last] = await Promise.all([
      activities.bulkGet([...wanted.sourceIdentityKeys]),
      deletions.bulkGet([...wanted.sourceIdentityKeys]),
      events.bulkGet([...wanted.idempotencyKeys]),
      events.orderBy('seq').last(),
    ]);
    return {
      activities: new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.sourceIdentityKey, row]]))),
      deleted: new Set(gone.flatMap((row) => (row === undefined ? [] : [row.sourceIdentityKey]))),
      eventIds: new Map(
        known.flatMap((event) => (event === undefined ? [] : [[event.idempotencyKey, event.eventId]])),
      ),
      nextSeq: (last?.seq ?? 0) + 1,
    };
  });
}

export type FindKnownBytes = (sha256: string) => Promise<KnownBytes | null>;

/**
 * What bytes gave that were imported whole before. Remembers the receipt that it read last: what comes in one archive
 * has mostly come in one archive before.
 */
export function knownBytesFinder(database: CooldownDatabase): FindKnownBytes {
  const { knownBytes, receipts } = database;
  let last: { readonly jobId: string; readonly known: ReadonlyMap<string, KnownBytes> } | null = null;
  return (sha256) =>
    database.transaction('r', knownBytes, receipts, async () => {
      const row = await knownBytes.get(sha256);
      if (row === undefined) return null;
      if (last?.jobId !== row.jobId) {
        const receipt = await receipts.get(row.jobId);
        const known = receipt === undefined ? [] : wholeImports(receipt);
        last = { jobId: row.jobId, known: new Map(known.map((one) => [one.sha256, one])) };
      }
      return last.known.get(sha256) ?? null;
    });
}
