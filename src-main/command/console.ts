// Where a command writes: the streams of this process, or, over the socket, those of another one.
import type { Writable } from 'node:stream';

export interface Console {
  /** Results. */
  readonly out: Printer;
  /** Progress and sentences. */
  readonly err: Printer;
  /** A person watches standard error: a count may be written over and over. */
  readonly showsProgress: boolean;
}

export interface Printer {
  write(text: string): void;
  /** The reader has not taken in yet what was written before. */
  isBusy(): boolean;
  /** Settles when there is room for more, at once where nobody takes it any more. */
  room(): Promise<void>;
  /** Settles when all was handed over, or when nobody takes it any more. */
  flushed(): Promise<void>;
  /** Nothing more is taken, for whatever reason: what is made only to be read need not be made. */
  isSilent(): boolean;
  /** The system's code, where what was written is lost although somebody wanted it. */
  trouble(): string | null;
}

export function openConsole(out: Writable, err: Writable & { readonly isTTY?: boolean }): Console {
  return { out: openPrinter(out), err: openPrinter(err), showsProgress: err.isTTY === true };
}

/**
 * A reader may leave at any time (`| head -1`) and must not end the command by that: the printer falls silent.
 * It listens for as long as the stream lives, because a late write may still fail after the last line.
 */
function openPrinter(stream: Writable): Printer {
  let stopped: string | null = null;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const goOn of [...waiting]) goOn();
    waiting.clear();
  };
  // A write is answered before the stream tells of its error, and the last one has to count, too.
  const hear = (error?: NodeJS.ErrnoException | null): void => {
    if (!error) return;
    stopped ??= error.code ?? 'UNKNOWN';
    wake();
  };
  stream.on('error', hear);
  stream.on('drain', wake);
  stream.on('close', wake);
  const isBusy = () => stopped === null && !stream.destroyed && stream.writableNeedDrain;
  return {
    write(text) {
      if (stopped === null) stream.write(text, hear);
    },
    isBusy,
    room: () => (isBusy() ? new Promise((resolve) => waiting.add(resolve)) : Promise.resolve()),
    flushed: () =>
      // Writes are answered in their order, and after an error each with that error.
      new Promise((resolve) => {
        if (stopped !== null) resolve();
        else stream.write('', () => resolve());
      }),
    isSilent: () => stopped !== null,
    trouble: () => (stopped === null || isReaderGone(stopped) ? null : stopped),
  };
}

/** On Windows a closed pipe answers with EOF; the last code is a write to what was closed before. */
const readerGone: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED']);

/** Whoever leaves wants no more: nothing is lost by that. */
export const isReaderGone = (code: string): boolean => readerGone.has(code);
