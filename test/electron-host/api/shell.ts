// Electron's `shell`: opens links in the person's browser. Without a display it only says that it was asked.
import { spawn } from 'node:child_process';
import { runningChromium } from '../chromium/running.ts';
import { honest, NotImplementedError } from '../page/honest.ts';
import { app } from './app.ts';

const opened: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

export const shell = honest('shell', {
  openExternal: (url: string): Promise<void> => {
    if (!opened.has(new URL(url).protocol)) throw new NotImplementedError(`shell.openExternal for ${url}`);
    app.emit('stand-in:open-external', url);
    if (!runningChromium().headless) open(url);
    return Promise.resolve();
  },
}) satisfies Partial<Electron.Shell>;

function open(url: string): void {
  const [command, ...before] = openCommand();
  const child = spawn(command, [...before, url], { stdio: 'ignore', detached: true });
  child.on('error', (error) => process.stderr.write(`electron stand-in: ${url}: ${error.message}\n`));
  child.unref();
}

function openCommand(): readonly [string, ...string[]] {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
