// Writing for one athlete: the counters are held from the first line to the commit, and every effect goes into the audit log
// in the same transaction.
import { z } from 'zod';
import { countColumn, noRow, type Db, type Queries } from './db/db.ts';

/** What a request or a job came to. */
export type Effect =
  /** A job or an event was taken in under a new key; the same request came again; it was refused, nothing was kept. */
  | 'accepted'
  | 'replayed'
  | 'rejected'
  /** An event was written. Endings of a job that writes none: the policy's skips and rejections, and its last failure. */
  | 'created'
  | 'duplicate_skipped'
  | 'idempotent_replay'
  | 'refused'
  | 'dead_lettered'
  /** A job failed and is tried again by itself; a dead letter was posted again. */
  | 'failed_once'
  | 'requeued'
  | 'erased';

export interface Audited {
  readonly kind: 'job' | 'event' | 'athlete';
  /** Null where a request named none that could be read. */
  readonly idempotencyKey: string | null;
  readonly effect: Effect;
}

export interface Books extends Queries {
  readonly athleteId: string;
  readonly now: Date;
  nextSequence(): number;
  nextJobPlace(): number;
  note(audited: Audited): void;
}

const countersRow = z.object({ last_sequence: countColumn, last_job: countColumn, last_audit: countColumn });

/** All of `work`, or nothing of it. Who else writes for this athlete waits until it is done. */
export async function withBooks<Value>(
  db: Db,
  { athleteId, now }: { readonly athleteId: string; readonly now: Date },
  work: (books: Books) => Promise<Value>,
): Promise<Value> {
  return db.tx(async (queries) => {
    await queries.query(noRow, 'insert into athletes (athlete_id) values ($1) on conflict do nothing', [
      athleteId,
    ]);
    const [counters] = await queries.query(
      countersRow,
      `select last_sequence::text, last_job::text, last_audit::text
       from athletes where athlete_id = $1 for update`,
      [athleteId],
    );
    if (counters === undefined) throw new Error('the athlete was made a line above');
    const audited: Audited[] = [];
    const value = await work({
      ...queries,
      athleteId,
      now,
      nextSequence: () => (counters.last_sequence += 1),
      nextJobPlace: () => (counters.last_job += 1),
      note: (effect) => void audited.push(effect),
    });
    await queries.query(
      noRow,
      `insert into audit (athlete_id, place, at, kind, idempotency_key, effect)
       select $1::uuid, $2::bigint + added.nth, $3::timestamptz, added.kind, added.idempotency_key, added.effect
       from unnest($4::text[], $5::text[], $6::text[]) with ordinality as added(kind, idempotency_key, effect, nth)`,
      [
        athleteId,
        counters.last_audit,
        now.toISOString(),
        audited.map(({ kind }) => kind),
        audited.map(({ idempotencyKey }) => idempotencyKey),
        audited.map(({ effect }) => effect),
      ],
    );
    await queries.query(
      noRow,
      'update athletes set last_sequence = $2, last_job = $3, last_audit = $4 where athlete_id = $1',
      [athleteId, counters.last_sequence, counters.last_job, counters.last_audit + audited.length],
    );
    return value;
  });
}
