// Electron's `session`: the one default session, its permissions and its downloads.
import { clearOriginData } from '../chromium/clear-data.ts';
import { isChromiumRunning, runningChromium } from '../chromium/running.ts';
import { debugLog } from '../debug-log.ts';
import { createEvent, HonestEmitter, type PreventableEvent } from '../honest-emitter.ts';
import { honest, NotImplementedError } from '../page/honest.ts';
import { originOf } from '../scheme-urls.ts';
import {
  settlePermissions,
  type AskingPage,
  type PermissionCheckHandler,
  type PermissionRequestHandler,
} from './permissions.ts';
import { protocol, schemeUrls } from './protocol.ts';
import type { WebContents } from './web-contents.ts';

/** What the app learns of a download; everything else about it throws by name. */
interface DownloadItem {
  getURL(): string;
  getFilename(): string;
}

interface SessionEvents {
  'will-download': [event: PreventableEvent, item: DownloadItem, webContents: WebContents | null];
}

type StorageName = NonNullable<Electron.ClearStorageDataOptions['storages']>[number];

/** Electron's words for what Chromium calls otherwise. */
const storageTypes: Readonly<Record<StorageName, string>> = {
  cookies: 'cookies',
  filesystem: 'file_systems',
  indexdb: 'indexeddb',
  localstorage: 'local_storage',
  shadercache: 'shader_cache',
  serviceworkers: 'service_workers',
  cachestorage: 'cache_storage',
};

class StandInSession
  extends HonestEmitter<SessionEvents>
  implements Pick<Electron.Session, 'clearStorageData'>
{
  readonly protocol = protocol;

  private onRequest: PermissionRequestHandler | null = null;
  private onCheck: PermissionCheckHandler | null = null;
  private readonly askingPages = new Map<string, AskingPage>();
  /** One after the other: the last word must be the last to arrive. */
  private settling: Promise<void> = Promise.resolve();

  constructor() {
    super('session', ['will-download']);
  }

  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
    this.onRequest = handler;
    this.settleAgain();
  }

  setPermissionCheckHandler(handler: PermissionCheckHandler | null): void {
    this.onCheck = handler;
    this.settleAgain();
  }

  setDevicePermissionHandler(): void {
    // No page can reach a device here: without a chooser, USB, HID and serial requests find nothing.
  }

  /** Of one origin only: what else lies in the profile is not the app's. Chromium must be running, as in Electron. */
  async clearStorageData({ origin, storages }: Electron.ClearStorageDataOptions = {}): Promise<void> {
    if (origin === undefined || storages === undefined) {
      throw new NotImplementedError('session.clearStorageData without an origin and storages');
    }
    await clearOriginData(runningChromium().connection, {
      origin: originOf(schemeUrls.toChromium(origin)),
      types: storages.map((name) => storageTypes[name]),
    });
  }

  /** For the host: before an origin's first document, so that its scripts find the app's answers. */
  async settlePermissions(chromiumUrl: string, webContents: WebContents): Promise<void> {
    if (!URL.canParse(chromiumUrl)) return;
    const chromiumOrigin = new URL(chromiumUrl).origin;
    if (chromiumOrigin === 'null') return;
    const page = { webContents, chromiumOrigin, appOrigin: originOf(schemeUrls.toApp(chromiumUrl)) };
    this.askingPages.set(chromiumOrigin, page);
    await this.settle(page);
  }

  /**
   * For the host: Chromium began a download. True if the app wants it, which can't be served: where it goes is decided
   * by the item's methods, and these are left out.
   */
  judgeDownload(url: string, fileName: string): boolean {
    const event = createEvent({});
    const item = honest('DownloadItem', { getURL: () => schemeUrls.toApp(url), getFilename: () => fileName });
    this.emit('will-download', event, item, null);
    return !event.defaultPrevented;
  }

  private settleAgain(): void {
    if (!isChromiumRunning()) return;
    for (const page of this.askingPages.values()) {
      this.settle(page).catch((error: unknown) => debugLog(error));
    }
  }

  private settle(page: AskingPage): Promise<void> {
    this.settling = this.settling.then(() => {
      const { onRequest, onCheck } = this;
      return settlePermissions(runningChromium().connection, { onRequest, onCheck }, page);
    });
    return this.settling;
  }
}

export type Session = StandInSession;

export const session = honest('session', {
  defaultSession: new StandInSession(),
  fromPartition: (): never => {
    throw new NotImplementedError('session.fromPartition');
  },
});
