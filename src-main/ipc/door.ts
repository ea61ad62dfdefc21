// The one door between the page and main: every channel checks who speaks and what was said before its handler runs.
import {
  BrowserWindow,
  ipcMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type WebContents,
} from 'electron';
import {
  invokeChannels,
  sendChannels,
  type InvokeAnswers,
  type InvokeChannel,
  type InvokePayload,
  type SendChannel,
  type SendPayload,
} from '../../src-worker/contract/desktop-channels.ts';
import { isTrustedSender } from './trusted-sender.ts';

export type Handlers = {
  readonly [Channel in InvokeChannel]: (
    payload: InvokePayload<Channel>,
  ) => InvokeAnswers[Channel] | Promise<InvokeAnswers[Channel]>;
};

type Listeners = {
  readonly [Channel in SendChannel]: (page: WebContents, payload: SendPayload<Channel>) => void;
};

interface Door {
  readonly appOrigin: string;
  readonly handlers: Handlers;
  readonly listeners: Listeners;
  /** Told the channel, never the payload. */
  readonly onRefused: (channel: string, why: 'sender' | 'payload') => void;
}

/** Opens every channel of the contract; a channel without a handler does not compile. */
export function openDoor({ appOrigin, handlers, listeners, onRefused }: Door): void {
  const admits = (event: IpcMainEvent | IpcMainInvokeEvent) =>
    isTrustedSender(
      {
        frameUrl: event.senderFrame?.url ?? null,
        isTopFrame: event.senderFrame?.parent === null,
        isOwnWindow: BrowserWindow.fromWebContents(event.sender) !== null,
      },
      appOrigin,
    );

  const open = (channel: InvokeChannel): void => {
    // The schema of a channel and the payload type of its handler are the same row of the contract;
    // TypeScript does not follow that through an index by a union.
    const handle = handlers[channel] as (payload: unknown) => unknown;
    ipcMain.handle(channel, (event, sent: unknown) => {
      if (!admits(event)) {
        onRefused(channel, 'sender');
        return { kind: 'refused' };
      }
      const payload = invokeChannels[channel].safeParse(sent);
      if (!payload.success) {
        onRefused(channel, 'payload');
        return { kind: 'refused' };
      }
      return handle(payload.data);
    });
  };

  const listen = (channel: SendChannel): void => {
    // As with the handlers: schema and payload type are one row.
    const hear = listeners[channel] as (page: WebContents, payload: unknown) => void;
    ipcMain.on(channel, (event, sent: unknown) => {
      if (!admits(event)) return onRefused(channel, 'sender');
      const payload = sendChannels[channel].safeParse(sent);
      if (!payload.success) return onRefused(channel, 'payload');
      hear(event.sender, payload.data);
    });
  };

  for (const channel of Object.keys(invokeChannels) as InvokeChannel[]) open(channel);
  for (const channel of Object.keys(sendChannels) as SendChannel[]) listen(channel);
}
