// The one file that touches `window.desktop`: what the page may ask of the machine, as the contract types it.
import type { DesktopBridge } from '../../src-worker/contract/desktop-bridge.ts';
import { enginePortMessage } from '../../src-worker/contract/engine-port.ts';

declare global {
  interface Window {
    /** The preload put it there before any script of the page ran. */
    readonly desktop: DesktopBridge;
  }
}

export const { desktop } = window;

/** Asks main for the engine's port, now and whenever main hands out a new one. Returns its stop. */
export function onEnginePort(take: (port: MessagePort) => void): () => void {
  const hear = (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source === window && event.data === enginePortMessage && port !== undefined) take(port);
  };
  window.addEventListener('message', hear);
  desktop.requestEnginePort();
  return () => window.removeEventListener('message', hear);
}
