// Jobs waiting for a lane, first come, first read. Some can be held back: they keep their places.

export interface JobQueue<Job> {
  push(...jobs: readonly Job[]): void;
  /** Those nobody took yet. */
  waiting(): readonly Job[];
  /** Settles when there is a job for the caller. */
  take(): Promise<Job>;
  /** Takes them out, whether held or not. */
  drop(isMeant: (job: Job) => boolean): readonly Job[];
  /** From now on these are not given to anybody; another call lets go of what the one before held. */
  hold(isHeld: (job: Job) => boolean): void;
}

export function createJobQueue<Job>(): JobQueue<Job> {
  let jobs: readonly Job[] = [];
  const takers: ((job: Job) => void)[] = [];
  let isHeld: (job: Job) => boolean = () => false;

  const give = (): void => {
    while (takers.length > 0) {
      const next = jobs.find((job) => !isHeld(job));
      if (next === undefined) return;
      jobs = jobs.filter((job) => job !== next);
      takers.shift()?.(next);
    }
  };

  return {
    push(...arrived) {
      jobs = [...jobs, ...arrived];
      give();
    },
    waiting: () => jobs,
    take() {
      const taken = new Promise<Job>((resolve) => takers.push(resolve));
      give();
      return taken;
    },
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
