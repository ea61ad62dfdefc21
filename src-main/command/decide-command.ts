// `cooldown delete`, `bring-back`, `resolve` and the others by which a person decides: written down as in the window.
import type { DecisionAnswer } from '../../src-worker/contract/athlete-decision.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import type { CommandDesk } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { engineFailureInWords } from './sentences.ts';

type DecideTask = Extract<CommandTask, { kind: 'decide' }>;

export async function runDecide(
  { decision }: DecideTask,
  desk: CommandDesk,
  console: Console,
): Promise<number> {
  const asked = await desk.ask({ kind: 'decide', decision });
  if (!asked.ok) return endWithSentence(engineFailureInWords(asked.failure), console);
  if (asked.value.kind !== 'decide') {
    const failure = { kind: 'engine_failed', name: 'AnswerToOtherQuestion' } as const;
    return endWithSentence(engineFailureInWords(failure), console);
  }
  const { answer } = asked.value;
  const isFine = answer.kind === 'done' || answer.kind === 'already';
  (isFine ? console.out : console.err).write(`${answerInWords(answer)}\n`);
  return endWith(isFine ? exitStatus.fine : exitStatus.somethingFailed, console);
}

function answerInWords(answer: DecisionAnswer): string {
  switch (answer.kind) {
    case 'done':
      return answer.sourceIdentityKey === null
        ? 'Done. It is written down, and can be taken back.'
        : `Done. It is written down, and can be taken back. The activity is ${answer.sourceIdentityKey}.`;
    case 'already':
      return 'It is so already. Nothing was changed.';
    case 'not_found':
      return 'Cooldown knows no such activity, receipt or entry. Nothing was changed; look into “cooldown receipts --json”.';
    case 'not_applicable':
      return 'This can not be decided of it: there is nothing to choose here. Nothing was changed.';
    case 'original_gone':
      return 'Cooldown does not keep the original of this file any more, and can not read it once more. Nothing was changed; import the file again.';
    case 'original_too_large':
      return 'The archive it came in is too large to be read once more as a whole. Nothing was changed; unpack it, and import the file by itself.';
    case 'not_readable':
      return 'The original of this file can not be read any more. Nothing was changed; import the file again.';
    case 'not_now':
      return 'Cooldown can not write just now. Nothing was changed; run the command again in a moment.';
    default:
      return assertNever(answer);
  }
}
