// The canonical activities that a stored receipt's entries wrote, for lines that have to be said again.
import type { ExternalActivity } from '../contract/external-activity.ts';
import type { Receipt } from '../contract/receipt.ts';
import type { CooldownDatabase } from '../store/database.ts';

/** One for each entry; null where the entry wrote no event. */
export async function writtenActivities(
  database: CooldownDatabase,
  { entries }: Receipt,
): Promise<readonly (ExternalActivity | null)[]> {
  const keys = entries.map(({ write }) => (write?.result === 'created' ? write.idempotencyKey : ''));
  const events = await database.events.bulkGet(keys);
  return events.map((event) => (event?.type === 'external.activity_imported' ? event.data : null));
}
