// What the routes are made of.
import type { KeyObject } from 'node:crypto';
import type { Db } from './db/db.ts';
import type { FlagFile } from './flags/flag-file.ts';
import type { JobWorker } from './jobs/job-worker.ts';
import type { FindHolder } from './tokens.ts';

export interface UpstreamParts {
  readonly db: Db;
  readonly worker: JobWorker;
  readonly findHolder: FindHolder;
  readonly flags: FlagFile;
  /** Ed25519: answers about flags are signed where there is one. */
  readonly signingKey: KeyObject | null;
  readonly now: () => Date;
  readonly onTrouble: (error: unknown) => void;
}
