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
  const exported = await desk.exportAll(folder.absolute, progressOn(console));
  endProgress(console);
  if (!exported.ok) return endWithSentence(exportFailureInWords(exported.failure, folder.typed), console);
  const { originalsNotReadable: missing } = exported.value;
  console.out.write(`Everything you own lies in ${plainText(folder.typed)}: ${inWords(exported.value)}.\n`);
  if (missing === 0) return endWith(exitStatus.fine, console);
  console.err.write(
    `${counted(missing, 'original')} could not be read any more, so the export lacks them; the activities in them are there.\n`,
  );
  return endWith(exitStatus.somethingFailed, console);
}

export async function runRestore(
  { folder }: RestoreTask,
  desk: CommandDesk,
  console: Console,
): Promise<number> {
  const restored = await desk.restore(folder.absolute, progressOn(console));
  endProgress(console);
  if (!restored.ok) return endWithSentence(restoreFailureInWords(restored.failure, folder.typed), console);
  console.out.write(`Everything is back from ${plainText(folder.typed)}: ${inWords(restored.value)}.\n`);
  return endWith(exitStatus.fine, console);
}

const inWords = ({ records, originals }: { readonly records: number; readonly originals: number }) =>
  `${counted(records, 'record')} and ${counted(originals, 'original')}`;

function progressOn({ err, showsProgress }: Console): OnProgress {
  return (done, all) => {
    if (!showsProgress || err.isBusy()) return;
    err.write(all === null ? `\r${done} …` : `\r${done} of ${all} …`);
  };
}

function endProgress({ err, showsProgress }: Console): void {
  if (showsProgress) err.write('\r');
}
