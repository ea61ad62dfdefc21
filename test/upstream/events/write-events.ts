// Appends events to the athlete's log, each at the next place.
import type { Books } from '../athlete-books.ts';
import { noRow } from '../db/db.ts';

export interface NewEvent {
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly idempotencyKey: string;
  /** Digest of what it says, by which a replay of its key is told from another use. */
  readonly content: string;
  /** The CloudEvent as pages give it, but for its place. */
  readonly event: object;
}

export async function writeEvents(books: Books, events: readonly NewEvent[]): Promise<void> {
  await books.query(
    noRow,
    `insert into events (athlete_id, sequence, event_id, type, subject, idempotency_key, content, event)
     select $1::uuid, added.sequence, added.event_id, added.type, added.subject, added.idempotency_key,
       added.content, added.event
     from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       as added(sequence, event_id, type, subject, idempotency_key, content, event)`,
    [
      books.athleteId,
      events.map(() => books.nextSequence()),
      events.map(({ eventId }) => eventId),
      events.map(({ type }) => type),
      events.map(({ subject }) => subject),
      events.map(({ idempotencyKey }) => idempotencyKey),
      events.map(({ content }) => content),
      events.map(({ event }) => JSON.stringify(event)),
    ],
  );
}
