// The preferences as React sees them: one copy for the page, kept in local storage.
import { useSyncExternalStore } from 'react';
import { parsePreferences, type Preferences } from './preferences.ts';

const storageKey = 'cooldown.preferences';
const listeners = new Set<() => void>();
let current = parsePreferences(localStorage.getItem(storageKey));

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(storageKey, JSON.stringify(current));
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => current);
