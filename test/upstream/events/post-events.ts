// Takes in events that are not imports: each key once, for ever, and what each one changes for the judging of later jobs.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { postedEventSchema, type PostedEvent } from '../../../src-worker/contract/upstream/cloud-event.ts';
import type { EventBatchItem } from '../../../src-worker/contract/upstream/events-batch.ts';
import type { Problem } from '../../../src-worker/contract/upstream/problem.ts';
import { failed, ok, type Result } from '../../../src-worker/contract/result.ts';
import { withBooks, type Books } from '../athlete-books.ts';
import type { Db } from '../db/db.ts';
import { errorsOf, problemOf } from '../problems.ts';
import { takeEffect } from './take-effect.ts';
import { writeEvents } from './write-events.ts';

interface Asked {
  readonly athleteId: string;
  readonly now: Date;
}

interface CheckedEvent {
  readonly event: PostedEvent;
  /** With attributes that a newer client adds. */
  readonly asSent: object;
  readonly content: string;
}

/** As they were sent, each answered by its place. */
export async function postEvents(
  db: Db,
  asked: Asked,
  events: readonly unknown[],
): Promise<EventBatchItem[]> {
  const read = events.map(readEvent);
  return withBooks(db, asked, async (books) => {
    const checked = read.flatMap((each) => (each.ok ? [each.value.event] : []));
    const standing = await eventsOf(books, checked);
    const busy = await unfinishedIdentities(books, checked.flatMap(identitiesOf));
    const items: EventBatchItem[] = [];
    for (const [index, each] of read.entries()) {
      const key = each.ok ? each.value.event.idempotencykey : keyIn(events[index]);
      const reject = (problem: Problem): void => {
        books.note({ kind: 'event', idempotencyKey: key, effect: 'rejected' });
        items.push({ result: 'rejected', index, idempotency_key: key, problem });
      };
      if (!each.ok) {
        reject(each.failure);
        continue;
      }
      const { event, content } = each.value;
      const place = { index, idempotency_key: event.idempotencykey };
      const known = standing.get(event.idempotencykey);
      if (known !== undefined) {
        if (known.content !== content) reject(problemOf('key_reused'));
        else {
          books.note({ kind: 'event', idempotencyKey: key, effect: 'replayed' });
          items.push({ result: 'replayed', ...place, event_id: known.event_id });
        }
        continue;
      }
      // What the athlete decided of an activity comes behind its import, or a new computer would learn of it the wrong way round.
      if (identitiesOf(event).some((identity) => busy.has(identity))) {
        reject(problemOf('in_progress'));
        continue;
      }
      if (standing.has(`id ${event.id}`)) {
        reject(problemOf('key_reused', { errors: [{ pointer: '/id', detail: 'used before' }] }));
        continue;
      }
      await take(books, each.value);
      const written = { event_id: event.id, content };
      standing.set(event.idempotencykey, written).set(`id ${event.id}`, written);
      items.push({ result: 'accepted', ...place, event_id: event.id });
    }
    return items;
  });
}

async function take(books: Books, { event, asSent, content }: CheckedEvent): Promise<void> {
  const { id: eventId, type, subject, idempotencykey: idempotencyKey } = event;
  await takeEffect(books, event);
  books.note({ kind: 'event', idempotencyKey, effect: 'accepted' });
  books.note({ kind: 'event', idempotencyKey, effect: 'created' });
  await writeEvents(books, [{ eventId, type, subject, idempotencyKey, content, event: asSent }]);
}

function readEvent(asSent: unknown): Result<CheckedEvent, Problem> {
  const parsed = postedEventSchema.safeParse(asSent);
  if (!parsed.success) return failed(problemOf('invalid_request', { errors: errorsOf(parsed.error) }));
  const event = parsed.data;
  return ok({ event, asSent: z.looseObject({}).parse(asSent), content: contentOf(event) });
}

/** When it is sent once more, it says the same: its members come from one and the same record. */
function contentOf({ type, subject, data }: PostedEvent): string {
  return createHash('sha256').update(JSON.stringify({ type, subject, data })).digest('hex');
}

const keyIn = (event: unknown): string | null =>
  z.object({ idempotencykey: z.string().max(255) }).safeParse(event).data?.idempotencykey ?? null;

function identitiesOf({ subject, ...event }: PostedEvent): readonly string[] {
  const isLink = event.type === 'external.overlap_linked' || event.type === 'external.overlap_unlinked';
  return isLink ? event.data.source_identity_keys : [subject];
}

const eventRow = z.object({ idempotency_key: z.string(), event_id: z.string(), content: z.string() });

/** By key, and by `id <event id>`. */
async function eventsOf(
  books: Books,
  events: readonly PostedEvent[],
): Promise<Map<string, { readonly event_id: string; readonly content: string }>> {
  const rows = await books.query(
    eventRow,
    `select idempotency_key, event_id, content from events
     where athlete_id = $1 and (idempotency_key = any($2::text[]) or event_id = any($3::uuid[]))`,
    [books.athleteId, events.map((event) => event.idempotencykey), events.map((event) => event.id)],
  );
  return new Map(
    rows.flatMap((row) => [
      [row.idempotency_key, row],
      [`id ${row.event_id}`, row],
    ]),
  );
}

const identityRow = z.object({ source_identity_key: z.string() });

async function unfinishedIdentities(
  books: Books,
  identities: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await books.query(
    identityRow,
    `select distinct source_identity_key from jobs
     where athlete_id = $1 and status = 'queued' and source_identity_key = any($2::text[])`,
    [books.athleteId, identities],
  );
  return new Set(rows.map((row) => row.source_identity_key));
}
