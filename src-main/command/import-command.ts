// `cooldown import`: prints what became of each file as the lines come in, and knows the exit status.
import { sep } from 'node:path';
import type { ImportListed } from '../../src-worker/contract/intake-messages.ts';
import type { ReportLine } from '../../src-worker/contract/report-line.ts';
import type { CommandDesk } from './command-desk.ts';
import type { CommandTask, GivenPath } from './command-task.ts';
import type { Console } from './console.ts';
import { endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { marks } from './marks.ts';
import { importFailureInWords } from './sentences.ts';
import { counted, plainText } from './words.ts';

type ImportTask = Extract<CommandTask, { kind: 'import' }>;

export async function runImport(task: ImportTask, desk: CommandDesk, console: Console): Promise<number> {
  const printing = startPrinting(task, console);
  const ending = await desk.import(
    { paths: task.paths.map(({ absolute }) => absolute), isDryRun: task.isDryRun },
    { onFound: (listed) => printing.showFound(listed), onLines: (lines) => printing.print(lines) },
  );
  if (ending.ok) return printing.finish();
  if (ending.failure.kind === 'import_cancelled') await printing.finish();
  return endWithSentence(importFailureInWords(ending.failure), console);
}

export interface ImportPrinting {
  /** Settles when the reader has room for more. */
  print(lines: readonly ReportLine[]): Promise<void>;
  /** Called as the listing grows. */
  showFound(listed: ImportListed): void;
  /** Flushes what was printed and gives the exit status. */
  finish(): Promise<number>;
}

export function startPrinting({ paths, json, isDryRun }: ImportTask, console: Console): ImportPrinting {
  const { out, err, showsProgress } = console;
  const counts = { completed: 0, failed: 0, ignored: 0 };
  const found = { files: 0, passedOver: 0 };
  const asTyped = typedPaths(paths);

  const showProgress = (): void => {
    // The next count says more than one that has to wait.
    if (!showsProgress || err.isBusy()) return;
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
      return out.room();
    },
    showFound({ filesFound, filesPassedOver }) {
      found.files = filesFound;
      found.passedOver = filesPassedOver;
      showProgress();
    },
    async finish() {
      if (showsProgress) err.write('\r');
      err.write(`${(isDryRun ? foreseen : summed)(counts)}${passedOverInWords(found.passedOver)}\n`);
      await out.flushed();
      const lost = out.trouble();
      if (lost !== null) {
        err.write(
          `The lines could not all be written out (${lost}); ${isDryRun ? 'nothing was written' : 'the import is complete'}.\n`,
        );
      }
      await err.flushed();
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

/** One line of text for a person. */
export function humanLine(line: ReportLine): string {
  return plainText(`${marks[line.status]} ${line.sentence}`);
}

type Counts = Readonly<Record<ReportLine['status'], number>>;

const notActivities = (count: number) => counted(count, 'not an activity', 'not activities');

const summed = ({ completed, ignored, failed }: Counts) =>
  `${completed} taken in or already known, ${notActivities(ignored)}, ${failed} not taken in.`;

const foreseen = ({ completed, ignored, failed }: Counts) =>
  `Nothing was written. ${completed} would be taken in or known already, ${notActivities(ignored)}, ${failed} would not be taken in.`;

function passedOverInWords(files: number): string {
  if (files === 0) return '';
  return ` ${counted(files, 'other file was', 'other files were')} passed over by name.`;
}
