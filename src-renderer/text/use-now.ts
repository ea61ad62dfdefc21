// The time as the page shows it: fresh to the minute, the same for every component of one rendering.
import { useSyncExternalStore } from 'react';

const minuteMs = 60_000;
let now = new Date();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    now = new Date();
    listener();
  }, minuteMs);
  return () => clearInterval(timer);
}

export const useNow = (): Date => useSyncExternalStore(subscribe, () => now);
