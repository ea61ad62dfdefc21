import { setTimeout as pause } from 'node:timers/promises';

/** Resolves after that time, or when the signal ends it; keeps no process alive. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const waitQuietly: Wait = (ms, signal) =>
  pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
