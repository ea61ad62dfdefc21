// What main tells of devices and folders, kept for the page: read once, then listened to. A list that main tells while the
// first answer is still on its way is newer than that answer.
import type { DesktopBridge } from '../../src-worker/contract/desktop-bridge.ts';
import type { Source } from '../../src-worker/contract/sources.ts';

/** Undefined while it is being read; `refused` where main could not be asked and has told nothing since. */
export type SourcesKnown = readonly Source[] | 'refused' | undefined;

export interface SourcesStore {
  /** The first listener starts it, the end of the last one stops it; what is known stays. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly known: () => SourcesKnown;
}

export function makeSourcesStore(bridge: Pick<DesktopBridge, 'sources' | 'onSources'>): SourcesStore {
  const listeners = new Set<() => void>();
  let known: SourcesKnown;
  let stop: (() => void) | null = null;

  const learn = (news: SourcesKnown) => {
    known = news;
    for (const listener of listeners) listener();
  };

  const start = (): (() => void) => {
    let wantsAnswer = true;
    const hear = (answer: SourcesKnown) => {
      if (wantsAnswer) learn(answer);
    };
    const end = bridge.onSources((sources) => {
      wantsAnswer = false;
      learn(sources);
    });
    bridge.sources().then(
      (answer) => hear(answer.kind === 'sources' ? answer.sources : 'refused'),
      () => hear('refused'),
    );
    return () => {
      wantsAnswer = false;
      end();
    };
  };

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      stop ??= start();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
    known: () => known,
  };
}
