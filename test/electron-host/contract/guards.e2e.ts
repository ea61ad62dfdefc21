// What a page may not do: leave, open windows, be granted what main denies, download.
import { setTimeout as pause } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './contract-test.ts';

const opened = (app: ElectronApplication) => app.evaluate(() => globalThis.contract.opened);
const leftOut = (app: ElectronApplication) => app.evaluate(() => globalThis.contract.leftOut);

test('a page that would leave stays', async ({ launched, page }) => {
  await page.evaluate(() => (location.href = 'https://elsewhere.invalid/'));
  await expect.poll(() => leftOut(launched.app)).toEqual(['https://elsewhere.invalid/']);
  expect(await page.evaluate(() => window.bridge.invoke('echo', 'here'))).toEqual(['here']);
});

test('a page may go where main lets it', async ({ launched, page }) => {
  await page.evaluate(() => (location.href = '/second.html'));
  await expect(page).toHaveTitle('Second');
  const url = await launched.app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getURL());
  expect(url).toBe('app://contract/second.html');
});

test('a redirect that would leave is held back', async ({ launched, page }) => {
  await page.evaluate(() => (location.href = '/redirect'));
  await expect.poll(() => leftOut(launched.app)).toEqual(['https://elsewhere.invalid/']);
  await expect(page).toHaveTitle('Contract');
});

test('a frame that would leave can be held back', async ({ launched, page }) => {
  await launched.app.evaluate(({ webContents }) => {
    webContents.getAllWebContents()[0]?.on('will-frame-navigate', (event) => {
      if (event.isMainFrame || event.url.startsWith('app://contract/')) return;
      globalThis.contract.leftOut.push(event.url);
      event.preventDefault();
    });
  });
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'app://other/frame.html'.replace('app://other', location.origin.replace('contract', 'other'));
    document.body.append(frame);
  });
  await expect.poll(() => leftOut(launched.app)).toEqual(['app://other/frame.html']);
});

test('window.open and links to new windows are asked about and denied', async ({ launched, page }) => {
  const windowsBefore = launched.app.windows().length;
  const answer = await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://link.invalid/';
    link.target = '_blank';
    link.textContent = 'leave';
    document.body.append(link);
    return window.open('https://popup.invalid/path') === null;
  });
  expect(answer).toBe(true);
  await page.getByText('leave').click();
  await page.getByText('leave').click({ modifiers: ['ControlOrMeta'] });
  await expect
    .poll(() => opened(launched.app))
    .toEqual(['https://popup.invalid/path', 'https://link.invalid/', 'https://link.invalid/']);
  await pause(300);
  expect(launched.app.windows().length).toBe(windowsBefore);
});

const stateOf = (page: Page, name: string) =>
  page.evaluate(
    (asked) => navigator.permissions.query({ name: asked as PermissionName }).then(({ state }) => state),
    name,
  );

test('permissions are granted where main has no handlers', async ({ page }) => {
  expect(await stateOf(page, 'geolocation')).toBe('granted');
  expect(await stateOf(page, 'notifications')).toBe('granted');
});

test('permissions are what main’s handlers say', async ({ launched, page }) => {
  await launched.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionCheckHandler(
      (_contents, permission) => permission === 'persistent-storage',
    );
    session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
      answer(permission === 'persistent-storage'),
    );
  });
  for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi']) {
    await expect.poll(() => stateOf(page, name), name).toBe('denied');
  }
  expect(await stateOf(page, 'persistent-storage')).toBe('granted');
  expect(await page.evaluate(() => navigator.storage.persist())).toBe(true);
  const geolocation = await page.evaluate(
    () =>
      new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('told'),
          ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'failed'),
        ),
      ),
  );
  expect(geolocation).toBe('denied');

  await launched.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionCheckHandler(null);
    session.defaultSession.setPermissionRequestHandler(null);
  });
  await expect.poll(() => stateOf(page, 'geolocation')).toBe('granted');
});

test('main hears of a download and can prevent it', async ({ launched, page }) => {
  await launched.app.evaluate(({ session }) => {
    session.defaultSession.on('will-download', (event, item) => {
      globalThis.contract.happened.push(`download ${item.getURL()} ${item.getFilename()}`);
      event.preventDefault();
    });
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/attachment';
    document.body.append(link);
    link.click();
  });
  await expect
    .poll(() => launched.app.evaluate(() => globalThis.contract.happened))
    .toContain('download app://contract/attachment a.txt');
  await expect(page).toHaveTitle('Contract');
});
