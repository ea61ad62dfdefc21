// The athlete's events behind a cursor, in the order in which they were committed.
import { z } from 'zod';
import { pagedEventSchema, type EventsPage } from '../../../src-worker/contract/upstream/events-page.ts';
import { upstreamLimits } from '../../../src-worker/contract/upstream/limits.ts';
import type { Queries } from '../db/db.ts';

const row = z.object({ place: z.string(), event: z.string() });

/** Ends early where a full page would be larger than one may be; never empty while there is more. */
export async function readEvents(
  db: Queries,
  athleteId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<EventsPage> {
  const rows = await db.query(
    row,
    `select sequence::text as place, event from events
     where athlete_id = $1 and sequence > $2::bigint order by sequence limit $3`,
    [athleteId, after, limit],
  );
  const page: EventsPage = [];
  let bytes = 0;
  for (const { place, event } of rows) {
    bytes += Buffer.byteLength(event);
    if (page.length > 0 && bytes > upstreamLimits.pageBytes) break;
    page.push(pagedEventSchema.parse({ ...z.looseObject({}).parse(JSON.parse(event)), sequence: place }));
  }
  return page;
}
