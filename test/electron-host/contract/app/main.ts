// The contract's app: does little by itself, and keeps what happened for the spec to look at.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  app,
  BrowserWindow,
  ipcMain,
  MessageChannelMain,
  protocol,
  utilityProcess,
  type UtilityProcess,
} from 'electron';
import { createSamples, describe } from './sample-values.ts';

const origin = 'app://contract';
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self' app://other";
const page = (title: string) =>
  `<!doctype html><title>${title}</title><h1>${title}</h1><input type="file" multiple><script type="module" src="/page.js"></script>`;

const happened: string[] = [];
const secondInstances: { argv: string[]; data: unknown }[] = [];
const opened: string[] = [];
const leftOut: string[] = [];
const heardByPort: unknown[] = [];

/** For the spec: `app.evaluate(() => globalThis.contract)`. */
const contractParts = {
  argv: process.argv,
  happened,
  secondInstances,
  opened,
  leftOut,
  heardByPort,
  describe,
  createSamples,
  fork: (args: string[]): UtilityProcess =>
    utilityProcess.fork(join(import.meta.dirname, 'utility.js'), args, {
      stdio: 'ignore',
      serviceName: 'contract',
    }),
};
type Contract = typeof contractParts;
declare global {
  var contract: Contract;
}
globalThis.contract = contractParts;

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

happened.push(`main runs, ready: ${app.isReady()}`);
app.on('ready', () => happened.push('ready event'));
app.on('will-quit', () => happened.push('will-quit'));
app.on('render-process-gone', (_event, _contents, { reason }) => happened.push(`gone: ${reason}`));
app.on('second-instance', (_event, argv, _workingDirectory, data: unknown) => {
  secondInstances.push({ argv, data });
});
app.on('window-all-closed', () => app.quit());

if (app.requestSingleInstanceLock({ from: 'contract' })) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  happened.push(`whenReady, ready: ${app.isReady()}`);
  protocol.handle('app', serve);
  answerPage();
  const window = new BrowserWindow({
    width: 640,
    height: 480,
    show: false,
    title: 'Contract',
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  window.once('ready-to-show', () => {
    happened.push('ready-to-show');
    window.show();
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(({ url }) => {
    opened.push(url);
    return { action: 'deny' };
  });
  const stay = (event: { url: string; preventDefault: () => void }): void => {
    if (event.url.startsWith(`${origin}/`)) return;
    leftOut.push(event.url);
    event.preventDefault();
  };
  webContents.on('will-navigate', stay);
  webContents.on('will-redirect', stay);
  await window.loadURL(`${origin}/index.html`);
  process.stdout.write('contract app is up\n');
}

async function serve(request: Request): Promise<Response> {
  const { pathname, searchParams, host } = new URL(request.url);
  const html = { 'content-type': 'text/html', 'content-security-policy': policy };
  switch (pathname) {
    case '/index.html':
      return new Response(page('Contract'), { headers: { ...html, 'x-kept': 'yes' } });
    case '/second.html':
      return new Response(page('Second'), { headers: html });
    case '/frame.html':
      return new Response(`<!doctype html><p>${host}</p>`, { headers: { 'content-type': 'text/html' } });
    case '/redirect':
      return Response.redirect('https://elsewhere.invalid/');
    case '/attachment':
      return new Response('data', { headers: { 'content-disposition': 'attachment; filename="a.txt"' } });
    case '/bytes':
      return new Response(bytes(Number(searchParams.get('length'))));
    case '/request':
      return Response.json({ method: request.method, url: request.url, body: await request.text() });
    case '/throws':
      throw new Error('the handler failed on purpose');
    default:
      return await serveScript(pathname);
  }
}

async function serveScript(pathname: string): Promise<Response> {
  const name = /^\/([\w-]+\.js)$/.exec(pathname)?.[1];
  const script =
    name === undefined ? null : await readFile(join(import.meta.dirname, name)).catch(() => null);
  if (script === null) return new Response('nothing here', { status: 404 });
  return new Response(new Uint8Array(script), { headers: { 'content-type': 'text/javascript' } });
}

/** 0, 1, 2 … 250, 0 …, once and for all. */
const pattern = new Uint8Array(251 * 261).map((_, index) => index % 251);

/** In chunks, as a file would come. */
function bytes(length: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (sent === length) return controller.close();
      const chunk = pattern.slice(0, length - sent);
      sent += chunk.length;
      controller.enqueue(chunk);
    },
  });
}

function answerPage(): void {
  ipcMain.handle('echo', (_event, ...args: unknown[]) => args);
  ipcMain.handle('slow', async (_event, milliseconds: number, value: unknown) => {
    await pause(milliseconds);
    return value;
  });
  ipcMain.handle('describe', (_event, value: unknown) => describe(value));
  ipcMain.handle('samples', () => createSamples());
  ipcMain.handle('fail', () => {
    throw new TypeError('main failed');
  });
  ipcMain.handle('sender', ({ sender, senderFrame }) => ({
    url: senderFrame?.url,
    origin: senderFrame?.origin,
    isTop: senderFrame?.parent === null,
    isWindow: BrowserWindow.fromWebContents(sender) !== null,
  }));
  ipcMain.on('ask', (event, value: unknown) => event.reply('answer', value, 'replied'));
  ipcMain.on('port:request', ({ sender }) => {
    const { port1, port2 } = new MessageChannelMain();
    port1.on('message', ({ data }) => {
      heardByPort.push(data);
      port1.postMessage({ heard: data as unknown });
    });
    port1.on('close', () => happened.push('port closed'));
    // Before the page has it, and before anyone listens: nothing may be lost.
    port1.postMessage('early');
    port1.start();
    sender.postMessage('port:given', null, [port2]);
  });
}
