// All records of the journal, from the first on, a piece at a time.
import type { AcceptedRecords } from './apply.ts';
import type { JournalLink } from './journal-link.ts';
import { decodeFrames } from './records-codec.ts';

export async function* readJournal(
  journal: JournalLink,
  tail: { readonly epoch: string; readonly seq: number },
): AsyncGenerator<readonly AcceptedRecords[]> {
  for (let done = 0; done < tail.seq;) {
    const bytes = await journal.framesAfter(tail.epoch, done);
    const frames = bytes === null ? [] : await decodeFrames(tail.epoch, bytes);
    const last = frames.at(-1);
    if (last === undefined) throw new Error('the journal ends before its tail');
    yield frames;
    done = last.head.seq;
  }
}
