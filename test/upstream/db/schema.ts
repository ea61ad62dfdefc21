// The tables. Every key starts with the athlete, so that they can be spread over machines by athlete; no extensions, no
// sequences, nothing that PGlite and PostgreSQL do differently. Documents are text: jsonb refuses characters that a title may hold.
import { noRow, type Db } from './db.ts';

const statements = [
  // Counters of one athlete. Whoever writes for an athlete holds this row until it commits, so that places rise in the order of
  // commits: a cursor never skips an event that commits late. It outlives an erasure, and with it the places of cursors.
  `create table if not exists athletes (
    athlete_id uuid primary key,
    last_sequence bigint not null default 0,
    last_job bigint not null default 0,
    last_audit bigint not null default 0
  )`,
  // Keys are unique for ever: a companion may have been offline for months. `body`: the request, until it is settled.
  `create table if not exists jobs (
    athlete_id uuid not null,
    idempotency_key text not null,
    job_id uuid not null,
    place bigint not null,
    source_identity_key text not null,
    payload_fingerprint text not null,
    body text,
    status text not null check (status in ('queued', 'completed', 'failed')),
    tries int not null default 0,
    queued_at timestamptz not null,
    due_at timestamptz not null,
    finished_at timestamptz,
    receipt text,
    primary key (athlete_id, idempotency_key),
    unique (athlete_id, job_id)
  )`,
  `create index if not exists jobs_waiting on jobs (athlete_id, place) where status = 'queued'`,
  `create index if not exists jobs_of_identity on jobs (athlete_id, source_identity_key)`,
  // `content`: digest of what the event says, by which a replay is told from another use of its key.
  `create table if not exists events (
    athlete_id uuid not null,
    sequence bigint not null,
    event_id uuid not null,
    type text not null,
    subject text not null,
    idempotency_key text not null,
    content text not null,
    event text not null,
    primary key (athlete_id, sequence),
    unique (athlete_id, idempotency_key),
    unique (athlete_id, event_id)
  )`,
  `create index if not exists events_of_subject on events (athlete_id, subject)`,
  // What dedup judges against, in the order in which it came to be known.
  `create table if not exists known_versions (
    athlete_id uuid not null,
    source_identity_key text not null,
    place bigint not null,
    known text not null,
    primary key (athlete_id, source_identity_key, place)
  )`,
  `create table if not exists deletions (
    athlete_id uuid not null,
    source_identity_key text not null,
    primary key (athlete_id, source_identity_key)
  )`,
  // Two forms of the same recording, in both directions.
  `create table if not exists same_recordings (
    athlete_id uuid not null,
    source_identity_key text not null,
    other_key text not null,
    primary key (athlete_id, source_identity_key, other_key)
  )`,
  `create table if not exists erasures (
    athlete_id uuid not null,
    idempotency_key text not null,
    answer text not null,
    primary key (athlete_id, idempotency_key)
  )`,
  // What every request and every job came to, in order and without any uniqueness: the judge of “0 lost, 0 twice”.
  `create table if not exists audit (
    athlete_id uuid not null,
    place bigint not null,
    at timestamptz not null,
    kind text not null,
    idempotency_key text,
    effect text not null,
    primary key (athlete_id, place)
  )`,
];

/** Makes what is missing. */
export async function makeTables(db: Db): Promise<void> {
  await db.tx(async (queries) => {
    for (const statement of statements) await queries.query(noRow, statement);
  });
}
