// `cooldown receipts`: what was imported, when, with what result; oldest first, as many as the reader takes.
import type { EngineAnswer, EngineQuestion } from '../../src-worker/contract/engine-questions.ts';
import type { Ending, Receipt, ReceiptEntry } from '../../src-worker/contract/receipt.ts';
import { assertNever, failed, ok, type Result } from '../../src-worker/contract/result.ts';
import type { CommandDesk, EngineFailure } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { marks } from './marks.ts';
import { engineFailureInWords } from './sentences.ts';
import { dateAndTime, plainText } from './words.ts';

type ReceiptsTask = Extract<CommandTask, { kind: 'receipts' }>;
type Page = Extract<EngineAnswer, { kind: 'receipts' }>;
type Cursor = Page['next'];

/** One page crosses from the engine at once. */
const pageReceipts = 200;

export async function runReceipts(task: ReceiptsTask, desk: CommandDesk, console: Console): Promise<number> {
  const { out } = console;
  let after: Cursor = null;
  do {
    const page = await askPage(desk, task.since, after);
    if (!page.ok) return endWithSentence(engineFailureInWords(page.failure), console);
    for (const receipt of page.value.receipts) {
      await out.room();
      out.write(task.json ? `${JSON.stringify(receipt)}\n` : humanReceipt(receipt));
    }
    after = page.value.next;
  } while (after !== null && !out.isSilent());
  return endWith(exitStatus.fine, console);
}

async function askPage(
  desk: CommandDesk,
  since: string | null,
  after: Cursor,
): Promise<Result<Page, EngineFailure>> {
  const question: EngineQuestion = { kind: 'receipts', since, after, limit: pageReceipts };
  const answer = await desk.ask(question);
  if (!answer.ok) return answer;
  if (answer.value.kind === 'receipts') return ok(answer.value);
  const name = answer.value.kind === 'failed' ? answer.value.name : 'AnswerToOtherQuestion';
  return failed({ kind: 'engine_failed', name });
}

/** One line for each entry. */
function humanReceipt(receipt: Receipt): string {
  const when = dateAndTime(receipt.finishedAt);
  const lines = receipt.entries.flatMap((entry, index) => [
    `${when} ${marks[entry.status]} ${whatBecameOf(receipt, entry)}`,
    ...choiceInWords(receipt, entry, index),
  ]);
  return lines.map((line) => `${plainText(line)}\n`).join('');
}

/** What can be chosen of it, as it is typed. */
function choiceInWords({ jobId }: Receipt, { error }: ReceiptEntry, index: number): readonly string[] {
  if (error?.class !== 'dedup') return [];
  return [`  to choose: cooldown resolve ${jobId} ${index + 1} keep|update|keep-both`];
}

function whatBecameOf({ file }: Receipt, { member, error, ending, dedup }: ReceiptEntry): string {
  if (error !== null) return error.message;
  return `${member === null ? file.name : `${member} in ${file.name}`}: ${
    dedup?.rule === 're_read' ? reReadInWords(ending) : endingInWords(ending)
  }.`;
}

/** Its original was read again. */
const reReadInWords = ({ kind }: Ending): string =>
  kind === 'updated' ? 'read again, its new reading counts' : 'read again, nothing changed';

/** The receipt itself holds a sentence only where something was not taken in. */
function endingInWords(ending: Ending): string {
  switch (ending.kind) {
    case 'created':
      return 'added';
    case 'updated':
      return 'a newer version, took the place of the earlier one';
    case 'exact_duplicate':
      return 'already there, nothing changed';
    case 'deleted_by_athlete':
      return 'deleted by you earlier, stays away';
    case 'stale_version':
      return 'an earlier version than the one that is there';
    case 'version_conflict':
      return 'disagrees with the version that is there';
    case 'partial_overlap':
      return 'overlaps with another activity';
    case 'not_an_activity':
      return `not an activity (${ending.what.replaceAll('_', ' ')})`;
    case 'failed':
      return 'not taken in';
    default:
      return assertNever(ending);
  }
}
