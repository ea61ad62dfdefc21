// Electron's BrowserWindow: one window with one page. What a person sees of it is Chromium's; what the app asks of it
// (visible, focused, bounds) is kept here, as Electron answers these at once.
import type { Protocol } from '../chromium/cdp-types.ts';
import { isChromiumRunning, runningChromium } from '../chromium/running.ts';
import { debugLog } from '../debug-log.ts';
import { HonestEmitter, plainEvent, type PreventableEvent } from '../honest-emitter.ts';
import type { PageBounds } from '../page/host-messages.ts';
import { isShuttingDown } from '../shutdown.ts';
import { windows, type OpenWindow } from '../windows.ts';
import { app } from './app.ts';
import { screen } from './bystanders.ts';
import { WebContents } from './web-contents.ts';

interface WindowEvents {
  'ready-to-show': [];
  show: [];
  hide: [];
  focus: [];
  blur: [];
  minimize: [];
  restore: [];
  resize: [];
  close: [event: PreventableEvent];
  closed: [];
}

const windowEvents = [
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'blur',
  'minimize',
  'restore',
  'resize',
  'close',
  'closed',
] as const satisfies readonly (keyof WindowEvents)[];

type WindowSurface = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'restore'
  | 'minimize'
  | 'isMinimized'
  | 'isVisible'
  | 'isFocused'
  | 'isDestroyed'
  | 'close'
  | 'destroy'
  | 'getBounds'
  | 'setBounds'
  | 'getTitle'
  | 'setTitle'
  | 'setProgressBar'
  | 'flashFrame'
>;

type ChromiumBounds = Protocol.Browser.Bounds;

/** A page that paints nothing (yet) is ready too, some time after it has loaded. */
const paintWithinMilliseconds = 1000;

const all = new Map<number, BrowserWindow>();
let lastId = 0;

export class BrowserWindow extends HonestEmitter<WindowEvents> implements WindowSurface, OpenWindow {
  readonly id = ++lastId;
  readonly webContents: WebContents;

  private bounds: Electron.Rectangle;
  private title: string;
  private visible = false;
  private focused = false;
  private minimized = false;
  private destroyed = false;
  private painted = false;
  private putAway = false;
  private arranging: Promise<void> = Promise.resolve();

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', windowEvents);
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseWeakPages(options.webPreferences ?? {});
    const { x = 0, y = 0, width = 800, height = 600, title = app.getName(), show = true } = options;
    this.bounds = { x, y, width, height };
    this.title = title;
    all.set(this.id, this);
    windows.add(this);
    this.webContents = new WebContents({
      preload: options.webPreferences?.preload ?? null,
      openPage: () =>
        runningChromium().openPage({ width, height, title, background: options.backgroundColor ?? null }),
      close: () => this.destroy(),
      focus: () => this.focus(),
      onPainted: () => this.becomeReady(),
      onFocus: (focused) => this.setFocused(focused),
      onBounds: (changed) => this.noteBounds(changed),
    });
    this.webContents.on('did-finish-load', () => {
      setTimeout(() => this.becomeReady(), paintWithinMilliseconds).unref();
    });
    this.webContents.on('page-title-updated', (_event, changed) => (this.title = changed));
    app.emit('browser-window-created', plainEvent(), this);
    this.arrange(() => this.firstPlace(options));
    if (show) this.show();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...all.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...all.values()].find((window) => window.isFocused()) ?? null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...all.values()].find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return all.get(id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    if (this.visible) return;
    this.visible = true;
    // Chromium shows a window from its first moment on: there is something to undo after `hide` only.
    if (this.putAway) this.arrange(() => ({ windowState: 'normal' }));
    this.putAway = false;
    this.emit('show');
    this.focus();
  }

  hide(): void {
    if (!this.visible) return;
    this.visible = false;
    this.putAway = true;
    // Chromium can't hide a window that it opened; out of the way is as near as it gets.
    this.arrange(() => ({ windowState: 'minimized' }));
    this.emit('hide');
  }

  focus(): void {
    const { targetId } = this.webContents;
    if (targetId !== null) runningChromium().connection.tell('Target.activateTarget', { targetId });
    this.setFocused(true);
  }

  minimize(): void {
    if (this.minimized) return;
    this.minimized = true;
    this.arrange(() => ({ windowState: 'minimized' }));
    this.emit('minimize');
  }

  restore(): void {
    if (!this.minimized) return;
    this.minimized = false;
    this.arrange(() => ({ windowState: 'normal' }));
    this.emit('restore');
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isVisible(): boolean {
    return this.visible && !this.minimized;
  }

  isFocused(): boolean {
    return this.focused && this.isVisible();
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  close(): void {
    this.closeUnlessPrevented();
  }

  closeUnlessPrevented(): boolean {
    const event = plainEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    if (this.destroyed) return;
    const { targetId } = this.webContents;
    this.becomeClosed();
    // Not waited for: a Chromium that hangs must not keep the app from quitting.
    if (targetId !== null && isChromiumRunning()) {
      runningChromium().connection.tell('Target.closeTarget', { targetId });
    }
  }

  getBounds(): Electron.Rectangle {
    return { ...this.bounds };
  }

  setBounds(changed: Partial<Electron.Rectangle>): void {
    this.bounds = { ...this.bounds, ...changed };
    const { x: left, y: top, width, height } = this.bounds;
    this.arrange(() => ({ left, top, width, height }));
  }

  getTitle(): string {
    return this.title;
  }

  setTitle(title: string): void {
    // The frame shows the page's title: Chromium gives no other way.
    this.title = title;
  }

  setProgressBar(): void {
    // Shown by a dock or taskbar only; nothing can be asked back.
  }

  flashFrame(): void {
    // As with the progress bar.
  }

  /**
   * For the host: a person or a test driver closed the window. Too late to prevent it; and as there is no tray to bring
   * an app back from, the last window takes the app with it.
   */
  becomeClosedFromOutside(): void {
    if (this.destroyed) return;
    this.emit('close', plainEvent());
    this.becomeClosed();
    if (all.size === 0) app.quit();
  }

  /** For the host: the page is gone. */
  becomeClosed(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    all.delete(this.id);
    windows.remove(this);
    this.webContents.becomeDestroyed();
    this.emit('closed');
    if (all.size > 0 || app.isQuitting || isShuttingDown()) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }

  private becomeReady(): void {
    if (this.painted || this.destroyed) return;
    this.painted = true;
    debugLog('first paint of window', this.id);
    this.emit('ready-to-show');
  }

  private setFocused(focused: boolean): void {
    if (this.focused === focused || this.destroyed) return;
    this.focused = focused;
    this.emit(focused ? 'focus' : 'blur');
  }

  private noteBounds(changed: PageBounds): void {
    // Without a screen the numbers are Chromium's own invention.
    if (runningChromium().headless || this.minimized) return;
    this.bounds = { ...changed };
    this.emit('resize');
  }

  /** Where the app did not say where, Electron centres; how large the screen is the page knows. */
  private async firstPlace({ x, y }: Electron.BrowserWindowConstructorOptions): Promise<ChromiumBounds> {
    const { width, height } = this.bounds;
    const session = await this.webContents.pageSession();
    const { result } = await session.send('Runtime.evaluate', {
      expression: '[screen.availLeft, screen.availTop, screen.availWidth, screen.availHeight]',
      returnByValue: true,
    });
    const [left = 0, top = 0, availableWidth = width, availableHeight = height] = result.value as number[]; // as asked
    screen.learn({ x: left, y: top, width: availableWidth, height: availableHeight });
    this.bounds.x = x ?? left + Math.max(0, Math.round((availableWidth - width) / 2));
    this.bounds.y = y ?? top + Math.max(0, Math.round((availableHeight - height) / 2));
    return { left: this.bounds.x, top: this.bounds.y, width, height };
  }

  /** In the order in which it was asked for; without a display there is nothing to arrange. */
  private arrange(wanted: () => ChromiumBounds | Promise<ChromiumBounds>): void {
    const { connection, headless } = runningChromium();
    if (headless) return;
    const apply = async (): Promise<void> => {
      await this.webContents.pageSession();
      const { targetId } = this.webContents;
      if (targetId === null || this.destroyed) return;
      const { windowId } = await connection.send('Browser.getWindowForTarget', { targetId });
      await connection.send('Browser.setWindowBounds', { windowId, bounds: await wanted() });
    };
    this.arranging = this.arranging.then(apply).catch((error: unknown) => debugLog(error));
  }
}

/** The stand-in runs sandboxed preloads and nothing else; a weaker page would work in Electron and not here. */
function refuseWeakPages(preferences: Electron.WebPreferences): void {
  if (
    preferences.sandbox !== true ||
    preferences.contextIsolation !== true ||
    preferences.nodeIntegration === true
  ) {
    throw new Error(
      'electron stand-in: a window needs sandbox: true and contextIsolation: true, and no nodeIntegration',
    );
  }
}
