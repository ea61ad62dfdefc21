// Jobs waiting for a lane, first come, first read. Some can be held back: they keep their places.

export interface JobQueue<Job> {
  push(...jobs: readonly Job[]): void;
  /** Those nobody took yet. */
  waiting(): readonly Job[];
  /** Settles when there is a job for the caller; `isMeant`: who takes only some, asked for each whenever there may be one. */
  take(isMeant?: (job: Job) => boolean): Promise<Job>;
  /** Takes them out, whether held or not. */
  drop(isMeant: (job: Job) => boolean): readonly Job[];
  /** From now on these are not given to anybody; another call lets go of what the one before held. */
  hold(isHeld: (job: Job) => boolean): void;
}

export function createJobQueue<Job>(): JobQueue<Job> {
  let jobs: readonly Job[] = [];
  let takers: readonly { readonly isMeant: (job: Job) => boolean; readonly give: (job: Job) => void }[] = [];
  let isHeld: (job: Job) => boolean = () => false;

  const give = (): void => {
    for (const taker of takers) {
      const next = jobs.find((job) => !isHeld(job) && taker.isMeant(job));
      if (next === undefined) continue;
      jobs = jobs.filter((job) => job !== next);
      takers = takers.filter((other) => other !== taker);
      taker.give(next);
    }
  };

  return {
    push(...arrived) {
      jobs = [...jobs, ...arrived];
      give();
    },
    waiting: () => jobs,
    take: (isMeant = () => true) =>
      new Promise<Job>((resolve) => {
        takers = [...takers, { isMeant, give: resolve }];
        give();
      }),
    drop(isMeant) {
      const dropped = jobs.filter(isMeant);
      jobs = jobs.filter((job) => !isMeant(job));
      return dropped;
    },
    hold(held) {
      isHeld = held;
      give();
    },
  };
}
