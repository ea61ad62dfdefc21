// `cooldown dismiss`: files that could not be read are not asked about any more. Their receipts stay, and say so.
import type { NoteAnswer } from '../../src-worker/contract/note-answer.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { askLetters, strangersInWords } from './ask-letters.ts';
import type { CommandDesk, EngineFailure } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { engineFailureInWords } from './sentences.ts';
import { counted, plainText } from './words.ts';

type DismissTask = Extract<CommandTask, { kind: 'dismiss' }>;

export async function runDismiss(
  { jobIds }: DismissTask,
  desk: CommandDesk,
  console: Console,
): Promise<number> {
  const asked = await askLetters(desk);
  if (!asked.ok) return endWithSentence(engineFailureInWords(asked.failure), console);
  const waiting = new Set(asked.value.map(({ jobId }) => jobId));
  const named = [...new Set(jobIds)];
  const known = named.filter((jobId) => waiting.has(jobId));
  for (const [done, jobId] of known.entries()) {
    const noted = await dismiss(desk, jobId);
    if (!noted.ok) return endWithSentence(engineFailureInWords(noted.failure), console);
    if (noted.value.kind === 'not_now') {
      return endWithSentence(
        `Cooldown can not write just now. ${counted(done, 'file was', 'files were')} dismissed; run the command again in a moment.`,
        console,
      );
    }
  }
  if (known.length > 0) {
    console.out.write(
      `${counted(known.length, 'file is', 'files are')} not asked about any more. The receipts stay, and importing a file again is always possible.\n`,
    );
  }
  const strangers = named.filter((jobId) => !waiting.has(jobId));
  if (strangers.length > 0) console.err.write(`${plainText(strangersInWords(strangers))}\n`);
  return endWith(strangers.length === 0 ? exitStatus.fine : exitStatus.somethingFailed, console);
}

async function dismiss(desk: CommandDesk, jobId: string): Promise<Result<NoteAnswer, EngineFailure>> {
  const asked = await desk.ask({ kind: 'note', jobId, note: 'dismissed' });
  if (!asked.ok) return asked;
  if (asked.value.kind === 'note') return ok(asked.value.answer);
  const name = asked.value.kind === 'failed' ? asked.value.name : 'AnswerToOtherQuestion';
  return failed({ kind: 'engine_failed', name });
}
