// A receipt as support may see it: what was decided, by which rule, how long it took; nothing of what was recorded.
import { qualityFlags } from '../contract/activity-summary.ts';
import {
  diagnosticsLimits,
  type DiagnosticsEntry,
  type DiagnosticsReceipt,
} from '../contract/diagnostics-bundle.ts';
import { dedupRules, knownManufacturers, warningCodes } from '../contract/diagnostics-words.ts';
import type { ReceiptNote } from '../contract/journal-record.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import { unsupportedFieldNames } from '../contract/unsupported-fields.ts';
import type { ReceiptRow } from '../store/rows.ts';
import { among, sift } from './among.ts';
import { countBucket, sizeBucket, toMinute, wholeMilliseconds } from './buckets.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { redactFailure } from './redact-failure.ts';
import { redactPath } from './redact-path.ts';

export async function redactReceipt(
  row: ReceiptRow,
  { pseudonym, notes }: { readonly pseudonym: Pseudonyms; readonly notes: readonly ReceiptNote[] },
): Promise<DiagnosticsReceipt> {
  const told = row.entries.slice(0, diagnosticsLimits.entriesPerReceipt);
  return {
    job: await pseudonym('job', row.jobId),
    import: await pseudonym('import', row.importId),
    finished_at: toMinute(row.finishedAt),
    file: { ...(await redactPath(row.file.path, pseudonym)), size: sizeBucket(row.file.sizeBytes) },
    outcome: row.outcome,
    ...(notes.length > 0 && { notes: [...notes] }),
    entries: await Promise.all(told.map((entry) => redactEntry(entry, pseudonym))),
    entries_left_out: row.entries.length - told.length,
    timings_ms: redactTimings(row.timingsMs),
  };
}

async function redactEntry(entry: ReceiptEntry, pseudonym: Pseudonyms): Promise<DiagnosticsEntry> {
  const { ending } = entry;
  const noted = redactWarnings(entry);
  return {
    in_archive: entry.member !== null,
    content: entry.sha256 === null ? null : await pseudonym('bytes', entry.sha256),
    format: entry.format,
    provider: entry.provider,
    status: entry.status,
    ending: ending.kind,
    not_an_activity: ending.kind === 'not_an_activity' ? ending.what : null,
    failure: ending.kind === 'failed' ? redactFailure(ending.failure) : null,
    error: entry.error && { code: entry.error.code, class: entry.error.class },
    dedup: await redactVerdict(entry.dedup, pseudonym),
    write: entry.write && {
      result: entry.write.result,
      event: await pseudonym('event', entry.write.eventId),
      activity: await pseudonym('activity', entry.write.sourceIdentityKey),
    },
    mapping_version:
      entry.mappingVersion !== null && /^(?:fit|tcx|gpx)-v\d{1,3}$/.test(entry.mappingVersion)
        ? entry.mappingVersion
        : null,
    quality: entry.quality && { grade: entry.quality.grade, flags: [...entry.quality.flags] },
    ...noted,
    ...(await redactSummary(entry.summary, pseudonym)),
  };
}

async function redactVerdict(
  dedup: ReceiptEntry['dedup'],
  pseudonym: Pseudonyms,
): Promise<DiagnosticsEntry['dedup']> {
  if (dedup === null) return null;
  const { decision, outcome, rule, matched } = dedup;
  return {
    decision,
    outcome,
    rule: among(dedupRules, rule) ?? 'other',
    matched_event: matched && (await pseudonym('event', matched.eventId)),
    compared: (matched?.compared ?? []).map(({ field, known, incoming }) => ({
      field,
      both_have_it: known !== null && incoming !== null,
      same: known === incoming,
    })),
  };
}

function redactWarnings({
  warnings,
  unsupportedFields,
}: ReceiptEntry): Pick<DiagnosticsEntry, 'warnings' | 'unsupported_fields' | 'others_untold'> {
  const codes: ReadonlyMap<string, string> = new Map(Object.entries(warningCodes));
  const warned = sift(
    [...qualityFlags, ...Object.values(warningCodes)],
    warnings.map((warning) => codes.get(warning) ?? warning),
  );
  const fields = sift(unsupportedFieldNames, unsupportedFields);
  return {
    warnings: warned.known,
    unsupported_fields: fields.known,
    others_untold: warned.others + fields.others,
  };
}

async function redactSummary(
  summary: ReceiptEntry['summary'],
  pseudonym: Pseudonyms,
): Promise<Pick<DiagnosticsEntry, 'counts' | 'device'>> {
  if (summary === null) return { counts: null, device: null };
  const { manufacturer, serialNumber } = summary.device;
  return {
    counts: {
      records: countBucket(summary.recordCount),
      laps: countBucket(summary.lapCount),
      sessions: countBucket(summary.sessionCount),
      lengths: countBucket(summary.lengthCount),
      sets: countBucket(summary.setCount),
      has_position: summary.hasPosition,
    },
    device: {
      manufacturer: manufacturer === null ? null : (among(knownManufacturers, manufacturer) ?? 'other'),
      serial: serialNumber === null ? null : await pseudonym('serial', serialNumber),
    },
  };
}

function redactTimings({ staging, opening, decoding, judging }: Receipt['timingsMs']) {
  return {
    staging: wholeMilliseconds(staging),
    opening: wholeMilliseconds(opening),
    decoding: wholeMilliseconds(decoding),
    judging: wholeMilliseconds(judging),
  };
}
