// Which originals hold what an earlier reader read: each once, however many activities it gave, newest activity first.
import type { ActivityImported } from '../contract/canonical-event.ts';
import { chosenPart, readerRevisionOf, withReaderRevision } from '../contract/event-version.ts';
import type { Receipt } from '../contract/receipt.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ActivityRow } from '../store/rows.ts';

/** An activity as it stands, and the event that tells of it. */
export interface StandingActivity {
  readonly row: ActivityRow;
  readonly event: ActivityImported;
}

export interface OriginalToRead {
  /** Of its newest activity. */
  readonly startedAt: string;
  /** Of the file as it was imported; empty where that is not known any more. */
  readonly sha256: string;
  /** Null likewise. */
  readonly file: (Receipt['file'] & { readonly sha256: string; readonly sizeBytes: number }) | null;
  readonly sourceIdentityKeys: readonly string[];
}

const rowsAtOnce = 500;

/** True where today's reader wrote the version that counts, or read its original again and found the same. */
export function isReadByToday(
  { eventId, versions }: Pick<ActivityRow, 'eventId' | 'versions'>,
  readerRevision: string,
): boolean {
  const own = versions.flatMap((known) =>
    known.eventId === eventId && known.version !== null ? [known.version] : [],
  );
  // What the athlete chose came under a version of its own before it got the one that it was chosen with.
  const written = own.find((version) => chosenPart(version).number > 0) ?? own[0];
  const writtenBy = written === undefined ? null : readerRevisionOf(written);
  // What no file's reader wrote has no original that could be read again; nor is what a newer build wrote.
  if (writtenBy === null || writtenBy >= readerRevision) return true;
  return own.some((version) => {
    const today = withReaderRevision(version, readerRevision);
    return today !== null && today !== version && own.includes(today);
  });
}

export async function originalsToRead(
  database: CooldownDatabase,
  readerRevision: string,
): Promise<readonly OriginalToRead[]> {
  const found = new Map<string, OriginalToRead>();
  for (let after: string | null = ''; after !== null;) {
    const page: Page = await pageOf(database, after);
    for (const { row, file } of page.activities) {
      if (isReadByToday(row, readerRevision)) continue;
      const sha256 = file?.sha256 ?? '';
      const earlier = found.get(sha256);
      const startedAt = row.startedAt > (earlier?.startedAt ?? '') ? row.startedAt : earlier?.startedAt;
      found.set(sha256, {
        startedAt: startedAt ?? row.startedAt,
        sha256,
        file,
        sourceIdentityKeys: [...(earlier?.sourceIdentityKeys ?? []), row.sourceIdentityKey],
      });
    }
    after = page.next;
  }
  return [...found.values()].sort(inTheirOrder);
}

type Place = Pick<OriginalToRead, 'startedAt' | 'sha256'>;

const placeOf = ({ startedAt, sha256 }: Place): string => `${startedAt} ${sha256}`;

export const inTheirOrder = (left: Place, right: Place): number =>
  placeOf(left) > placeOf(right) ? -1 : placeOf(left) < placeOf(right) ? 1 : 0;

interface Page {
  readonly activities: readonly { readonly row: ActivityRow; readonly file: OriginalToRead['file'] }[];
  readonly next: string | null;
}

function pageOf({ activities, receipts }: CooldownDatabase, after: string): Promise<Page> {
  return activities.db.transaction('r', activities, receipts, async () => {
    const rows = await activities.where(':id').above(after).limit(rowsAtOnce).toArray();
    const jobIds = [...new Set(rows.map(({ jobId }) => jobId))];
    const told = await receipts.bulkGet(jobIds);
    const files = new Map(told.map((receipt, index) => [jobIds[index], receipt?.file]));
    const last = rows.length < rowsAtOnce ? undefined : rows.at(-1);
    return {
      activities: rows.map((row) => ({ row, file: keptFile(files.get(row.jobId)) })),
      next: last?.sourceIdentityKey ?? null,
    };
  });
}

function keptFile(file: Receipt['file'] | undefined): OriginalToRead['file'] {
  if (file?.sha256 == null || file.sizeBytes === null) return null;
  return { ...file, sha256: file.sha256, sizeBytes: file.sizeBytes };
}

/** Those of an original that still stand, and were not read again meanwhile. */
export async function standingOf(
  { activities, events }: CooldownDatabase,
  { sourceIdentityKeys }: Pick<OriginalToRead, 'sourceIdentityKeys'>,
  readerRevision: string,
): Promise<readonly StandingActivity[]> {
  return activities.db.transaction('r', activities, events, async () => {
    const rows = await activities.bulkGet([...sourceIdentityKeys]);
    const standing = rows.flatMap((row) =>
      row === undefined || isReadByToday(row, readerRevision) ? [] : [row],
    );
    const told = await events.bulkGet(standing.map(eventKeyOf));
    return standing.flatMap((row, index) => {
      const event = told[index];
      return event?.type === 'external.activity_imported' ? [{ row, event }] : [];
    });
  });
}

/** Of the event whose version counts. */
const eventKeyOf = ({ eventId, versions }: ActivityRow): string =>
  versions.find((known) => known.eventId === eventId)?.idempotencyKey ?? '';
