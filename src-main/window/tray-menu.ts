// The tray's menu as values: what it says and what a click asks for. Pure.
import type { RecentImport } from '../../src-worker/contract/recent-import.ts';
import { files, importing, needYou, newActivities, said } from './background-sentences.ts';
import { needsPerson, statusInWords, type BackgroundFacts } from './background-status.ts';

export type TrayAction =
  | { readonly kind: 'show_import'; readonly importId: string }
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'quit' };

export type TrayRow =
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'line' }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction };

/** Name of what was imported, or null where it has none of its own. */
export type NameImport = (run: RecentImport) => string | null;

interface TrayFacts extends BackgroundFacts {
  readonly nameOf: NameImport;
  readonly now: Date;
}

const importsShown = 3;
const longestName = 40;

export function trayMenu(facts: TrayFacts): readonly TrayRow[] {
  const { recent, isPaused } = facts;
  const shown = (recent ?? []).slice(0, importsShown);
  return [
    { kind: 'text', label: statusInWords(facts) },
    { kind: 'line' },
    ...(shown.length === 0
      ? [{ kind: 'text', label: said.nothingYet } as const]
      : shown.map((run) => importRow(run, facts))),
    { kind: 'line' },
    pauseRow(isPaused),
    { kind: 'action', label: said.open, action: { kind: 'open' } },
    { kind: 'action', label: said.quit, action: { kind: 'quit' } },
  ];
}

const pauseRow = (isPaused: boolean): TrayRow => ({
  kind: 'action',
  label: isPaused ? said.goOn : said.pause,
  action: { kind: 'pause', isPaused: !isPaused },
});

function importRow(run: RecentImport, { nameOf, now }: TrayFacts): TrayRow {
  const label = `${shortened(nameOf(run) ?? plainName(run))}: ${outcome(run)} · ${when(run.startedAt, now)}`;
  return { kind: 'action', label, action: { kind: 'show_import', importId: run.importId } };
}

const plainName = ({ origin, paths }: RecentImport): string =>
  origin === 're_read' ? said.readAgain : files(paths.length);

function outcome(run: RecentImport): string {
  if (run.finishedAt === null) return importing(run.filesDone, run.filesFound, run.listed).toLowerCase();
  const { imported, known } = run.counts;
  const told = [
    imported > 0 ? newActivities(imported) : null,
    known > 0 ? `${known} already there` : null,
    needsPerson(run) > 0 ? needYou(needsPerson(run)) : null,
  ].filter((part) => part !== null);
  return told.length === 0 ? said.nothingNew : told.join(', ');
}

const shortened = (name: string): string =>
  name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`;

/** “18:03” of today, else “2026-05-12”, by the clock on the wall. */
function when(instant: string, now: Date): string {
  const at = new Date(instant);
  return dayOf(at) === dayOf(now) ? `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}` : dayOf(at);
}

const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
const twoDigits = (count: number): string => String(count).padStart(2, '0');
