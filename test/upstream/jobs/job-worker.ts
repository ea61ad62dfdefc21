// Ends queued jobs as they come: woken by every post, and by itself when a retry is due.
import { setImmediate as otherWork } from 'node:timers/promises';
import { z } from 'zod';
import { instantColumn, type Db } from '../db/db.ts';
import { processDueJobs, type Processing } from './process-jobs.ts';

export interface JobWorker {
  /** There may be something to do. */
  wake(): void;
  /** Ends what is due of one athlete now. */
  settle(athleteId: string): Promise<void>;
  /** Finishes what it is at; nothing is begun after it. */
  close(): Promise<void>;
}

type How = Omit<Processing, 'athleteId'> & {
  /** The database did not answer, say: it goes on after a while. */
  readonly onTrouble: (error: unknown) => void;
};

const afterTroubleMs = 1_000;
const dueRow = z.object({ athlete_id: z.string(), due_at: instantColumn });

export function startJobWorker(db: Db, how: How): JobWorker {
  const waking = new Wake();
  let isClosed = false;

  async function settle(athleteId: string): Promise<void> {
    for (let more = true; more && !isClosed;) {
      more = await processDueJobs(db, { ...how, athleteId });
      // PGlite works inside this process: requests get their turn between two batches.
      await otherWork();
    }
  }

  /** Milliseconds until it is worth to look again; null where only a new job changes anything. */
  async function round(): Promise<number | null> {
    const waiting = await db.query(
      dueRow,
      // By the first of each identity: those behind it wait for it.
      `select athlete_id, min(due_at) as due_at from (
         select distinct on (athlete_id, source_identity_key) athlete_id, due_at from jobs
         where status = 'queued' order by athlete_id, source_identity_key, place) as first
       group by athlete_id`,
    );
    const now = how.now().toISOString();
    const due = waiting.filter(({ due_at }) => due_at <= now);
    for (const { athlete_id } of due) await settle(athlete_id);
    if (due.length > 0) return 0;
    const next = waiting.map(({ due_at }) => Date.parse(due_at) - Date.parse(now));
    return next.length === 0 ? null : Math.min(...next);
  }

  async function run(): Promise<void> {
    while (!isClosed) {
      const waitMs = await round().catch((error: unknown) => {
        how.onTrouble(error);
        return afterTroubleMs;
      });
      if (waitMs !== 0) await waking.wait(waitMs);
    }
  }

  const running = run();
  return {
    wake: () => waking.ring(),
    settle,
    close: async () => {
      isClosed = true;
      waking.ring();
      await running;
    },
  };
}

/** A bell that is heard also by who begins to wait after it rang. */
class Wake {
  #rang = false;
  #hear: (() => void) | null = null;

  ring(): void {
    this.#rang = true;
    this.#hear?.();
  }

  async wait(ms: number | null): Promise<void> {
    if (!this.#rang) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#hear = resolve;
        // Longer than Node can count it would not wait at all.
        if (ms !== null) timer = setTimeout(resolve, Math.min(ms, 2 ** 31 - 1));
      });
      clearTimeout(timer);
      this.#hear = null;
    }
    this.#rang = false;
  }
}
