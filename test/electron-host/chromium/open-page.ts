// Opens an empty page in a window of its own and answers its target.
import { spawn, type ChildProcess } from 'node:child_process';
import { onShutdown } from '../shutdown.ts';
import { blankPageFor, type WindowLook } from './blank-pages.ts';
import type { CdpConnection } from './cdp-connection.ts';
import { killGroup } from './chromium.ts';

export type OpenPage = (look: WindowLook) => Promise<string>;

const openWithinMilliseconds = 15_000;

/** Without a display a window is only a size. */
export function headlessPageOpener(connection: CdpConnection): OpenPage {
  return async ({ width, height }) => {
    const { targetId } = await connection.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    return targetId;
  };
}

interface AppWindowParts {
  readonly connection: CdpConnection;
  readonly executable: string;
  readonly switches: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * A window without tabs and address: over the protocol Chromium opens none, but a second Chromium on the same profile
 * asks the running one for it by `--app`, and ends.
 */
export function appWindowOpener({ connection, executable, switches, environment }: AppWindowParts): OpenPage {
  const messengers = new Set<ChildProcess>();
  // One that came too late would find no Chromium to ask, and become one.
  onShutdown(() => messengers.forEach(killGroup));

  const sendMessenger = (url: string): ChildProcess => {
    const messenger = spawn(executable, [...switches, `--app=${url}`], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      env: environment,
    });
    messengers.add(messenger);
    messenger.once('exit', () => messengers.delete(messenger));
    return messenger;
  };

  return (look) =>
    new Promise((resolve, reject) => {
      const url = blankPageFor(look);
      const messenger = sendMessenger(url);
      const timer = setTimeout(() => {
        killGroup(messenger);
        reject(new Error(`electron stand-in: ${executable} opened no window`));
      }, openWithinMilliseconds);
      messenger.once('error', reject);
      connection.on('Target.targetCreated', ({ targetInfo }) => {
        if (targetInfo.type !== 'page' || targetInfo.url !== url) return;
        clearTimeout(timer);
        resolve(targetInfo.targetId);
      });
    });
}
