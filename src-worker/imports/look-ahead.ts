// What the log knows of files that wait to be read, looked up for many at once: each look waits for what is being written
// at that moment, and one for each file would make reading and writing take turns.

export interface LookAhead<Job, Known> {
  /** `next`: jobs that will be asked for soon. */
  of(job: Job, next: readonly Job[]): Promise<Known>;
}

/** `look` answers for each of the jobs, in their order. */
export function createLookAhead<Job extends { readonly jobId: string }, Known>(
  look: (jobs: readonly Job[]) => Promise<readonly Known[]>,
  { maxJobs }: { readonly maxJobs: number },
): LookAhead<Job, Known> {
  const looked = new Map<string, Promise<Known>>();

  const lookUp = (jobs: readonly Job[]): void => {
    const answers = look(jobs);
    for (const [index, { jobId }] of jobs.entries()) {
      const answer = answers.then((all) => {
        const known = all[index];
        if (known === undefined) throw new Error('a job without an answer');
        return known;
      });
      // Whoever asks for it hears of a failure.
      answer.catch(() => undefined);
      looked.set(jobId, answer);
    }
  };

  return {
    of(job, next) {
      if (!looked.has(job.jobId)) {
        lookUp([job, ...next.filter(({ jobId }) => !looked.has(jobId))].slice(0, maxJobs));
      }
      const answer = looked.get(job.jobId);
      looked.delete(job.jobId);
      return answer ?? Promise.reject(new Error('a job that was not looked up'));
    },
  };
}
