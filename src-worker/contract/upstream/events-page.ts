// The athlete's events of all machines, page by page: a CloudEvents batch (a JSON array) in the order in which they were
// written upstream. What an event says is parsed one by one (`wireEventSchema`): a newer machine may write types that this build
// does not know, and they do not hold up the rest.
import { z } from 'zod';

/** A whole number as text, beyond what a number can hold; compared by `isBehind`, never as text. */
export const cursorSchema = z.string().regex(/^(?:0|[1-9]\d{0,18})$/);

/** Before the first event. */
export const firstCursor = '0';

/** `sequence`: the event's place, and the cursor behind it. Places rise and may leave gaps; none is ever filled later. */
export const pagedEventSchema = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  sequence: cursorSchema,
});
export type PagedEvent = z.infer<typeof pagedEventSchema>;

export const eventsPageSchema = z.array(pagedEventSchema);
export type EventsPage = z.infer<typeof eventsPageSchema>;

/** Where to go on after this page; null behind an empty one: there is no more for now. */
export const cursorBehind = (page: EventsPage): string | null => page.at(-1)?.sequence ?? null;

/** True where `cursor` lies behind `other`. */
export const isBehind = (cursor: string, other: string): boolean => BigInt(cursor) > BigInt(other);
