// Ports from main, over the page, to a worker.
import { expect, test } from './contract-test.ts';

test('a port reaches a worker, with every message in its order', async ({ launched, page }) => {
  const count = 200;
  const heard = await page.evaluate(async (wanted) => {
    const { nextPort, startWorker, askWorker } = window.contractPage;
    const port = await nextPort();
    // One answer more than asked for: what main said before anybody listened.
    return await askWorker(startWorker(), { ask: 'port', port, count: wanted }, [port]);
  }, count);
  const expected = [
    'early',
    ...Array.from({ length: count - 1 }, (_, number) => ({
      heard: { number, bytes: new Uint8Array([number]) },
    })),
  ];
  expect(JSON.stringify(heard)).toBe(JSON.stringify(expected));
  const inMain = await launched.app.evaluate(() => globalThis.contract.heardByPort.length);
  expect(inMain).toBe(count);
});

test('5 MB go from a worker through a port to main and back, byte for byte', async ({ launched, page }) => {
  const length = 5 * 1024 * 1024;
  const told = await page.evaluate(async (wanted) => {
    const { nextPort, startWorker, askWorker } = window.contractPage;
    const port = await nextPort();
    return await askWorker(startWorker(), { ask: 'bulk', port, length: wanted }, [port]);
  }, length);
  expect(told).toMatchObject({ kind: 'Uint8Array', length, isEqual: true });
  test.info().annotations.push({ type: 'round trip', description: JSON.stringify(told) });
  const inMain = await launched.app.evaluate(() => {
    const [bytes] = globalThis.contract.heardByPort;
    return bytes instanceof Uint8Array ? bytes.byteLength : 'no bytes';
  });
  expect(inMain).toBe(length);
});

test('main hears that the page closed its port', async ({ launched, page }) => {
  await page.evaluate(async () => (await window.contractPage.nextPort()).close());
  await expect.poll(() => launched.app.evaluate(() => globalThis.contract.happened)).toContain('port closed');
});

test('a reload ends the ports of the page, and the next page gets new ones', async ({ launched, page }) => {
  await page.evaluate(() => window.contractPage.nextPort().then(() => undefined));
  await page.reload();
  await expect.poll(() => launched.app.evaluate(() => globalThis.contract.happened)).toContain('port closed');
  await page.waitForFunction(() => 'contractPage' in window);
  const heard = await page.evaluate(async () => {
    const port = await window.contractPage.nextPort();
    return await new Promise((resolve) => (port.onmessage = ({ data }) => resolve(data)));
  });
  expect(heard).toBe('early');
});

test('the page hears that main closed its port', async ({ launched, page }) => {
  await launched.app.evaluate(({ ipcMain, MessageChannelMain }) => {
    ipcMain.removeAllListeners('port:request');
    ipcMain.on('port:request', ({ sender }) => {
      const { port1, port2 } = new MessageChannelMain();
      sender.postMessage('port:given', null, [port2]);
      port1.on('message', () => port1.close());
      port1.start();
    });
  });
  const closed = await page.evaluate(async () => {
    const port = await window.contractPage.nextPort();
    return await new Promise((resolve) => {
      port.addEventListener('close', () => resolve('closed'));
      port.start();
      port.postMessage('listening');
    });
  });
  expect(closed).toBe('closed');
});

test('a channel within main keeps what is posted before its start', async ({ launched }) => {
  const heard = await launched.app.evaluate(async ({ MessageChannelMain }) => {
    const { port1, port2 } = new MessageChannelMain();
    port1.postMessage({ first: new Date(1) });
    port1.postMessage('second');
    const messages: unknown[] = [];
    await new Promise<void>((resolve) => {
      port2.on('message', ({ data }) => {
        messages.push(data instanceof Object ? (data as { first: Date }).first.getTime() : data);
        if (messages.length === 2) port1.close();
      });
      port2.on('close', resolve);
      port2.start();
    });
    return messages;
  });
  expect(heard).toEqual([1, 'second']);
});
