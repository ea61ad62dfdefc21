// “0 lost, 0 twice”, said by the audit log: it knows what was taken in and what was written, and has no uniqueness that could
// hide a second time.
import { z } from 'zod';
import type { Queries } from './db/db.ts';

export interface Judgement {
  /** Keys that were taken in, and events that were written, since the athlete was last erased. */
  readonly accepted: number;
  readonly created: number;
  /** Keys that still wait for their ending. */
  readonly open: readonly string[];
  /** Keys that were told to be taken in, or expected to be, and came to no ending or lost their event. */
  readonly lost: readonly string[];
  /** Keys that were taken in more than once, or wrote more than one event. */
  readonly twice: readonly string[];
}

const keyRow = z.object({
  idempotency_key: z.string(),
  accepted: z.int(),
  created: z.int(),
  ended: z.int(),
  open: z.int(),
  written: z.int(),
});

/** `expected`: what a client knows to be acknowledged. */
export async function judge(
  db: Queries,
  athleteId: string,
  expected: readonly string[] = [],
): Promise<Judgement> {
  const rows = await db.query(
    keyRow,
    `select audit.idempotency_key,
       (count(*) filter (where effect = 'accepted'))::int as accepted,
       (count(*) filter (where effect = 'created'))::int as created,
       (count(*) filter (where effect in
         ('created', 'duplicate_skipped', 'idempotent_replay', 'refused', 'dead_lettered')))::int as ended,
       (select count(*) from jobs where jobs.athlete_id = $1 and status = 'queued'
         and jobs.idempotency_key = audit.idempotency_key)::int as open,
       (select count(*) from events where events.athlete_id = $1
         and events.idempotency_key = audit.idempotency_key)::int as written
     from audit where athlete_id = $1 and kind in ('job', 'event') and audit.idempotency_key is not null
     group by audit.idempotency_key order by audit.idempotency_key`,
    [athleteId],
  );
  const keysOf = (those: (row: z.output<typeof keyRow>) => boolean): string[] =>
    rows.filter(those).map((row) => row.idempotency_key);
  const accepted = new Set(keysOf((row) => row.accepted > 0));
  return {
    accepted: accepted.size,
    created: rows.reduce((sum, row) => sum + row.written, 0),
    open: keysOf((row) => row.open > 0),
    lost: [
      ...keysOf(
        (row) => row.accepted > 0 && ((row.ended === 0 && row.open === 0) || row.written < row.created),
      ),
      ...expected.filter((key) => !accepted.has(key)),
    ],
    twice: keysOf((row) => row.accepted > 1 || row.created > 1 || row.written > 1),
  };
}
