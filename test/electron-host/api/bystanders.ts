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

/** One display: of the size headless Chromium imagines, until a window has told the real one. */
class Screen extends HonestEmitter<
  Record<'display-added' | 'display-removed' | 'display-metrics-changed', []>
> {
  private workArea: Electron.Rectangle = { x: 0, y: 0, width: 1280, height: 800 };

  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed']);
  }

  /** For the host. */
  learn(workArea: Electron.Rectangle): void {
    this.workArea = workArea;
  }

  getPrimaryDisplay(): Pick<Electron.Display, 'id' | 'scaleFactor' | 'bounds' | 'workArea' | 'workAreaSize'> {
    const { width, height } = this.workArea;
    return honest('Display', {
      id: 1,
      scaleFactor: 1,
      bounds: { ...this.workArea },
      workArea: { ...this.workArea },
      workAreaSize: { width, height },
    });
  }

  getAllDisplays(): ReturnType<Screen['getPrimaryDisplay']>[] {
    return [this.getPrimaryDisplay()];
  }

  getDisplayMatching(): ReturnType<Screen['getPrimaryDisplay']> {
    return this.getPrimaryDisplay();
  }
}

export const screen = new Screen();

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
