// How endings are counted, and which of them stands for a file. Pure; part of the projection, so that a rebuild counts alike.
import type { EndingCounts } from '../contract/import-job.ts';
import { outcomeOfEntry, type Outcome } from '../contract/outcome.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import type { KnownBytes } from '../store/rows.ts';

/** The ending that most needs a person stands for the file. */
export function outcomeOf(entries: readonly ReceiptEntry[]): Outcome {
  const byNeed = ['failed', 'rejected', 'imported', 'known', 'ignored'] as const;
  const present = new Set(entries.map(outcomeOfEntry));
  return byNeed.find((outcome) => present.has(outcome)) ?? 'ignored';
}

export function addCounts(left: EndingCounts, right: EndingCounts): EndingCounts {
  return {
    imported: left.imported + right.imported,
    known: left.known + right.known,
    rejected: left.rejected + right.rejected,
    ignored: left.ignored + right.ignored,
    failed: left.failed + right.failed,
  };
}

/** Bytes all of whose activities are in the log: seeing them again needs no decoding (domain 3). */
export function wholeImports({ entries }: Pick<Receipt, 'entries'>): readonly KnownBytes[] {
  const byDigest = new Map<string, ReceiptEntry[]>();
  for (const entry of entries) {
    if (entry.sha256 === null) continue;
    const own = byDigest.get(entry.sha256);
    if (own === undefined) byDigest.set(entry.sha256, [entry]);
    else own.push(entry);
  }
  return [...byDigest]
    .filter(([, own]) => own.every(isInLog))
    .map(([sha256, own]) => ({ sha256, entries: oncePerEvent(own) }));
}

/** An archive may hold the same bytes twice; they gave one event. */
function oncePerEvent(entries: readonly ReceiptEntry[]): readonly ReceiptEntry[] {
  return [
    ...new Map(entries.toReversed().map((entry) => [entry.write?.eventId, entry])).values(),
  ].toReversed();
}

function isInLog({ ending, write, dedup }: ReceiptEntry): boolean {
  // What is read again need not be all that the bytes gave: what was said of them at first stays said.
  if (write === null || dedup?.rule === 'known_bytes' || dedup?.rule === 're_read') return false;
  return ending.kind === 'created' || ending.kind === 'updated' || ending.kind === 'exact_duplicate';
}
