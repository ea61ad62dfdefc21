// Starts the engine in its worker and hands it its port to main. Whether it runs is told to the status line.
import * as Comlink from 'comlink';
import { useSyncExternalStore } from 'react';
import type { EngineApi } from '../../src-worker/contract/engine-api.ts';

export type EngineLife = 'starting' | 'running' | 'stopped';

let life: EngineLife = 'starting';
const listeners = new Set<() => void>();

function become(next: EngineLife): void {
  life = next;
  for (const listener of listeners) listener();
}

type OnPort = (take: (port: MessagePort) => void) => () => void;

/** Returns its stop. */
export function startEngine(onPort: OnPort): () => void {
  // Without this Chromium may drop the database when the disk is short; what it answers changes nothing here.
  void navigator.storage.persist();
  const worker = new Worker(new URL('../../src-worker/engine.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  const engine = Comlink.wrap<EngineApi>(worker);
  // Before it runs, this means that it could not be loaded; later it is one thrown error, which the engine reports.
  worker.addEventListener('error', () => {
    if (life === 'starting') become('stopped');
  });
  const stopListening = onPort((port) => {
    engine.connect(Comlink.transfer(port, [port])).then(
      () => become('running'),
      () => become('stopped'),
    );
  });
  return () => {
    stopListening();
    worker.terminate();
  };
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useEngineLife = (): EngineLife => useSyncExternalStore(subscribe, () => life);
