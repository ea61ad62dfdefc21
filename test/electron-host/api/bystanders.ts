// Modules of Electron that need a desktop the stand-in does not have. Each says so where it is asked, and a test can
// bring about what never comes by itself: `app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))`.
import { statSync } from 'node:fs';
import { HonestEmitter } from '../honest-emitter.ts';
import { honest } from '../page/honest.ts';

class PowerMonitor extends HonestEmitter<
  Record<'suspend' | 'resume' | 'shutdown' | 'lock-screen' | 'unlock-screen' | 'on-ac' | 'on-battery', []>
> {
  constructor() {
    super('powerMonitor', [
      'suspend',
      'resume',
      'shutdown',
      'lock-screen',
      'unlock-screen',
      'on-ac',
      'on-battery',
    ]);
  }
}

export const powerMonitor = new PowerMonitor();

class NativeTheme extends HonestEmitter<Record<'updated', []>> {
  themeSource: Electron.NativeTheme['themeSource'] = 'system';

  constructor() {
    super('nativeTheme', ['updated']);
  }

  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'dark';
  }
}

export const nativeTheme = new NativeTheme();

/** One display, of the size headless Chromium imagines. */
const display = {
  id: 1,
  scaleFactor: 1,
  bounds: { x: 0, y: 0, width: 1280, height: 800 },
  workArea: { x: 0, y: 0, width: 1280, height: 800 },
  workAreaSize: { width: 1280, height: 800 },
  size: { width: 1280, height: 800 },
};

class Screen extends HonestEmitter<
  Record<'display-added' | 'display-removed' | 'display-metrics-changed', []>
> {
  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed']);
  }

  getPrimaryDisplay(): typeof display {
    return honest('Display', display);
  }

  getAllDisplays(): (typeof display)[] {
    return [this.getPrimaryDisplay()];
  }

  getDisplayMatching(): typeof display {
    return this.getPrimaryDisplay();
  }
}

export const screen = new Screen();

/** Never seen; a test may still click it by `tray.emit('click')`. */
export class Tray extends HonestEmitter<Record<'click' | 'right-click' | 'double-click', []>> {
  private destroyed = false;

  constructor() {
    super('Tray', ['click', 'right-click', 'double-click']);
  }

  setToolTip(): void {
    // not seen
  }

  setContextMenu(): void {
    // not seen
  }

  setImage(): void {
    // not seen
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

export class Notification extends HonestEmitter<
  Record<'show' | 'click' | 'close' | 'action' | 'reply' | 'failed', []>
> {
  constructor() {
    super('Notification', ['show', 'click', 'close', 'action', 'reply', 'failed']);
  }

  static isSupported(): boolean {
    return false;
  }

  show(): void {
    // Whoever asked `isSupported` does not come here; whoever did not hears nothing, as in an Electron without one.
  }

  close(): void {
    // never shown
  }
}

interface NativeImage {
  isEmpty(): boolean;
}

const imageOf = (isEmpty: boolean): NativeImage => honest('NativeImage', { isEmpty: () => isEmpty });

/** Images are for trays and docks: here only whether there is one. */
export const nativeImage = honest('nativeImage', {
  createEmpty: (): NativeImage => imageOf(true),
  createFromPath: (path: string): NativeImage =>
    imageOf(statSync(path, { throwIfNoEntry: false })?.isFile() !== true),
});

/** A clipboard of the app's own: Chromium gives no other to a process without a window of its own. */
let copied = '';
export const clipboard = honest('clipboard', {
  writeText: (text: string): void => void (copied = text),
  readText: (): string => copied,
});
