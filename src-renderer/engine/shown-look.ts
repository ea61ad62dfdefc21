// The look that is shown: what the engine told of it last. What it tells of another one is of a look that has ended.
import { useSyncExternalStore } from 'react';
import type { Look } from '../../src-worker/contract/look.ts';

export interface ShownLook {
  readonly lookId: string;
  /** Null before anything was seen. */
  readonly look: Look | null;
}

let shown: ShownLook | null = null;
/** It may be told of before main's answer names it. */
let heard: Look | null = null;
const listeners = new Set<() => void>();

function become(next: ShownLook | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function hearLook(look: Look): void {
  heard = look;
  if (shown?.lookId === look.lookId) become({ lookId: look.lookId, look });
}

export function showLook(lookId: string): void {
  become({ lookId, look: heard?.lookId === lookId ? heard : null });
}

export const hideLook = (): void => become(null);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useShownLook = (): ShownLook | null => useSyncExternalStore(subscribe, () => shown);
