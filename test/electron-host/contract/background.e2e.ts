// A life without a window in sight: hidden windows, tray, menus, notifications, sleep, login items.
import { join, resolve } from 'node:path';
import { expect, test } from './contract-test.ts';

const trayImage = resolve(import.meta.dirname, '../../../resources/icons/tray/tray.png');

test('a close that is prevented may hide the window, whose page works on, until the app quits', async ({
  launched,
  page,
}) => {
  await expect(page).toHaveTitle('Contract');
  const told = await launched.app.evaluate(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    let isQuitting = false;
    app.on('before-quit', () => (isQuitting = true));
    window.on('close', (event) => {
      if (isQuitting) return;
      event.preventDefault();
      window.hide();
    });
    window.show();
    window.close();
    return {
      visible: window.isVisible(),
      destroyed: window.isDestroyed(),
      windows: BrowserWindow.getAllWindows().length,
    };
  });
  expect(told).toEqual({ visible: false, destroyed: false, windows: 1 });
  expect(await page.evaluate(() => window.bridge.add(1, 1))).toBe(2);

  const shown = await launched.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.show();
    return window?.isVisible();
  });
  expect(shown).toBe(true);
  await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await launched.close()).toEqual({ exitCode: 0, leftovers: [] });
});

test('a tray takes an icon, a menu and a tool tip, until it is destroyed; a row does what it is for', async ({
  launched,
}) => {
  const told = await launched.app.evaluate(({ Menu, Tray }, image) => {
    const clicked: string[] = [];
    const tray = new Tray(image);
    const menu = Menu.buildFromTemplate([
      { label: 'Up to date', enabled: false },
      { type: 'separator' },
      { label: 'Quit', click: () => clicked.push('quit') },
    ]);
    tray.setToolTip('Up to date');
    tray.setContextMenu(menu);
    tray.on('click', () => clicked.push('tray'));
    tray.emit('click');
    menu.items[2]?.click();
    const rows = menu.items.map(({ label, enabled, type }) => ({ label, enabled, type }));
    tray.destroy();
    return { clicked, rows, destroyed: tray.isDestroyed() };
  }, trayImage);
  expect(told).toEqual({
    clicked: ['tray', 'quit'],
    rows: [
      { label: 'Up to date', enabled: false, type: 'normal' },
      { label: '', enabled: true, type: 'separator' },
      { label: 'Quit', enabled: true, type: 'normal' },
    ],
    destroyed: true,
  });
});

test('a tray refuses an image that is not there', async ({ launched }) => {
  const told = await launched.app.evaluate(
    ({ Tray }, image) => {
      try {
        new Tray(image).destroy();
        return 'taken';
      } catch (error) {
        return error instanceof Error ? error.message : 'thrown';
      }
    },
    join(trayImage, '..', 'none.png'),
  );
  expect(told).toContain('Failed to load image');
});

test('a notification keeps what it says, and its click is heard', async ({ launched }) => {
  const told = await launched.app.evaluate(({ Notification }) => {
    const notification = new Notification({ title: '3 new activities', body: 'From Edge 530' });
    let clicks = 0;
    notification.on('click', () => (clicks += 1));
    notification.show();
    notification.emit('click');
    notification.close();
    return { title: notification.title, body: notification.body, clicks };
  });
  expect(told).toEqual({ title: '3 new activities', body: 'From Edge 530', clicks: 1 });
});

test('sleep and waking are told', async ({ launched }) => {
  const heard = await launched.app.evaluate(({ powerMonitor }) => {
    const events: string[] = [];
    for (const event of ['suspend', 'resume', 'unlock-screen'] as const) {
      powerMonitor.on(event as 'resume', () => events.push(event));
      powerMonitor.emit(event);
    }
    return events;
  });
  expect(heard).toEqual(['suspend', 'resume', 'unlock-screen']);
});

test('Linux has no login items: asking for one changes nothing', async ({ launched }) => {
  test.skip(process.platform !== 'linux', 'macOS and Windows have them');
  const isOn = await launched.app.evaluate(({ app }) => {
    app.setLoginItemSettings({ openAtLogin: true });
    return app.getLoginItemSettings().openAtLogin;
  });
  expect(isOn).toBe(false);
});
