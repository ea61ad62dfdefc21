// Chromium's command line. Pure: facts in, switches out.

export interface ChromiumFacts {
  readonly profileFolder: string;
  readonly headless: boolean;
  readonly runsAsRoot: boolean;
  /** Names the window for the desktop (WM_CLASS). */
  readonly appName: string;
  /** What the app or its test driver appended by `app.commandLine.appendSwitch`. */
  readonly appended: ReadonlyMap<string, string>;
  /** A port for a test driver's DevTools connection; null where none asked. Our own connection is a pipe. */
  readonly debuggingPort: string | null;
}

/** What a browser does for a person who surfs, and an app's window must not do. */
const notABrowser = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-search-engine-choice-screen',
  '--hide-crash-restore-bubble',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
] as const;

/** Electron's `backgroundThrottling: false`, for every page. */
const awake = [
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
] as const;

const disabledFeatures = [
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  'DestroyProfileOnBrowserClose',
  'GlobalMediaControls',
] as const;

/** Electron's own addition to the web: a port tells that the other end was closed. */
const blinkFeatures = ['MessagePortCloseEvent'] as const;

/** Decided here; appended values are added to a list or dropped. */
const ours: ReadonlySet<string> = new Set([
  'user-data-dir',
  'headless',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'disable-features',
  'enable-blink-features',
]);

/** What a second Chromium needs to find the first and to look like it. */
export function messengerSwitches({ profileFolder, appName, runsAsRoot }: ChromiumFacts): readonly string[] {
  return [
    `--user-data-dir=${profileFolder}`,
    `--class=${appName}`,
    '--test-type',
    // Should it find nobody and become a browser itself: one that ends with us.
    '--remote-debugging-pipe',
    ...(runsAsRoot ? ['--no-sandbox'] : []),
  ];
}

export function chromiumSwitches(facts: ChromiumFacts): readonly string[] {
  const list = (name: string, own: readonly string[]): string =>
    `--${name}=${[...own, facts.appended.get(name) ?? ''].filter(Boolean).join(',')}`;
  return [
    '--remote-debugging-pipe',
    ...(facts.debuggingPort === null ? [] : [`--remote-debugging-port=${facts.debuggingPort}`]),
    `--user-data-dir=${facts.profileFolder}`,
    // Windows come when the app makes one.
    '--no-startup-window',
    // Popups are answered by setWindowOpenHandler; what slips past it must not open.
    '--block-new-web-contents',
    // The stand-in's hosts are answered from inside; nothing may ask the network for them.
    '--host-resolver-rules=MAP *.invalid ~NOTFOUND',
    '--disable-back-forward-cache',
    '--disable-dev-shm-usage',
    list('disable-features', disabledFeatures),
    list('enable-blink-features', blinkFeatures),
    `--class=${facts.appName}`,
    ...notABrowser,
    ...awake,
    ...(facts.headless
      ? ['--headless=new', '--disable-gpu', '--hide-scrollbars']
      : // No yellow bar about switches that are unusual in a browser.
        ['--test-type']),
    // Chromium's sandbox refuses to start for root, and containers often know nobody else. Never otherwise.
    ...(facts.runsAsRoot ? ['--no-sandbox'] : []),
    ...appendedSwitches(facts.appended),
  ];
}

function appendedSwitches(appended: ReadonlyMap<string, string>): string[] {
  return [...appended]
    .filter(([name]) => !ours.has(name))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
}
