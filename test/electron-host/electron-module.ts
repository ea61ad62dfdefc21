// What `import … from 'electron'` gives an app here. A module that is left out may be imported, and throws when used.
import { app } from './api/app.ts';
import { BrowserWindow } from './api/browser-window.ts';
import { clipboard, nativeImage, nativeTheme, powerMonitor, screen } from './api/bystanders.ts';
import { dialog } from './api/dialog.ts';
import { ipcMain } from './api/ipc-main.ts';
import { Menu } from './api/menu.ts';
import { MessageChannelMain } from './api/message-ports.ts';
import { net } from './api/net.ts';
import { Notification } from './api/notification.ts';
import { protocol } from './api/protocol.ts';
import { session } from './api/session.ts';
import { shell } from './api/shell.ts';
import { Tray } from './api/tray.ts';
import { utilityProcess } from './api/utility-process.ts';
import { webContents } from './api/web-contents.ts';
import { absent, honest } from './page/honest.ts';

type ElectronName = keyof typeof Electron.Main | keyof typeof Electron.Common;

const present = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
} satisfies Partial<Record<ElectronName, unknown>>;

const leftOut = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'contentTracing',
  'crashReporter',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'MenuItem',
  'netLog',
  'powerSaveBlocker',
  'pushNotifications',
  'safeStorage',
  'ShareMenu',
  'systemPreferences',
  'TouchBar',
  'View',
  'webFrameMain',
  'WebContentsView',
] as const satisfies readonly ElectronName[];

export const electronModule: object = honest('electron', {
  ...present,
  ...Object.fromEntries(leftOut.map((name) => [name, absent(name)])),
});

export const electronNames: readonly string[] = [...Object.keys(present), ...leftOut];
