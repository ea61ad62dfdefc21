// Which originals ought to lie in the archive and do not, though nobody let go of them: by what the receipts say, and not
// by what the archive's folder still holds.
import type { Original, ReceiptCursor } from '../src-worker/contract/engine-questions.ts';
import { ok, type Result } from '../src-worker/contract/result.ts';
import type { Archive } from './archive/archive.ts';

interface Page {
  readonly originals: readonly Original[];
  readonly next: ReceiptCursor | null;
}

interface Places<Failure> {
  readonly owedAfter: (after: ReceiptCursor | null) => Promise<Result<Page, Failure>>;
  /** Digests of the copies in staging, as they are now. */
  readonly onTheirWay: () => ReadonlySet<string>;
  readonly look: Archive['look'];
}

/** Each once, by the name that it first came with. */
export async function findMissingOriginals<Failure>({
  owedAfter,
  onTheirWay,
  look,
}: Places<Failure>): Promise<Result<Original[], Failure>> {
  const owed = new Map<string, Original>();
  for (let after: ReceiptCursor | null = null; ;) {
    const page: Result<Page, Failure> = await owedAfter(after);
    if (!page.ok) return page;
    for (const original of page.value.originals) {
      if (!owed.has(original.sha256)) owed.set(original.sha256, original);
    }
    after = page.value.next;
    if (after === null) break;
  }
  // In the order in which the bytes move: what leaves staging now lies in the archive before it is looked for there.
  const moving = onTheirWay();
  return ok([...owed.values()].filter(({ sha256 }) => !moving.has(sha256) && look(sha256) === 'never_kept'));
}
