// A real PostgreSQL server, named by its address (`DATABASE_URL`).
import { Pool, type PoolClient } from 'pg';
import { queriesBy, type Db } from './db.ts';

/** Serialization failure and deadlock: nothing was done, and the same work may succeed. */
const conflicts = ['40001', '40P01'];
const mostTries = 5;

export function openPostgres(url: string): Db {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000 });
  // A connection that idles and breaks is replaced by the next question.
  pool.on('error', () => undefined);
  return {
    engine: 'postgres',
    ...queriesBy((sql, parameters) => pool.query<object>(sql, parameters)),
    tx: async (work) => {
      for (let nth = 1; ; nth += 1) {
        const client = await pool.connect();
        try {
          return await inTransaction(client, () =>
            work(queriesBy((sql, parameters) => client.query<object>(sql, parameters))),
          );
        } catch (error) {
          if (nth === mostTries || !conflicts.includes(sqlStateOf(error))) throw error;
        }
      }
    },
    close: () => pool.end(),
  };
}

async function inTransaction<Value>(client: PoolClient, work: () => Promise<Value>): Promise<Value> {
  let isBroken = false;
  try {
    await client.query('begin');
    const value = await work();
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => (isBroken = true));
    throw error;
  } finally {
    client.release(isBroken);
  }
}

const sqlStateOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
