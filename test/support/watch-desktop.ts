// What the app shows outside its window: keeps tray rows and notifications by wrapping Electron's own classes in the running
// app, and clicks them as the desktop would. The same on Electron and on the stand-in.
import type { LaunchedApp } from './launch-app.ts';

interface WatchedDesktop {
  toolTip: string;
  menu: Electron.Menu | null;
  notifications: Electron.Notification[];
}
declare global {
  var watchedDesktop: WatchedDesktop;
}

export interface TrayNow {
  readonly toolTip: string;
  readonly rows: readonly string[];
}

export interface Desktop {
  /** Null where there is no tray. */
  tray(): Promise<TrayNow | null>;
  clickRow(label: string): Promise<void>;
  notifications(): Promise<readonly { readonly title: string; readonly body: string }[]>;
  clickNotification(title: string): Promise<void>;
}

export async function watchDesktop({ app }: LaunchedApp): Promise<Desktop> {
  await app.evaluate(({ nativeTheme, Notification, Tray }) => {
    const watched: WatchedDesktop = { toolTip: '', menu: null, notifications: [] };
    globalThis.watchedDesktop = watched;
    const wrap = <Name extends string>(
      prototype: Record<Name, (...args: never[]) => unknown>,
      name: Name,
      note: (self: unknown, given: unknown) => void,
    ) => {
      const own = prototype[name] as (...args: unknown[]) => unknown;
      Object.assign(prototype, {
        [name](this: unknown, ...args: unknown[]) {
          note(this, args[0]);
          return own.apply(this, args);
        },
      });
    };
    wrap(Tray.prototype, 'setToolTip', (_tray, toolTip) => (watched.toolTip = String(toolTip)));
    wrap(Tray.prototype, 'setContextMenu', (_tray, menu) => (watched.menu = menu as Electron.Menu));
    wrap(Tray.prototype, 'destroy', () => (watched.menu = null));
    wrap(Notification.prototype, 'show', (notification) => {
      watched.notifications.push(notification as Electron.Notification);
    });
    // It may have been drawn already: on this it draws itself again.
    nativeTheme.emit('updated');
  });

  return {
    tray: () =>
      app.evaluate(() => {
        const { toolTip, menu } = globalThis.watchedDesktop;
        return menu === null
          ? null
          : {
              toolTip,
              rows: menu.items.map(({ label, type }) => (type === 'separator' ? '—' : label)),
            };
      }),
    clickRow: (label) =>
      app.evaluate((_electron, wanted) => {
        const row = globalThis.watchedDesktop.menu?.items.find((item) => item.label.startsWith(wanted));
        if (row === undefined) throw new Error(`the tray has no row ${wanted}`);
        // Electron types it as any function at all; its arguments tell of keys and windows.
        (row.click as () => void)();
      }, label),
    notifications: () =>
      app.evaluate(() => globalThis.watchedDesktop.notifications.map(({ title, body }) => ({ title, body }))),
    clickNotification: (title) =>
      app.evaluate((_electron, wanted) => {
        const shown = globalThis.watchedDesktop.notifications.find((one) => one.title === wanted);
        if (shown === undefined) throw new Error(`nothing was told as ${wanted}`);
        shown.emit('click');
      }, title),
  };
}
