// Whether the athlete wants nothing to be taken in for now: kept by main, and changed from this page or by the tray.
import { useSyncExternalStore } from 'react';
import type { PauseAnswer } from '../../src-worker/contract/desktop-channels.ts';
import { desktop } from './desktop.ts';

let isPaused = false;
let isAsked = false;
const listeners = new Set<() => void>();

/** Main tells it, too, when it was changed elsewhere. */
export function becomePaused(next: boolean): void {
  isPaused = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  if (!isAsked) {
    isAsked = true;
    desktop.settings().then(
      (settings) => settings.kind === 'settings' && becomePaused(settings.importsPaused),
      // Main knows all the same; the next press of the button says how it stands.
      () => undefined,
    );
  }
  return () => listeners.delete(listener);
};

export const useImportsPaused = (): boolean => useSyncExternalStore(subscribe, () => isPaused);

/** What main answered; a call that does not come through counts as refused. */
export async function pauseImports(wanted: boolean): Promise<PauseAnswer> {
  const answer = await desktop.pauseImports(wanted).catch((): PauseAnswer => ({ kind: 'refused' }));
  if (answer.kind === 'pause') becomePaused(answer.isPaused);
  return answer;
}
