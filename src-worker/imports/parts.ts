// A large archive is written down in parts, each with a receipt of its own: no record grows without bound, and what ends
// in the middle goes on behind the last part and not from the beginning.
import { limits } from '../contract/limits.ts';
import type { Receipt } from '../contract/receipt.ts';
import type { EntryAddress } from '../formats/container/opened-file.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ReceiptRow } from '../store/rows.ts';

/** Behind which of a file's entries its reading goes on. */
export interface PartEnd {
  readonly number: number;
  readonly upTo: EntryAddress;
}

/** Keys of a file's parts lie behind its own, in their order; its last part has the file's own. */
export const partJobId = (fileId: string, number: number): string =>
  `${partsOf(fileId)}${String(number).padStart(4, '0')}`;

/** What the keys of all its parts but the last begin with. */
export const partsOf = (fileId: string): string => `${fileId}.`;

export const fileIdOf = (jobId: string): string => jobId.split('.', 1)[0] ?? jobId;

/** More of this file follows in another receipt. */
export const goesOn = ({ part }: Pick<Receipt, 'part'>): boolean => part != null && part.upTo !== null;

/** Of the file that this receipt ends; none where it came in one. */
export function earlierPartsOf(
  database: CooldownDatabase,
  { jobId, part }: Pick<Receipt, 'jobId' | 'part'>,
): Promise<readonly ReceiptRow[]> {
  if (part === undefined) return Promise.resolve([]);
  return database.receipts.where('jobId').startsWith(partsOf(jobId)).toArray();
}

/** By as much as it had to: a full part, or past the entry that the page died of. */
export const gotOn = ({ entries }: Pick<Receipt, 'entries'>): boolean =>
  entries.length >= limits.partEntries ||
  entries.some(({ ending }) => ending.kind === 'failed' && ending.failure.kind === 'set_aside');

export function partEndOf(receipt: ReceiptRow | null): PartEnd | null {
  const { number, upTo } = receipt?.part ?? { number: 0, upTo: null };
  return upTo === null ? null : { number, upTo };
}

/** Whether an entry was read before its file was taken up again; an archive within is opened as long as anything of it is left. */
export function wasRead(at: EntryAddress, upTo: EntryAddress): boolean {
  for (const [level, index] of at.entries()) {
    const end = upTo[level];
    if (end === undefined || index > end) return false;
    if (index < end) return true;
  }
  return at.length === upTo.length;
}

/** Whether it is an archive within of which some entries were read, and others not. */
export const wasReadInPart = (at: EntryAddress, upTo: EntryAddress | null): boolean =>
  upTo !== null && at.length < upTo.length && at.every((index, level) => index === upTo[level]);
