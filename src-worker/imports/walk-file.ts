// Goes through the entries of one file, each opened and handed over before the next: nothing but the list of them
// is held. A bad entry costs itself, a lost parser is replaced, and the time for all of them is limited.
import type { ParseFailure } from '../contract/failure.ts';
import { limits } from '../contract/limits.ts';
import { assertNever, type Result } from '../contract/result.ts';
import type { EntryAddress, ListedEntry } from '../formats/container/opened-file.ts';
import type { BytesSource, ParserApi, ReadableMember } from '../parser-api.ts';
import type { ParserLane } from './parser-lane.ts';
import { wasRead, wasReadInPart } from './parts.ts';

/** One step with the parser, its time counted. */
export type TakeStep = <Value>(
  step: (parser: ParserApi) => Promise<Value>,
) => Promise<Result<Value, ParseFailure>>;

export type WalkedEntry =
  | {
      readonly kind: 'member';
      readonly at: EntryAddress;
      readonly member: ReadableMember;
      readonly take: TakeStep;
    }
  | {
      readonly kind: 'refused';
      readonly at: EntryAddress;
      /** Null where it is the file itself. */
      readonly member: string | null;
      readonly sha256: string | null;
      readonly failure: ParseFailure;
    }
  /** Left out unopened, as the walk was told to. */
  | { readonly kind: 'skipped'; readonly at: EntryAddress; readonly member: string | null };

interface Walk {
  readonly lane: ParserLane;
  /** What an earlier engine read of it. */
  readonly upTo: EntryAddress | null;
  /** Leaves out the first entry behind that. */
  readonly skipsNext?: boolean;
  /** Told before any entry is opened. */
  readonly onListing?: (entries: readonly ListedEntry[]) => Promise<void>;
}

export async function* walkFile(
  source: BytesSource,
  { lane, upTo, skipsNext = false, onListing }: Walk,
): AsyncGenerator<WalkedEntry> {
  let hasSkipped = !skipsNext;
  const end: EntryAddress = [Infinity];
  let spentMs = 0;
  let listed = 0;
  /** The archive within whose entries are being read. */
  let within: ListedEntry | null = null;
  /** Why it could not be opened once more. */
  let cannotOpen: ParseFailure | null = null;

  const timed = async <Value>(step: (parser: ParserApi) => Promise<Value>, packedBytes = 0) => {
    const startedMs = performance.now();
    const taken = await lane.run(step, secondsFor(packedBytes));
    spentMs += performance.now() - startedMs;
    return taken;
  };
  const open = async () => {
    const opened = await timed((parser) => parser.open(source), source.sizeBytes);
    return opened.ok ? opened.value : opened;
  };
  const openEntry = ({ at, packedBytes }: ListedEntry) =>
    timed((parser) => parser.openEntry(at), packedBytes);
  /** The parser that held the file is gone. One bad member does not take the others down: open anew. */
  const openAgain = async (): Promise<void> => {
    const opened = await open();
    if (!opened.ok) cannotOpen = opened.failure;
    else if (within !== null) await openEntry(within);
  };
  const keepOpen = async <Value>(taking: Promise<Result<Value, ParseFailure>>) => {
    const { generation } = lane;
    const taken = await taking;
    if (lane.generation !== generation) await openAgain();
    return taken;
  };

  const listing = await open();
  if (!listing.ok) {
    yield refusal(end, null, listing.failure);
    return;
  }

  async function* walk(entries: readonly ListedEntry[]): AsyncGenerator<WalkedEntry, 'done' | 'over'> {
    listed += entries.length;
    for (const entry of entries) {
      const { at, member } = entry;
      if (upTo !== null && wasRead(at, upTo)) continue;
      if (!hasSkipped && !wasReadInPart(at, upTo)) {
        hasSkipped = true;
        yield { kind: 'skipped', at, member };
        continue;
      }
      if (cannotOpen !== null) {
        yield refusal(end, null, cannotOpen);
        return 'over';
      }
      const limitSeconds = limits.fileSeconds + limits.entrySeconds * listed;
      if (spentMs > limitSeconds * 1000) {
        yield refusal(end, null, { kind: 'too_slow', limitSeconds });
        return 'over';
      }
      const stepped = await keepOpen(openEntry(entry));
      if (!stepped.ok) {
        yield refusal(at, member, stepped.failure);
        continue;
      }
      const found = stepped.value;
      switch (found.kind) {
        case 'member':
          yield { kind: 'member', at, member: found.member, take: (step) => keepOpen(timed(step)) };
          break;
        case 'refused':
          yield { ...refusal(at, member, found.failure), sha256: found.sha256 };
          break;
        case 'archive':
          if (listed + found.entries.length > limits.archiveEntries) {
            yield refusal(at, member, { kind: 'archive_limit', limit: 'archiveEntries' });
            break;
          }
          within = entry;
          if ((yield* walk(found.entries)) === 'over') return 'over';
          within = null;
          break;
        case 'other_kind':
          break;
        default:
          assertNever(found);
      }
    }
    return 'done';
  }
  await onListing?.(listing.value);
  yield* walk(listing.value);
  await lane.run((parser) => parser.close());
}

/** What is opened has that time for each 64 MiB of it; a member has never more. */
const secondsFor = (packedBytes: number): number =>
  limits.parserSeconds * Math.max(1, Math.ceil(packedBytes / limits.fileBytes));

function refusal(at: EntryAddress, member: string | null, failure: ParseFailure) {
  return { kind: 'refused', at, member, sha256: null, failure } as const;
}
