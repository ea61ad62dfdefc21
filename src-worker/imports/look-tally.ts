// What a look has seen so far, counted from the receipts that an import would write. Pure.
import type { Look, LookedEnding, LookedKind } from '../contract/look.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import { outcomeOfEntry } from '../contract/outcome.ts';
import { assertNever } from '../contract/result.ts';
import { goesOn } from './parts.ts';

export type LookTally = Pick<Look, 'filesLooked' | 'bytesLooked' | 'kinds' | 'endings'>;

export const nothingLooked: LookTally = {
  filesLooked: 0,
  bytesLooked: 0,
  kinds: { fit: 0, tcx: 0, gpx: 0, archive: 0, other: 0 },
  endings: { added: 0, added_beside: 0, updated: 0, known: 0, conflicting: 0, ignored: 0, unreadable: 0 },
};

export function withLooked(tally: LookTally, receipt: Receipt): LookTally {
  const endings = { ...tally.endings };
  for (const entry of receipt.entries) endings[endingOf(entry)] += 1;
  // An archive in parts is one file: it is counted with its last one.
  if (goesOn(receipt)) return { ...tally, endings };
  const kind = kindOf(receipt);
  return {
    filesLooked: tally.filesLooked + 1,
    bytesLooked: tally.bytesLooked + (receipt.file.sizeBytes ?? 0),
    kinds: { ...tally.kinds, [kind]: tally.kinds[kind] + 1 },
    endings,
  };
}

function kindOf({ entries, part }: Receipt): LookedKind {
  if (part !== undefined || entries.some(({ member }) => member !== null)) return 'archive';
  return entries[0]?.format ?? 'other';
}

function endingOf(entry: ReceiptEntry): LookedEnding {
  const outcome = outcomeOfEntry(entry);
  switch (outcome) {
    case 'imported':
      if (entry.ending.kind === 'updated') return 'updated';
      return entry.overlaps.some(({ state }) => state === 'linked') ? 'added_beside' : 'added';
    case 'known':
    case 'ignored':
      return outcome;
    case 'rejected':
      // An earlier, shorter copy of what is there: nobody has to choose.
      return entry.ending.kind === 'stale_version' ? 'known' : 'conflicting';
    case 'failed':
      return 'unreadable';
    default:
      return assertNever(outcome);
  }
}
