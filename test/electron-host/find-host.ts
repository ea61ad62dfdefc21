// Which host runs the app: Electron itself, or the stand-in with the best Chromium at hand. A pure decision over facts
// that probe-host.ts collects.

export interface HostFacts {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** COOLDOWN_BROWSER: a path, `bundled`, or null. */
  readonly wantedBrowser: string | null;
  /** Electron's own executable, where it is installed or named by an environment variable. */
  readonly electron: string | null;
  /** Chrome, Chromium or Edge, best first. */
  readonly browsers: readonly string[];
  /** The Chromium that came with `npm ci`: headless, for Linux on x64. */
  readonly hasBundledBrowser: boolean;
  /** A screen to show a window on, and nobody asked to do without. */
  readonly hasDisplay: boolean;
}

export type BrowserChoice =
  { readonly kind: 'installed'; readonly path: string } | { readonly kind: 'bundled' };

export type HostChoice =
  | { readonly kind: 'electron'; readonly executable: string; readonly headless: boolean }
  | { readonly kind: 'stand-in'; readonly browser: BrowserChoice; readonly headless: boolean }
  | { readonly kind: 'none'; readonly sentence: string };

export function chooseHost(facts: HostFacts): HostChoice {
  if (facts.electron !== null && facts.wantedBrowser === null) {
    return { kind: 'electron', executable: facts.electron, headless: !facts.hasDisplay };
  }
  return chooseStandIn(facts);
}

/** Without Electron, or by wish. */
export function chooseStandIn(facts: HostFacts): Exclude<HostChoice, { kind: 'electron' }> {
  const { wantedBrowser, browsers, hasDisplay, hasBundledBrowser } = facts;
  if (wantedBrowser === 'bundled') {
    return hasBundledBrowser ? bundled : { kind: 'none', sentence: noBundledBrowser };
  }
  const path = wantedBrowser ?? browsers[0];
  if (path !== undefined) {
    return { kind: 'stand-in', browser: { kind: 'installed', path }, headless: !hasDisplay };
  }
  return hasBundledBrowser ? bundled : { kind: 'none', sentence: noBrowser(facts) };
}

/** It has no window to show, whatever the display. */
const bundled = { kind: 'stand-in', browser: { kind: 'bundled' }, headless: true } as const;

const noBundledBrowser =
  'COOLDOWN_BROWSER=bundled asks for the Chromium that comes by npm, but it is not here: it exists for Linux on x64 ' +
  'and comes with `npm ci`.';

function noBrowser({ platform, arch }: HostFacts): string {
  const install =
    platform === 'linux'
      ? 'Install one, for example with `apt-get install -y chromium`'
      : 'Install Chrome, Chromium or Edge';
  return (
    `Neither Electron's binary nor a Chromium is here (${platform}, ${arch}). ${install}, or name one by ` +
    'COOLDOWN_BROWSER=PATH, or fetch Electron with `npx install-electron`.'
  );
}

/** The one line a person reads at the start. */
export function describeHost(choice: HostChoice): string {
  switch (choice.kind) {
    case 'none':
      return choice.sentence;
    case 'electron':
      return `Running on Electron (${choice.executable})${choice.headless ? ', without a display' : ''}.`;
    case 'stand-in': {
      const browser = choice.browser.kind === 'bundled' ? 'the Chromium from npm' : choice.browser.path;
      return choice.headless
        ? `Electron's binary is not here: running headless, without a window, on the Chromium stand-in (${browser}).`
        : `Electron's binary is not here: running on the Chromium stand-in (${browser}). Tray, menus and native dialogs are limited.`;
    }
  }
}
