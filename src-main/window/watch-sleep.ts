// The computer slept and is awake again, or somebody came back to it: what is looked at again and again is looked at now.
import type { PowerMonitor } from 'electron';

interface SleepParts {
  readonly powerMonitor: PowerMonitor;
  readonly nowMs: () => number;
  readonly onResume: () => void;
}

/** Waking up and unlocking follow each other. */
const oneWakingMs = 3000;

export function watchSleep({ powerMonitor, nowMs, onResume }: SleepParts): void {
  let lastResumeMs = -Infinity;
  const resume = (): void => {
    if (nowMs() - lastResumeMs < oneWakingMs) return;
    lastResumeMs = nowMs();
    onResume();
  };
  powerMonitor.on('resume', resume);
  powerMonitor.on('unlock-screen', resume);
}
