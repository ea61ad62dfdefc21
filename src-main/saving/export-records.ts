// The journal's records into an export: each as it is, and beside them the events and receipts that they hold.
import { journalRecordSchema, type JournalRecord } from '../../src-worker/contract/journal-record.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { createExportFile } from './export-file.ts';
import { exportNames, extensionOf, type ExportedFile, type Manifest } from './export-format.ts';

export interface ExportedRecords {
  readonly files: readonly ExportedFile[];
  readonly counts: Omit<Manifest['counts'], 'originals'>;
  /** By digest: the extension of the name that a file came with. */
  readonly extensions: ReadonlyMap<string, string>;
}

export async function exportRecords(
  folder: string,
  records: AsyncIterable<unknown>,
): Promise<ExportedRecords> {
  const recordsFile = await createExportFile(folder, exportNames.records);
  const eventsFile = await createExportFile(folder, exportNames.events);
  const receiptsFile = await createExportFile(folder, exportNames.receipts);
  const files = [recordsFile, eventsFile, receiptsFile];
  const counts = { records: 0, recordsNotUnderstood: 0, events: 0, receipts: 0 };
  const extensions = new Map<string, string>();
  try {
    for await (const record of records) {
      await recordsFile.write(lineOf(record));
      counts.records += 1;
      if (!isUnderstood(record)) {
        counts.recordsNotUnderstood += 1;
        continue;
      }
      for (const event of eventsOf(record)) {
        await eventsFile.write(lineOf(event));
        counts.events += 1;
      }
      if (record.kind !== 'ending') continue;
      await receiptsFile.write(lineOf(record.receipt));
      counts.receipts += 1;
      const { name, sha256 } = record.receipt.file;
      if (sha256 !== null && !extensions.has(sha256)) extensions.set(sha256, extensionOf(name));
    }
    const closed: ExportedFile[] = [];
    for (const file of files) closed.push(await file.close());
    return { files: closed, counts, extensions };
  } finally {
    for (const file of files) await file.abandon();
  }
}

/** What is written is the record itself, not what the schema makes of it: nothing that it holds may be left out. */
function isUnderstood(record: unknown): record is JournalRecord {
  return journalRecordSchema.safeParse(record).success;
}

function eventsOf(record: JournalRecord): readonly unknown[] {
  switch (record.kind) {
    case 'import_requested':
    case 'import_listed':
    case 'import_cancelled':
    case 'receipt_noted':
      return [];
    case 'decided':
    case 'related':
    case 'ending':
      return record.events;
    case 'erasure':
      return [record.event];
    default:
      return assertNever(record);
  }
}

const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;
