// The receipt of one file: how each entry ended, in facts and in words, and the check that it balances.
import { failureTable, type Failure } from '../contract/failure.ts';
import type { Ending, ReceiptEntry } from '../contract/receipt.ts';
import type { FileSeen, ReadActivity, ReadEntry } from './file-reading.ts';
import { describeActivity, endingInWords } from './words.ts';

const rejections = ['stale_version', 'version_conflict', 'partial_overlap'] as const;

type Origin = Pick<ReadEntry, 'member' | 'sha256' | 'format'>;
type Judged = Pick<ReceiptEntry, 'dedup' | 'write' | 'overlaps'>;

/** The entry of an activity that was judged. */
export function judgedEntry(
  file: FileSeen,
  read: ReadActivity,
  ending: Ending,
  judged: Judged,
): ReceiptEntry {
  // Of what the athlete erased nothing is written down again but that it came, and stays away.
  if (ending.kind === 'deleted_by_athlete') {
    return { ...bareEntry(file, read, ending), ...judged, overlaps: [] };
  }
  const { activity, envelope, summary, quality } = read;
  const { workout_type: workoutType, title = null } = activity.workout;
  const entry = {
    ...originOf(read),
    provider: envelope.provider,
    ending,
    ...judged,
    mappingVersion: envelope.mapping_metadata.mapping_version,
    unsupportedFields: activity.provenance.unsupported_fields ?? [],
    warnings: [...(activity.provenance.warnings ?? []), ...envelope.validation_report.warnings],
    fieldProvenance: activity.provenance.field_provenance ?? {},
    title,
    workoutType,
    summary,
    quality,
  };
  return { ...entry, ...statusAndError(file, entry) };
}

/** The entry of bytes that were imported whole before: what they gave then, known again now. */
export function knownEntry(
  file: FileSeen,
  origin: Origin,
  first: ReceiptEntry,
  judged: Judged,
  ending: Ending,
): ReceiptEntry {
  const entry = { ...first, ...originOf(origin), ending, ...judged };
  return { ...entry, ...statusAndError(file, entry) };
}

/** The entry of what gave no activity. */
export function bareEntry(file: FileSeen, origin: Origin, ending: Ending): ReceiptEntry {
  const entry = {
    ...originOf(origin),
    provider: null,
    ending,
    dedup: null,
    write: null,
    mappingVersion: null,
    unsupportedFields: [],
    warnings: [],
    fieldProvenance: {},
    title: null,
    workoutType: null,
    summary: null,
    quality: null,
    overlaps: [],
  };
  return { ...entry, ...statusAndError(file, entry) };
}

function statusAndError(
  file: FileSeen,
  entry: Pick<ReceiptEntry, 'member' | 'ending' | 'title' | 'workoutType' | 'summary' | 'quality' | 'dedup'>,
): Pick<ReceiptEntry, 'status' | 'error'> {
  const { ending } = entry;
  if (ending.kind === 'failed') {
    const row = failureTable[ending.failure.kind];
    return {
      status: row.status,
      error: { code: row.code, class: row.class, field: fieldOf(ending.failure), ...textOf(file, entry) },
    };
  }
  const rejection = rejections.find((code) => code === ending.kind);
  if (rejection !== undefined) {
    return {
      status: 'failed',
      error: { code: rejection, class: 'dedup', field: null, ...textOf(file, entry) },
    };
  }
  return { status: ending.kind === 'not_an_activity' ? 'ignored' : 'completed', error: null };
}

/** What happened to one entry, as one line of plain English. */
export function sentenceOf(
  fileName: string,
  entry: Pick<ReceiptEntry, 'member' | 'ending' | 'title' | 'workoutType' | 'summary' | 'quality' | 'dedup'>,
): { readonly message: string; readonly hint: string } {
  const { happened, safe, next } = endingInWords({
    fileName,
    member: entry.member,
    ending: entry.ending,
    isRecovered: entry.quality?.flags.includes('recovered') ?? false,
    activity:
      entry.summary === null
        ? ''
        : describeActivity(entry.title, entry.workoutType ?? 'other', entry.summary),
    matched: entry.dedup?.matched ?? null,
  });
  return { message: [happened, safe].filter((part) => part !== '').join(' '), hint: next };
}

const textOf = (file: FileSeen, entry: Parameters<typeof sentenceOf>[1]) => sentenceOf(file.name, entry);

function fieldOf(failure: Failure): string | null {
  return failure.kind === 'not_valid' || failure.kind === 'not_mappable' ? failure.field : null;
}

function originOf({ member, sha256, format }: Origin): Origin {
  return { member, sha256, format };
}
