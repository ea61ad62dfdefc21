// A data folder in which PGlite was made ready once for all tests: making one takes seconds, copying it a tenth of one.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';

const repository = join(import.meta.dirname, '../..');
const cache = join(repository, 'node_modules/.cache/cooldown-upstream');

/** Puts one at `folder`, which is not there yet. */
export async function copyPreparedPglite(folder: string): Promise<void> {
  const manifest: unknown = JSON.parse(
    readFileSync(join(repository, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'),
  );
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const prepared = join(cache, `pglite-${version}`);
  if (!existsSync(prepared)) await prepare(prepared);
  cpSync(prepared, folder, { recursive: true });
}

/** Whoever is first wins: a folder is there whole, or not at all. */
async function prepare(prepared: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'making-'));
  const database = await PGlite.create({ dataDir: join(making, 'data') });
  await database.close();
  try {
    renameSync(join(making, 'data'), prepared);
  } catch (error) {
    if (!existsSync(prepared)) throw error;
  }
  rmSync(making, { recursive: true, force: true });
}
