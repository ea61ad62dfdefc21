// PostgreSQL inside this process, its data in a folder: for development, the demo and a single athlete's own machine.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { queriesBy, type Db } from './db.ts';

/** Makes the database where there is none yet, which takes some seconds. One process at a time: a second one is refused. */
export async function openPglite(folder: string): Promise<Db> {
  mkdirSync(folder, { recursive: true });
  const release = holdAlone(`${folder}.lock`);
  const database = await PGlite.create({ dataDir: join(folder) }).catch((error: unknown) => {
    release();
    throw error;
  });
  return {
    engine: 'pglite',
    ...queriesBy((sql, parameters) => database.query(sql, parameters)),
    // One connection: transactions follow one another, and never conflict.
    tx: (work) =>
      database.transaction((transaction) =>
        work(queriesBy((sql, parameters) => transaction.query(sql, parameters))),
      ),
    close: async () => {
      await database.close();
      release();
    },
  };
}

/** PGlite itself does not notice when two processes open one folder, and would damage it. */
function holdAlone(lock: string): () => void {
  for (;;) {
    try {
      const handle = openSync(lock, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = Number(readFileSync(lock, 'utf8'));
    if (lives(holder)) {
      throw new Error(`the database in ${lock.replace(/\.lock$/, '')} is open in process ${holder}`);
    }
    rmSync(lock, { force: true });
  }
}

function lives(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
