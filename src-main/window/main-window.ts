// The app's one window. It is made hidden; who wants it seen shows it.
import { BrowserWindow } from 'electron';
import { engineOnly } from '../../src-worker/contract/page-kinds.ts';
import { appOrigin } from './app-origin.ts';

interface WindowParts {
  readonly preloadPath: string;
  /** False for the command line: the engine needs a page, nobody needs to see it. */
  readonly visible: boolean;
}

export function openMainWindow({ preloadPath, visible }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Cooldown',
    width: 1200,
    height: 800,
    minWidth: 560,
    minHeight: 420,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // The engine works on while the window is hidden or covered.
      backgroundThrottling: false,
    },
  });
  if (visible) window.once('ready-to-show', () => window.show());
  return window;
}

/** `visible`: as the window was opened. */
export async function loadPage(window: BrowserWindow, visible: boolean): Promise<void> {
  await window.loadURL(`${appOrigin}/index.html${visible ? '' : engineOnly}`);
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
