// Which files' bytes ought to be kept, by what their receipts say: in pages, because ten years have many receipts.
import type { Original, ReceiptCursor } from '../contract/engine-questions.ts';
import type { ReceiptEntry } from '../contract/receipt.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { erasuresToFinish, receiptsSince } from '../store/queries.ts';
import { originalToKeep } from './originals.ts';
import { earlierPartsOf, goesOn } from './parts.ts';

export async function originalsOwed(
  database: CooldownDatabase,
  page: { readonly after: ReceiptCursor | null; readonly limit: number },
): Promise<{ originals: Original[]; next: ReceiptCursor | null }> {
  const { rows, next } = await receiptsSince(database, { since: null, ...page });
  const going = await originalsGoing(database);
  const originals: Original[] = [];
  // A file in parts is owed with the last of them.
  for (const receipt of rows.filter((row) => !goesOn(row))) {
    const sha256 = originalToKeep(receipt, await earlierPartsOf(database, receipt));
    if (sha256 !== null && !going.has(sha256)) originals.push({ sha256, name: receipt.file.name });
  }
  return { originals, next };
}

/** Of what is being erased: its originals go first, and its receipts may have to wait for room on the disk. */
async function originalsGoing(database: CooldownDatabase): Promise<ReadonlySet<string | null>> {
  const marked = await erasuresToFinish(database);
  if (marked.length === 0) return new Set();
  const keys = new Set(marked.map(({ sourceIdentityKey }) => sourceIdentityKey));
  const speaks = ({ write, dedup }: ReceiptEntry) =>
    [write?.sourceIdentityKey, dedup?.matched?.sourceIdentityKey].some(
      (key) => key !== undefined && keys.has(key),
    );
  const receipts = await database.receipts.filter(({ entries }) => entries.some(speaks)).toArray();
  return new Set(receipts.map(({ file }) => file.sha256));
}
