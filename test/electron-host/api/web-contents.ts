// Electron's `webContents`: one page of Chromium, its documents as they come and go, and its line to main.
import { isBlankPage } from '../chromium/blank-pages.ts';
import type { CdpSession } from '../chromium/cdp-connection.ts';
import type { Protocol } from '../chromium/cdp-types.ts';
import { runningChromium } from '../chromium/running.ts';
import { debugLog } from '../debug-log.ts';
import { deferred, type Deferred } from '../deferred.ts';
import { createEvent, HonestEmitter, plainEvent, type PreventableEvent } from '../honest-emitter.ts';
import type { PageBounds, PageMessage } from '../page/host-messages.ts';
import { NotImplementedError } from '../page/honest.ts';
import { app } from './app.ts';
import {
  describeConsoleCall,
  describeException,
  describeLogEntry,
  type ConsoleMessage,
} from './console-messages.ts';
import { answerFilePaths } from './file-paths.ts';
import { topFrame, type FrameMain } from './frame-main.ts';
import { ipcMain, type IpcEvent } from './ipc-main.ts';
import { loadError } from './load-error.ts';
import type { MessagePortMain } from './message-ports.ts';
import {
  watchNavigation,
  type DocumentRequest,
  type Navigation,
  type NavigationEvent,
} from './navigation.ts';
import { openPageLink, type PageLink } from './page-link.ts';
import {
  bindingName,
  isolatedWorldName,
  preloadScript,
  worldScripts,
  type PageScript,
} from './page-scripts.ts';
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

/** A page that is attached to Chromium. */
interface Attached {
  readonly targetId: string;
  readonly session: CdpSession;
  readonly link: PageLink;
  readonly navigation: Navigation;
}

const all = new Map<number, WebContents>();
let lastId = 0;

export class WebContents extends HonestEmitter<WebContentsEvents> implements WebContentsSurface {
  readonly id = ++lastId;
  readonly session: Session = sessions.defaultSession;

  private readonly host: PageHost;
  private readonly attaching: Promise<Attached>;
  private attached: Attached | null = null;
  private url = '';
  private title = '';
  private destroyed = false;
  private crashed = false;
  /** Settles with the load that is under way. */
  private loading: Deferred<undefined> | null = null;
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
    return this.loading !== null;
  }

  async loadURL(url: string): Promise<void> {
    const { session, navigation } = await this.attaching;
    const address = schemeUrls.toChromium(url);
    await this.session.settlePermissions(address, this);
    navigation.expect(address);
    const loaded = this.beginLoading();
    const { errorText } = await session.send('Page.navigate', { url: address });
    if (errorText !== undefined) this.failLoading(errorText, url);
    await loaded;
  }

  reload(): void {
    void this.attaching.then(({ session, navigation }) => {
      navigation.expect(schemeUrls.toChromium(this.url));
      this.beginLoading().catch((error: unknown) => debugLog(error));
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
    await this.loading?.promise;
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
    this.endLoading(loadError('ERR_FAILED', this.url));
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
    this.endLoading(loadError('ERR_FAILED', this.url));
    this.emit('destroyed');
  }

  private async attach(): Promise<Attached> {
    const { connection } = runningChromium();
    const targetId = await this.host.openPage();
    const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true });
    const session = connection.session(sessionId);
    const attached = {
      targetId,
      session,
      link: openPageLink({ session, topFrameId: targetId, hear: (message) => this.hear(message) }),
      navigation: watchNavigation({
        session,
        topFrameId: targetId,
        currentUrl: () => this.url,
        emit: (name, event) => this.emit(name, event, event.url),
      }),
    };
    this.listenToPage(session, targetId);
    await Promise.all([
      session.send('Page.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.enable'),
      session.send('Log.enable'),
      session.send('DOM.enable'),
      session.send('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorldName }),
      answerFilePaths(session),
      // In this order: the page's half first, as the isolated half calls it.
      ...[...worldScripts(), ...this.readPreload()].map((script) =>
        session.send('Page.addScriptToEvaluateOnNewDocument', script),
      ),
    ]);
    this.attached = attached;
    debugLog('attached', targetId);
    // Closed while it was being opened.
    if (this.destroyed) connection.tell('Target.closeTarget', { targetId });
    return attached;
  }

  private readPreload(): readonly PageScript[] {
    const { preload } = this.host;
    if (preload === null) return [];
    try {
      return [preloadScript(preload)];
    } catch (error) {
      this.failPreload(error instanceof Error ? error : new Error(String(error)));
      return [];
    }
  }

  private failPreload(error: Error): void {
    const path = this.host.preload ?? '';
    process.stderr.write(`Unable to load preload script: ${path}\n${error.stack ?? error.message}\n`);
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
    this.emit('did-navigate', plainEvent(), this.url, 200, '');
  }

  private retitle(title: string): void {
    if (title === this.title || this.url === '') return;
    this.title = title;
    this.emit('page-title-updated', plainEvent(), title, true);
  }

  private beginLoading(): Promise<undefined> {
    this.endLoading(loadError('ERR_ABORTED', this.url));
    this.loading = deferred<undefined>();
    return this.loading.promise;
  }

  private finishLoading(): void {
    if (this.url === '') return; // the empty page it was opened with
    this.loading?.resolve(undefined);
    this.loading = null;
    this.emit('did-finish-load');
  }

  private failLoading(errorText: string, url: string): void {
    const error = loadError(errorText, url);
    this.emit('did-fail-load', plainEvent(), error.errno, error.code, url, true);
    this.endLoading(error);
  }

  private endLoading(error: Error): void {
    this.loading?.reject(error);
    // Not everybody who starts a load waits for it.
    this.loading?.promise.catch(() => undefined);
    this.loading = null;
  }

  private hear(message: Parameters<Parameters<typeof openPageLink>[0]['hear']>[0]): void {
    if (this.destroyed) return;
    switch (message.kind) {
      case 'send':
        return this.hearSend(message.channel, message.args, []);
      case 'post':
        return this.hearSend(message.channel, [message.message], message.ports);
      case 'invoke':
        return void this.answerInvoke(message);
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

  private hearSend(channel: string, args: readonly unknown[], portIds: readonly string[]): void {
    const event = this.ipcEvent(this.attached?.link.receivePorts(portIds) ?? []);
    this.emit('ipc-message', event, channel, ...args);
    ipcMain.emit(channel, event, ...args);
  }

  private async answerInvoke({ id, channel, args }: Extract<PageMessage, { kind: 'invoke' }>): Promise<void> {
    const link = this.attached?.link;
    try {
      const value = await ipcMain.answer(this.ipcEvent([]), channel, args);
      link?.tell({ kind: 'reply', id, ok: true, value });
    } catch (error) {
      process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`);
      const message = `Error invoking remote method '${channel}': ${String(error)}`;
      link?.tell({ kind: 'reply', id, ok: false, message });
    }
  }

  private ipcEvent(ports: readonly MessagePortMain[]): IpcEvent {
    return {
      type: 'frame',
      sender: this,
      senderFrame: this.mainFrame,
      frameId: 1,
      processId: this.id,
      ports,
      reply: (channel, ...args) => this.send(channel, ...args),
    };
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
