// Ends what an app that is gone had begun: its imports get no more files, so what was named and never came is said.
import { v7 as newUuid } from 'uuid';
import type { ImportRun } from '../contract/import-job.ts';
import type { RefusedFile } from '../contract/intake-messages.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { unfinishedJobs } from './enqueue.ts';

export interface CutOff {
  /** One for each named path that has no job and no receipt of its own. */
  readonly refused: readonly RefusedFile[];
  /** Jobs that go on: their staged copies are still needed. */
  readonly openJobs: readonly string[];
}

/** `appStartedAt`: ISO 8601; imports begun before are an earlier app's. May be called again for the same app. */
export async function closeCutOffImports(database: CooldownDatabase, appStartedAt: string): Promise<CutOff> {
  const { imports, jobs, receipts } = database;
  return database.transaction('rw', imports, jobs, receipts, async () => {
    const open = await unfinishedJobs(database);
    const earlier = await imports
      .where('startedAt')
      .below(appStartedAt)
      .filter(({ finishedAt }) => finishedAt === null)
      .toArray();
    const refused: RefusedFile[] = [];
    for (const run of earlier) {
      const own = open.filter(({ importId }) => importId === run.importId);
      if (run.listed && run.filesDone + own.length >= run.filesFound) continue;
      const answered = await receipts
        .where('[importId+finishedAt]')
        .between([run.importId, ''], [run.importId, '\uffff'])
        .toArray();
      const known = new Set([...own.map(({ path }) => path), ...answered.map(({ file }) => file.path)]);
      const missing = run.paths.filter((path) => !known.has(path)).map((path) => cutOffFile(run, path));
      refused.push(...missing);
      const filesFound = run.filesDone + own.length + missing.length;
      const isOver = run.filesDone >= filesFound;
      await imports.put({ ...run, listed: true, filesFound, finishedAt: isOver ? appStartedAt : null });
    }
    return { refused, openJobs: open.map(({ jobId }) => jobId) };
  });
}

function cutOffFile({ importId }: ImportRun, path: string): RefusedFile {
  const name = path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
  return { fileId: newUuid(), importId, name, path, sizeBytes: null, failure: { kind: 'intake_stopped' } };
}
