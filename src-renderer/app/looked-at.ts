// Up to which import the athlete has looked at what became of their files: kept, so that nothing asks twice.
import { useSyncExternalStore } from 'react';

const storageKey = 'cooldown.looked-at';
const listeners = new Set<() => void>();

const read = (): string => localStorage.getItem(storageKey) ?? '';

/** `startedAt` of the newest import that was on the screen. */
export function markLookedAt(startedAt: string): void {
  if (startedAt <= read()) return;
  localStorage.setItem(storageKey, startedAt);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLookedAt = (): string => useSyncExternalStore(subscribe, read);
