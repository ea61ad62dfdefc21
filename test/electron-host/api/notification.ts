// Electron's Notification without a desktop that shows it. Its events come as they would; a click a test brings about by
// the event: `notification.emit('click')`.
import { HonestEmitter } from '../honest-emitter.ts';

type NotificationEvents = Record<'show' | 'click' | 'close' | 'action' | 'reply' | 'failed', []>;

export class Notification extends HonestEmitter<NotificationEvents> {
  readonly title: string;
  readonly body: string;
  private isShown = false;

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super('Notification', ['show', 'click', 'close', 'action', 'reply', 'failed']);
    this.title = title;
    this.body = body;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    this.isShown = true;
    setImmediate(() => this.emit('show'));
  }

  close(): void {
    if (!this.isShown) return;
    this.isShown = false;
    setImmediate(() => this.emit('close'));
  }
}
