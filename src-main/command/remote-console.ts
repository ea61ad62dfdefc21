// The console of a command that runs here for another process: what it writes crosses the socket to that one's streams.
import type { Socket } from 'node:net';
import { isReaderGone, type Console, type Printer } from './console.ts';
import { send, type FromCommand, type StreamName } from './socket-messages.ts';

export interface RemoteConsole extends Console {
  /** What the other side says while the command runs. */
  hear(message: FromCommand): void;
  /** The other side is gone, and nobody takes anything any more. */
  left(): void;
}

/** So much waits for a reader that does not keep up; beyond it the rest is given up, and said to be lost. */
const mostUnsentBytes = 64 * 1024 * 1024;

export function openRemoteConsole(
  socket: Socket,
  showsProgress: boolean,
  unsentLimitBytes = mostUnsentBytes,
): RemoteConsole {
  const stopped = new Map<StreamName, string>();
  const waitForRoom = new Set<() => void>();
  const waitForFlush = new Map<number, () => void>();
  let flushes = 0;
  let isGone = false;

  const wakeForRoom = (): void => {
    for (const goOn of [...waitForRoom]) goOn();
    waitForRoom.clear();
  };
  socket.on('drain', wakeForRoom);

  const stop = (stream: StreamName, code: string): void => {
    if (!stopped.has(stream)) stopped.set(stream, code);
    wakeForRoom();
  };

  const printer = (stream: StreamName): Printer => {
    const isBusy = () => !stopped.has(stream) && socket.writableNeedDrain;
    return {
      write(text) {
        if (stopped.has(stream)) return;
        if (socket.writableLength > unsentLimitBytes) stop(stream, 'ENOBUFS');
        else send(socket, { type: 'text', stream, text });
      },
      isBusy,
      room: () => (isBusy() ? new Promise((resolve) => waitForRoom.add(resolve)) : Promise.resolve()),
      flushed: () => {
        if (isGone) return Promise.resolve();
        const id = (flushes += 1);
        send(socket, { type: 'flush', id });
        return new Promise((resolve) => waitForFlush.set(id, resolve));
      },
      isSilent: () => stopped.has(stream),
      trouble: () => {
        const code = stopped.get(stream);
        return code === undefined || isReaderGone(code) ? null : code;
      },
    };
  };

  return {
    out: printer('out'),
    err: printer('err'),
    showsProgress,
    hear(message) {
      if (message.type === 'stopped') stop(message.stream, message.code);
      if (message.type === 'flushed') {
        waitForFlush.get(message.id)?.();
        waitForFlush.delete(message.id);
      }
    },
    left() {
      isGone = true;
      stop('out', 'EPIPE');
      stop('err', 'EPIPE');
      for (const goOn of waitForFlush.values()) goOn();
      waitForFlush.clear();
    },
  };
}
