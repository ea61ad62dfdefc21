// Electron's Tray without a tray: no panel shows it. What the app gives it is taken as Electron takes it; a test keeps what
// was given by wrapping the prototype, and clicks by the same events: `tray.emit('click')`, `menu.items[0].click()`.
import { statSync } from 'node:fs';
import { HonestEmitter } from '../honest-emitter.ts';
import type { Menu } from './menu.ts';

type TrayEvents = Record<'click' | 'right-click' | 'double-click' | 'middle-click', []>;

export class Tray extends HonestEmitter<TrayEvents> {
  private destroyed = false;

  constructor(image: string | object) {
    super('Tray', ['click', 'right-click', 'double-click', 'middle-click']);
    refuseNoImage(image);
  }

  setToolTip(toolTip: string): void {
    this.refuseDestroyed();
    if (typeof toolTip !== 'string') throw new TypeError('Error processing argument at index 0');
  }

  setContextMenu(menu: Menu | null): void {
    this.refuseDestroyed();
    if (menu !== null && !('items' in menu)) throw new TypeError('Invalid menu');
  }

  setImage(image: string | object): void {
    this.refuseDestroyed();
    refuseNoImage(image);
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  destroy(): void {
    this.destroyed = true;
  }

  private refuseDestroyed(): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
  }
}

function refuseNoImage(image: string | object): void {
  if (typeof image === 'string' && statSync(image, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new TypeError(`Failed to load image from path '${image}'`);
  }
}
