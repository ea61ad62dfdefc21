// The window is hidden and not closed while Cooldown goes on in the background; when the app quits it closes.
import type { App, BrowserWindow } from 'electron';
import { bringToFront } from './main-window.ts';

interface HidingParts {
  readonly app: App;
  readonly window: BrowserWindow;
  readonly keepsRunning: () => boolean;
  readonly onHidden: () => void;
}

export function hideOnClose({ app, window, keepsRunning, onHidden }: HidingParts): void {
  let isQuitting = false;
  app.on('before-quit', () => {
    isQuitting = true;
  });
  // macOS: the dock was clicked.
  app.on('activate', () => bringToFront(window));
  window.on('close', (event) => {
    if (isQuitting || !keepsRunning()) return;
    event.preventDefault();
    window.hide();
    onHidden();
  });
}
