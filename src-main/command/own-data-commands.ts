// `cooldown export-all` and `cooldown restore`: everything the athlete owns, out into a folder and back.
import type { CommandDesk, OnProgress } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { exportFailureInWords, restoreFailureInWords } from './sentences.ts';
import { counted, plainText } from './words.ts';

type ExportTask = Extract<CommandTask, { kind: 'export_all' }>;
type RestoreTask = Extract<CommandTask, { kind: 'restore' }>;

export async function runExportAll(
  { folder }: ExportTask,
  desk: CommandDesk,
  console: Console,
): Promise<number> {
  const answer = await desk.exportAll(folder.absolute, progressOn(console));
  endProgress(console);
  if (answer.kind !== 'exported') return endWithSentence(exportFailureInWords(answer, folder.typed), console);
  console.out.write(`Everything you own lies in ${plainText(folder.typed)}: ${inWords(answer)}.\n`);
  const missing = answer.originalsNotReadable.length;
  if (missing === 0) return endWith(exitStatus.fine, console);
  console.err.write(
    `Not in it: ${counted(missing, 'original')} that could not be read any more. All activities and receipts are in it. If you still have ${missing === 1 ? 'this file, keep it' : 'these files, keep them'}.\n`,
  );
  return endWith(exitStatus.somethingFailed, console);
}

export async function runRestore(
  { folder }: RestoreTask,
  desk: CommandDesk,
  console: Console,
): Promise<number> {
  const answer = await desk.restore(folder.absolute, progressOn(console));
  endProgress(console);
  if (answer.kind !== 'restored')
    return endWithSentence(restoreFailureInWords(answer, folder.typed), console);
  console.out.write(`Everything is back from ${plainText(folder.typed)}: ${inWords(answer)}.\n`);
  return endWith(exitStatus.fine, console);
}

const inWords = ({ records, originals }: { readonly records: number; readonly originals: number }) =>
  `${counted(records, 'record')} and ${counted(originals, 'original')}`;

function progressOn({ err, showsProgress }: Console): OnProgress {
  return (done, all) => {
    if (!showsProgress || err.isBusy()) return;
    err.write(`\r${done} of ${all} …`);
  };
}

function endProgress({ err, showsProgress }: Console): void {
  if (showsProgress) err.write('\r');
}
