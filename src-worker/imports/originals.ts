// Which files' bytes are kept: whatever holds a recording, or may hold one that a later version can read. Pure.
import { failureTable } from '../contract/failure.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import { assertNever } from '../contract/result.ts';

/**
 * Digest of the file's bytes, or null where they are not worth a place, or hold what the athlete erased. `earlierParts`: of
 * a large archive, which is full of what is worth one.
 */
export function originalToKeep(
  { file, entries, part }: Receipt,
  earlierParts: readonly Pick<Receipt, 'entries'>[] = [],
): string | null {
  const all = [...earlierParts.flatMap((earlier) => earlier.entries), ...entries];
  if (all.some(wasErased)) return null;
  return part !== undefined || all.some(isWorthKeeping) ? file.sha256 : null;
}

/** Of what was erased for good nothing is known that it could be told from. */
const wasErased = ({ ending, dedup }: ReceiptEntry): boolean =>
  ending.kind === 'deleted_by_athlete' && (dedup?.matched ?? null) === null;

function isWorthKeeping({ ending }: ReceiptEntry): boolean {
  switch (ending.kind) {
    case 'created':
    case 'updated':
    case 'exact_duplicate':
    case 'stale_version':
    case 'version_conflict':
    case 'partial_overlap':
      return true;
    // Not erased, or the whole file would be let go of: the athlete may want it after all.
    case 'deleted_by_athlete':
      return true;
    case 'failed': {
      const { code } = failureTable[ending.failure.kind];
      return code !== 'unsupported_format' && code !== 'read_error';
    }
    // What is no activity is none in any version.
    case 'not_an_activity':
      return false;
    default:
      return assertNever(ending);
  }
}
