// Files that were not read because they look as they did: what the log says of the bytes they had then. Three look-ups for
// many files at once.
import type { RecognisedFile } from '../contract/import-job.ts';
import type { ReceiptEntry } from '../contract/receipt.ts';
import { wholeImports } from '../event-log/endings.ts';
import { loadKnownBytes } from '../event-log/load-known.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { erasuresToFinish } from '../store/queries.ts';
import type { KnownBytes, ReceiptRow } from '../store/rows.ts';
import type { FileReading, ReadEntry } from './file-reading.ts';

/** One for each file, in their order; null where not all of its bytes are known: it has to be read. */
export async function recogniseFiles(
  database: CooldownDatabase,
  files: readonly RecognisedFile[],
  now: string,
): Promise<readonly (FileReading | null)[]> {
  const { receipts, knownBytes, deletions } = database;
  return database.transaction('r', receipts, knownBytes, deletions, async () => {
    const receiptOf = await receipts.bulkGet(files.map(({ knownAs }) => knownAs));
    const told = receiptOf.filter((receipt) => receipt !== undefined);
    // What a receipt says is known stays known, but for what is being erased and still stands there.
    const isErasing = (await erasuresToFinish(database)).length > 0;
    const said = isErasing ? [] : told.flatMap(wholeImports);
    const known = new Map(said.map((bytes) => [bytes.sha256, bytes]));
    const digests = new Set(told.flatMap(digestsOf).filter((sha256) => !known.has(sha256)));
    for (const [sha256, bytes] of await loadKnownBytes(database, [...digests], told))
      known.set(sha256, bytes);
    return files.map((file, index) => recognise(file, receiptOf[index], { known, now }));
  });
}

const digestsOf = ({ entries }: ReceiptRow) =>
  entries.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]));

function recognise(
  { fileId: jobId, importId, name, path, sizeBytes, sha256 }: RecognisedFile,
  receipt: ReceiptRow | undefined,
  { known, now }: { readonly known: ReadonlyMap<string, KnownBytes>; readonly now: string },
): FileReading | null {
  if (receipt?.file.sha256 !== sha256 || !isWhole(receipt)) return null;
  const entries = oncePerMember(receipt.entries).map((entry) => knownEntryOf(entry, known));
  if (!entries.every((entry) => entry !== null)) return null;
  return {
    file: { jobId, importId, name, path, sizeBytes, sha256, isStaged: false },
    entries,
    startedAt: now,
    timingsMs: { staging: 0, opening: 0, decoding: 0 },
  };
}

/** All that the file's bytes hold was read, and is in the log. */
export function isWhole({ part, entries }: Pick<ReceiptRow, 'part' | 'entries'>): boolean {
  return part === undefined && entries.every(isInLog);
}

function isInLog({ sha256, ending, write }: ReceiptEntry): boolean {
  if (sha256 === null || write === null) return false;
  return ending.kind === 'created' || ending.kind === 'updated' || ending.kind === 'exact_duplicate';
}

/** A file of several activities has an entry for each; its bytes are known for all of them at once. */
function oncePerMember(entries: readonly ReceiptEntry[]): readonly ReceiptEntry[] {
  return [...new Map(entries.map((entry) => [entry.member, entry])).values()];
}

function knownEntryOf(
  { member, format, sha256 }: ReceiptEntry,
  known: ReadonlyMap<string, KnownBytes>,
): ReadEntry | null {
  const bytes = known.get(sha256 ?? '');
  return bytes === undefined
    ? null
    : { kind: 'known_bytes', member, sha256: bytes.sha256, format, known: bytes };
}
