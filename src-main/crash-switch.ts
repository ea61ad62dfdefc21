// Test switch: ends everything at a named point, the so-many-th time it is reached there in main.
import type { CrashPoint } from '../src-worker/contract/crash-points.ts';

export function crashSwitch(
  death: { readonly point: CrashPoint; readonly time: number } | null,
): (point: CrashPoint) => void {
  let timesLeft = death?.time ?? 0;
  return (point) => {
    if (point !== death?.point) return;
    timesLeft -= 1;
    if (timesLeft === 0) dieNow();
  };
}

/** As a power cut does it: nothing is flushed, nobody is told. */
export function dieNow(): void {
  process.kill(process.pid, 'SIGKILL');
}
