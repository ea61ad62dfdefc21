// Brings the reference upstream up: database, tables, tokens, flags, the worker, and the server in front of them.
import type { KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Db } from './db/db.ts';
import { openPglite } from './db/pglite-db.ts';
import { openPostgres } from './db/postgres-db.ts';
import { makeTables } from './db/schema.ts';
import { openFlagFile, type FlagFile } from './flags/flag-file.ts';
import { startJobWorker, type JobWorker } from './jobs/job-worker.ts';
import { upstreamServer } from './server.ts';
import { tokenBook } from './tokens.ts';

export interface UpstreamOptions {
  /** Tokens, definitions of flags, and with PGlite the data. */
  readonly folder: string;
  /** A PostgreSQL server's; without it PGlite. */
  readonly databaseUrl?: string | undefined;
  /** 0 for any that is free. */
  readonly port?: number;
  readonly signingKey?: KeyObject | null;
  readonly now?: () => Date;
  readonly retryDelaysMs?: readonly number[];
  readonly onTrouble: (error: unknown) => void;
}

export interface Upstream {
  /** `http://127.0.0.1:<port>` */
  readonly address: string;
  readonly db: Db;
  readonly flags: FlagFile;
  readonly worker: JobWorker;
  close(): Promise<void>;
}

export const tokensFile = (folder: string): string => join(folder, 'tokens.json');
export const flagsFile = (folder: string): string => join(folder, 'flags.json');

export const openDatabase = async (folder: string, databaseUrl: string | undefined): Promise<Db> =>
  databaseUrl === undefined ? openPglite(join(folder, 'data')) : openPostgres(databaseUrl);

export async function startUpstream(options: UpstreamOptions): Promise<Upstream> {
  const { folder, databaseUrl, port = 0, signingKey = null, onTrouble } = options;
  const now = options.now ?? (() => new Date());
  const db = await openDatabase(folder, databaseUrl);
  await makeTables(db);
  const flags = openFlagFile(flagsFile(folder), onTrouble);
  const retryDelaysMs = options.retryDelaysMs ?? [1_000, 5_000, 25_000];
  const worker = startJobWorker(db, { now, retryDelaysMs, onTrouble });
  const findHolder = tokenBook(tokensFile(folder));
  const server = await upstreamServer({ db, worker, findHolder, flags, signingKey, now, onTrouble });
  // Only this machine: there is no TLS here.
  await server.listen({ host: '127.0.0.1', port });
  const { port: taken } = server.server.address() as AddressInfo; // of a TCP server it always is one
  return {
    address: `http://127.0.0.1:${taken}`,
    db,
    flags,
    worker,
    close: async () => {
      await server.close();
      await worker.close();
      flags.close();
      await db.close();
    },
  };
}
