// Electron's `webContents`: one page of Chromium, its documents as they come and go, and its line to main.
import { isBlankPage } from '../chromium/blank-pages.ts';
import type { CdpSession } from '../chromium/cdp-connection.ts';
import type { Protocol } from '../chromium/cdp-types.ts';
import { complain } from '../complain.ts';
import { debugLog } from '../debug-log.ts';
import { createEvent, HonestEmitter, plainEvent, type PreventableEvent } from '../honest-emitter.ts';
import { NotImplementedError } from '../page/honest.ts';
import type { HostMessage, PageBounds, PageMessage } from '../page/host-messages.ts';
import { app } from './app.ts';
import { attachPage, type AttachedPage } from './attach-page.ts';
import {
  describeConsoleCall,
  describeException,
  describeLogEntry,
  type ConsoleMessage,
} from './console-messages.ts';
import { topFrame, type FrameMain } from './frame-main.ts';
import type { IpcEvent } from './ipc-main.ts';
import { loadError } from './load-error.ts';
import type { MessagePortMain } from './message-ports.ts';
import type { DocumentRequest, NavigationEvent } from './navigation.ts';
import { hearIpc } from './page-ipc.ts';
import type { DocumentMessage } from './page-link.ts';
import { PageLoad } from './page-load.ts';
import { preloadScript, type PageScript } from './page-scripts.ts';
import { schemeUrls } from './protocol.ts';
import { session as sessions, type Session } from './session.ts';

export type RenderProcessGoneDetails = Electron.RenderProcessGoneDetails;

interface WebContentsEvents {
  'did-finish-load': [];
  'did-fail-load': [
    event: PreventableEvent,
    errorCode: number,
    errorDescription: string,
    validatedURL: string,
    isMainFrame: boolean,
  ];
  'dom-ready': [event: PreventableEvent];
  'did-navigate': [event: PreventableEvent, url: string, httpResponseCode: number, httpStatusText: string];
  'will-navigate': [event: NavigationEvent, url: string];
  'will-frame-navigate': [event: NavigationEvent];
  'will-redirect': [event: NavigationEvent, url: string];
  'page-title-updated': [event: PreventableEvent, title: string, explicitSet: boolean];
  'render-process-gone': [event: PreventableEvent, details: RenderProcessGoneDetails];
  'console-message': [event: PreventableEvent & ConsoleMessage & { readonly frame: FrameMain }];
  'preload-error': [event: PreventableEvent, preloadPath: string, error: Error];
  'ipc-message': [event: IpcEvent, channel: string, ...args: unknown[]];
  destroyed: [];
  // May be listened to; here nothing brings it about, as there are no webviews.
  'will-attach-webview': [];
}

const webContentsEvents = [
  'did-finish-load',
  'did-fail-load',
  'dom-ready',
  'did-navigate',
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'page-title-updated',
  'render-process-gone',
  'console-message',
  'preload-error',
  'ipc-message',
  'destroyed',
  'will-attach-webview',
] as const satisfies readonly (keyof WebContentsEvents)[];

type WebContentsSurface = Pick<
  Electron.WebContents,
  | 'id'
  | 'getURL'
  | 'getTitle'
  | 'loadURL'
  | 'send'
  | 'reload'
  | 'isDestroyed'
  | 'isCrashed'
  | 'isLoading'
  | 'setWindowOpenHandler'
  | 'openDevTools'
  | 'forcefullyCrashRenderer'
  | 'executeJavaScript'
  | 'close'
  | 'focus'
>;

/** What the page's window does for it and wants to know of it. */
export interface PageHost {
  readonly preload: string | null;
  /** Opens an empty page and answers its target id. */
  openPage(): Promise<string>;
  close(): void;
  focus(): void;
  onPainted(): void;
  onFocus(focused: boolean): void;
  onBounds(bounds: PageBounds): void;
}

type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

const all = new Map<number, WebContents>();
let lastId = 0;

export class WebContents extends HonestEmitter<WebContentsEvents> implements WebContentsSurface {
  readonly id = ++lastId;
  readonly session: Session = sessions.defaultSession;

  private readonly host: PageHost;
  private readonly attaching: Promise<AttachedPage>;
  private attached: AttachedPage | null = null;
  private url = '';
  private title = '';
  private destroyed = false;
  private crashed = false;
  private readonly load = new PageLoad();
  private windowOpenHandler: WindowOpenHandler | null = null;

  constructor(host: PageHost) {
    super('webContents', webContentsEvents);
    this.host = host;
    all.set(this.id, this);
    this.attaching = this.attach();
    // Whoever needs the page awaits it and hears of the failure; without one there still must be no stray rejection.
    this.attaching.catch((error: unknown) => debugLog(error));
    app.emit('web-contents-created', plainEvent(), this);
  }

  get mainFrame(): FrameMain {
    return topFrame(this.url);
  }

  getURL(): string {
    return this.url;
  }

  getTitle(): string {
    return this.title;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  isLoading(): boolean {
    return this.load.isUnderWay;
  }

  async loadURL(url: string): Promise<void> {
    const { session, navigation } = await this.attaching;
    const address = schemeUrls.toChromium(url);
    await this.session.settlePermissions(address, this);
    navigation.expect(address);
    const loaded = this.load.begin(url);
    const { errorText } = await session.send('Page.navigate', { url: address });
    if (errorText !== undefined) this.failLoading(errorText, url);
    await loaded;
  }

  reload(): void {
    void this.attaching.then(({ session, navigation }) => {
      navigation.expect(schemeUrls.toChromium(this.url));
      void this.load.begin(this.url);
      session.tell('Page.reload');
    });
  }

  send(channel: string, ...args: unknown[]): void {
    this.attached?.link.tell({ kind: 'send', channel, args, ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    this.attached?.link.tellWithPorts(transfer, (ports) => ({
      kind: 'send',
      channel,
      args: [message],
      ports,
    }));
  }

  /** As in Electron, it waits for the page to have loaded. */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { session } = await this.attaching;
    await this.load.settled();
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails === undefined) return result.value as unknown;
    const { exception, text } = exceptionDetails;
    throw new Error(exception?.description ?? text);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  openDevTools(): void {
    process.stderr.write(
      'electron stand-in: developer tools are not shown; COOLDOWN_HOST_DEBUG=1 tells more.\n',
    );
  }

  forcefullyCrashRenderer(): void {
    // Never answered: who would answer has crashed.
    this.attached?.session.tell('Page.crash');
  }

  close(): void {
    this.host.close();
  }

  focus(): void {
    this.host.focus();
  }

  /** For the host: its page's target. */
  get targetId(): string | null {
    return this.attached?.targetId ?? null;
  }

  /** For the host: the page's protocol session, for dialogs. */
  async pageSession(): Promise<CdpSession> {
    return (await this.attaching).session;
  }

  /** For the host: whether a document that is asked for belongs here, and may come. */
  judgeNavigation(request: DocumentRequest): 'not mine' | 'allowed' | 'prevented' {
    if (this.attached?.navigation.ownsFrame(request.frameId) !== true) return 'not mine';
    return this.attached.navigation.isAllowed(request) ? 'allowed' : 'prevented';
  }

  /** For the host: the renderer died. */
  becomeCrashed(reason: RenderProcessGoneDetails['reason'], exitCode: number): void {
    if (this.crashed || this.destroyed) return;
    this.crashed = true;
    this.attached?.link.cut();
    this.load.fail('net::ERR_FAILED');
    const details = { reason, exitCode };
    this.emit('render-process-gone', plainEvent(), details);
    app.emit('render-process-gone', plainEvent(), this, details);
  }

  /** For the host: the page is closed for good. */
  becomeDestroyed(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    all.delete(this.id);
    this.attached?.link.cut();
    this.load.fail('net::ERR_FAILED');
    this.emit('destroyed');
  }

  private async attach(): Promise<AttachedPage> {
    const attached = await attachPage({
      openPage: () => this.host.openPage(),
      preload: () => this.readPreload(),
      hear: (message, answer) => this.hear(message, answer),
      currentUrl: () => this.url,
      onNavigation: (name, event) => this.emit(name, event, event.url),
      listen: (session, topFrameId) => this.listenToPage(session, topFrameId),
    });
    this.attached = attached;
    // Closed while it was being opened.
    if (this.destroyed) attached.session.tell('Page.close');
    return attached;
  }

  private readPreload(): PageScript | null {
    const { preload } = this.host;
    try {
      return preload === null ? null : preloadScript(preload);
    } catch (error) {
      this.failPreload(error instanceof Error ? error : new Error(String(error)));
      return null;
    }
  }

  private failPreload(error: Error): void {
    const path = this.host.preload ?? '';
    complain(`Unable to load preload script: ${path}`, error);
    this.emit('preload-error', plainEvent(), path, error);
  }

  private listenToPage(session: CdpSession, topFrameId: string): void {
    const tellConsole = (message: ConsoleMessage): void => {
      this.emit('console-message', createEvent({ ...message, frame: this.mainFrame }));
    };
    session.on('Page.frameNavigated', ({ frame }) => this.arrive(frame));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === topFrameId) this.url = schemeUrls.toApp(url);
    });
    session.on('Page.domContentEventFired', () => this.emit('dom-ready', plainEvent()));
    session.on('Page.loadEventFired', () => this.finishLoading());
    session.on('Page.lifecycleEvent', ({ name, frameId }) => {
      if (name === 'firstPaint' && frameId === topFrameId && this.url !== '') this.host.onPainted();
    });
    session.on('Runtime.consoleAPICalled', (call) => tellConsole(describeConsoleCall(call)));
    session.on('Runtime.exceptionThrown', ({ exceptionDetails }) =>
      tellConsole(describeException(exceptionDetails)),
    );
    session.on('Log.entryAdded', ({ entry }) => tellConsole(describeLogEntry(entry)));
  }

  private arrive(frame: Protocol.Page.Frame): void {
    if (frame.parentId !== undefined || isBlankPage(frame.url)) return;
    this.crashed = false;
    this.url = schemeUrls.toApp(frame.url + (frame.urlFragment ?? ''));
    this.emit('did-navigate', plainEvent(), this.url, -1, '');
  }

  private retitle(title: string): void {
    if (title === this.title || this.url === '') return;
    this.title = title;
    this.emit('page-title-updated', plainEvent(), title, true);
  }

  private finishLoading(): void {
    if (this.url === '') return; // the empty page it was opened with
    this.load.finish();
    this.emit('did-finish-load');
  }

  private failLoading(errorText: string, url: string): void {
    const { errno, code } = loadError(errorText, url);
    this.emit('did-fail-load', plainEvent(), errno, code, url, true);
    this.load.fail(errorText);
  }

  private hear(message: DocumentMessage, answer: (message: HostMessage) => void): void {
    if (this.destroyed) return;
    switch (message.kind) {
      case 'send':
      case 'post':
      case 'invoke':
        return hearIpc({
          message,
          answer,
          sender: this,
          senderFrame: this.mainFrame,
          ports: message.kind === 'post' ? (this.attached?.link.receivePorts(message.ports) ?? []) : [],
        });
      case 'open_window':
        return this.askToOpen(message);
      case 'title':
        return this.retitle(message.title);
      case 'focus':
        return this.host.onFocus(message.focused);
      case 'bounds':
        return this.host.onBounds(message.bounds);
      case 'preload_failed': {
        const error = new Error(message.message);
        error.stack = message.stack;
        return this.failPreload(error);
      }
    }
  }

  private askToOpen({ url, frameName, features }: Extract<PageMessage, { kind: 'open_window' }>): void {
    const answer = this.windowOpenHandler?.({
      url: schemeUrls.toApp(url),
      frameName,
      features,
      disposition: 'new-window',
      referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
    });
    if (answer?.action === 'deny') return;
    throw new NotImplementedError(`a window opened by a page (${url})`);
  }
}

/** Electron's static side. */
export const webContents = {
  getAllWebContents: (): WebContents[] => [...all.values()],
  fromId: (id: number): WebContents | undefined => all.get(id),
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    [...all.values()].find((contents) => contents.targetId === targetId),
};
