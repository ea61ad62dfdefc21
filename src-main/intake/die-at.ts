// Test switch: at a named point main and this process end at once, as in a power cut.
import type { CrashPoint } from '../../src-worker/contract/crash-points.ts';
import type { DieAt } from './process-arguments.ts';

/** Says that a point is reached. */
export type Reach = (point: CrashPoint) => void;

export function createReach(dieAt: DieAt | null): Reach {
  let times = 0;
  return (point) => {
    if (dieAt?.point !== point) return;
    times += 1;
    if (times !== dieAt.time) return;
    process.kill(process.ppid, 'SIGKILL');
    process.kill(process.pid, 'SIGKILL');
  };
}
