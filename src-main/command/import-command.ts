// `cooldown import`: prints what became of each file as the lines come in, and knows the exit status.
// Results go to standard output, progress to standard error.
import { once } from 'node:events';
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
  const showsProgress = err.isTTY === true;

  const showProgress = (): void => {
    if (!showsProgress) return;
    const done = counts.completed + counts.failed + counts.ignored;
    err.write(`\r${done} of ${found.files} …`);
  };

  return {
    print(lines) {
      for (const line of lines) {
        counts[line.status] += 1;
        const shown = { ...line, path: asTyped(line.path) };
        out.write(json ? `${JSON.stringify(shown)}\n` : `${humanLine(shown)}\n`);
      }
      showProgress();
    },
    showFound({ filesFound, filesPassedOver }) {
      found.files = filesFound;
      found.passedOver = filesPassedOver;
      showProgress();
    },
    async finish() {
      if (showsProgress) err.write('\r');
      err.write(`${summarySentence(counts, found.passedOver)}\n`);
      await Promise.all([flushed(out), flushed(err)]);
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
const steering = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** One line of text for a person. */
export function humanLine(line: ReportLine): string {
  const marks = { completed: '+', failed: '!', ignored: '-' } as const;
  return `${marks[line.status]} ${line.sentence}`.replace(steering, '\uFFFD');
}

function summarySentence(
  counts: { readonly completed: number; readonly failed: number; readonly ignored: number },
  filesPassedOver: number,
): string {
  const passedOver = filesPassedOver > 0 ? ` ${filesPassedOver} other files were passed over by name.` : '';
  return `${counts.completed} taken in or already known, ${counts.ignored} not activities, ${counts.failed} need you.${passedOver}`;
}

async function flushed(stream: Writable): Promise<void> {
  if (stream.writableNeedDrain) await once(stream, 'drain');
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
}
