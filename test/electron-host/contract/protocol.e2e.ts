// The app's own scheme: one origin, the app's answers as they are, for pages and workers alike.
import { createHash } from 'node:crypto';
import { expect, test } from './contract-test.ts';

/** Of the bytes that the contract's app makes up: 0, 1, 2 … 250, 0 … */
function digestOf(length: number): number[] {
  const bytes = Buffer.alloc(
    length,
    Uint8Array.from({ length: 251 }, (_, index) => index),
  );
  return [...createHash('sha256').update(bytes).digest()];
}

test('the page is secure and of one fixed origin', async ({ page }) => {
  const first = await page.evaluate(() => ({ origin: location.origin, secure: isSecureContext }));
  expect(first.secure).toBe(true);
  await page.reload();
  expect(await page.evaluate(() => location.origin)).toBe(first.origin);
  expect(await page.evaluate(() => typeof crypto.subtle)).toBe('object');
});

test('headers arrive as the app wrote them', async ({ page }) => {
  const kept = await page.evaluate(async () => (await fetch('/index.html')).headers.get('x-kept'));
  expect(kept).toBe('yes');
});

test('the content security policy holds', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    const outside = await fetch('https://elsewhere.invalid/').then(
      () => 'fetched',
      () => 'refused',
    );
    return { injected: 'injected' in window, outside };
  });
  expect(outcome).toEqual({ injected: false, outside: 'refused' });
  // The browser tells of what it stopped a moment later.
  await expect
    .poll(() => page.evaluate(() => window.contractPage.violations))
    .toEqual(expect.arrayContaining(['script-src-elem', 'connect-src']));
});

test('a worker gets a stream of 5 MB whole', async ({ page }) => {
  const length = 5 * 1024 * 1024;
  const answer = await page.evaluate(async (wanted) => {
    const { startWorker, askWorker } = window.contractPage;
    return await askWorker(startWorker(), { ask: 'fetch', url: `/bytes?length=${wanted}` });
  }, length);
  expect(answer).toEqual({ status: 200, length, sha256: digestOf(length) });
});

test('64 MiB arrive whole', async ({ page }) => {
  const length = 64 * 1024 * 1024;
  const answer = await page.evaluate(async (wanted) => {
    const { startWorker, askWorker } = window.contractPage;
    return await askWorker(startWorker(), { ask: 'fetch', url: `/bytes?length=${wanted}` });
  }, length);
  expect(answer).toEqual({ status: 200, length, sha256: digestOf(length) });
});

test('a module worker starts a module worker, with imports and fetches of its own', async ({ page }) => {
  const answer = await page.evaluate(() => {
    const { startWorker, askWorker } = window.contractPage;
    return askWorker(startWorker(), { ask: 'nested' });
  });
  expect(answer).toBe('Uint8Array(0,1,2)');
});

test('the handler reads method, address and body', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const posted = await fetch('/request?x=%20y', { method: 'POST', body: 'z'.repeat(100_000) });
    const asked = await fetch('/index.html', { method: 'HEAD' });
    const { method, url, body } = (await posted.json()) as { method: string; url: string; body: string };
    return { method, url, body: body.length, head: [asked.status, asked.headers.get('x-kept')] };
  });
  expect(answers).toEqual({
    method: 'POST',
    url: 'app://contract/request?x=%20y',
    body: 100_000,
    head: [200, 'yes'],
  });
});

test('what is not there is a 404, what throws is a network error', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const missing = await fetch('/missing');
    const thrown = await fetch('/throws').catch((error: unknown) => (error as Error).message);
    return { status: missing.status, text: await missing.text(), thrown };
  });
  expect(outcome).toEqual({ status: 404, text: 'nothing here', thrown: 'Failed to fetch' });
});

test('loading what fails rejects with its address', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  const message = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]
      ?.loadURL('app://contract/throws')
      .then(
        () => 'loaded',
        (error: unknown) => String(error),
      ),
  );
  expect(message).toMatch(/^Error: ERR_\w+ \(-\d+\) loading 'app:\/\/contract\/throws'$/);
});

test('main asks the same handler, and reads files', async ({ launched, page }) => {
  await expect(page).toHaveTitle('Contract');
  const answers = await launched.app.evaluate(async ({ net }) => {
    const own = await net.fetch('app://contract/bytes?length=10');
    const missing = await net
      .fetch('file:///does/not/exist')
      .catch((error: unknown) => (error as Error).message);
    return { own: (await own.arrayBuffer()).byteLength, missing };
  });
  expect(answers).toEqual({ own: 10, missing: 'net::ERR_FILE_NOT_FOUND' });
});
