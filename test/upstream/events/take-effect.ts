// What an event changes for the judging of later jobs: deletions and their taking back, what a person decided of a conflict, and
// which activities are two forms of the same recording.
import { z } from 'zod';
import type { PostedEvent } from '../../../src-worker/contract/upstream/cloud-event.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import type { Books } from '../athlete-books.ts';
import { noRow } from '../db/db.ts';
import { writeLearned } from '../jobs/known-of-jobs.ts';

export async function takeEffect(books: Books, event: PostedEvent): Promise<void> {
  const { athleteId } = books;
  switch (event.type) {
    case 'external.activity_deleted': {
      const identity = event.data.source_identity_key;
      if (event.data.erased) await forget(books, identity);
      await books.query(
        noRow,
        `insert into deletions (athlete_id, source_identity_key) values ($1, $2) on conflict do nothing`,
        [athleteId, identity],
      );
      break;
    }
    case 'external.activity_restored':
      await books.query(noRow, 'delete from deletions where athlete_id = $1 and source_identity_key = $2', [
        athleteId,
        event.data.source_identity_key,
      ]);
      break;
    case 'external.conflict_resolved':
      await learnIncoming(books, event.data.source_identity_key, event.data.incoming);
      break;
    case 'external.overlap_linked':
      await unlink(books, event.data.source_identity_keys);
      if (event.data.relation === 'same_recording' && event.data.state === 'linked') {
        await link(books, event.data.source_identity_keys);
      }
      break;
    case 'external.overlap_unlinked':
      await unlink(books, event.data.source_identity_keys);
      break;
    case 'external.clock_corrected':
    case 'session.logged':
      break;
    default:
      assertNever(event);
  }
}

/** Nothing of what it held stays, and its imports' keys are free: who brings it back may import it again. */
async function forget(books: Books, identity: string): Promise<void> {
  const imports = `from events where athlete_id = $1 and subject = $2 and type = 'external.activity_imported'`;
  const jobs = 'from jobs where athlete_id = $1 and source_identity_key = $2';
  const of = [books.athleteId, identity];
  await books.query(
    noRow,
    `delete from audit where athlete_id = $1 and idempotency_key in
       (select idempotency_key ${imports} union select idempotency_key ${jobs})`,
    of,
  );
  await books.query(noRow, `delete ${imports}`, of);
  await books.query(noRow, `delete ${jobs}`, of);
  await books.query(
    noRow,
    'delete from known_versions where athlete_id = $1 and source_identity_key = $2',
    of,
  );
}

const placeRow = z.object({ place: z.int(), event_id: z.string().nullable() });

/** What was asked about once is not asked about again: the next copy of it is one that is known. */
async function learnIncoming(
  books: Books,
  identity: string,
  { version, fingerprint }: { readonly version: string | null; readonly fingerprint: string },
): Promise<void> {
  const [last] = await books.query(
    placeRow,
    `select coalesce(max(place), 0)::int as place,
       (select event_id from events where athlete_id = $1 and subject = $2
         and type = 'external.activity_imported' order by sequence desc limit 1)::text as event_id
     from known_versions where athlete_id = $1 and source_identity_key = $2`,
    [books.athleteId, identity],
  );
  if (last?.event_id == null) return;
  const known = { eventId: last.event_id, version, fingerprint };
  await writeLearned(books, [{ sourceIdentityKey: identity, place: last.place + 1, known }]);
}

type Pair = readonly [string, string];

async function link(books: Books, [one, other]: Pair): Promise<void> {
  await books.query(
    noRow,
    `insert into same_recordings (athlete_id, source_identity_key, other_key)
     values ($1, $2, $3), ($1, $3, $2) on conflict do nothing`,
    [books.athleteId, one, other],
  );
}

async function unlink(books: Books, pair: Pair): Promise<void> {
  await books.query(
    noRow,
    `delete from same_recordings where athlete_id = $1
     and source_identity_key = any($2::text[]) and other_key = any($2::text[])`,
    [books.athleteId, pair],
  );
}
