// Where the upstream answers, below the address that the athlete connects to.
import { upstreamLimits } from './limits.ts';

export const endpoints = {
  jobs: '/v1/imports/jobs',
  jobsBatch: '/v1/imports/jobs/batch',
  events: '/v1/events',
  eventsBatch: '/v1/events/batch',
  athlete: '/v1/athlete',
  flags: '/ofrep/v1/evaluate/flags',
  flagsStream: '/v1/flags/stream',
  healthz: '/healthz',
  readyz: '/readyz',
  openapi: '/openapi.json',
} as const;

/** Status and receipt of one job. */
export const jobPath = (jobId: string): string => `${endpoints.jobs}/${encodeURIComponent(jobId)}`;

/** Those of up to `upstreamLimits.batchItems` jobs. */
export const jobsPath = (jobIds: readonly string[]): string =>
  `${endpoints.jobs}?ids=${jobIds.map(encodeURIComponent).join(',')}`;

/** The page of events behind `after`, a cursor as `events-page.ts` has it. */
export const eventsPath = (after: string, limit: number = upstreamLimits.pageEvents): string =>
  `${endpoints.events}?after=${encodeURIComponent(after)}&limit=${limit}`;
