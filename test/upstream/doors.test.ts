// Who comes in, how large a request may be, and what the upstream says of itself, on both databases.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoints } from '../../src-worker/contract/upstream/endpoints.ts';
import { upstreamLimits } from '../../src-worker/contract/upstream/limits.ts';
import {
  ofrepAnswerSchema,
  ofrepErrorSchema,
  refetchEvaluationSchema,
  signedMetadataSchema,
} from '../../src-worker/contract/upstream/ofrep.ts';
import { problemSchema } from '../../src-worker/contract/upstream/problem.ts';
import { importJob } from '../support/import-jobs.ts';
import { hasPostgres } from '../support/postgres-server.ts';
import { engines, openUpstream, type Athlete, type OpenUpstream } from '../support/open-upstream.ts';
import { defaultFlags } from './flags/default-flags.ts';
import { flagsFile, tokensFile } from './start-upstream.ts';
import { athletesOf, issueToken, revokeTokens } from './tokens.ts';

const keys = generateKeyPairSync('ed25519');
const context = { targetingKey: '0198c0de-0000-4000-8000-000000000001' };

describe.each(engines)('on $engine', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('the upstream', () => {
    let upstream: OpenUpstream;
    let athlete: Athlete;
    beforeAll(async () => {
      upstream = await openUpstream(engine, { signingKey: keys.privateKey });
      athlete = upstream.newAthlete();
    }, 60_000);
    afterAll(() => upstream.close());

    const bearing = (token: string, path: string = endpoints.events) =>
      fetch(`${upstream.address}${path}`, { headers: { authorization: token } });

    it('lets in nobody without a token of its own, and reads nothing of such a request', async () => {
      for (const token of ['', 'Bearer', 'Bearer unknown', `Basic ${athlete.token}`, athlete.token]) {
        const answer = await bearing(token);
        expect([token, answer.status]).toEqual([token, 401]);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
        expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
        expect(problemSchema.parse(await answer.json()).type).toBe('urn:cooldown:problem:unauthorized');
      }
      const unread = await fetch(`${upstream.address}${endpoints.jobs}`, { method: 'POST', body: '{' });
      expect(unread.status).toBe(401);
    });

    it('shows no athlete’s data to an operator', async () => {
      const token = issueToken(tokensFile(upstream.folder), { name: 'o', role: 'operator', now: new Date() });
      const answer = await bearing(`Bearer ${token}`);
      expect([answer.status, problemSchema.parse(await answer.json()).type]).toEqual([
        403,
        'urn:cooldown:problem:forbidden',
      ]);
    });

    it('knows a new token while it runs, and no longer one that was taken back; none is stored in clear', async () => {
      const file = tokensFile(upstream.folder);
      const [first, second] = ['one', 'two'].map(() => issueToken(file, { name: 'an', now: new Date() }));
      expect(
        athletesOf(file)
          .filter(({ name }) => name === 'an')
          .map(({ athlete_id }) => athlete_id),
      ).toHaveLength(2);
      expect(
        new Set(
          athletesOf(file)
            .filter(({ name }) => name === 'an')
            .map(({ athlete_id }) => athlete_id),
        ).size,
      ).toBe(1);
      expect((await bearing(`Bearer ${first ?? ''}`)).status).toBe(200);
      expect((await bearing(`Bearer ${second ?? ''}`)).status).toBe(200);
      expect(readFileSync(file, 'utf8')).not.toContain(first);
      expect(revokeTokens(file, 'an')).toBe(2);
      expect((await bearing(`Bearer ${first ?? ''}`)).status).toBe(401);
    });

    it('refuses a body that is too large, of another kind, or no JSON', async () => {
      const post = async (body: string, type = 'application/json') => {
        const answer = await fetch(`${upstream.address}${endpoints.jobsBatch}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${athlete.token}`, 'content-type': type },
          body,
        });
        return [answer.status, problemSchema.parse(await answer.json()).type];
      };
      const sized = (bytes: number) => `"${'a'.repeat(bytes - 2)}"`;
      expect(await post(sized(upstreamLimits.bodyBytes + 1))).toEqual([
        413,
        'urn:cooldown:problem:payload_too_large',
      ]);
      expect(await post(sized(upstreamLimits.bodyBytes))).toEqual([
        400,
        'urn:cooldown:problem:invalid_request',
      ]);
      expect(await post('{"jobs": [', 'application/json')).toEqual([
        400,
        'urn:cooldown:problem:invalid_request',
      ]);
      expect(await post('jobs', 'text/csv')).toEqual([415, 'urn:cooldown:problem:unsupported_media_type']);
    });

    it('says by a problem that there is nothing, whatever is asked for', async () => {
      const paths = [
        '/v2/anything',
        `${endpoints.jobs}/0198c0de-0000-4000-8000-000000000001`,
        `${endpoints.jobs}/x`,
      ];
      for (const path of paths) {
        const answer = await athlete.ask('GET', path);
        expect([path, answer.status, problemSchema.parse(await answer.json()).type]).toEqual([
          path,
          404,
          'urn:cooldown:problem:not_found',
        ]);
      }
    });

    it('never quotes what a request holds', async () => {
      const job = await importJob({ title: 'canary' });
      const answer = await athlete.post({
        ...job,
        canonical_activity: JSON.parse(
          JSON.stringify(job.canonical_activity).replace('"run"', '{"canary":1}'),
        ) as never,
      });
      const text = await answer.text();
      expect(answer.status).toBe(400);
      expect(problemSchema.parse(JSON.parse(text)).errors).toEqual([
        { pointer: '/canonical_activity/workout/workout_type', detail: 'invalid_type' },
      ]);
      expect(text).not.toContain('canary');
    });

    it('is alive and ready without a token', async () => {
      for (const path of [endpoints.healthz, endpoints.readyz]) {
        const answer = await fetch(`${upstream.address}${path}`);
        expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
      }
    });

    it('describes all its endpoints in valid OpenAPI 3.1', async () => {
      const document = z
        .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
        .parse(await (await fetch(`${upstream.address}${endpoints.openapi}`)).json());
      expect(document.openapi).toMatch(/^3\.1\./);
      expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
      expect(
        Object.entries(document.paths)
          .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
          .sort(),
      ).toEqual([
        'delete /v1/athlete',
        'get /healthz',
        'get /readyz',
        'get /v1/events',
        'get /v1/flags/stream',
        'get /v1/imports/jobs',
        'get /v1/imports/jobs/{id}',
        'post /ofrep/v1/evaluate/flags',
        'post /v1/events/batch',
        'post /v1/imports/jobs',
        'post /v1/imports/jobs/batch',
      ]);
    });

    const evaluate = (headers: Record<string, string> = {}, body: unknown = { context }) =>
      athlete.ask('POST', endpoints.flags, { body, headers });

    it('answers about flags with an ETag, and with 304 as long as nothing changed', async () => {
      const first = await evaluate();
      const etag = first.headers.get('etag') ?? '';
      const { flags, eventStreams } = ofrepAnswerSchema.parse(await first.json());
      expect(flags).toContainEqual({
        key: 'external_import_jobs_enabled',
        value: true,
        reason: 'STATIC',
        variant: 'on',
      });
      expect(eventStreams).toEqual([{ type: 'sse', url: endpoints.flagsStream }]);
      const same = await evaluate({ 'if-none-match': etag });
      expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag]);
      upstream.flags.replace(withJobs('off'));
      const changed = await evaluate({ 'if-none-match': etag });
      expect(changed.status).toBe(200);
      expect(ofrepAnswerSchema.parse(await changed.json()).flags).toContainEqual({
        key: 'external_import_jobs_enabled',
        value: false,
        reason: 'STATIC',
        variant: 'off',
      });
      const other = await evaluate({}, { context: { targetingKey: 'another' } });
      expect(other.headers.get('etag')).not.toBe(changed.headers.get('etag'));
    });

    it('names what is wrong with a context as OFREP has it', async () => {
      const asked = [{ context: {} }, { context: 7 }, {}].map(async (body) => {
        const answer = await evaluate({}, body);
        return [answer.status, ofrepErrorSchema.parse(await answer.json()).errorCode];
      });
      expect(await Promise.all(asked)).toEqual([
        [400, 'TARGETING_KEY_MISSING'],
        [400, 'INVALID_CONTEXT'],
        [400, 'INVALID_CONTEXT'],
      ]);
    });

    it('signs what it says about flags: for one installation, with version and expiry', async () => {
      const { flags, metadata } = ofrepAnswerSchema.parse(await (await evaluate()).json());
      const { signature, ...signed } = signedMetadataSchema.parse(metadata);
      const holds = (text: string) =>
        verify(
          null,
          Buffer.from(text),
          createPublicKey(keys.privateKey),
          Buffer.from(signature, 'base64url'),
        );
      expect(holds(canonicalize({ flags, metadata: signed }) ?? '')).toBe(true);
      expect(holds(canonicalize({ flags: [], metadata: signed }) ?? '')).toBe(false);
      expect(signed.targetingKey).toBe(context.targetingKey);
      const hoursLeft = (Date.parse(signed.expiresAt) - Date.now()) / 3_600_000;
      expect(hoursLeft).toBeGreaterThan(23.9);
      expect(hoursLeft).toBeLessThanOrEqual(25);
      upstream.flags.replace(withJobs('on'));
      const later = ofrepAnswerSchema.parse(await (await evaluate()).json());
      expect(signedMetadataSchema.parse(later.metadata).version).toBeGreaterThan(signed.version);
    });

    it('tells who listens that flags changed, also when the file was changed by hand', async () => {
      const request = get(`${upstream.address}${endpoints.flagsStream}`, {
        headers: { authorization: `Bearer ${athlete.token}` },
      });
      const [stream] = (await once(request, 'response')) as [IncomingMessage];
      expect(stream.headers['content-type']).toBe('text/event-stream');
      const news = stream.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
      const next = async (): Promise<number | undefined> => {
        const { value } = (await news.next()) as { value: string };
        return refetchEvaluationSchema.parse(JSON.parse(value.replace(/^data: /, ''))).lastModified;
      };
      const atFirst = await next();
      upstream.flags.replace(withJobs('off'));
      const replaced = await next();
      writeFileSync(flagsFile(upstream.folder), JSON.stringify(withJobs('on')));
      const byHand = await next();
      expect([atFirst, replaced, byHand].every((version) => version !== undefined)).toBe(true);
      expect(new Set([atFirst, replaced, byHand]).size).toBe(3);
      request.destroy();
    });
  });
});

describe.skipIf(!hasPostgres)('where its database went away', () => {
  let upstream: OpenUpstream;
  beforeAll(async () => {
    upstream = await openUpstream('PostgreSQL');
  }, 60_000);
  afterAll(() => upstream.close());

  it('says so with 503 and when to come back, and lives', async () => {
    const athlete = upstream.newAthlete();
    const job = await importJob();
    await athlete.settle(job);
    await upstream.stopPostgres();
    for (const ask of [() => athlete.ask('GET', endpoints.readyz), () => athlete.post(job)]) {
      const answer = await ask();
      expect([
        answer.status,
        answer.headers.get('retry-after'),
        problemSchema.parse(await answer.json()).type,
      ]).toEqual([503, '5', 'urn:cooldown:problem:unavailable']);
    }
    expect((await athlete.ask('GET', endpoints.healthz)).status).toBe(200);
    expect(upstream.troubles).not.toEqual([]);
  });
});

const withJobs = (defaultVariant: 'on' | 'off') => ({
  ...defaultFlags,
  flags: {
    ...defaultFlags.flags,
    external_import_jobs_enabled: { ...defaultFlags.flags.external_import_jobs_enabled, defaultVariant },
  },
});
