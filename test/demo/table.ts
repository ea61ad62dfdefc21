// What became of the demo's files, as a table for a terminal. Pure.
import type { ReportLine } from '../../src-worker/contract/report-line.ts';

/** One line of the command, with what a reader of the table wants to know beside it. */
export interface DemoRow {
  readonly file: string;
  readonly shows: string;
  readonly line: Pick<ReportLine, 'status' | 'dedup' | 'sentence'>;
}

export type Ending = 'taken in' | 'already known' | 'wants a look' | 'not an activity' | 'not taken in';

function endingOf({ status, dedup }: DemoRow['line']): Ending {
  if (status === 'failed') return 'not taken in';
  if (status === 'ignored') return 'not an activity';
  if (dedup?.outcome === 'new_activity') return 'taken in';
  return dedup?.outcome === 'exact_duplicate' ? 'already known' : 'wants a look';
}

const gap = '  ';

/** @param width of the terminal, in characters; the last column is broken into lines to fit */
export function tableOf(rows: readonly DemoRow[], width: number): string {
  const cells = rows.map(({ file, shows, line }) => [file, shows, endingOf(line), line.sentence] as const);
  const heads = ['File', 'What it is', 'Ending', 'What happened'] as const;
  const widths = [0, 1, 2].map((column) =>
    Math.max(...[heads, ...cells].map((row) => row[column]?.length ?? 0)),
  );
  const before = widths.reduce((sum, each) => sum + each + gap.length, 0);
  const rest = Math.max(24, width - before);
  const lineOf = (row: readonly string[]): string => {
    const [first = '', ...more] = wrap(row[3] ?? '', rest);
    const start = widths.map((each, column) => (row[column] ?? '').padEnd(each)).join(gap);
    return [`${start}${gap}${first}`, ...more.map((text) => ' '.repeat(before) + text)]
      .map((text) => text.trimEnd())
      .join('\n');
  };
  return [heads, widths.map((each) => '─'.repeat(each)).concat('─'.repeat(rest)), ...cells]
    .map(lineOf)
    .join('\n');
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
