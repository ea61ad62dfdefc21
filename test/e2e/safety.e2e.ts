// The page's safety net on the built app: each test fails when its part of the net is taken away.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import type { DesktopBridge } from '../../src-worker/contract/desktop-bridge.ts';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';

declare global {
  interface Window {
    readonly desktop: DesktopBridge;
  }
}

let cooldown: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  cooldown = await launchApp();
  page = await cooldown.app.firstWindow();
  await page.getByRole('navigation').waitFor();
});
test.afterAll(async () => {
  await cooldown.close();
});

/** What the page says when it is asked to do something it must not. */
const attempt = (deed: string) =>
  page.evaluate(
    (source) =>
      new Promise<string>((resolve) => {
        const onViolation = (event: SecurityPolicyViolationEvent) =>
          resolve(`blocked: ${event.effectiveDirective}`);
        document.addEventListener('securitypolicyviolation', onViolation, { once: true });
        const foreignScript = 'https://example.org/script.js';
        const deeds: Record<string, () => unknown> = {
          // Trusted Types stop inline scripts and script elements before the policy is asked; a module import is not theirs.
          'foreign script': () => import(foreignScript).catch(() => undefined),
          'foreign image': () => {
            const image = document.createElement('img');
            image.src = 'https://example.org/pixel.png';
            document.body.append(image);
          },
          'foreign request': () => fetch('https://example.org/').catch(() => undefined),
          frame: () => {
            const frame = document.createElement('iframe');
            frame.src = 'https://example.org/';
            document.body.append(frame);
          },
        };
        void Promise.resolve(deeds[source]?.());
      }),
    deed,
  );

test.describe('the content security policy blocks', () => {
  for (const [deed, directive] of [
    ['foreign script', 'script-src-elem'],
    ['foreign image', 'img-src'],
    ['foreign request', 'connect-src'],
    ['frame', 'frame-src'],
  ] as const) {
    test(deed, async () => {
      expect(await attempt(deed)).toBe(`blocked: ${directive}`);
    });
  }
});

test('the page can not turn text into markup, nor start a worker that is not of the build', async () => {
  const outcomes = await page.evaluate(() => {
    const outcome = (deed: () => unknown) => {
      try {
        deed();
        return 'done';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    };
    return {
      markup: outcome(() => (document.createElement('div').innerHTML = '<b>x</b>')),
      foreignScript: outcome(() => {
        document.createElement('script').src = 'https://example.org/x.js';
      }),
      foreignWorker: outcome(() => new Worker('https://example.org/worker.js')),
      blobWorker: outcome(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
    };
  });
  expect(outcomes).toEqual({
    markup: 'TypeError',
    foreignScript: 'TypeError',
    foreignWorker: 'TypeError',
    blobWorker: 'TypeError',
  });
});

test('the page sees the bridge and nothing of Node or Electron', async () => {
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.desktop).sort(),
    isFrozen: Object.isFrozen(window.desktop),
    globals: ['require', 'process', 'module', 'electron', 'ipcRenderer', 'Buffer'].filter(
      (name) => name in window,
    ),
  }));
  expect(seen).toEqual({
    bridge: [
      'about',
      'addFolder',
      'background',
      'changeBackground',
      'changeSettings',
      'changeSource',
      'chooseAndImport',
      'chooseAndLook',
      'composeDiagnostics',
      'endLook',
      'exportAll',
      'importFiles',
      'importLooked',
      'lookForOriginal',
      'onOrder',
      'onSources',
      'pauseImports',
      'quit',
      'requestEnginePort',
      'retryFiles',
      'saveDiagnostics',
      'settings',
      'sources',
      'stopImport',
      'tellLookedAt',
    ],
    isFrozen: true,
    globals: [],
  });
});

test('main refuses a payload that is not the channel’s', async () => {
  const answers = await page.evaluate(async () => [
    await window.desktop.importFiles([]),
    // @ts-expect-error the contract knows no such choice
    await window.desktop.chooseAndImport('everything'),
  ]);
  expect(answers).toEqual([{ kind: 'refused' }, { kind: 'refused' }]);
});

test('main refuses every channel to a page that is not its own', async () => {
  const elsewhere = createServer((_request, response) =>
    response.end('<!doctype html><title>elsewhere</title>'),
  );
  await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  const { port } = elsewhere.address() as AddressInfo;
  const opened = cooldown.app.waitForEvent('window');
  await cooldown.app.evaluate(async ({ app, BrowserWindow }, url) => {
    const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    });
    await foreign.loadURL(url);
  }, `http://127.0.0.1:${port}/`);
  const foreign = await opened;
  await foreign.waitForURL(`http://127.0.0.1:${port}/`);
  const answers = await foreign.evaluate(async () => [
    await window.desktop.about(),
    await window.desktop.chooseAndImport('files'),
    await window.desktop.importFiles([new File(['x'], 'x.fit')]),
  ]);
  expect(answers).toEqual([{ kind: 'refused' }, { kind: 'refused' }, { kind: 'refused' }]);
  await foreign.close();
  elsewhere.close();
});

test('only the build and staged bytes are served, and only to be read', async () => {
  const statuses = await page.evaluate(async () => {
    const status = async (path: string, method = 'GET') => (await fetch(path, { method })).status;
    return {
      page: await status('/index.html'),
      encodedParent: await status('/%2e%2e/main/index.js'),
      encodedSlash: await status('/..%2fmain%2findex.js'),
      noFile: await status('/assets/none.js'),
      unknownBytes: await status('/_bytes/00000000-0000-4000-8000-000000000000/0-1'),
      post: await status('/index.html', 'POST'),
    };
  });
  expect(statuses).toEqual({
    page: 200,
    encodedParent: 404,
    encodedSlash: 404,
    noFile: 404,
    unknownBytes: 404,
    post: 405,
  });
});

test('every answer carries the policy and forbids guessing at types', async () => {
  const headers = await page.evaluate(async () => {
    const { headers } = await fetch('/index.html');
    return [headers.get('content-security-policy'), headers.get('x-content-type-options')];
  });
  expect(headers).toEqual([
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    'nosniff',
  ]);
});

test('permissions are denied, but for storage that stays', async () => {
  const states = await page.evaluate(async () => {
    const state = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      geolocation: await state('geolocation'),
      notifications: await state('notifications'),
      camera: await state('camera'),
      persistentStorage: await state('persistent-storage'),
    };
  });
  expect(states).toEqual({
    geolocation: 'denied',
    notifications: 'denied',
    camera: 'denied',
    persistentStorage: 'granted',
  });
});

test('the page can not be led away, and opens no window', async () => {
  const before = page.url();
  await page.evaluate(() => {
    window.location.href = 'https://example.org/';
  });
  expect(await page.evaluate(() => window.open('https://example.org/x'))).toBeNull();
  expect(page.url()).toBe(before);
  expect(cooldown.app.windows()).toHaveLength(1);
  await expect(page.getByRole('navigation')).toBeVisible();
});

test('the window is made with a sandbox, isolation and no Node', async () => {
  const preferences = await cooldown.app.evaluate(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return {
      windows: BrowserWindow.getAllWindows().length,
      url: window?.webContents.getURL(),
      name: app.getName(),
    };
  });
  expect(preferences).toEqual({ windows: 1, url: 'app://bundle/index.html', name: 'Cooldown' });
});
