// What an app that is gone had begun and not brought to its end: its journaled requests are taken up again, without the
// files that ended or have a job.
import type { OpenImport } from '../contract/import-job.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { unfinishedJobs } from './enqueue.ts';
import { goesOn } from './parts.ts';

/** All that are not over; main knows which of them it began itself. */
export async function findOpenImports(database: CooldownDatabase): Promise<readonly OpenImport[]> {
  const { imports, jobs, receipts } = database;
  return database.transaction('r', imports, jobs, receipts, async () => {
    const open = await unfinishedJobs(database);
    const unfinished = await imports.filter(({ finishedAt }) => finishedAt === null).toArray();
    const left: OpenImport[] = [];
    for (const { importId, origin, paths, listed, filesDone, filesFound } of unfinished) {
      const own = open.filter((job) => job.importId === importId);
      // All its files were found, and those that did not end wait in the queue: nothing to look for.
      if (listed && filesDone + own.length >= filesFound) continue;
      const answered = await receipts
        .where('[importId+finishedAt]')
        .between([importId, ''], [importId, '\uffff'])
        .toArray();
      const ended = answered.filter((receipt) => !goesOn(receipt));
      const answeredPaths = [...own.map(({ path }) => path), ...ended.map(({ file }) => file.path)];
      left.push({ importId, origin, paths: [...paths], answeredPaths });
    }
    return left;
  });
}
