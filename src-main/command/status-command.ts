// `cooldown status`: what waits, what is kept, and how Cooldown is.
import { noLimitBytes } from '../../src-worker/contract/archive-limit.ts';
import type { StatusReport } from '../../src-worker/contract/command-reports.ts';
import type { CommandDesk } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { engineFailureInWords } from './sentences.ts';
import { counted, dateAndTime, sizeInWords } from './words.ts';

type StatusTask = Extract<CommandTask, { kind: 'status' }>;

export async function runStatus({ json }: StatusTask, desk: CommandDesk, console: Console): Promise<number> {
  const status = await desk.status();
  if (!status.ok) return endWithSentence(engineFailureInWords(status.failure), console);
  console.out.write(`${json ? JSON.stringify(status.value) : statusInWords(status.value)}\n`);
  return endWith(exitStatus.fine, console);
}

function statusInWords(status: StatusReport): string {
  return [
    `Taking in: ${queueInWords(status)}.`,
    `Imports: ${status.imports.running} under way, ${status.imports.finished} ended${status.imports.paused ? '; paused in the window, “Go on” there takes in what waits' : ''}.`,
    `Kept: ${counted(status.activities, 'activity', 'activities')}, ${counted(status.receipts, 'receipt')}${lastInWords(status)}.`,
    `Journal: ${journalInWords(status.journal)}.`,
    `Archive: ${archiveInWords(status.archive)}.`,
    `Cooldown: ${engineInWords(status.engine)}.`,
    'Outbox: none, nothing leaves this computer.',
    `Dead letters: ${lettersInWords(status.dead_letters)}.`,
    `Flags: ${flagsInWords(status.flags)}.`,
    `Stage: ${inWords(status.stage)}.`,
    ...healthInWords(status.quality_health),
  ].join('\n');
}

const lettersInWords = (letters: number) => (letters === 0 ? '0' : `${letters}, “cooldown retry” lists them`);

function queueInWords({ queue: { queued, processing } }: StatusReport): string {
  return queued + processing === 0 ? 'nothing waits' : `${queued} waiting, ${processing} being read`;
}

const lastInWords = ({ last_receipt_at: last }: StatusReport) =>
  last === null ? '' : `, the last one of ${dateAndTime(last)}`;

function journalInWords(journal: StatusReport['journal']): string {
  if (journal === null) return 'could not be opened';
  const held = `${counted(journal.records, 'record')}, ${sizeInWords(journal.bytes)}`;
  return journal.read_only === null ? held : `${held}; it is only read (${inWords(journal.read_only)})`;
}

function archiveInWords(archive: StatusReport['archive']): string {
  if (archive === null) return 'could not be looked at';
  const { originals, bytes, limit_bytes: limit, let_go: letGo } = archive;
  const most = limit === noLimitBytes ? ', with no limit' : ` of at most ${sizeInWords(limit)}`;
  const held = `${counted(originals, 'original')}, ${sizeInWords(bytes)}${most}`;
  return letGo === 0
    ? held
    : `${held}; ${letGo} let go to keep ${limit === noLimitBytes ? 'an earlier' : 'that'} limit`;
}

/** By the names that support knows them by. */
function flagsInWords({ channel, age_seconds: ageSeconds, values }: StatusReport['flags']): string {
  const names = Object.keys(values);
  const on = names.filter((name) => values[name]);
  const age =
    ageSeconds === null ? 'come with this build' : `${counted(Math.floor(ageSeconds / 60), 'minute')} old`;
  return `${inWords(channel)}, ${age}; ${on.length} of ${names.length} on${on.length > 0 ? ` (${on.join(', ')})` : ''}`;
}

/** Its reasons below it, what weighs most first. */
function healthInWords({ status, score, window, issues }: StatusReport['quality_health']): readonly string[] {
  return [
    `Quality health: ${status}, ${score.toFixed(2)} of 1 over ${counted(window.days, 'day')}${issues.length > 0 ? ':' : '.'}`,
    ...issues.map(({ severity, reason, issue }) => `- ${severity}: ${reason} (${issue}).`),
  ];
}

const engineInWords = ({ state, trouble }: StatusReport['engine']) =>
  trouble === null ? inWords(state) : `${inWords(state)} (${inWords(trouble)})`;

const inWords = (kind: string) => kind.replaceAll('_', ' ');
