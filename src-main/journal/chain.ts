// What is known of a journal without reading it: its header, and of each frame where it lies, how far it goes, its hash.
import type { JournalHead } from '../../src-worker/contract/journal-record.ts';
import type { JournalStanding } from '../../src-worker/contract/journal-messages.ts';
import type { Header } from './header.ts';

export interface KnownFrame {
  readonly offset: number;
  readonly bytes: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** 64 hex digits. */
  readonly hash: string;
}

export interface Chain {
  readonly header: Header;
  /** Each begins where the one before ends, in the file and in its records. */
  readonly frames: KnownFrame[];
}

export function tailOf({ header, frames }: Chain): JournalHead {
  const last = frames.at(-1);
  return { epoch: header.epoch, seq: last?.lastSeq ?? 0, hash: last?.hash ?? header.hash };
}

/** In bytes from the file's beginning; what lies behind was not accepted. */
export function endOf({ header, frames }: Chain): number {
  const last = frames.at(-1);
  return last === undefined ? header.bytes : last.offset + last.bytes;
}

/** Of the first frame with a record after that place; the number of frames where there is none. */
export function indexAfter(frames: readonly KnownFrame[], afterSeq: number): number {
  let low = 0;
  let high = frames.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((frames[middle]?.lastSeq ?? 0) > afterSeq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How a database that has come as far as `head` stands to the journal. Null: it holds nothing of any journal. */
export function standingOf(chain: Chain, head: JournalHead | null): JournalStanding {
  const tail = tailOf(chain);
  if (head === null) return tail.seq === 0 ? 'level' : 'foreign';
  if (head.epoch !== tail.epoch || head.seq > tail.seq) return 'foreign';
  if (head.hash !== hashAt(chain, head.seq)) return 'foreign';
  return head.seq === tail.seq ? 'level' : 'behind';
}

function hashAt({ header, frames }: Chain, seq: number): string | null {
  if (seq === 0) return header.hash;
  const frame = frames[indexAfter(frames, seq - 1)];
  return frame?.lastSeq === seq ? frame.hash : null;
}
