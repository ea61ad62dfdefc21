// Jobs waiting for a lane, first come, first read.

export interface JobQueue<Job> {
  push(...jobs: readonly Job[]): void;
  /** Those nobody took yet. */
  waiting(): readonly Job[];
  /** Settles when there is a job for the caller. */
  take(): Promise<Job>;
}

export function createJobQueue<Job>(): JobQueue<Job> {
  const jobs: Job[] = [];
  const takers: ((job: Job) => void)[] = [];
  return {
    push(...arrived) {
      for (const job of arrived) {
        const taker = takers.shift();
        if (taker === undefined) jobs.push(job);
        else taker(job);
      }
    },
    waiting: () => [...jobs],
    take() {
      const job = jobs.shift();
      return job === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(job);
    },
  };
}
