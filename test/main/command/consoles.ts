// Consoles for tests, on real streams: one that keeps what was written, and streams that fail or dawdle.
import { Writable } from 'node:stream';
import { openConsole, type Console } from '../../../src-main/command/console.ts';

export interface KeptConsole extends Console {
  readonly written: { out: string; err: string };
}

/** The two streams of a process, and what was written to them. */
export function keptStreams({ isTTY = false } = {}) {
  const written = { out: '', err: '' };
  const open = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written[name] += chunk.toString();
        done();
      },
    });
  return { out: open('out'), err: Object.assign(open('err'), { isTTY }), written };
}

export function keptConsole(terminal?: { readonly isTTY: boolean }): KeptConsole {
  const { out, err, written } = keptStreams(terminal);
  return { ...openConsole(out, err), written };
}

/** A stream whose reader takes so many writes, and then answers each with this. */
export function failingStream(code: string, taken = 0) {
  let written = '';
  let writes = 0;
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      writes += 1;
      if (writes <= taken) written += chunk.toString();
      done(writes <= taken ? null : Object.assign(new Error(code), { code }));
    },
  });
  return { stream, written: () => written };
}

/** Takes one write a turn of the event loop, and says how much it has got. */
export function slowStream() {
  let bytes = 0;
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      setImmediate(done);
    },
  });
  return { stream, bytes: () => bytes };
}
