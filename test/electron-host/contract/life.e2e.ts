// The life of an app: its command line, when it is ready, who is first, how it ends.
import { launchApp } from '../../support/launch-app.ts';
import { contractApp, expect, loadedPage, test } from './contract-test.ts';

test.describe('the command line', () => {
  test.use({ appArguments: ['import', '--json', '--level=3', 'a file.gpx'] });

  test('gives the app its folder and its own arguments, switches among them', async ({ launched }) => {
    const told = await launched.app.evaluate(({ app }) => ({
      argv: globalThis.contract.argv,
      hasJson: app.commandLine.hasSwitch('json'),
      level: app.commandLine.getSwitchValue('level'),
      absent: app.commandLine.getSwitchValue('absent'),
    }));
    const place = told.argv.indexOf(contractApp);
    expect(place).toBe(1);
    expect(told.argv.slice(place + 1)).toEqual([
      `--user-data-dir=${launched.userDataDir}`,
      'import',
      '--json',
      '--level=3',
      'a file.gpx',
    ]);
    expect(told).toMatchObject({ hasJson: true, level: '3', absent: '' });
  });
});

test('the app knows its name, version, folder and data folder', async ({ launched }) => {
  const told = await launched.app.evaluate(({ app }) => ({
    name: app.getName(),
    version: app.getVersion(),
    appPath: app.getAppPath(),
    userData: app.getPath('userData'),
    isPackaged: app.isPackaged,
    versions: [typeof process.versions.electron, typeof process.versions.chrome],
  }));
  expect(told).toEqual({
    name: 'Contract',
    version: '1.2.3',
    appPath: contractApp,
    userData: launched.userDataDir,
    isPackaged: false,
    versions: ['string', 'string'],
  });
});

test('main runs before ready, and the window is ready to show after it', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  await expect
    .poll(() => launched.app.evaluate(() => globalThis.contract.happened))
    .toEqual(['main runs, ready: false', 'ready event', 'whenReady, ready: true', 'ready-to-show']);
});

test('the window answers what it was told', async ({ launched, page }) => {
  await expect
    .poll(() => launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  const window = await launched.app.browserWindow(page);
  const told = await window.evaluate((browserWindow: Electron.BrowserWindow) => {
    browserWindow.hide();
    const hidden = browserWindow.isVisible();
    browserWindow.show();
    browserWindow.focus();
    return {
      hidden,
      visible: browserWindow.isVisible(),
      minimized: browserWindow.isMinimized(),
      destroyed: browserWindow.isDestroyed(),
      title: browserWindow.getTitle(),
      url: browserWindow.webContents.getURL(),
      size: [browserWindow.getBounds().width, browserWindow.getBounds().height],
    };
  });
  expect(told).toEqual({
    hidden: false,
    visible: true,
    minimized: false,
    destroyed: false,
    title: 'Contract',
    url: 'app://contract/index.html',
    size: [640, 480],
  });
});

test('two windows are two pages, and one outlives the other', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  const opening = launched.app.waitForEvent('window');
  const told = await launched.app.evaluate(async ({ BrowserWindow, webContents }) => {
    const second = new BrowserWindow({
      width: 400,
      height: 300,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
    await second.loadURL('app://contract/second.html');
    second.setBounds({ width: 500, height: 350 });
    return {
      urls: BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
      isKnown:
        BrowserWindow.fromId(second.id) === second && webContents.fromId(second.webContents.id) !== undefined,
      size: [second.getBounds().width, second.getBounds().height],
    };
  });
  expect(told).toEqual({
    urls: ['app://contract/index.html', 'app://contract/second.html'],
    isKnown: true,
    size: [500, 350],
  });
  const secondPage = await opening;
  await expect(secondPage).toHaveTitle('Second');
  expect(await secondPage.evaluate(() => 'bridge' in window)).toBe(false);

  const second = await launched.app.browserWindow(secondPage);
  await second.evaluate((window: Electron.BrowserWindow) => window.close());
  await expect
    .poll(() => launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length))
    .toBe(1);
  expect(await page.evaluate(() => window.bridge.add(1, 1))).toBe(2);
});

test('a second instance hands its arguments over and ends', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  const { userDataDir } = launched;
  // It never becomes ready, so Playwright can not attach to it: started by hand.
  const executable = await launched.app.evaluate(() => process.argv[0] ?? '');
  const { spawn } = await import('node:child_process');
  const second = spawn(executable, [contractApp, `--user-data-dir=${userDataDir}`, 'one.fit', '--flag'], {
    stdio: 'ignore',
  });
  const exitCode = await new Promise((resolve) => second.once('exit', resolve));
  expect(exitCode).toBe(0);
  await expect
    .poll(() => launched.app.evaluate(() => globalThis.contract.secondInstances))
    .toEqual([
      {
        argv: expect.arrayContaining([contractApp, 'one.fit', '--flag']) as unknown,
        data: { from: 'contract' },
      },
    ]);
});

test('an instance that was killed does not keep the next one out', async () => {
  const first = await launchApp({ entry: contractApp });
  const { userDataDir } = first;
  await loadedPage(first);
  await first.kill();
  const next = await launchApp({ entry: contractApp, userDataDir });
  expect(await next.app.evaluate(({ app }) => app.hasSingleInstanceLock())).toBe(true);
  expect((await next.close()).leftovers).toEqual([]);
  await first.close();
});

test('what IndexedDB took in outlives a kill -9 of everything', async ({ launched, page }) => {
  const { userDataDir } = launched;
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('contract', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
        opening.onerror = () => reject(new Error('not opened'));
        opening.onsuccess = () => {
          const writing = opening.result.transaction('rows', 'readwrite', { durability: 'strict' });
          writing.objectStore('rows').put('kept', 1);
          writing.oncomplete = () => resolve();
        };
      }),
  );
  await launched.kill();

  const next = await launchApp({ entry: contractApp, userDataDir });
  const nextPage = await loadedPage(next);
  const kept = await nextPage.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('contract', 1);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('rows').objectStore('rows').get(1);
          reading.onsuccess = () => resolve(reading.result as unknown);
        };
      }),
  );
  expect(kept).toBe('kept');
  await next.close();
});

test('quitting is quick, with exit code 0', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  const before = Date.now();
  const end = await launched.close();
  expect(end).toEqual({ exitCode: 0, leftovers: [] });
  expect(Date.now() - before).toBeLessThan(3000);
});

test('app.exit ends with the given code', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  const ended = new Promise((resolve) => launched.process.once('exit', resolve));
  await launched.app.evaluate(({ app }) => app.exit(7)).catch(() => undefined);
  expect(await ended).toBe(7);
});

test('before-quit and close can keep the app alive', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  await launched.app.evaluate(({ app, BrowserWindow }) => {
    app.once('before-quit', (event) => event.preventDefault());
    app.quit();
    BrowserWindow.getAllWindows()[0]?.once('close', (event) => event.preventDefault());
    BrowserWindow.getAllWindows()[0]?.close();
    app.quit();
  });
  // The second quit met a window whose `close` listener was used up before: it is closed, and the app with it.
  await expect.poll(() => launched.process.exitCode).toBe(0);
});

test('closing the last window ends the app', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  const ended = new Promise((resolve) => launched.process.once('exit', resolve));
  await launched.app
    .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    .catch(() => undefined);
  expect(await ended).toBe(0);
});

test('a dialog can be mocked', async ({ launched }) => {
  await launched.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/chosen'] });
  });
  const chosen = await launched.app.evaluate(({ dialog }) => dialog.showOpenDialog({}));
  expect(chosen).toEqual({ canceled: false, filePaths: ['/chosen'] });
});
