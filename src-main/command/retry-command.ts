// `cooldown retry`: lists the files that could not be read and may be next time, or tries them again; those print as an
// import does.
import type { DeadLetter } from '../../src-worker/contract/dead-letter.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { askLetters, strangersInWords } from './ask-letters.ts';
import type { CommandDesk, RetryEnd } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { startPrinting } from './import-command.ts';
import { marks } from './marks.ts';
import { engineFailureInWords, engineStopped, importFailureInWords } from './sentences.ts';
import { counted, dateAndTime, plainText } from './words.ts';

type RetryTask = Extract<CommandTask, { kind: 'retry' }>;

const nothingWaits = 'Nothing waits to be tried again.';

export async function runRetry(
  { json, files }: RetryTask,
  desk: CommandDesk,
  console: Console,
): Promise<number> {
  const asked = await askLetters(desk);
  if (!asked.ok) return endWithSentence(engineFailureInWords(asked.failure), console);
  const letters = asked.value;
  if (files === null) return list(letters, json, console);
  const waiting = new Set(letters.map(({ jobId }) => jobId));
  const named = files === 'all' ? [...waiting] : [...new Set(files)];
  const strangers = named.filter((jobId) => !waiting.has(jobId));
  if (strangers.length > 0) console.err.write(`${plainText(strangersInWords(strangers))}\n`);
  const known = named.filter((jobId) => waiting.has(jobId));
  if (known.length === 0 && strangers.length === 0) console.err.write(`${nothingWaits}\n`);
  const status =
    known.length > 0
      ? await tryAgain(known, { json, desk, console })
      : await endWith(exitStatus.fine, console);
  return status === exitStatus.fine && strangers.length > 0 ? exitStatus.somethingFailed : status;
}

/** Nothing is tried. */
async function list(letters: readonly DeadLetter[], json: boolean, console: Console): Promise<number> {
  const { out, err } = console;
  for (const letter of letters) {
    await out.room();
    out.write(json ? `${JSON.stringify(lineOf(letter))}\n` : humanLines(letter));
  }
  const waiting = `${counted(letters.length, 'file waits', 'files wait')} to be tried again: “cooldown retry ID...”, or all of them with “cooldown retry --all”.`;
  err.write(`${letters.length === 0 ? nothingWaits : waiting}\n`);
  return endWith(exitStatus.fine, console);
}

/** As command-line.md names things. */
const lineOf = ({ jobId, path, failedAt, message, isUnderWay }: DeadLetter) => ({
  id: jobId,
  path,
  failed_at: failedAt,
  message,
  is_under_way: isUnderWay,
});

const humanLines = ({ jobId, path, failedAt, message, isUnderWay }: DeadLetter): string =>
  [
    `${dateAndTime(failedAt)} ${marks.failed} ${message}`,
    `  ${path}`,
    isUnderWay ? '  being tried again' : `  to try again: cooldown retry ${jobId}`,
  ]
    .map((line) => `${plainText(line)}\n`)
    .join('');

async function tryAgain(
  jobIds: readonly string[],
  { json, desk, console }: { readonly json: boolean; readonly desk: CommandDesk; readonly console: Console },
): Promise<number> {
  const printing = startPrinting({ kind: 'import', paths: [], json, isDryRun: false }, console);
  const ended = await desk.retry(jobIds, {
    onFound: (listed) => printing.showFound(listed),
    onLines: (lines) => printing.print(lines),
  });
  if (ended === 'done') return printing.finish();
  if (typeof ended === 'string') return endOtherwise(ended, console);
  if (ended.kind === 'import_cancelled') await printing.finish();
  return endWithSentence(importFailureInWords(ended), console);
}

async function endOtherwise(
  ended: Exclude<Extract<RetryEnd, string>, 'done'>,
  console: Console,
): Promise<number> {
  switch (ended) {
    case 'nothing':
      console.err.write(
        'They are being tried again already, or do not wait any more. Nothing has changed.\n',
      );
      return endWith(exitStatus.fine, console);
    case 'not_now':
      return endWithSentence(
        'Cooldown can not tell just now what waits. Nothing was tried; run the command again in a moment.',
        console,
      );
    case 'read_only':
      // Why has been said by the watch.
      return endWith(exitStatus.couldNotRun, console);
    case 'engine_stopped':
      return endWithSentence(engineStopped, console);
    default:
      return assertNever(ended);
  }
}
