// Events at the reference upstream, on both databases: what other machines read, what is posted, and what an erasure leaves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as newUuid } from 'uuid';
import { z } from 'zod';
import { importedEventSchema, type PostedEvent } from '../../src-worker/contract/upstream/cloud-event.ts';
import { endpoints, eventsPath } from '../../src-worker/contract/upstream/endpoints.ts';
import { eraseAnswerSchema } from '../../src-worker/contract/upstream/erase-answer.ts';
import { eventsBatchAnswerSchema } from '../../src-worker/contract/upstream/events-batch.ts';
import {
  cursorBehind,
  eventsPageSchema,
  firstCursor,
  type EventsPage,
} from '../../src-worker/contract/upstream/events-page.ts';
import { aClient, importJob, importJobs } from '../support/import-jobs.ts';
import { engines, openUpstream, type Athlete, type OpenUpstream } from '../support/open-upstream.ts';

const source = `urn:uuid:${aClient.installation_id}`;

describe.each(engines)('on $engine', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('events', () => {
    let upstream: OpenUpstream;
    beforeAll(async () => {
      upstream = await openUpstream(engine);
    }, 60_000);
    afterAll(() => upstream.close());

    it('tell another machine what was imported, with all that it needs to know it again', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob();
      const { job_id } = await athlete.settle(job);
      const answer = await athlete.ask('GET', eventsPath(firstCursor));
      expect(answer.headers.get('content-type')).toMatch(/^application\/cloudevents-batch\+json/);
      const [event, ...others] = eventsPageSchema.parse(await answer.json());
      expect(others).toEqual([]);
      expect(importedEventSchema.parse(event)).toEqual({
        specversion: '1.0',
        id: expect.any(String) as string,
        source,
        type: 'external.activity_imported',
        subject: job.source_identity_key,
        time: expect.any(String) as string,
        datacontenttype: 'application/json',
        idempotencykey: job.idempotency_key,
        payloadfingerprint: job.payload_fingerprint,
        agent: 'external_import:garmin',
        session: `import:${job_id}`,
        sequence: '1',
        data: job.canonical_activity,
      });
    });

    it('come page by page, each once, and end with an empty page', async () => {
      const athlete = upstream.newAthlete();
      const jobs = await importJobs(7);
      await athlete.ask('POST', endpoints.jobsBatch, { body: { jobs } });
      await upstream.worker.settle(athlete.athleteId);
      const pages = await readPages(athlete, 3);
      expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(pages.flat().map((event) => event['idempotencykey'])).toEqual(
        jobs.map((job) => job.idempotency_key),
      );
      expect(await readPages(upstream.newAthlete(), 3)).toEqual([]);
    });

    it('that commit late are never behind a cursor: a reader at every moment misses none', async () => {
      const athlete = upstream.newAthlete();
      const jobs = await importJobs(60);
      const sessions = Array.from({ length: 60 }, () => sessionEvent());
      const seen: string[] = [];
      let cursor = firstCursor;
      const readOn = async (): Promise<number> => {
        const page = eventsPageSchema.parse(await (await athlete.ask('GET', eventsPath(cursor, 5))).json());
        cursor = cursorBehind(page) ?? cursor;
        seen.push(...page.map((event) => String(event['idempotencykey'])));
        return page.length;
      };
      const written = new AbortController();
      const reading = (async () => {
        while (!written.signal.aborted) await readOn();
      })();
      await Promise.all([
        ...jobs.map((job) => athlete.post(job)),
        ...sessions.map((event) => athlete.ask('POST', endpoints.eventsBatch, { body: [event] })),
      ]);
      await upstream.worker.settle(athlete.athleteId);
      written.abort();
      await reading;
      while ((await readOn()) > 0);
      const keys = [
        ...jobs.map((job) => job.idempotency_key),
        ...sessions.map((event) => event.idempotencykey),
      ];
      expect([...seen].sort()).toEqual([...keys].sort());
      expect(await athlete.judge(keys)).toMatchObject({ created: 120, open: [], lost: [], twice: [] });
    });

    it('are taken in once by their key, and refused where the key says something else', async () => {
      const athlete = upstream.newAthlete();
      const event = sessionEvent();
      const post = async (body: unknown) =>
        eventsBatchAnswerSchema.parse(
          await (await athlete.ask('POST', endpoints.eventsBatch, { body })).json(),
        );
      const place = { idempotency_key: event.idempotencykey, event_id: event.id };
      expect(await post([event, event])).toEqual({
        items: [
          { result: 'accepted', index: 0, ...place },
          { result: 'replayed', index: 1, ...place },
        ],
      });
      const retracted = { ...event, data: { ...event.data, retracted: true } };
      const { items } = await post([retracted, { nothing: 'known' }, { ...sessionEvent(), id: event.id }]);
      expect(items.map((item) => item.result === 'rejected' && item.problem.type)).toEqual([
        'urn:cooldown:problem:key_reused',
        'urn:cooldown:problem:invalid_request',
        'urn:cooldown:problem:key_reused',
      ]);
      expect(await athlete.judge([event.idempotencykey])).toMatchObject({ created: 1, lost: [], twice: [] });
    });

    it('may come as a CloudEvents batch, and keep attributes that are not known here', async () => {
      const athlete = upstream.newAthlete();
      const event = { ...sessionEvent(), traceparent: '00-ab-cd-01' };
      const answer = await athlete.ask('POST', endpoints.eventsBatch, {
        body: [event],
        headers: { 'content-type': 'application/cloudevents-batch+json' },
      });
      expect(answer.status).toBe(200);
      expect((await readPages(athlete)).flat()).toEqual([{ ...event, sequence: '1' }]);
    });

    it('about an activity come behind its import, however soon they are posted', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob();
      await athlete.post(job);
      await postEvent(athlete, deletion(job.source_identity_key));
      const events = (await readPages(athlete)).flat();
      expect(events.map(({ type }) => type)).toEqual([
        'external.activity_imported',
        'external.activity_deleted',
      ]);
    });

    it('that delete an activity keep its later versions away, until it is brought back', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob({ version: '1' });
      const later = await importJob({ version: '2', duration_seconds: 7 });
      const latest = await importJob({ version: '3', duration_seconds: 8 });
      await athlete.settle(job);
      await postEvent(athlete, deletion(job.source_identity_key));
      expect((await athlete.settle(later)).receipt?.dedup?.outcome).toBe('deleted_by_athlete');
      await postEvent(athlete, restoration(job.source_identity_key));
      expect((await athlete.settle(latest)).receipt?.dedup?.outcome).toBe('version_update');
    });

    it('that delete one form of a recording keep the others away, as long as the two are linked', async () => {
      const athlete = upstream.newAthlete();
      const fit = await importJob({ id: 'fit-one' });
      const tcx = await importJob({ id: 'tcx-one', version: '1' });
      const later = await importJob({ id: 'tcx-one', version: '2', duration_seconds: 7 });
      const latest = await importJob({ id: 'tcx-one', version: '3', duration_seconds: 8 });
      await athlete.settle(fit);
      await athlete.settle(tcx);
      const pair: [string, string] = [fit.source_identity_key, tcx.source_identity_key];
      await postEvent(athlete, link(pair));
      await postEvent(athlete, deletion(fit.source_identity_key));
      expect((await athlete.settle(later)).receipt?.dedup?.outcome).toBe('deleted_by_athlete');
      await postEvent(athlete, unlink(pair));
      expect((await athlete.settle(latest)).receipt?.dedup?.outcome).toBe('version_update');
    });

    it('that erase an activity leave nothing of it but that it is gone', async () => {
      const athlete = upstream.newAthlete();
      const job = await importJob({ title: 'a canary in the mine' });
      const later = await importJob({ version: '2', title: 'a canary in the mine' });
      await athlete.settle(job);
      await postEvent(athlete, deletion(job.source_identity_key, true));
      await athlete.settle(later);
      expect((await readPages(athlete)).flat().map(({ type }) => type)).toEqual([
        'external.activity_deleted',
      ]);
      expect(await tablesWith(upstream, 'canary')).toEqual([]);
      await postEvent(athlete, restoration(job.source_identity_key));
      expect((await athlete.settle(job)).receipt?.write?.result).toBe('created');
      expect(await athlete.judge()).toMatchObject({ lost: [], twice: [] });
    });

    it('and all else of an athlete go with an erasure, once, and cursors go on behind it', async () => {
      const athlete = upstream.newAthlete();
      const neighbour = upstream.newAthlete();
      const [first, second, third] = await importJobs(3);
      if (first === undefined || second === undefined || third === undefined)
        throw new Error('three were made');
      await athlete.settle(first);
      await athlete.settle(second);
      await neighbour.settle(first);
      const cursor = cursorBehind((await readPages(athlete)).flat()) ?? '';
      const erase = async () =>
        eraseAnswerSchema.parse(
          await (
            await athlete.ask('DELETE', endpoints.athlete, { headers: { 'idempotency-key': 'erase-1' } })
          ).json(),
        );
      const erased = await erase();
      expect(erased.erased).toEqual({ jobs: 2, events: 2 });
      expect((await readPages(athlete)).flat()).toEqual([]);
      await athlete.settle(third);
      expect(await erase()).toEqual(erased);
      const behind = eventsPageSchema.parse(await (await athlete.ask('GET', eventsPath(cursor))).json());
      expect(behind.map((event) => event['idempotencykey'])).toEqual([third.idempotency_key]);
      expect((await readPages(neighbour)).flat()).toHaveLength(1);
      const unnamed = await athlete.ask('DELETE', endpoints.athlete);
      expect(unnamed.status).toBe(400);
    });
  });
});

async function readPages(athlete: Athlete, limit = 500): Promise<EventsPage[]> {
  const pages: EventsPage[] = [];
  for (let cursor: string | null = firstCursor; cursor !== null;) {
    const page = eventsPageSchema.parse(await (await athlete.ask('GET', eventsPath(cursor, limit))).json());
    cursor = cursorBehind(page);
    if (page.length > 0) pages.push(page);
  }
  return pages;
}

async function postEvent(athlete: Athlete, event: PostedEvent): Promise<void> {
  const answer = await athlete.ask('POST', endpoints.eventsBatch, { body: [event] });
  const { items } = eventsBatchAnswerSchema.parse(await answer.json());
  expect(items.map(({ result }) => result)).toEqual(['accepted']);
}

/** Every table that holds the text anywhere. */
async function tablesWith({ db }: OpenUpstream, text: string): Promise<string[]> {
  const tables = [
    'athletes',
    'jobs',
    'events',
    'known_versions',
    'deletions',
    'same_recordings',
    'erasures',
    'audit',
  ];
  const found: string[] = [];
  for (const table of tables) {
    const rows = await db.query(
      z.object({ held: z.string() }),
      `select to_json(${table})::text as held from ${table} where to_json(${table})::text like $1`,
      [`%${text}%`],
    );
    if (rows.length > 0) found.push(table);
  }
  return found;
}

const envelope = (subject: string) => ({
  specversion: '1.0' as const,
  id: newUuid(),
  source,
  subject,
  time: '2026-05-12T09:00:00Z',
});

const digestOf = (identity: string): string => identity.replace('external-activity-', '');

function deletion(identity: string, erased = false): PostedEvent {
  const event = envelope(identity);
  return {
    ...event,
    type: 'external.activity_deleted',
    idempotencykey: `external-delete-${digestOf(identity)}-${event.id}`,
    data: { source_identity_key: identity, erased },
  };
}

function restoration(identity: string): PostedEvent {
  const event = envelope(identity);
  return {
    ...event,
    type: 'external.activity_restored',
    idempotencykey: `external-restore-${digestOf(identity)}-${event.id}`,
    data: { source_identity_key: identity },
  };
}

function link(pair: [string, string]): PostedEvent {
  const event = envelope(pair[1]);
  return {
    ...event,
    type: 'external.overlap_linked',
    idempotencykey: `external-link-${digestOf(pair[0])}-${event.id}`,
    data: { relation: 'same_recording', score: 1, compared: [], source_identity_keys: pair, state: 'linked' },
  };
}

function unlink(pair: [string, string]): PostedEvent {
  const event = envelope(pair[1]);
  return {
    ...event,
    type: 'external.overlap_unlinked',
    idempotencykey: `external-unlink-${event.id}`,
    data: { source_identity_keys: pair },
  };
}

function sessionEvent() {
  const sessionId = newUuid();
  return {
    ...envelope(`manual-session-${sessionId}`),
    type: 'session.logged' as const,
    idempotencykey: `manual-session-${sessionId}-1`,
    data: {
      session_id: sessionId,
      revision: 1,
      retracted: false,
      workout: { workout_type: 'strength' },
      session: { started_at: '2026-05-12T07:30:00Z' },
      sets: [],
    },
  };
}
