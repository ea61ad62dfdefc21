// What a page says to main over ipcRenderer, and main's answers to it.
import { complain } from '../complain.ts';
import type { HostMessage, PageMessage } from '../page/host-messages.ts';
import type { FrameMain } from './frame-main.ts';
import { ipcMain, type IpcEvent } from './ipc-main.ts';
import type { MessagePortMain } from './message-ports.ts';
import type { WebContents } from './web-contents.ts';

type IpcMessage = Extract<PageMessage, { kind: 'send' | 'post' | 'invoke' }>;

interface Spoken {
  readonly message: IpcMessage;
  readonly sender: WebContents;
  readonly senderFrame: FrameMain;
  /** Main's ends of the ports that came along. */
  readonly ports: readonly MessagePortMain[];
  /** To the very document that spoke; lost if it is gone. */
  readonly answer: (message: HostMessage) => void;
}

export function hearIpc({ message, sender, senderFrame, ports, answer }: Spoken): void {
  const event: IpcEvent = {
    type: 'frame',
    sender,
    senderFrame,
    frameId: 1,
    processId: sender.id,
    ports,
    reply: (channel, ...args) => answer({ kind: 'send', channel, args, ports: [] }),
  };
  const { channel } = message;
  switch (message.kind) {
    case 'send':
      sender.emit('ipc-message', event, channel, ...message.args);
      ipcMain.emit(channel, event, ...message.args);
      return;
    case 'post':
      sender.emit('ipc-message', event, channel, message.message);
      ipcMain.emit(channel, event, message.message);
      return;
    case 'invoke':
      void answerInvoke(message, event, answer);
  }
}

async function answerInvoke(
  { id, channel, args }: Extract<IpcMessage, { kind: 'invoke' }>,
  event: IpcEvent,
  answer: Spoken['answer'],
): Promise<void> {
  try {
    answer({ kind: 'reply', id, ok: true, value: await ipcMain.answer(event, channel, args) });
  } catch (error) {
    // Both in Electron's words.
    complain(`Error occurred in handler for '${channel}':`, error);
    answer({
      kind: 'reply',
      id,
      ok: false,
      message: `Error invoking remote method '${channel}': ${String(error)}`,
    });
  }
}
