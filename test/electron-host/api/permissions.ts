// What pages may do, as the app's handlers decide. Chromium can't ask us when a page asks it, so the handlers are
// asked beforehand, once per origin, and Chromium is told the answers. A page sees `denied` where either handler says
// no. Without handlers Electron grants everything, and so does this.
import type { CdpConnection } from '../chromium/cdp-connection.ts';
import { debugLog } from '../debug-log.ts';
import type { WebContents } from './web-contents.ts';

/** Chromium's name for each permission that the protocol can set, and Electron's. */
const permissions = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['display-capture', 'display-capture'],
  ['persistent-storage', 'persistent-storage'],
  ['storage-access', 'storage-access'],
  ['midi', 'midi'],
  ['idle-detection', 'idle-detection'],
  ['window-management', 'window-management'],
  ['screen-wake-lock', 'screen-wake-lock'],
  ['local-fonts', 'local-fonts'],
  ['background-sync', 'background-sync'],
  ['periodic-background-sync', 'periodic-background-sync'],
  ['background-fetch', 'background-fetch'],
  ['payment-handler', 'payment-handler'],
  ['accelerometer', 'sensors'],
  ['gyroscope', 'sensors'],
  ['magnetometer', 'sensors'],
  ['keyboard-lock', 'keyboardLock'],
  ['pointer-lock', 'pointerLock'],
  ['local-network-access', 'local-network-access'],
] as const;

type ElectronPermission = (typeof permissions)[number][1];

interface RequestDetails {
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
}

export type PermissionRequestHandler = (
  webContents: WebContents,
  permission: ElectronPermission,
  callback: (granted: boolean) => void,
  details: RequestDetails,
) => void;

export type PermissionCheckHandler = (
  webContents: WebContents | null,
  permission: ElectronPermission,
  requestingOrigin: string,
  details: RequestDetails,
) => boolean;

export interface PermissionHandlers {
  readonly onRequest: PermissionRequestHandler | null;
  readonly onCheck: PermissionCheckHandler | null;
}

export interface AskingPage {
  readonly webContents: WebContents;
  /** As the app knows it, and as Chromium does. */
  readonly appOrigin: string;
  readonly chromiumOrigin: string;
}

export async function settlePermissions(
  connection: CdpConnection,
  handlers: PermissionHandlers,
  page: AskingPage,
): Promise<void> {
  await Promise.all(
    permissions.map(async ([name, electronName]) => {
      const granted = await isGranted(handlers, electronName, page);
      const setting = granted ? 'granted' : 'denied';
      await connection
        .send('Browser.setPermission', { permission: { name }, setting, origin: page.chromiumOrigin })
        // An older Chromium may not know a name; then no page of it can ask for it either.
        .catch((error: unknown) => debugLog(error));
    }),
  );
}

async function isGranted(
  { onRequest, onCheck }: PermissionHandlers,
  permission: ElectronPermission,
  { webContents, appOrigin }: AskingPage,
): Promise<boolean> {
  // Electron hands the check an origin and the request a URL, both with a slash at the end.
  const details = { requestingUrl: `${appOrigin}/`, isMainFrame: true };
  if (onCheck !== null && !onCheck(webContents, permission, `${appOrigin}/`, details)) return false;
  if (onRequest === null) return true;
  return new Promise((resolve) => onRequest(webContents, permission, resolve, details));
}
