// What a day’s receipts add up to: one rule for each number. Pure, and part of the projection, so that a rebuild counts alike.
import type { FailureClass } from '../contract/failure.ts';
import type { QualityFlag } from '../contract/activity-summary.ts';
import type { FieldProvenance } from '../contract/external-activity.ts';
import { outcomeOfEntry } from '../contract/outcome.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import type { QualityCounts, QualityDayRow } from '../store/rows.ts';

/** Below it a value is uncertain, whatever it came from. */
const sureConfidence = 0.9;

/** What leaves open when an activity took place. */
const temporalFlags: readonly QualityFlag[] = [
  'zone_assumed',
  'time_without_zone',
  'clock_suspect',
  'time_backward',
];

/** What each entry of a receipt adds. The numbers about content are of what was added: a copy says them no second time. */
const countRules = {
  jobs: () => 1,
  imported: (entry) => (isAdded(entry) ? 1 : 0),
  skipped: ({ write }) =>
    write?.result === 'duplicate_skipped' || write?.result === 'idempotent_replay' ? 1 : 0,
  rejected: (entry) => (outcomeOfEntry(entry) === 'rejected' ? 1 : 0),
  failedParse: failedBy('parse'),
  failedMapping: failedBy('mapping'),
  failedValidation: failedBy('validation'),
  failedDedup: failedBy('dedup'),
  failedOther: failedBy('other'),
  fields: (entry) => fieldsOf(entry).length,
  lowConfidenceFields: (entry) => fieldsOf(entry).filter(isUnsure).length,
  convertedFields: (entry) => fieldsOf(entry).filter(isConverted).length,
  unsupportedFields: (entry) => (isAdded(entry) ? entry.unsupportedFields.length : 0),
  timesUncertain: (entry) => (isAdded(entry) && temporalFlags.some((flag) => hasFlag(entry, flag)) ? 1 : 0),
} as const satisfies Record<keyof QualityCounts, (entry: ReceiptEntry) => number>;

/** A link or a pipe among the files is no failure: there was nothing to read. */
function failedBy(failureClass: FailureClass) {
  return ({ status, error }: ReceiptEntry) => (status === 'failed' && error?.class === failureClass ? 1 : 0);
}

export const isAdded = ({ write }: ReceiptEntry): boolean => write?.result === 'created';

const fieldsOf = (entry: ReceiptEntry): readonly FieldProvenance[] =>
  isAdded(entry) ? Object.values(entry.fieldProvenance) : [];

const isUnsure = ({ confidence, status }: FieldProvenance): boolean =>
  confidence < sureConfidence || status !== 'mapped';

const isConverted = ({ unit_original: original, unit_normalized: normalized }: FieldProvenance): boolean =>
  original !== undefined && original !== normalized;

const hasFlag = ({ quality }: ReceiptEntry, flag: QualityFlag): boolean =>
  quality?.flags.includes(flag) ?? false;

/** A number for each rule. */
function eachCount(count: (name: keyof QualityCounts) => number): QualityCounts {
  return {
    jobs: count('jobs'),
    imported: count('imported'),
    skipped: count('skipped'),
    rejected: count('rejected'),
    failedParse: count('failedParse'),
    failedMapping: count('failedMapping'),
    failedValidation: count('failedValidation'),
    failedDedup: count('failedDedup'),
    failedOther: count('failedOther'),
    fields: count('fields'),
    lowConfidenceFields: count('lowConfidenceFields'),
    convertedFields: count('convertedFields'),
    unsupportedFields: count('unsupportedFields'),
    timesUncertain: count('timesUncertain'),
  };
}

export const noCounts: QualityCounts = eachCount(() => 0);

const countsOf = (entries: readonly ReceiptEntry[]): QualityCounts =>
  eachCount((name) => entries.reduce((sum, entry) => sum + countRules[name](entry), 0));

export const addCounts = (left: QualityCounts, right: QualityCounts): QualityCounts =>
  eachCount((name) => left[name] + right[name]);

/** `2026-06-01`, by the clock of UTC. */
export const utcDayOf = (instant: string): string => new Date(instant).toISOString().slice(0, 10);

type Finished = Pick<Receipt, 'finishedAt' | 'entries'>;

/** The days on which these receipts were finished, with them added to what was counted of each before. */
export function daysWith(
  standing: ReadonlyMap<string, QualityDayRow>,
  receipts: readonly Finished[],
): readonly QualityDayRow[] {
  const days = new Map<string, QualityCounts>();
  for (const { finishedAt, entries } of receipts) {
    const day = utcDayOf(finishedAt);
    const before = days.get(day) ?? standing.get(day)?.counts ?? noCounts;
    days.set(day, addCounts(before, countsOf(entries)));
  }
  return [...days].map(([day, counts]) => ({ day, counts }));
}
