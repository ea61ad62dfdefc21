// Electron's ipcRenderer over the host line.
import { honest, NotImplementedError } from './honest.ts';
import type { HostLine } from './host-line.ts';
import type { HostMessage } from './host-messages.ts';
import type { PagePorts } from './page-ports.ts';

interface RendererEvent {
  readonly sender: IpcRenderer;
  readonly ports: readonly MessagePort[];
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

type Listener = (event: RendererEvent, ...args: unknown[]) => void;

export interface IpcRenderer {
  send(channel: string, ...args: unknown[]): void;
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  postMessage(channel: string, message: unknown, transfer?: readonly MessagePort[]): void;
  sendSync(channel: string): never;
  on(channel: string, listener: Listener): IpcRenderer;
  once(channel: string, listener: Listener): IpcRenderer;
  addListener(channel: string, listener: Listener): IpcRenderer;
  off(channel: string, listener: Listener): IpcRenderer;
  removeListener(channel: string, listener: Listener): IpcRenderer;
  removeAllListeners(channel?: string): IpcRenderer;
  listenerCount(channel: string): number;
}

export function createIpcRenderer(line: HostLine, ports: PagePorts): IpcRenderer {
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastInvoke = 0;

  const on = (channel: string, listener: Listener): IpcRenderer => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    return ipcRenderer;
  };
  const off = (channel: string, listener: Listener): IpcRenderer => {
    const kept = (listeners.get(channel) ?? []).filter((known) => known !== listener);
    listeners.set(channel, kept);
    return ipcRenderer;
  };

  const ipcRenderer: IpcRenderer = honest('ipcRenderer', {
    send: (channel, ...args) => line.tell({ kind: 'send', channel, args }),
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++lastInvoke;
        line.tell({ kind: 'invoke', id, channel, args });
        waiting.set(id, { resolve, reject });
      }),
    postMessage: (channel, message, transfer = []) =>
      line.tell({ kind: 'post', channel, message, ports: transfer.map(ports.bridge) }),
    sendSync: () => {
      throw new NotImplementedError('ipcRenderer.sendSync');
    },
    on,
    addListener: on,
    once: (channel, listener) => {
      const wrapped: Listener = (...args) => {
        off(channel, wrapped);
        listener(...args);
      };
      return on(channel, wrapped);
    },
    off,
    removeListener: off,
    removeAllListeners: (channel) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel) => listeners.get(channel)?.length ?? 0,
  });

  const emit = (channel: string, args: readonly unknown[], portIds: readonly string[]): void => {
    const event: RendererEvent = {
      sender: ipcRenderer,
      ports: portIds.map(ports.open),
      defaultPrevented: false,
      preventDefault: () => undefined,
    };
    for (const listener of listeners.get(channel) ?? []) listener(event, ...args);
  };

  const settle = (reply: Extract<HostMessage, { kind: 'reply' }>): void => {
    const invoked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) invoked?.resolve(reply.value);
    else invoked?.reject(new Error(reply.message));
  };

  line.listen((message) => {
    switch (message.kind) {
      case 'reply':
        return settle(message);
      case 'send':
        return emit(message.channel, message.args, message.ports);
      case 'port_message':
        return ports.deliver(message.port, message.message, message.ports);
      case 'port_closed':
        return ports.close(message.port);
    }
  });

  return ipcRenderer;
}
