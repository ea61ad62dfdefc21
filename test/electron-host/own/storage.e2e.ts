// What is cleared is gone: not only for the page, but from the files of the profile.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { probeHost } from '../probe-host.ts';
import { contractApp, expect, loadedPage, test } from '../contract/contract-test.ts';
import { launchApp, type LaunchedApp } from '../../support/launch-app.ts';

test.skip(probeHost().electron !== null, 'Electron itself is here');

const secret = 'a-secret-that-is-to-be-forgotten';

async function writeSecret(page: Page): Promise<void> {
  await page.evaluate(
    (text) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('secrets', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
        opening.onerror = () => reject(new Error('not opened'));
        opening.onsuccess = () => {
          const writing = opening.result.transaction('rows', 'readwrite', { durability: 'strict' });
          writing.objectStore('rows').put(text, 1);
          // Large enough for a file of its own.
          writing.objectStore('rows').put(new TextEncoder().encode(text.repeat(20_000)), 2);
          writing.oncomplete = () => resolve();
        };
      }),
    secret,
  );
}

/** Files below the profile that hold the secret's bytes, in either of Chromium's ways to write text. */
function filesWithSecret(userDataDir: string): readonly string[] {
  const needles = [Buffer.from(secret, 'latin1'), Buffer.from(secret, 'utf16le')];
  return filesBelow(join(userDataDir, 'stand-in-profile')).filter((path) => {
    const bytes = readFileSync(path);
    return needles.some((needle) => bytes.includes(needle));
  });
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

const clear = ({ app }: LaunchedApp) =>
  app.evaluate(({ session }) =>
    session.defaultSession.clearStorageData({ origin: 'app://contract', storages: ['indexdb'] }),
  );

const databases = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

test('clearing while the page is open leaves no byte of it', async ({ launched, page }) => {
  await writeSecret(page);
  expect(filesWithSecret(launched.userDataDir)).not.toEqual([]);
  await clear(launched);
  expect(filesWithSecret(launched.userDataDir)).toEqual([]);
  expect(await databases(page)).toEqual([]);
});

test('clearing after the page was closed leaves no byte of it', async () => {
  const launched = await launchApp({ entry: contractApp });
  await writeSecret(await loadedPage(launched));
  await launched.app.evaluate(({ app, BrowserWindow }) => {
    app.removeAllListeners('window-all-closed');
    app.on('window-all-closed', () => undefined);
    BrowserWindow.getAllWindows()[0]?.close();
  });
  expect(filesWithSecret(launched.userDataDir)).not.toEqual([]);
  await clear(launched);
  expect(filesWithSecret(launched.userDataDir)).toEqual([]);
  expect((await launched.close()).leftovers).toEqual([]);
});

test('clearing after the renderer died leaves no byte of it', async ({ launched, page }) => {
  await writeSecret(page);
  await launched.app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const gone = new Promise<void>((resolve) => contents?.once('render-process-gone', () => resolve()));
    contents?.forcefullyCrashRenderer();
    await gone;
  });
  await clear(launched);
  expect(filesWithSecret(launched.userDataDir)).toEqual([]);
});
