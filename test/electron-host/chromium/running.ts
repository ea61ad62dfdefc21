// The one running Chromium, for those that need it after `ready`.
import type { CdpConnection } from './cdp-connection.ts';

export interface RunningChromium {
  readonly connection: CdpConnection;
  readonly headless: boolean;
  /** Opens an empty page in a window of its own and answers its target id. */
  openPage(size: { readonly width: number; readonly height: number }): Promise<string>;
}

let current: RunningChromium | null = null;

export function setRunningChromium(chromium: RunningChromium | null): void {
  current = chromium;
}

export const isChromiumRunning = (): boolean => current !== null;

export function runningChromium(): RunningChromium {
  if (current === null) throw new Error('electron stand-in: Chromium is not running');
  return current;
}
