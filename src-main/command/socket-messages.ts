// What a command and the running instance say to each other: one JSON object a line, parsed on both sides.
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { commandTaskSchema } from './command-task.ts';

/** Raised when either side would misread the other; two versions of the app do not talk then. */
export const protocol = 1;

const streamSchema = z.enum(['out', 'err']);
export type StreamName = z.infer<typeof streamSchema>;
const flushId = z.int().positive();

export const fromCommandSchema = z.discriminatedUnion('type', [
  /** Once, after the other side's `hello`. */
  z.object({ type: z.literal('run'), task: commandTaskSchema, showsProgress: z.boolean() }),
  /** Nothing more is taken on this stream; the system's code says why. */
  z.object({ type: z.literal('stopped'), stream: streamSchema, code: z.string() }),
  z.object({ type: z.literal('flushed'), id: flushId }),
]);
export type FromCommand = z.infer<typeof fromCommandSchema>;

const runsSchema = z.enum(['window', 'command']);
/** What the instance was started for: a window stays, a command ends by itself. */
export type Runs = z.infer<typeof runsSchema>;

export const fromAppSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), protocol: z.int(), runs: runsSchema.default('window') }),
  /** Answer to `run`: from now on it counts as done, also where the connection breaks. */
  z.object({ type: z.literal('begun') }),
  z.object({ type: z.literal('text'), stream: streamSchema, text: z.string() }),
  /** To be answered when all text before it was handed over to the streams. */
  z.object({ type: z.literal('flush'), id: flushId }),
  z.object({ type: z.literal('exit'), status: z.int().nonnegative() }),
]);
export type FromApp = z.infer<typeof fromAppSchema>;

/** Of one message. A task names what fits on a command line; a text is a line of results. */
export const messageLimits = { fromCommand: 16 * 1024 * 1024, fromApp: 64 * 1024 * 1024 } as const;

export const encode = (message: FromCommand | FromApp): string => `${JSON.stringify(message)}\n`;

/** Returns whether there is room for more. */
export const send = (socket: Writable, message: FromCommand | FromApp): boolean =>
  socket.write(encode(message));

/**
 * The messages that arrive, as slowly as they are taken. Ends with the connection, and after `null`: what stood there
 * is none of the messages, or longer than any of them.
 */
export async function* messagesFrom<Message>(
  socket: Readable,
  schema: z.ZodType<Message>,
  limitCharacters: number,
): AsyncGenerator<Message | null, undefined> {
  try {
    for await (const line of linesFrom(socket, limitCharacters)) {
      const message = line === null ? null : parse(schema, line);
      yield message;
      if (message === null) return;
    }
  } catch {
    // The connection broke: for both sides that is its end.
  }
}

/** `null`, and then no more, where a line is too long. What follows the last line's end is no line. */
async function* linesFrom(
  socket: Readable,
  limitCharacters: number,
): AsyncGenerator<string | null, undefined> {
  let pieces: string[] = [];
  let length = 0;
  // Who stops listening may still have something to say.
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    const [rest = '', ...begun] = String(chunk).split('\n');
    pieces.push(rest);
    length += rest.length;
    for (const next of begun) {
      yield length > limitCharacters ? null : pieces.join('');
      pieces = [next];
      length = next.length;
    }
    if (length > limitCharacters) {
      yield null;
      return;
    }
  }
}

function parse<Message>(schema: z.ZodType<Message>, line: string): Message | null {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
