// Records of the journal, from a place on, a piece at a time: the next one is fetched while this one is worked on.
import type { AcceptedRecords } from './apply.ts';
import type { JournalLink } from './journal-link.ts';
import { decodeFrames } from './records-codec.ts';

export async function* readJournal(
  journal: JournalLink,
  tail: { readonly epoch: string; readonly seq: number },
  after = 0,
): AsyncGenerator<readonly AcceptedRecords[]> {
  const piece = async (done: number): Promise<readonly AcceptedRecords[]> => {
    if (done >= tail.seq) return [];
    const bytes = await journal.framesAfter(tail.epoch, done);
    return bytes === null ? [] : decodeFrames(tail.epoch, bytes);
  };
  let next = piece(after);
  for (let done = after; done < tail.seq;) {
    const frames = await next;
    const last = frames.at(-1);
    if (last === undefined) throw new Error('the journal ends before its tail');
    done = last.head.seq;
    next = piece(done);
    // Whoever stops here has no use for it, and needs not hear that it could not be read.
    next.catch(() => undefined);
    yield frames;
  }
}
