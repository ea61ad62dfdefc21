// Everything of an athlete goes, but for the counters (so that cursors stay true) and the receipt of the erasure itself.
import { v7 as newUuid } from 'uuid';
import { z } from 'zod';
import { eraseAnswerSchema, type EraseAnswer } from '../../src-worker/contract/upstream/erase-answer.ts';
import { withBooks } from './athlete-books.ts';
import { noRow, type Db } from './db/db.ts';

const answerRow = z.object({ answer: z.string() });
const countRow = z.object({ jobs: z.int(), events: z.int() });

/** The same key once: a late copy of the request does not erase what came after it. */
export async function eraseAthlete(
  db: Db,
  asked: { readonly athleteId: string; readonly now: Date; readonly idempotencyKey: string },
): Promise<EraseAnswer> {
  const { athleteId, now, idempotencyKey } = asked;
  return withBooks(db, { athleteId, now }, async (books) => {
    const [before] = await books.query(
      answerRow,
      'select answer from erasures where athlete_id = $1 and idempotency_key = $2',
      [athleteId, idempotencyKey],
    );
    if (before !== undefined) return eraseAnswerSchema.parse(JSON.parse(before.answer));
    const [held] = await books.query(
      countRow,
      `select (select count(*) from jobs where athlete_id = $1)::int as jobs,
         (select count(*) from events where athlete_id = $1)::int as events`,
      [athleteId],
    );
    for (const table of ['jobs', 'events', 'known_versions', 'deletions', 'same_recordings', 'audit']) {
      await books.query(noRow, `delete from ${table} where athlete_id = $1`, [athleteId]);
    }
    const answer: EraseAnswer = {
      erase_id: newUuid(),
      erased_at: now.toISOString(),
      erased: { jobs: held?.jobs ?? 0, events: held?.events ?? 0 },
    };
    await books.query(
      noRow,
      'insert into erasures (athlete_id, idempotency_key, answer) values ($1, $2, $3)',
      [athleteId, idempotencyKey, JSON.stringify(answer)],
    );
    books.note({ kind: 'athlete', idempotencyKey, effect: 'erased' });
    return answer;
  });
}
