// MessageChannelMain: two ends that post to each other. An end may be handed to a page; then a page end takes its
// place, and what was posted before goes along.
import { HonestEmitter } from '../honest-emitter.ts';

/** Something a port can be entangled with: a port here in main, or one that lives in a page. */
export interface PortEnd {
  /** The end that hears what this one posts; null once the channel is closed. */
  other: PortEnd | null;
  deliver(message: unknown, ports: readonly MessagePortMain[]): void;
  /** The other end is gone. */
  otherClosed(): void;
}

export interface PortMessage {
  readonly data: unknown;
  readonly ports: readonly MessagePortMain[];
}

interface PortEvents {
  message: [event: PortMessage];
  close: [];
}

export class MessagePortMain
  extends HonestEmitter<PortEvents>
  implements PortEnd, Pick<Electron.MessagePortMain, 'start' | 'close'>
{
  other: PortEnd | null = null;
  private started = false;
  private transferred = false;
  private readonly queue: PortMessage[] = [];

  constructor() {
    super('MessagePortMain', ['message', 'close']);
  }

  postMessage(message: unknown, transfer: readonly MessagePortMain[] = []): void {
    if (transfer.includes(this)) throw new Error('Port at index 0 contains the source port');
    this.other?.deliver(structuredClone(message), transfer);
  }

  start(): void {
    this.started = true;
    this.flush();
  }

  close(): void {
    if (this.other === null) return;
    const { other } = this;
    this.other = null;
    other.otherClosed();
    this.emit('close');
  }

  deliver(message: unknown, ports: readonly MessagePortMain[]): void {
    this.queue.push({ data: message, ports });
    this.flush();
  }

  otherClosed(): void {
    this.other = null;
    // After the messages that are still on their way to the listeners.
    queueMicrotask(() => this.emit('close'));
  }

  /** Gives this port's place in its channel to another end. The port itself is of no use afterwards. */
  handOver(successor: PortEnd): void {
    if (this.transferred) throw new Error('Port at index 0 is already neutered');
    this.transferred = true;
    const { other } = this;
    this.other = null;
    if (other === null) return successor.otherClosed();
    successor.other = other;
    other.other = successor;
    for (const { data, ports } of this.queue.splice(0)) successor.deliver(data, ports);
  }

  private flush(): void {
    if (!this.started) return;
    queueMicrotask(() => {
      for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
        this.emit('message', next);
      }
    });
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}
