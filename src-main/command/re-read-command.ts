// `cooldown re-read`: archived originals through today's reader, page by page, and what that says otherwise; written unless
// it is a dry run.
import type {
  FieldChange,
  ReReadActivity,
  ReReadAnswer,
  ReReadCursor,
} from '../../src-worker/contract/re-read.ts';
import { assertNever, failed, type Result } from '../../src-worker/contract/result.ts';
import type { CommandDesk, EngineFailure } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { marks } from './marks.ts';
import { engineFailureInWords } from './sentences.ts';
import { counted, dateOf, plainText } from './words.ts';

type ReReadTask = Extract<CommandTask, { kind: 're_read' }>;
type Counts = Readonly<Record<ReReadActivity['result']['kind'], number>>;

const notNow =
  'Cooldown can not write just now. What was read again so far is kept; run the command again in a moment.';

export async function runReRead(task: ReReadTask, desk: CommandDesk, console: Console): Promise<number> {
  const { out, err, showsProgress } = console;
  const counts: Record<keyof Counts, number> = {
    unchanged: 0,
    changed: 0,
    original_gone: 0,
    original_too_large: 0,
    not_readable: 0,
    left_as_it_is: 0,
  };
  let after: ReReadCursor | null = null;
  do {
    const asked = await askPage(desk, task.isDryRun, after);
    if (!asked.ok) return endWithSentence(engineFailureInWords(asked.failure), console);
    const page = asked.value;
    if (page.kind === 'not_now') return endWithSentence(notNow, console);
    for (const activity of page.activities) {
      counts[activity.result.kind] += 1;
      await out.room();
      out.write(task.json ? `${JSON.stringify(lineOf(activity))}\n` : humanLines(activity));
    }
    if (showsProgress && !err.isBusy()) err.write(`\r${page.originalsDone} of ${page.originalsAll} …`);
    after = page.next;
    // What is only looked at is looked at for a reader.
  } while (after !== null && !(task.isDryRun && out.isSilent()));
  if (showsProgress) err.write('\r');
  err.write(`${summed(counts, task.isDryRun)}\n`);
  const isFine = counts.not_readable + counts.original_too_large === 0;
  return endWith(isFine ? exitStatus.fine : exitStatus.somethingFailed, console);
}

async function askPage(
  desk: CommandDesk,
  isDryRun: boolean,
  after: ReReadCursor | null,
): Promise<Result<ReReadAnswer, EngineFailure>> {
  const asked = await desk.ask({ kind: 're_read', isDryRun, after });
  if (!asked.ok) return asked;
  if (asked.value.kind === 're_read') return { ok: true, value: asked.value.answer };
  const name = asked.value.kind === 'failed' ? asked.value.name : 'AnswerToOtherQuestion';
  return failed({ kind: 'engine_failed', name });
}

/** As command-line.md names things. */
function lineOf({ sourceIdentityKey, fileName, startedAt, title, workoutType, result }: ReReadActivity) {
  return {
    source_identity_key: sourceIdentityKey,
    file: fileName,
    started_at: startedAt,
    workout_type: workoutType,
    title,
    result: result.kind,
    changes: result.kind === 'changed' ? result.changes : [],
  };
}

/** What says the same needs no line. */
function humanLines(activity: ReReadActivity): string {
  const lines = linesOf(activity);
  return lines.map((line) => `${plainText(line)}\n`).join('');
}

function linesOf(activity: ReReadActivity): readonly string[] {
  const { result } = activity;
  const name = nameOf(activity);
  switch (result.kind) {
    case 'unchanged':
      return [];
    case 'changed':
      return [`${marks.completed} ${name}`, ...result.changes.map(changeInWords)];
    case 'original_gone':
      return [`${marks.ignored} ${name}: its original is not kept any more.`];
    case 'original_too_large':
      return [
        `${marks.failed} ${name}: the archive it came in is too large to be read once more as a whole.`,
      ];
    case 'not_readable':
      return [`${marks.failed} ${name}: its original does not give it any more. It stays as it is.`];
    case 'left_as_it_is':
      return [`${marks.ignored} ${name}: it was changed or deleted meanwhile, and stays as it is.`];
    default:
      return assertNever(result);
  }
}

const nameOf = ({ title, workoutType, startedAt, fileName }: ReReadActivity): string =>
  `${dateOf(new Date(startedAt))} ${title ?? workoutType} (${fileName})`;

const changeInWords = ({ field, known, reread }: FieldChange): string =>
  `  ${field}: ${valueInWords(known)} → ${valueInWords(reread)}`;

const valueInWords = (value: FieldChange['known']): string =>
  value === null || value === '' ? 'nothing' : String(value);

function summed(counts: Counts, isDryRun: boolean): string {
  const { changed, unchanged, original_gone: gone, left_as_it_is: left } = counts;
  const unread = counts.not_readable + counts.original_too_large;
  const read = changed + unchanged;
  const others = [
    ...(left > 0 ? [`${counted(left, 'was', 'were')} changed meanwhile`] : []),
    ...(gone > 0 ? [`${counted(gone, 'original is', 'originals are')} not kept any more`] : []),
    ...(unread > 0 ? [`${unread} could not be read`] : []),
  ];
  if (read + left + gone + unread === 0) {
    return 'Today’s reader has read every activity. There is nothing to read again.';
  }
  const asItIs = unchanged === 1 ? 'it is' : 'they are';
  const said = isDryRun
    ? `Nothing was written. ${counted(changed, 'activity', 'activities')} would change, ${unchanged} would stay as ${asItIs}.`
    : `${counted(changed, 'activity', 'activities')} changed, ${unchanged} stayed as ${asItIs}.`;
  return others.length === 0 ? said : `${said} ${others.join(', ')}.`;
}
