// From imports and the receipts of the open one to the rows of a tree, with what is spoken of each. Pure.
import {
  filesNotBegun,
  isCounted,
  type EndingCounts,
  type ImportRun,
} from '../../../src-worker/contract/import-job.ts';
import { countEndings } from '../../../src-worker/contract/outcome.ts';
import type { ListRow } from '../../components/virtual-list.tsx';
import type { OutcomeFilter, ReceiptRow } from '../../engine/live.ts';
import { remainingSeconds, type Paces } from '../../engine/pace.ts';
import { countTexts, needsPerson } from '../../text/counts.ts';
import { shortEnding, type Telling } from '../../text/endings.ts';
import { formatInstant } from '../../text/format-date.ts';
import { originText, sourceText } from '../../text/import-origin.ts';
import { progressText, type ImportProgress } from '../../text/import-progress.ts';
import { receiptName } from '../../text/receipt-name.ts';

export type ImportListRow = RunRow | FileRow;

export interface RunRow extends ListRow {
  readonly kind: 'run';
  readonly run: ImportRun;
  readonly isOpen: boolean;
  readonly name: string;
  readonly progress: (ImportProgress & { readonly text: string }) | null;
  readonly counts: readonly string[];
  /** “41 files · 3 other files were left alone” */
  readonly extent: string;
}

export interface FileRow extends ListRow {
  readonly kind: 'file';
  readonly receipt: ReceiptRow;
  readonly name: string;
  readonly ending: string;
}

export const rowHeights = {
  comfortable: { run: 60, file: 40 },
  compact: { run: 52, file: 32 },
} as const;

interface RowsOf {
  readonly runs: readonly ImportRun[];
  readonly paces: Paces;
  readonly isPaused: boolean;
  readonly filter: OutcomeFilter;
  readonly openId: string | null;
  readonly receipts: readonly ReceiptRow[];
  /** False where more receipts may follow. */
  readonly isAllReceipts: boolean;
  readonly heights: (typeof rowHeights)[keyof typeof rowHeights];
  readonly telling: Telling;
}

const countOf = {
  needs_you: needsPerson,
  imported: (counts: EndingCounts) => counts.imported,
  known: (counts: EndingCounts) => counts.known,
  ignored: (counts: EndingCounts) => counts.ignored,
} as const satisfies Record<Exclude<OutcomeFilter, 'all'>, (counts: EndingCounts) => number>;

/** Those that hold something the filter asks for; what is running comes first. */
export const shownRuns = (runs: readonly ImportRun[], filter: OutcomeFilter): readonly ImportRun[] =>
  runs
    .filter(({ counts }) => filter === 'all' || countOf[filter](counts) > 0)
    .sort(
      (left, right) =>
        Number(left.finishedAt !== null) - Number(right.finishedAt !== null) ||
        right.startedAt.localeCompare(left.startedAt),
    );

function progressOf(run: ImportRun, { paces, isPaused, telling: { say } }: RowsOf): RunRow['progress'] {
  if (run.finishedAt !== null) return null;
  const progress = {
    filesDone: run.filesDone,
    filesFound: run.filesFound,
    isListed: isCounted(run),
    remainingSeconds: remainingSeconds(paces, run),
    isPaused,
  };
  return { ...progress, text: progressText(progress, say) };
}

function extentOf(run: ImportRun, runs: readonly ImportRun[], { say }: Telling): string {
  const { filesFound, filesPassedOver, listed, cancelledAt } = run;
  const found =
    filesFound === 0 && listed ? say('import.nothing_found') : say('import.files', { count: filesFound });
  return [
    found,
    ...(cancelledAt === undefined ? [] : [stoppedText(run, runs, say)]),
    ...(filesPassedOver === 0 ? [] : [say('import.passed_over', { count: filesPassedOver })]),
  ].join(' · ');
}

/** Before any file was found, nobody knows how many were left out. */
function stoppedText(run: ImportRun, runs: readonly ImportRun[], say: Telling['say']): string {
  const count = filesNotBegun(run);
  if (run.restWaits !== true) {
    return run.filesFound === 0 ? say('import.stopped_early') : say('import.stopped', { count });
  }
  if (hasGoneOn(run, runs)) return say('import.went_on', { count });
  const name = sourceText(run, say);
  return run.filesFound === 0 ? say('import.waits_early', { name }) : say('import.waits', { count, name });
}

/** What waited was found by a later look at the same device or folder. */
const hasGoneOn = (run: ImportRun, runs: readonly ImportRun[]): boolean =>
  runs.some(
    ({ origin, sourceName, startedAt }) =>
      origin === run.origin && sourceName === run.sourceName && startedAt > run.startedAt,
  );

interface ToldFile {
  readonly name: string;
  readonly ending: string;
  readonly spoken: string;
}

/** What was said of a receipt stays so, as it does: while an import goes on, only the newest few are put into words. */
const toldFiles = new WeakMap<Telling, WeakMap<ReceiptRow, ToldFile>>();

function tellFile(receipt: ReceiptRow, telling: Telling): ToldFile {
  const toldBefore = toldFiles.get(telling) ?? new WeakMap<ReceiptRow, ToldFile>();
  toldFiles.set(telling, toldBefore);
  const known = toldBefore.get(receipt);
  if (known !== undefined) return known;
  const name = receiptName(receipt, telling.say);
  const [first] = receipt.entries;
  const ending =
    receipt.entries.length > 1 || first === undefined
      ? telling.say('short.several', {
          counts: countTexts(countEndings(receipt.entries), telling.say).join(', '),
        })
      : shortEnding(first, telling);
  const outcome = telling.say(`outcome_word.${receipt.outcome}`);
  const told = { name, ending, spoken: `${name}, ${outcome}: ${ending}` };
  toldBefore.set(receipt, told);
  return told;
}

function fileRow(receipt: ReceiptRow, { heights, telling }: RowsOf, place: ListRow['aria']): FileRow {
  const { name, ending, spoken } = tellFile(receipt, telling);
  return {
    kind: 'file',
    key: receipt.jobId,
    heightPx: heights.file,
    isHeading: false,
    group: null,
    aria: { ...place, 'aria-level': 2, 'aria-label': spoken },
    receipt,
    name,
    ending,
  };
}

export function importListRows(wanted: RowsOf): readonly ImportListRow[] {
  const { openId, receipts, isAllReceipts, heights, telling, filter } = wanted;
  const { say, reader } = telling;
  const runs = shownRuns(wanted.runs, filter);
  return runs.flatMap((run, index): readonly ImportListRow[] => {
    const isOpen = run.importId === openId;
    const name = say('import.name', {
      origin: originText(run, say),
      when: formatInstant(run.startedAt, reader),
    });
    const progress = progressOf(run, wanted);
    const counts = countTexts(run.counts, say);
    const extent = extentOf(run, wanted.runs, telling);
    const runRow: RunRow = {
      kind: 'run',
      key: run.importId,
      heightPx: heights.run,
      isHeading: false,
      group: null,
      aria: {
        'aria-level': 1,
        'aria-expanded': isOpen,
        'aria-posinset': index + 1,
        'aria-setsize': runs.length,
        'aria-label': [name, progress?.text ?? extent, ...counts].join(', '),
      },
      run,
      isOpen,
      name,
      progress,
      counts,
      extent,
    };
    if (!isOpen) return [runRow];
    const setSize = isAllReceipts ? receipts.length : filter === 'all' ? run.filesDone : -1;
    return [
      runRow,
      ...receipts.map((receipt, position) =>
        fileRow(receipt, wanted, { 'aria-posinset': position + 1, 'aria-setsize': setSize }),
      ),
    ];
  });
}
