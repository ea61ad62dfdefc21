// The one door to the database: a query, and a transaction. Two engines answer it (`pglite-db.ts`, `postgres-db.ts`) by the
// same SQL. What comes back is unknown until its row was parsed.
import { z } from 'zod';

export interface Queries {
  query<Row extends z.ZodType>(
    row: Row,
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<readonly z.output<Row>[]>;
}

export interface Db extends Queries {
  readonly engine: 'pglite' | 'postgres';
  /** Commits what `work` did, or none of it where it throws. A conflict with another transaction is tried again by itself. */
  tx<Value>(work: (queries: Queries) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** Of a statement that gives no rows. */
export const noRow = z.never();

/** Both engines give an instant as a Date. */
export const instantColumn = z.date().transform((date) => date.toISOString());

/** Counts far below what a number can hold; selected `::text`, because the engines differ in what else they make of it. */
export const countColumn = z.string().regex(/^\d+$/).transform(Number);

/** As a driver answers, whichever of the two. */
export function queriesBy(
  ask: (sql: string, parameters: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>,
): Queries {
  return {
    query: async (row, sql, parameters = []) => {
      const { rows } = await ask(sql, [...parameters]);
      return rows.map((each) => row.parse(each));
    },
  };
}
