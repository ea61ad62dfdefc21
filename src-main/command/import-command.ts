// `cooldown import`: prints what became of each file as the lines come in, and knows the exit status.
// Results go to standard output, progress to standard error.
import { sep } from 'node:path';
import type { Writable } from 'node:stream';
import type { ImportListed } from '../../src-worker/contract/intake-messages.ts';
import type { ReportLine } from '../../src-worker/contract/report-line.ts';
import type { GivenPath } from './read-arguments.ts';

export const exitStatus = { fine: 0, somethingFailed: 1, couldNotRun: 2 } as const;

/** Standard output and standard error. */
interface Streams {
  readonly out: Writable;
  readonly err: Writable & { readonly isTTY?: boolean };
}

export interface ImportCommand {
  print(lines: readonly ReportLine[]): void;
  /** Called as the listing grows. */
  showFound(listed: ImportListed): void;
  /** Flushes what was printed and gives the exit status. */
  finish(): Promise<number>;
}

interface ImportCommandParts extends Streams {
  readonly paths: readonly GivenPath[];
  readonly json: boolean;
}

export function startImportCommand({ paths, json, out, err }: ImportCommandParts): ImportCommand {
  const counts = { completed: 0, failed: 0, ignored: 0 };
  const found = { files: 0, passedOver: 0 };
  const asTyped = typedPaths(paths);
  const results = openPrinter(out);
  const progress = openPrinter(err);
  const showsProgress = err.isTTY === true;

  const showProgress = (): void => {
    // The next count says more than one that has to wait.
    if (!showsProgress || progress.isBusy()) return;
    const done = counts.completed + counts.failed + counts.ignored;
    progress.write(`\r${done} of ${found.files} …`);
  };

  return {
    print(lines) {
      for (const line of lines) {
        counts[line.status] += 1;
        const shown = { ...line, path: asTyped(line.path) };
        results.write(json ? `${JSON.stringify(shown)}\n` : `${humanLine(shown)}\n`);
      }
      showProgress();
    },
    showFound({ filesFound, filesPassedOver }) {
      found.files = filesFound;
      found.passedOver = filesPassedOver;
      showProgress();
    },
    async finish() {
      if (showsProgress) progress.write('\r');
      progress.write(`${summarySentence(counts, found.passedOver)}\n`);
      await results.flushed();
      const lost = results.trouble();
      if (lost !== null)
        progress.write(`The lines could not all be written out (${lost}); the import is complete.\n`);
      await progress.flushed();
      if (lost !== null) return exitStatus.couldNotRun;
      return counts.failed > 0 ? exitStatus.somethingFailed : exitStatus.fine;
    },
  };
}

/** Shows each path the way its root was typed: `rides/a.fit` for a file found under `rides`. */
export function typedPaths(given: readonly GivenPath[]): (path: string) => string {
  return (path) => {
    for (const { typed, absolute } of given) {
      if (path === absolute) return typed;
      if (path.startsWith(absolute + sep)) return typed.replace(/[\\/]+$/, '') + path.slice(absolute.length);
    }
    return path;
  };
}

/** Controls and direction marks in a name must not steer the terminal. */
const steering = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** One line of text for a person. */
export function humanLine(line: ReportLine): string {
  const marks = { completed: '+', failed: '!', ignored: '-' } as const;
  return `${marks[line.status]} ${line.sentence}`.replace(steering, '\uFFFD');
}

function summarySentence(
  { completed, ignored, failed }: Readonly<Record<ReportLine['status'], number>>,
  filesPassedOver: number,
): string {
  const notActivities = ignored === 1 ? '1 not an activity' : `${ignored} not activities`;
  const ended = `${completed} taken in or already known, ${notActivities}, ${failed} not taken in.`;
  if (filesPassedOver === 0) return ended;
  const passedOver = filesPassedOver === 1 ? '1 other file was' : `${filesPassedOver} other files were`;
  return `${ended} ${passedOver} passed over by name.`;
}

interface Printer {
  write(text: string): void;
  /** The reader has not taken in yet what was written before. */
  isBusy(): boolean;
  /** Settles when all was handed over, or when nobody takes it any more. */
  flushed(): Promise<void>;
  /** The system's code, where what was written is lost although somebody wanted it. */
  trouble(): string | null;
}

/**
 * A reader may leave at any time (`| head -1`) and must not end the import by that: the printer falls silent.
 * It listens for as long as the stream lives, because a late write may still fail after the last line.
 */
function openPrinter(stream: Writable): Printer {
  let stopped: { readonly code: string } | null = null;
  // A write is answered before the stream tells of its error, and the last one has to count, too.
  const hear = (error?: NodeJS.ErrnoException | null): void => {
    if (error) stopped ??= { code: error.code ?? 'UNKNOWN' };
  };
  stream.on('error', hear);
  return {
    write(text) {
      if (stopped === null) stream.write(text, hear);
    },
    isBusy: () => stream.writableNeedDrain,
    flushed: () =>
      // Writes are answered in their order, and after an error each with that error.
      new Promise((resolve) => {
        if (stopped !== null) resolve();
        else stream.write('', () => resolve());
      }),
    trouble: () => (stopped === null || readerLeft.has(stopped.code) ? null : stopped.code),
  };
}

/** On Windows a closed pipe answers with EOF; the last code is a write to what was closed before. */
const readerLeft: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED']);
