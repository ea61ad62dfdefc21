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

/** True where these bytes were set aside by this very build of the reader. */
export async function isSetAside(
  database: CooldownDatabase,
  sha256: string,
  readerRevision: string,
): Promise<boolean> {
  return (await database.setAside.get(sha256))?.readerRevision === readerRevision;
}

/** What those of the digests gave whose bytes were imported whole before, by digest. */
export async function findKnownBytes(
  database: CooldownDatabase,
  sha256: readonly string[],
): Promise<ReadonlyMap<string, KnownBytes>> {
  const { knownBytes, receipts } = database;
  return database.transaction('r', knownBytes, receipts, async () => {
    const rows = (await knownBytes.bulkGet([...sha256])).filter((row) => row !== undefined);
    const found = await receipts.bulkGet(rows.map(({ jobId }) => jobId));
    const known = found.flatMap((receipt) => (receipt === undefined ? [] : wholeImports(receipt)));
    const wanted = new Set(sha256);
    return new Map(known.filter((one) => wanted.has(one.sha256)).map((one) => [one.sha256, one]));
  });
}
