// The running instance's ear for commands: runs what another process was asked to do, and streams its lines back.
// A command that was begun goes on when the process that asked for it is gone; only its lines have no reader then.
import { chmod, lstat, unlink } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { systemCodeOf } from '../disk/system-code.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { exitStatus } from './exit-status.ts';
import { openRemoteConsole, type RemoteConsole } from './remote-console.ts';
import { engineStopped } from './sentences.ts';
import { openSocketAddress, type AddressFailure, type SocketAddress } from './socket-address.ts';
import {
  fromCommandSchema,
  messageLimits,
  messagesFrom,
  protocol,
  send,
  type FromCommand,
  type Runs,
} from './socket-messages.ts';

export interface ServeParts {
  /** The data folder. Its instance lock has to be held: a socket that lies there is a dead instance's. */
  readonly folder: string;
  readonly runs: Runs;
  /** Gives the exit status. */
  readonly run: (task: CommandTask, console: Console) => Promise<number>;
  readonly onTrouble: (what: 'command socket' | 'command not understood' | 'command ended by a bug') => void;
}

export interface CommandServer {
  /** Takes no more commands; settles when those that were begun have ended. */
  drain(): Promise<void>;
  /** Takes no more, and hangs up on those that wait. The socket is gone when this returns. */
  close(): void;
}

export type ServeFailure = AddressFailure | { readonly kind: 'not_listening'; readonly systemCode: string };

/** So many may be connected at once; whoever comes then is turned away, and asks again. */
const mostConnections = 64;

/** Somebody who connects says at once what for. */
const mostSilenceMs = 10_000;

export async function serveCommands(parts: ServeParts): Promise<Result<CommandServer, ServeFailure>> {
  const { folder, runs, run, onTrouble } = parts;
  const address = await openSocketAddress(folder);
  if (!address.ok) return address;

  const sockets = new Set<Socket>();
  /** Connected, and have not said yet what for. */
  const undecided = new Set<Socket>();
  const underWay = new Set<Promise<void>>();
  const server = createServer((socket) => {
    sockets.add(socket);
    undecided.add(socket);
    // What breaks ends the connection, and with it the messages from it.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      undecided.delete(socket);
    });
    const begin = (task: CommandTask, console: Console) => {
      undecided.delete(socket);
      return run(task, console);
    };
    const serving = serve(socket, { runs, run: begin, onTrouble }).finally(() => underWay.delete(serving));
    underWay.add(serving);
  });
  server.maxConnections = mostConnections;
  server.on('close', () => void address.value.release());

  const listening = await listen(server, address.value);
  if (!listening.ok) {
    await address.value.release();
    return listening;
  }
  server.on('error', () => onTrouble('command socket'));

  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return ok({
    close,
    drain: async () => {
      server.close();
      for (const socket of undecided) socket.destroy();
      await Promise.all(underWay);
    },
  });
}

/** Node removes the socket again when the server is closed. */
async function listen(server: Server, { path, file }: SocketAddress): Promise<Result<null, ServeFailure>> {
  try {
    if (file !== null) await removeStale(file);
    await listenOwnerOnly(server, path);
    if (file !== null) await chmod(file, 0o600);
    return ok(null);
  } catch (error) {
    server.close();
    return failed({ kind: 'not_listening', systemCode: systemCodeOf(error) });
  }
}

async function removeStale(file: string): Promise<void> {
  const found = await lstat(file).catch(() => null);
  if (found?.isSocket()) await unlink(file);
}

function listenOwnerOnly(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The file is made inside this call: at no moment may others connect to it.
    const before = process.umask(0o077);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
    process.umask(before);
  });
}

async function serve(
  socket: Socket,
  { runs, run, onTrouble }: Pick<ServeParts, 'runs' | 'run' | 'onTrouble'>,
): Promise<void> {
  socket.setTimeout(mostSilenceMs, () => socket.destroy());
  send(socket, { type: 'hello', protocol, runs });
  const messages = messagesFrom(socket, fromCommandSchema, messageLimits.fromCommand);
  const { value: first } = await messages.next();
  if (first?.type !== 'run') {
    if (first !== undefined) onTrouble('command not understood');
    socket.destroy();
    return;
  }

  socket.setTimeout(0);
  send(socket, { type: 'begun' });
  const console = openRemoteConsole(socket, first.showsProgress);
  void listenOn(messages, console, () => {
    onTrouble('command not understood');
    socket.destroy();
  });
  const status = await run(first.task, console).catch(() => {
    // Told to whoever waits before the bug is looked for.
    onTrouble('command ended by a bug');
    console.err.write(`${engineStopped}\n`);
    return exitStatus.couldNotRun;
  });
  if (!socket.destroyed) await sendLast(socket, status);
}

async function listenOn(
  messages: AsyncIterable<FromCommand | null>,
  console: RemoteConsole,
  onNonsense: () => void,
): Promise<void> {
  for await (const message of messages) {
    if (message === null) onNonsense();
    else console.hear(message);
  }
  console.left();
}

/** Settles when it was handed over, or nobody is there to take it. */
function sendLast(socket: Socket, status: number): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    send(socket, { type: 'exit', status });
    socket.end();
  });
}
