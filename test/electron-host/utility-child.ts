// Loaded into a utility process before its own module: gives it `process.parentPort`. Messages wait for a listener.
import { EventEmitter } from 'node:events';
import type { UtilityEnvelope } from './api/utility-process.ts';

class ParentPort extends EventEmitter {
  private readonly waiting: UtilityEnvelope[] = [];

  constructor() {
    super();
    this.on('newListener', (name) => {
      if (name === 'message') setImmediate(() => this.flush());
    });
  }

  postMessage(message: unknown): void {
    process.send?.({ data: message } satisfies UtilityEnvelope);
  }

  start(): void {
    this.flush();
  }

  /** For the line to main. */
  receive(envelope: UtilityEnvelope): void {
    this.waiting.push(envelope);
    this.flush();
  }

  private flush(): void {
    while (this.listenerCount('message') > 0) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.emit('message', { data: next.data, ports: [] });
    }
  }
}

const parentPort = new ParentPort();
Object.assign(process, { parentPort, type: 'utility' });
process.on('message', (envelope) => parentPort.receive(envelope as UtilityEnvelope)); // sent by UtilityProcess
// Nobody is left to work for. An ordinary exit could wait for ever for a read that hangs.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
