// The wall between page and preload, and the line between page and main.
import { expect, test } from './contract-test.ts';
import { createSamples, describe } from './app/sample-values.ts';

test('the page sees what was exposed, frozen, and nothing else', async ({ page }) => {
  const seen = await page.evaluate(() => {
    const strange = Object.getOwnPropertyNames(window).filter((name) =>
      /stand-?in|electron|ipcRenderer|preloadSecret/i.test(name),
    );
    const write = (change: () => void): string => {
      try {
        change();
        return 'written';
      } catch {
        return 'refused';
      }
    };
    return {
      strange,
      require: typeof (window as { require?: unknown }).require,
      process: typeof (window as { process?: unknown }).process,
      frozen: [window.bridge, window.bridge.fixed, window.bridge.fixed.list].every(Object.isFrozen),
      fixed: window.bridge.fixed,
      replaced: write(() => {
        'use strict';
        (window as { bridge: unknown }).bridge = {};
      }),
    };
  });
  expect(seen).toEqual({
    strange: [],
    require: 'undefined',
    process: 'undefined',
    frozen: true,
    fixed: { number: 7, list: ['a', 'b'] },
    replaced: 'refused',
  });
});

test('the preload has a sandboxed world', async ({ page }) => {
  expect(await page.evaluate(() => window.bridge.preloadGlobals())).toMatchObject({
    require: 'function',
    process: 'object',
    sandboxed: 'true',
    secret: '42',
  });
});

test('functions, callbacks and errors pass the bridge', async ({ page }) => {
  const passed = await page.evaluate(() => {
    const { bridge } = window;
    let thrown = '';
    try {
      bridge.fail();
    } catch (error) {
      thrown = (error as Error).message;
    }
    return { sum: bridge.add(2, 3), doubled: bridge.callNow((value) => value * 2), thrown };
  });
  expect(passed).toEqual({ sum: 5, doubled: 41, thrown: 'preload failed' });
});

test('every value comes back from main as it went', async ({ page }) => {
  const described = await page.evaluate(async () => {
    const { createSamples: samples, describe: say } = window.contractPage;
    const [echoed] = (await window.bridge.invoke('echo', samples())) as unknown[];
    return {
      there: await window.bridge.invoke('describe', samples()),
      andBack: say(echoed),
      fromMain: say(await window.bridge.invoke('samples')),
    };
  });
  const expected = describe(createSamples());
  expect(described).toEqual({ there: expected, andBack: expected, fromMain: expected });
});

test('what can not be cloned is refused by name', async ({ page }) => {
  const refused = await page.evaluate(() =>
    window.bridge.invoke('echo', Promise.resolve(1)).catch((error: unknown) => (error as Error).message),
  );
  expect(refused).toContain('could not be cloned');
});

test('a failure of main arrives in Electron’s words', async ({ page, launched }) => {
  const messages = await page.evaluate(async () => {
    const failing = ['fail', 'nobody'].map((channel) =>
      window.bridge.invoke(channel).catch((error: unknown) => (error as Error).message),
    );
    return Promise.all(failing);
  });
  expect(messages).toEqual([
    "Error invoking remote method 'fail': TypeError: main failed",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  ]);
  await expect.poll(() => launched.output.stderr).toContain("Error occurred in handler for 'fail'");
});

test('main knows who speaks', async ({ page }) => {
  expect(await page.evaluate(() => window.bridge.invoke('sender'))).toEqual({
    url: 'app://contract/index.html',
    origin: 'app://contract',
    isTop: true,
    isWindow: true,
  });
});

test('a listener hears what main sends, in order, until it is taken away', async ({ launched, page }) => {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    const stop = window.bridge.onMessage('tick', (...args) => {
      heard.push(args);
      if (heard.length === 3) stop();
    });
  });
  await launched.app.evaluate(({ BrowserWindow }) => {
    for (let count = 0; count < 5; count++)
      BrowserWindow.getAllWindows()[0]?.webContents.send('tick', count, { count });
  });
  // Sent last, so that everything before has arrived.
  await page.evaluate(() => window.bridge.invoke('echo'));
  expect(await page.evaluate(() => (window as unknown as { heard: unknown }).heard)).toEqual([
    [0, { count: 0 }],
    [1, { count: 1 }],
    [2, { count: 2 }],
  ]);
});

test('main replies to a message', async ({ page }) => {
  const answer = await page.evaluate(
    () =>
      new Promise((resolve) => {
        window.bridge.onMessage('answer', (...args) => resolve(args));
        window.bridge.send('ask', 1);
      }),
  );
  expect(answer).toEqual([1, 'replied']);
});

test('an answer that a page asked for does not reach the page after it', async ({ page }) => {
  await page.evaluate(() => {
    void window.bridge.invoke('slow', 500, 'for the first page');
  });
  await page.reload();
  expect(await page.evaluate(() => window.bridge.invoke('slow', 1500, 'for the second'))).toBe(
    'for the second',
  );
});

test('the preload is there again after a reload', async ({ page }) => {
  await page.reload();
  expect(await page.evaluate(() => window.bridge.invoke('echo', 1))).toEqual([1]);
});

test('a frame within the page has no preload', async ({ page }) => {
  const inside = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/frame.html';
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    document.body.append(frame);
    await loaded;
    return 'bridge' in (frame.contentWindow ?? {});
  });
  expect(inside).toBe(false);
});
