// Files that were at work when the page died: one of them may have killed it. Who is named twice is not read again; of an
// archive it is the entry that comes next.
import type { ImportJob } from '../contract/import-job.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { PageDeathSuspect } from './read-file.ts';

const deathsBeforeSetAside = 2;

export async function blame(database: CooldownDatabase, jobIds: readonly string[]): Promise<void> {
  await database.jobs
    .where('jobId')
    .anyOf(jobIds)
    .modify((job: { deaths: number }) => {
      job.deaths += 1;
    });
}

export async function forgive(database: CooldownDatabase, jobIds: readonly string[]): Promise<void> {
  await database.jobs.where('jobId').anyOf(jobIds).modify({ deaths: 0 });
}

/** An archive has one more: with it the page names the entry. */
export const isKiller = ({ deaths, isArchive }: ImportJob): boolean =>
  deaths >= deathsBeforeSetAside + (isArchive ? 1 : 0);

export function suspectOf({ deaths }: ImportJob): PageDeathSuspect {
  if (deaths === 0) return 'nothing';
  return deaths < deathsBeforeSetAside ? 'some_entry' : 'next_entry';
}
