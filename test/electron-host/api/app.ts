// Electron's `app`: the life of the main process, its paths and its single instance.
import { deferred } from '../deferred.ts';
import { HonestEmitter, plainEvent, type PreventableEvent } from '../honest-emitter.ts';
import { NotImplementedError } from '../page/honest.ts';
import { onceStopped, onShutdown, shutDown } from '../shutdown.ts';
import { windows } from '../windows.ts';
import { defaultPath, type PathName } from './app-paths.ts';
import type { BrowserWindow } from './browser-window.ts';
import { takeInstanceLock, type HandedOver, type InstanceLock } from './single-instance.ts';
import type { RenderProcessGoneDetails, WebContents } from './web-contents.ts';

interface AppEvents {
  'will-finish-launching': [];
  ready: [event: PreventableEvent, launchInfo: Record<string, never>];
  'window-all-closed': [];
  'before-quit': [event: PreventableEvent];
  'will-quit': [event: PreventableEvent];
  quit: [event: PreventableEvent, exitCode: number];
  'second-instance': [
    event: PreventableEvent,
    argv: string[],
    workingDirectory: string,
    additionalData: unknown,
  ];
  'web-contents-created': [event: PreventableEvent, webContents: WebContents];
  'browser-window-created': [event: PreventableEvent, window: BrowserWindow];
  'render-process-gone': [
    event: PreventableEvent,
    webContents: WebContents,
    details: RenderProcessGoneDetails,
  ];
  /** Ours: what `shell.openExternal` was asked to open. */
  'stand-in:open-external': [url: string];
  // May be listened to; here nothing brings them about.
  activate: [];
  'open-file': [event: PreventableEvent, path: string];
  'open-url': [];
  'child-process-gone': [];
}

const appEvents = [
  'will-finish-launching',
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'web-contents-created',
  'browser-window-created',
  'render-process-gone',
  'stand-in:open-external',
  'activate',
  'open-file',
  'open-url',
  'child-process-gone',
] as const satisfies readonly (keyof AppEvents)[];

type AppSurface = Pick<
  Electron.App,
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'focus'
  | 'getPath'
  | 'setPath'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getLocale'
  | 'isPackaged'
  | 'name'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'setLoginItemSettings'
  | 'getLoginItemSettings'
> & {
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue'>;
};

/** What the folder of the app says about itself. */
export interface AppManifest {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

class App extends HonestEmitter<AppEvents> implements AppSurface {
  readonly isPackaged = false;
  name = 'Electron';
  /** What the app itself appended, for Chromium; what came by the command line is the app's business. */
  readonly appendedSwitches = new Map<string, string>();
  readonly commandLine = {
    appendSwitch: (name: string, value = ''): void => {
      this.switches.set(name, value);
      this.appendedSwitches.set(name, value);
    },
    hasSwitch: (name: string): boolean => this.switches.has(name),
    getSwitchValue: (name: string): string => this.switches.get(name) ?? '',
  };
  isQuitting = false;

  private readonly switches = new Map<string, string>();
  private readonly paths = new Map<PathName, string>();
  private manifest: AppManifest = { folder: process.cwd(), name: 'Electron', version: '' };
  private ready = false;
  private readonly becomesReady = deferred<undefined>();
  private lock: InstanceLock | null = null;
  private profileIsFree: { promise: Promise<undefined>; resolve: (value: undefined) => void } | null = null;
  private readonly earlySecondInstances: HandedOver[] = [];

  constructor() {
    super('app', appEvents);
    // Whoever starts now waits for it, as the profile is free only when the browser is gone.
    onShutdown(() => this.lock?.announceEnd());
    onceStopped(() => this.releaseSingleInstanceLock());
  }

  /** For the host: who the app is, before its code runs. */
  describe(manifest: AppManifest, switches: ReadonlyMap<string, string>): void {
    this.manifest = manifest;
    this.name = manifest.name;
    for (const [name, value] of switches) this.switches.set(name, value);
  }

  /** For the host: Chromium is up. */
  becomeReady(): void {
    this.ready = true;
    this.emit('will-finish-launching');
    this.emit('ready', plainEvent(), {});
    this.becomesReady.resolve(undefined);
    for (const handedOver of this.earlySecondInstances.splice(0)) this.tellSecondInstance(handedOver);
  }

  /** For the host: an app that was refused the instance lock gets its browser when it has the lock after all. */
  async mayUseProfile(): Promise<void> {
    await this.profileIsFree?.promise;
  }

  isReady(): boolean {
    return this.ready;
  }

  async whenReady(): Promise<void> {
    await this.becomesReady.promise;
  }

  quit(): void {
    if (this.isQuitting) return;
    const event = plainEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.isQuitting = true;
    // After whoever called has finished, as in Electron.
    setImmediate(() => this.finishQuitting());
  }

  exit(exitCode = 0): void {
    this.isQuitting = true;
    for (const window of windows.all()) window.destroy();
    this.emit('quit', plainEvent(), exitCode);
    void shutDown(exitCode);
  }

  relaunch(): never {
    throw new NotImplementedError('app.relaunch');
  }

  focus(): void {
    // Windows are focused one by one; the app as such has nothing to bring to the front here.
  }

  getPath(name: PathName): string {
    const userDataSwitch = this.switches.get('user-data-dir');
    return this.paths.get(name) ?? defaultPath(name, { appName: this.name, userDataSwitch });
  }

  setPath(name: string, path: string): void {
    this.paths.set(name as PathName, path); // Electron's own type is wider here than in getPath
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.manifest.version;
  }

  getAppPath(): string {
    return this.manifest.folder;
  }

  getLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }

  enableSandbox(): void {
    // Every page of the stand-in is a plain web page: there is nothing to switch on.
  }

  setAppUserModelId(): void {
    // Windows' taskbar only.
  }

  setLoginItemSettings(): void {
    // macOS and Windows only: on Linux Electron does nothing, too.
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    return {
      openAtLogin: false,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
    };
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    this.lock ??= takeInstanceLock({
      folder: this.getPath('userData'),
      handOver: {
        argv: process.argv,
        workingDirectory: process.cwd(),
        additionalData: additionalData ?? null,
      },
      onSecondInstance: (handedOver) => this.tellSecondInstance(handedOver),
    });
    if (this.lock === null) this.profileIsFree ??= deferred();
    else this.profileIsFree?.resolve(undefined);
    return this.lock !== null;
  }

  hasSingleInstanceLock(): boolean {
    return this.lock !== null;
  }

  releaseSingleInstanceLock(): void {
    this.lock?.release();
    this.lock = null;
  }

  /** Electron promises that `second-instance` never comes before `ready`. */
  private tellSecondInstance(handedOver: HandedOver): void {
    if (!this.ready) {
      this.earlySecondInstances.push(handedOver);
      return;
    }
    const { argv, workingDirectory, additionalData } = handedOver;
    this.emit('second-instance', plainEvent(), argv, workingDirectory, additionalData);
  }

  private finishQuitting(): void {
    for (const window of windows.all()) {
      if (window.closeUnlessPrevented()) continue;
      this.isQuitting = false;
      return;
    }
    const event = plainEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) {
      this.isQuitting = false;
      return;
    }
    this.emit('quit', plainEvent(), 0);
    void shutDown(0);
  }
}

export type { App };

export const app = new App();
