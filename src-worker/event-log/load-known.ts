// What the log knows of the activities that a batch is about to be judged against: three look-ups by primary key, and one by
// time for each stretch of days in which they lie.
import type { JournalHead } from '../contract/journal-record.ts';
import type { CooldownDatabase, Table } from '../store/database.ts';
import type { ActivityRow, DeletionRow, KnownBytes, ReceiptRow } from '../store/rows.ts';
import { overlapReachSeconds } from '../dedup/overlap-thresholds.ts';
import { linkedWithDeleted, withDeletedPartners, withWhoeverIsLinked } from './apply.ts';
import { wholeImports } from './endings.ts';

/** A batch's own verdicts are added to it as they fall. */
export interface KnownInLog {
  /** By source identity key; with what else happened at that time, and whoever that is linked with. */
  readonly activities: Map<string, ActivityRow>;
  /** What the athlete deleted, by identity: of those asked for, and of what happened at that time. */
  readonly deletions: Map<string, DeletionRow>;
  /** Event id by idempotency key. */
  readonly eventIds: Map<string, string>;
  nextSeq: number;
}

export async function loadKnown(
  database: CooldownDatabase,
  wanted: {
    readonly sourceIdentityKeys: readonly string[];
    readonly idempotencyKeys: readonly string[];
    readonly startsMs?: readonly number[];
    /** What was deleted may come back, linked with whoever it was linked with: those may have moved to other days. */
    readonly mayComeBack?: boolean;
    /** A database that was emptied meanwhile knows nothing, and would let everything in again: it throws then. */
    readonly head: JournalHead | null;
  },
): Promise<KnownInLog> {
  const { activities, events, deletions, meta } = database;
  return database.transaction('r', activities, events, deletions, meta, async () => {
    if (wanted.head !== null) await expectLevel(database, wanted.head);
    const [neighbours, deletedNeighbours] = await neighboursOf(database, wanted.startsMs ?? []);
    const gone = await withDeletedPartners(database, [...wanted.sourceIdentityKeys, ...deletedNeighbours]);
    const movedAway = wanted.mayComeBack === true ? linkedWithDeleted(gone) : [];
    const [rows, known, last] = await Promise.all([
      withWhoeverIsLinked(database, [...wanted.sourceIdentityKeys, ...neighbours, ...movedAway]),
      events.bulkGet([...wanted.idempotencyKeys]),
      events.orderBy('seq').last(),
    ]);
    return {
      activities: rows,
      deletions: new Map(gone.map((row) => [row.sourceIdentityKey, row])),
      eventIds: new Map(
        known.flatMap((event) => (event === undefined ? [] : [[event.idempotencyKey, event.eventId]])),
      ),
      nextSeq: (last?.seq ?? 0) + 1,
    };
  });
}

/** Throws where the browser emptied the database meanwhile: what it does not hold then is no answer. */
export async function expectLevel({ meta }: CooldownDatabase, head: JournalHead): Promise<void> {
  const standing = (await meta.get('head'))?.head;
  if (standing?.hash !== head.hash) throw new Error('not level');
}

/** Keys of what began so near to one of these instants that it may be the same outing: of what is there, and was deleted. */
async function neighboursOf(
  { activities, deletions }: CooldownDatabase,
  startsMs: readonly number[],
): Promise<readonly [readonly string[], readonly string[]]> {
  const stretches = stretchesAround(startsMs);
  const keysIn = async (table: Table<ActivityRow, string> | Table<DeletionRow, string>) => {
    const found = await Promise.all(
      stretches.map(({ fromMs, toMs }) =>
        table.where('startedAt').between(isoOf(fromMs), isoOf(toMs), true, true).primaryKeys(),
      ),
    );
    return found.flat();
  };
  return Promise.all([keysIn(activities), keysIn(deletions)]);
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What overlaps is one: a season that is imported day by day is asked for once. */
function stretchesAround(startsMs: readonly number[]): readonly Stretch[] {
  const reachMs = overlapReachSeconds * 1000;
  const stretches: Stretch[] = [];
  for (const ms of [...startsMs].sort((left, right) => left - right)) {
    const last = stretches.at(-1);
    if (last === undefined || last.toMs < ms - reachMs) {
      stretches.push({ fromMs: ms - reachMs, toMs: ms + reachMs });
    } else stretches[stretches.length - 1] = { ...last, toMs: ms + reachMs };
  }
  return stretches;
}

/** As rows have their starts; what lies beyond the years that text can order has no neighbours. */
function isoOf(ms: number): string {
  const [first, last] = [Date.UTC(1, 0), Date.UTC(9999, 11)];
  return new Date(Math.min(Math.max(ms, first), last)).toISOString();
}

/** Those of them that were imported whole, with what they gave. `read`: receipts that need not be read again. */
export async function loadKnownBytes(
  { knownBytes, receipts }: CooldownDatabase,
  digests: readonly string[],
  read: readonly (ReceiptRow | undefined)[] = [],
): Promise<ReadonlyMap<string, KnownBytes>> {
  const rows = await knownBytes.bulkGet([...digests]);
  // Files of one archive that came one by one now all lead to its one receipt.
  const wanted = new Set(rows.flatMap((row) => (row === undefined ? [] : [row.jobId])));
  const there = read.filter((receipt) => receipt !== undefined && wanted.delete(receipt.jobId));
  const whole = await receipts.bulkGet([...wanted]);
  return new Map(
    [...there, ...whole]
      .flatMap((receipt) => (receipt === undefined ? [] : wholeImports(receipt)))
      .map((bytes) => [bytes.sha256, bytes]),
  );
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
