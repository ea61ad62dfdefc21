// `cooldown verify`: whether journal, database and archive agree, and what to do where they do not.
import type { VerifyReport } from '../../src-worker/contract/command-reports.ts';
import type { CommandDesk } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith, endWithSentence } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { engineFailureInWords } from './sentences.ts';
import { counted, plainText, sizeInWords } from './words.ts';

type VerifyTask = Extract<CommandTask, { kind: 'verify' }>;

export async function runVerify({ json }: VerifyTask, desk: CommandDesk, console: Console): Promise<number> {
  const verified = await desk.verify();
  if (!verified.ok) return endWithSentence(engineFailureInWords(verified.failure), console);
  const report = verified.value;
  console.out.write(`${json ? JSON.stringify(report) : verificationInWords(report)}\n`);
  return endWith(report.agrees ? exitStatus.fine : exitStatus.somethingFailed, console);
}

function verificationInWords({ journal, log, archive, agrees }: VerifyReport): string {
  const activities = counted(log.activities, 'activity', 'activities');
  const isWhole = journal.problems === 0;
  const lines = [
    agrees ? 'Everything agrees.' : 'Not everything agrees. Nothing was changed by looking.',
    `Journal: ${counted(journal.records, 'record')}, ${sizeInWords(journal.bytes)}; ${
      isWhole ? 'all as they were written' : `${counted(journal.problems, 'place')} not as it was written`
    }.`,
    `Database: ${activities}, ${counted(log.receipts, 'receipt')}; ${
      log.drift === 0
        ? 'the same as the journal gives'
        : `${counted(log.drift, 'row')} not as the journal gives: ${listed(log.differences.map(inWords))}`
    }.`,
    `Archive: ${counted(archive.originals, 'original')}; ${
      archive.damaged.length === 0
        ? 'all as they were imported'
        : `${archive.damaged.length} not as imported: ${listed(archive.damaged.map((name) => name.slice(0, 12)))}`
    }.`,
    ...missingInWords(archive.missing),
  ];
  if (log.drift > 0 && isWhole) {
    lines.push('The journal itself is whole, and the database can be made anew from it.');
  }
  if (archive.damaged.length > 0) {
    lines.push('The activities of damaged originals are kept. If you still have these files, keep them.');
  }
  if (!agrees) {
    lines.push(
      'What to do: save a copy with “cooldown export-all DIR”, then send support what “cooldown export-diagnostics” writes.',
    );
  }
  return lines.join('\n');
}

function missingInWords(missing: VerifyReport['archive']['missing']): readonly string[] {
  if (missing.length === 0) return [];
  const names = listed(missing.map(({ name }) => name));
  return [
    `Not in the archive any more: ${counted(missing.length, 'original')} that should be: ${names}.`,
    missing.length === 1
      ? 'Its activity and its receipt are kept. If you still have this file, drop it on Cooldown again: then it is back in the archive.'
      : 'Their activities and receipts are kept. If you still have these files, drop them on Cooldown again: then they are back in the archive.',
  ];
}

const inWords = ({ table, difference }: VerifyReport['log']['differences'][number]) =>
  `${table} ${difference}`;

/** Each once, and no more than a person reads. */
function listed(words: readonly string[], most = 5): string {
  const each = [...new Set(words)].map((word) => plainText(word.replaceAll('_', ' ')));
  const more = each.length > most ? ` and ${each.length - most} more` : '';
  return each.slice(0, most).join(', ') + more;
}
