// What the log says of files before any of it is read: three look-ups for many files at once.
import { loadKnownBytes } from '../event-log/load-known.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { KnownBytes, ReceiptRow } from '../store/rows.ts';
import { partsOf } from './parts.ts';

export interface KnownOfFile {
  /** These bytes were set aside by this very build of the reader. */
  readonly isSetAside: boolean;
  /** Where parts of it were written down, and not its end. */
  readonly lastPart: ReceiptRow | null;
  /** Where these very bytes were imported whole. */
  readonly knownBytes: KnownBytes | null;
}

/** One for each file, in their order. */
export async function loadKnownOfFiles(
  database: CooldownDatabase,
  files: readonly { readonly fileId: string; readonly sha256: string }[],
  readerRevision: string,
): Promise<readonly KnownOfFile[]> {
  const { setAside, receipts, knownBytes } = database;
  const digests = files.map(({ sha256 }) => sha256);
  return database.transaction('r', setAside, receipts, knownBytes, async () => {
    const [asides, known, partIds] = await Promise.all([
      setAside.bulkGet(digests),
      loadKnownBytes(database, digests),
      receipts
        .where('jobId')
        .startsWithAnyOf(files.map(({ fileId }) => partsOf(fileId)))
        .primaryKeys(),
    ]);
    const lastPartIds = files.map(({ fileId }) =>
      partIds.findLast((jobId) => jobId.startsWith(partsOf(fileId))),
    );
    const lastParts = await receipts.bulkGet(lastPartIds.map((jobId) => jobId ?? ''));
    return digests.map((sha256, index) => ({
      isSetAside: asides[index]?.readerRevision === readerRevision,
      lastPart: lastParts[index] ?? null,
      knownBytes: known.get(sha256) ?? null,
    }));
  });
}
