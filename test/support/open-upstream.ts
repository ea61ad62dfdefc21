// The reference upstream for tests, on either database, and athletes who talk to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as newUuid } from 'uuid';
import { endpoints, jobPath } from '../../src-worker/contract/upstream/endpoints.ts';
import type { ImportJobRequest } from '../../src-worker/contract/upstream/import-job-request.ts';
import { jobStatusSchema, type UpstreamJobStatus } from '../../src-worker/contract/upstream/job-status.ts';
import { postedJobSchema } from '../../src-worker/contract/upstream/job-answer.ts';
import { judge, type Judgement } from '../upstream/judge.ts';
import {
  startUpstream,
  tokensFile,
  type Upstream,
  type UpstreamOptions,
} from '../upstream/start-upstream.ts';
import { athletesOf, issueToken } from '../upstream/tokens.ts';
import { hasPostgres, startPostgres } from './postgres-server.ts';
import { copyPreparedPglite } from './prepared-pglite.ts';

export interface Athlete {
  readonly athleteId: string;
  readonly token: string;
  /** A JSON body, with the token. */
  ask(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    how?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Response>;
  post(job: ImportJobRequest): Promise<Response>;
  /** Posts it, and waits until it has come to an end. */
  settle(job: ImportJobRequest): Promise<UpstreamJobStatus>;
  judge(expected?: readonly string[]): Promise<Judgement>;
}

export interface OpenUpstream extends Upstream {
  readonly folder: string;
  /** What went wrong inside, which nobody is told. */
  readonly troubles: unknown[];
  newAthlete(): Athlete;
  /** As when its machine goes down; there is none with PGlite. */
  stopPostgres(): Promise<void>;
}

/** Each suite of the upstream runs on both; where PostgreSQL is not installed that half counts as skipped. */
export const engines = [
  { engine: 'PGlite', isThere: true },
  { engine: hasPostgres ? 'PostgreSQL' : 'PostgreSQL (not installed here)', isThere: hasPostgres },
] as const;

export async function openUpstream(
  engine: string,
  options: Partial<UpstreamOptions> = {},
): Promise<OpenUpstream> {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-'));
  const postgres = engine === 'PGlite' ? null : await startPostgres();
  if (postgres === null) await copyPreparedPglite(join(folder, 'data'));
  const troubles: unknown[] = [];
  const upstream = await startUpstream({
    folder,
    databaseUrl: postgres?.url,
    retryDelaysMs: [1, 1, 1],
    onTrouble: (error) => troubles.push(error),
    ...options,
  });
  return {
    ...upstream,
    folder,
    troubles,
    newAthlete: () => newAthlete(upstream, folder),
    stopPostgres: async () => postgres?.stop(),
    close: async () => {
      await upstream.close();
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newAthlete(upstream: Upstream, folder: string): Athlete {
  const name = newUuid();
  const token = issueToken(tokensFile(folder), { name, now: new Date() });
  const athleteId = athletesOf(tokensFile(folder)).find((holder) => holder.name === name)?.athlete_id ?? '';
  const ask: Athlete['ask'] = (method, path, { body, headers } = {}) =>
    fetch(`${upstream.address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const post: Athlete['post'] = (job) =>
    ask('POST', endpoints.jobs, { body: job, headers: { 'idempotency-key': job.idempotency_key } });
  return {
    athleteId,
    token,
    ask,
    post,
    settle: async (job) => {
      const { job_id } = postedJobSchema.parse(await (await post(job)).json());
      await upstream.worker.settle(athleteId);
      return jobStatusSchema.parse(await (await ask('GET', jobPath(job_id))).json());
    },
    judge: (expected) => judge(upstream.db, athleteId, expected),
  };
}
