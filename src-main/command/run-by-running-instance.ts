// A command beside a running instance: that one runs it, this process shows what it says.
import { connect, type Socket } from 'node:net';
import { assertNever, failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { systemCodeOf } from '../disk/system-code.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWithSentence } from './end-with.ts';
import { openSocketAddress } from './socket-address.ts';
import {
  encode,
  fromAppSchema,
  messageLimits,
  messagesFrom,
  protocol,
  send,
  type FromApp,
  type Runs,
  type StreamName,
} from './socket-messages.ts';

export interface Asked {
  /** The data folder. */
  readonly folder: string;
  readonly task: CommandTask;
  readonly console: Console;
  /** For a running instance that does not greet. */
  readonly mostSilenceMs?: number;
}

const sentences = {
  nameTooLong:
    'Cooldown is open with this data folder, and the folder’s name is too long to reach it there. Close its window and run the command again.',
  notLetIn:
    'Cooldown is open with this data folder, but not for you. Run the command as the person who opened it.',
  silent: 'Cooldown is open with this data folder, but does not answer. Close it and run the command again.',
  otherVersion:
    'Another version of Cooldown is open with this data folder. Close its window and run the command again.',
  tooMuch: 'Too many files and folders were named at once. Name the folder they lie in.',
  hungUp:
    'Cooldown was closed before it was done. What was taken in is kept; run the command again to see the rest.',
} as const;

/** No socket, nobody who listens on it, or too many who wait. */
const nobodyCodes: ReadonlySet<string> = new Set([
  'ENOENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAGAIN',
  'ENOTDIR',
]);

/** The exit status; `nobody_there` where no instance listens: it is just starting or ending, and nothing was begun. */
export async function runByRunningInstance(asked: Asked): Promise<number | 'nobody_there'> {
  const { folder, console } = asked;
  const address = await openSocketAddress(folder);
  if (!address.ok) {
    return address.failure.kind === 'no_folder'
      ? 'nobody_there'
      : endWithSentence(sentences.nameTooLong, console);
  }
  try {
    const reached = await reach(address.value.path);
    if (reached.ok) return await converse(reached.value, asked).finally(() => reached.value.destroy());
    if (nobodyCodes.has(reached.failure)) return 'nobody_there';
    return await endWithSentence(sentences.notLetIn, console);
  } finally {
    await address.value.release();
  }
}

/** Whose turn it is in this data folder; `nobody_there` also where it does not say so in time. */
export async function askWhoRuns(folder: string, mostSilenceMs = 2_000): Promise<Runs | 'nobody_there'> {
  const address = await openSocketAddress(folder);
  if (!address.ok) return 'nobody_there';
  try {
    const reached = await reach(address.value.path);
    if (!reached.ok) return 'nobody_there';
    const socket = reached.value;
    socket.setTimeout(mostSilenceMs, () => socket.destroy());
    const { value: greeting } = await messagesFrom(socket, fromAppSchema, messageLimits.fromApp).next();
    socket.destroy();
    return greeting?.type === 'hello' ? greeting.runs : 'nobody_there';
  } finally {
    await address.value.release();
  }
}

/** The connection, or the system's code. */
function reach(path: string): Promise<Result<Socket, string>> {
  return new Promise((resolve) => {
    const socket = connect(path, () => resolve(ok(socket)));
    // Later, what breaks ends the connection, and with it the messages from it.
    socket.on('error', (error) => resolve(failed(systemCodeOf(error))));
  });
}

async function converse(socket: Socket, asked: Asked): Promise<number | 'nobody_there'> {
  const { task, console, mostSilenceMs = 10_000 } = asked;
  const waited = { inVain: false };
  socket.setTimeout(mostSilenceMs, () => {
    waited.inVain = true;
    socket.destroy();
  });
  const messages = messagesFrom(socket, fromAppSchema, messageLimits.fromApp);
  const { value: greeting } = await messages.next();
  if (greeting === undefined) {
    return waited.inVain ? endWithSentence(sentences.silent, console) : 'nobody_there';
  }
  if (greeting?.type !== 'hello' || greeting.protocol !== protocol) {
    return endWithSentence(sentences.otherVersion, console);
  }

  socket.setTimeout(0);
  const order = encode({ type: 'run', task, showsProgress: console.showsProgress });
  if (order.length > messageLimits.fromCommand) return endWithSentence(sentences.tooMuch, console);
  socket.write(order);
  const { value: answer } = await messages.next();
  // It was just ending.
  if (answer?.type !== 'begun') return 'nobody_there';
  return (await show(messages, socket, console)) ?? (await endWithSentence(sentences.hungUp, console));
}

/** The exit status, or null where the other side hung up before it told one. */
async function show(
  messages: AsyncIterable<FromApp | null>,
  socket: Socket,
  console: Console,
): Promise<number | null> {
  const told = new Set<StreamName>();
  const tellStopped = (stream: StreamName): void => {
    const printer = console[stream];
    if (!printer.isSilent() || told.has(stream)) return;
    told.add(stream);
    send(socket, { type: 'stopped', stream, code: printer.trouble() ?? 'EPIPE' });
  };

  for await (const message of messages) {
    if (message === null) return null;
    switch (message.type) {
      case 'text':
        console[message.stream].write(message.text);
        // Not taking the next one makes the other side wait, too.
        await console[message.stream].room();
        tellStopped(message.stream);
        break;
      case 'flush':
        await Promise.all([console.out.flushed(), console.err.flushed()]);
        tellStopped('out');
        tellStopped('err');
        send(socket, { type: 'flushed', id: message.id });
        break;
      case 'exit':
        return message.status;
      case 'hello':
      case 'begun':
        break;
      default:
        return assertNever(message);
    }
  }
  return null;
}
