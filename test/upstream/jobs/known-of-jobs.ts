// What is known of the identities that some jobs are about, read once for all of them, and kept up to date while they are judged.
import { z } from 'zod';
import {
  externalActivitySchema,
  type ExternalActivity,
} from '../../../src-worker/contract/external-activity.ts';
import type { ImportJobRequest } from '../../../src-worker/contract/upstream/import-job-request.ts';
import type { KnownRecord } from '../../../src-worker/dedup/known-record.ts';
import type { Books } from '../athlete-books.ts';
import { noRow } from '../db/db.ts';
import type { KnownOfIdentity } from './judge-job.ts';

const knownRow = z.object({ source_identity_key: z.string(), known: z.string() });
const knownRecordSchema = z.object({
  eventId: z.string(),
  version: z.string().nullable(),
  fingerprint: z.string(),
});
const keyRow = z.object({ key: z.string() });
const eventRow = z.object({ idempotency_key: z.string(), event_id: z.string() });
const standingRow = z.object({ subject: z.string(), event: z.string() });
const standingEventSchema = z.object({ data: externalActivitySchema });

export class KnownOfJobs {
  readonly #versions = new Map<string, KnownRecord[]>();
  readonly #deleted: ReadonlySet<string>;
  readonly #eventIds: Map<string, string>;
  readonly #standing: Map<string, ExternalActivity>;

  private constructor(
    deleted: ReadonlySet<string>,
    eventIds: Map<string, string>,
    standing: Map<string, ExternalActivity>,
  ) {
    this.#deleted = deleted;
    this.#eventIds = eventIds;
    this.#standing = standing;
  }

  static async load(books: Books, requests: readonly ImportJobRequest[]): Promise<KnownOfJobs> {
    const identities = [...new Set(requests.map((request) => request.source_identity_key))];
    const rows = await books.query(
      knownRow,
      `select source_identity_key, known from known_versions
       where athlete_id = $1 and source_identity_key = any($2::text[]) order by source_identity_key, place`,
      [books.athleteId, identities],
    );
    const deleted = await books.query(
      keyRow,
      `select source_identity_key as key from deletions
       where athlete_id = $1 and source_identity_key = any($2::text[])
       union
       select linked.source_identity_key as key from same_recordings linked
       join deletions on deletions.athlete_id = $1 and deletions.source_identity_key = linked.other_key
       where linked.athlete_id = $1 and linked.source_identity_key = any($2::text[])`,
      [books.athleteId, identities],
    );
    const events = await books.query(
      eventRow,
      'select idempotency_key, event_id from events where athlete_id = $1 and idempotency_key = any($2::text[])',
      [books.athleteId, requests.map((request) => request.idempotency_key)],
    );
    const loaded = new KnownOfJobs(
      new Set(deleted.map(({ key }) => key)),
      new Map(events.map((event) => [event.idempotency_key, event.event_id])),
      await standingOf(books, requests),
    );
    for (const { source_identity_key, known } of rows) {
      loaded.#versionsOf(source_identity_key).push(knownRecordSchema.parse(JSON.parse(known)));
    }
    return loaded;
  }

  of(request: ImportJobRequest): KnownOfIdentity {
    return {
      versions: this.#versionsOf(request.source_identity_key),
      deleted: this.#deleted.has(request.source_identity_key),
      eventIdOfKey: this.#eventIds.get(request.idempotency_key) ?? null,
      standing: isReRead(request) ? (this.#standing.get(request.source_identity_key) ?? null) : null,
    };
  }

  /** Where among those of its identity it stands. */
  learn({ source_identity_key }: ImportJobRequest, known: KnownRecord): number {
    return this.#versionsOf(source_identity_key).push(known);
  }

  wrote(request: ImportJobRequest, eventId: string): void {
    this.#eventIds.set(request.idempotency_key, eventId);
    this.#standing.set(request.source_identity_key, request.canonical_activity);
  }

  #versionsOf(identity: string): KnownRecord[] {
    const versions = this.#versions.get(identity) ?? [];
    this.#versions.set(identity, versions);
    return versions;
  }
}

const isReRead = ({ ingestion_method }: ImportJobRequest): boolean => ingestion_method === 'manual_backfill';

/** The activity of the last import event of each identity of which an original was read again. */
async function standingOf(
  books: Books,
  requests: readonly ImportJobRequest[],
): Promise<Map<string, ExternalActivity>> {
  const identities = requests.filter(isReRead).map((request) => request.source_identity_key);
  if (identities.length === 0) return new Map();
  const rows = await books.query(
    standingRow,
    `select subject, event from events
     where athlete_id = $1 and subject = any($2::text[]) and type = 'external.activity_imported' order by sequence`,
    [books.athleteId, identities],
  );
  return new Map(
    rows.map(({ subject, event }) => [subject, standingEventSchema.parse(JSON.parse(event)).data]),
  );
}

export interface LearnedVersion {
  readonly sourceIdentityKey: string;
  readonly place: number;
  readonly known: KnownRecord;
}

export async function writeLearned(books: Books, learned: readonly LearnedVersion[]): Promise<void> {
  await books.query(
    noRow,
    `insert into known_versions (athlete_id, source_identity_key, place, known)
     select $1::uuid, added.source_identity_key, added.place, added.known
     from unnest($2::text[], $3::bigint[], $4::text[]) as added(source_identity_key, place, known)`,
    [
      books.athleteId,
      learned.map(({ sourceIdentityKey }) => sourceIdentityKey),
      learned.map(({ place }) => place),
      // As JSON: a provider's version may hold characters that text in a table may not.
      learned.map(({ known: { eventId, version, fingerprint } }) =>
        JSON.stringify({ eventId, version, fingerprint }),
      ),
    ],
  );
}
