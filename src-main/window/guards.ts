// What a page may not do in this app: leave, open windows, embed others, download, or be granted powers.
// The decisions are pure functions; registering them is all the rest.
import type { App, Session } from 'electron';
import { appOrigin } from './app-origin.ts';

/** Of all permissions only persistent storage: without it Chromium may evict the database. */
export function isPermissionGranted(permission: string, requestingUrl: string): boolean {
  return permission === 'persistent-storage' && isOwnPage(requestingUrl);
}

/** Only the app's own page; `app://bundle.evil/` is another host. */
export function isNavigationAllowed(url: string): boolean {
  return isOwnPage(url);
}

/** Electron hands an origin to the one handler and a URL to the other. */
function isOwnPage(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermissionGranted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermissionGranted(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Holds for every page there will ever be, so that a new window can not forget it. */
export function confinePages(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => {
      if (!isNavigationAllowed(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!isNavigationAllowed(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isNavigationAllowed(event.url)) event.preventDefault();
    });
  });
}
