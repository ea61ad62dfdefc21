// The intake's sign of life, while it has something to do. It is given only after a call to the file system of its
// own staging folder came back: where all threads hang, it stays away.
import { stat } from 'node:fs/promises';
import type { IntakeReport } from '../../src-worker/contract/intake-messages.ts';
import type { NamedPath } from './watch-calls.ts';

export interface BeatParts {
  readonly stagingFolder: string;
  readonly everyMs: number;
  readonly stalled: () => readonly NamedPath[];
  readonly report: (report: IntakeReport) => void;
}

export interface Beats {
  /** Something to do has come. */
  begin(): void;
  /** It is done; each `begin` has one `end`. */
  end(): void;
}

export function createBeats({ stagingFolder, everyMs, stalled, report }: BeatParts): Beats {
  let underWay = 0;
  let isBeating = false;

  const beat = async () => {
    // Also a folder that is gone is an answer.
    await stat(stagingFolder).catch(() => undefined);
    if (underWay === 0) {
      isBeating = false;
      return;
    }
    report({ type: 'beat', stalled: [...stalled()] });
    setTimeout(() => void beat(), everyMs);
  };

  return {
    begin: () => {
      underWay += 1;
      if (isBeating) return;
      isBeating = true;
      void beat();
    },
    end: () => {
      underWay -= 1;
    },
  };
}
