// Utility processes, and renderers that die.
import { expect, test } from './contract-test.ts';

test('a utility process gets what was posted before it listens, and its arguments', async ({ launched }) => {
  const answers = await launched.app.evaluate(async () => {
    const child = globalThis.contract.fork(['one', 'two']);
    child.postMessage({ order: 'echo', value: { early: new Map([[1, new Date(2)]]) } });
    child.postMessage({ order: 'echo', value: 'second' });
    const heard: unknown[] = [];
    await new Promise<void>((resolve) => {
      child.on('message', (message: unknown) => {
        heard.push(message);
        if (heard.length === 2) resolve();
      });
    });
    const pid = typeof child.pid;
    child.kill();
    return { heard: globalThis.contract.describe(heard), pid };
  });
  expect(answers.pid).toBe('number');
  expect(answers.heard).toBe(
    '[{"echo":{"early":Map{1=>Date(2)}},"args":["one","two"]},{"echo":"second","args":["one","two"]}]',
  );
});

test('main hears a utility process end, with its code', async ({ launched }) => {
  const told = await launched.app.evaluate(async () => {
    const child = globalThis.contract.fork([]);
    const spawned = new Promise((resolve) => child.once('spawn', () => resolve('spawned')));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.postMessage({ order: 'exit', code: 9 });
    return { spawned: await spawned, code: await ended, pid: child.pid, killed: child.kill() };
  });
  expect(told).toEqual({ spawned: 'spawned', code: 9, killed: false });
});

test('a utility process can be killed', async ({ launched }) => {
  const killed = await launched.app.evaluate(async () => {
    const child = globalThis.contract.fork([]);
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await new Promise<void>((resolve) => child.once('spawn', () => resolve()));
    const answer = child.kill();
    await ended;
    return answer;
  });
  expect(killed).toBe(true);
});

test('a renderer that died comes back by a reload, with its preload and without its ports', async ({
  launched,
  page,
}) => {
  await page.evaluate(() => window.contractPage.nextPort().then(() => undefined));
  // Playwright gives a crashed page up; from here on main asks.
  const back = await launched.app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    if (contents === undefined) throw new Error('no page');
    const gone = new Promise<string>((resolve) =>
      contents.once('render-process-gone', (_event, { reason }) => resolve(reason)),
    );
    contents.forcefullyCrashRenderer();
    const reason = await gone;
    const crashed = contents.isCrashed();
    const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
    contents.reload();
    await loaded;
    const echoed: unknown = await contents.executeJavaScript("window.bridge.invoke('echo', 'back')");
    return {
      reason,
      crashed,
      crashedNow: contents.isCrashed(),
      echoed,
      happened: globalThis.contract.happened,
    };
  });
  expect(back).toMatchObject({ crashed: true, crashedNow: false, echoed: ['back'] });
  expect(['crashed', 'killed']).toContain(back.reason);
  expect(back.happened).toContain(`gone: ${back.reason}`);
  expect(back.happened).toContain('port closed');
});

test('a renderer with a busy module worker dies and comes back, five times in a row', async ({
  launched,
  page,
}) => {
  await expect(page).toHaveTitle('Contract');
  const rounds = await launched.app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    if (contents === undefined) throw new Error('no page');
    const startWork = `
      window.busy = window.contractPage.startWorker();
      window.contractPage.askWorker(window.busy, { ask: 'fetch', url: '/bytes?length=100' })`;
    const answers: unknown[] = [];
    for (let round = 0; round < 5; round++) {
      const { length } = (await contents.executeJavaScript(startWork)) as { length: number };
      const gone = new Promise<void>((resolve) => contents.once('render-process-gone', () => resolve()));
      // Never answered: it dies in the middle of it.
      void contents
        .executeJavaScript(
          "window.contractPage.askWorker(window.busy, { ask: 'fetch', url: '/bytes?length=50000000' })",
        )
        .catch(() => undefined);
      contents.forcefullyCrashRenderer();
      await gone;
      const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
      contents.reload();
      await loaded;
      answers.push(length, await contents.executeJavaScript("window.bridge.invoke('echo', 'back')"));
    }
    return answers;
  });
  expect(rounds).toEqual(Array.from({ length: 5 }, () => [100, ['back']]).flat());
});

test('executeJavaScript answers with the value, or throws', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  const answers = await launched.app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const value: unknown = await contents?.executeJavaScript('Promise.resolve(document.title)');
    const thrown: unknown = await contents
      ?.executeJavaScript("throw new Error('no')")
      .catch((error: unknown) => String(error));
    return { value, thrown: String(thrown).includes('no') };
  });
  expect(answers).toEqual({ value: 'Contract', thrown: true });
});

test('main reads the page’s console', async ({ launched, page }) => {
  await launched.app.evaluate(({ webContents }) => {
    webContents.getAllWebContents()[0]?.on('console-message', ({ level, message }) => {
      globalThis.contract.happened.push(`${level}: ${message}`);
    });
  });
  await page.evaluate(() => {
    // eslint-disable-next-line no-console -- it is what is tested
    console.error('from the page', 7);
  });
  await expect
    .poll(() => launched.app.evaluate(() => globalThis.contract.happened))
    .toContain('error: from the page 7');
});
