// Electron's `ipcMain`: who answers which channel. Channels are the app's own words, so every name may be listened to.
import { EventEmitter } from 'node:events';
import { honest } from '../page/honest.ts';
import type { FrameMain } from './frame-main.ts';
import type { MessagePortMain } from './message-ports.ts';
import type { WebContents } from './web-contents.ts';

export interface IpcEvent {
  readonly type: 'frame';
  readonly sender: WebContents;
  readonly senderFrame: FrameMain;
  readonly frameId: number;
  readonly processId: number;
  readonly ports: readonly MessagePortMain[];
  readonly reply: (channel: string, ...args: unknown[]) => void;
}

type InvokeHandler = (event: IpcEvent, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  private readonly handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (...given) => {
      this.removeHandler(channel);
      return handler(...given);
    });
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /** For the host: asks the app; a rejection is the sentence the page gets to read. */
  async answer(event: IpcEvent, channel: string, args: readonly unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return await handler(event, ...args);
  }
}

export const ipcMain = honest('ipcMain', new IpcMain());
