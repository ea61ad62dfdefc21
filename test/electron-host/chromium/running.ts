// The one running Chromium, for those that need it after `ready`.
import type { CdpConnection } from './cdp-connection.ts';
import type { OpenPage } from './open-page.ts';

export interface RunningChromium {
  readonly connection: CdpConnection;
  readonly headless: boolean;
  readonly openPage: OpenPage;
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
