// The journal as the brain reaches it: main keeps it, engine.ts connects the two.
import type { JournalAppendAnswer, JournalOpenAnswer } from '../contract/journal-messages.ts';
import type { JournalHead } from '../contract/journal-record.ts';

export interface FrameToAppend {
  readonly epoch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

export interface FrameToRewrite extends Omit<FrameToAppend, 'epoch'> {
  /** Where something is erased, what was set aside of older journals goes as well. */
  readonly purpose: 'erase' | 'adopt';
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** With the last: originals that go with it. */
  readonly dropOriginals: readonly string[];
  /** Of these, those that receipts still name: that they are gone is remembered. */
  readonly sharedOriginals: readonly string[];
}

export interface JournalLink {
  /** `head`: how far the database has come; null where it has none. */
  open(head: JournalHead | null): Promise<JournalOpenAnswer>;
  append(frame: FrameToAppend): Promise<JournalAppendAnswer>;
  /** Whole frames after that place, about a megabyte; empty at the tail, null where the epoch is another. */
  framesAfter(epoch: string, seq: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Frames of the journal that takes this one's place; it does at the last of them. */
  rewrite(frame: FrameToRewrite): Promise<JournalAppendAnswer>;
}
