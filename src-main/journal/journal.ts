// The open journal: appends, reads, verifies, is rewritten. The engine decides what goes in; here nothing is accepted
// that is not on disk, and nothing stays on disk that was not accepted.
import { join } from 'node:path';
import type {
  JournalAppendAnswer,
  JournalNotice,
  JournalStanding,
  JournalTrouble,
} from '../../src-worker/contract/journal-messages.ts';
import type { JournalHead } from '../../src-worker/contract/journal-record.ts';
import { endOf, indexAfter, standingOf, tailOf, type Chain } from './chain.ts';
import { beginDraft, journalName, type Draft } from './draft.ts';
import { sealFrame, type NewFrame, type SealedFrame } from './frame.ts';
import type { JournalFile, JournalFs, JournalLock } from './journal-fs.ts';
import { createRewrite, type JournalRewrite } from './rewrite.ts';
import { removeSalvageNote } from './salvage-note.ts';
import { scanJournal } from './scan.ts';
import { writeTrouble } from './system-trouble.ts';
import { createTurns } from './turns.ts';

/** Left free for the database beside the journal, which loses everything on a disk that is full to the last byte. */
export const reserveBytes = 1024 * 1024;

export type JournalReach = (point: 'frame_written' | 'frame_synced') => void;

export interface Journal {
  /** What was found on opening. */
  readonly notices: readonly JournalNotice[];
  /** Null where it can be written. */
  readonly readOnly: JournalTrouble | null;
  readonly tail: JournalHead;
  compare(head: JournalHead | null): JournalStanding;
  append(frame: NewFrame & { readonly epoch: string }): Promise<JournalAppendAnswer>;
  /**
   * Whole frames as they lie on disk, from the one after that place on, about that many bytes but at least one frame;
   * none at the tail. Null where the epoch is not this journal's. Rejects where the disk does not answer.
   */
  framesAfter(epoch: string, afterSeq: number, aboutBytes: number): Promise<Uint8Array | null>;
  facts(): JournalFacts;
  /** What it was salvaged from has given all it had, and the athlete was told: from now on that is history. */
  forgetSalvage(): Promise<void>;
  /** Begins a journal that is to take the place of this one; of two, only the later one can. */
  rewrite(): JournalRewrite;
  /** Reads everything again from disk. */
  verify(): Promise<JournalFacts & { readonly problems: number }>;
  close(): Promise<void>;
}

export interface JournalFacts {
  readonly records: number;
  readonly bytes: number;
  readonly frames: number;
}

export interface JournalParts {
  readonly fs: JournalFs;
  readonly folder: string;
  readonly now: () => Date;
  readonly newEpoch: () => string;
  readonly lock: JournalLock;
  readonly file: JournalFile;
  readonly chain: Chain;
  readonly notices: readonly JournalNotice[];
  readonly readOnly: JournalTrouble | null;
  readonly reach: JournalReach;
}

export function keepJournal(parts: JournalParts): Journal {
  const { fs, folder, lock, notices, readOnly, reach } = parts;
  const inTurn = createTurns();
  let chain = parts.chain;
  /** Null after it had to be closed and could not be opened again. */
  let file: JournalFile | null = parts.file;
  /** There may be bytes behind the end that were not accepted. */
  let isTailDirty = false;
  /** The file has its name, but maybe not on disk. */
  let isNameUnsynced = false;
  let newestRewrite: JournalRewrite | null = null;
  let isClosed = false;

  return {
    notices,
    readOnly,
    get tail() {
      return tailOf(chain);
    },
    compare: (head) => standingOf(chain, head),
    append: (frame) =>
      readOnly === null ? inTurn(() => append(frame)) : Promise.resolve(troubled(readOnly)),
    framesAfter: (epoch, afterSeq, aboutBytes) => inTurn(() => framesAfter(epoch, afterSeq, aboutBytes)),
    facts,
    forgetSalvage: () => inTurn(() => removeSalvageNote(parts)),
    rewrite,
    verify: () => inTurn(verify),
    close: async () => {
      await newestRewrite?.abort();
      await inTurn(close);
    },
  };

  async function append({
    epoch,
    ...frame
  }: NewFrame & { readonly epoch: string }): Promise<JournalAppendAnswer> {
    const tail = tailOf(chain);
    const follows =
      epoch === tail.epoch && frame.firstSeq === tail.seq + 1 && frame.lastSeq >= frame.firstSeq;
    if (!follows) return { kind: 'not_at_tail', tail };
    const offset = endOf(chain);
    let sealed: SealedFrame;
    try {
      sealed = sealFrame(frame, tail.hash);
      const { bytes } = sealed;
      const open = await repaired();
      if (!(await hasRoomFor(bytes.length))) return troubled({ kind: 'disk_full' });
      isTailDirty = true;
      await open.write(bytes, offset);
      reach('frame_written');
      await open.datasync();
      isTailDirty = false;
    } catch (error) {
      await repaired().catch(() => undefined); // else before the next append
      return troubled(writeTrouble(error));
    }
    reach('frame_synced');
    const { firstSeq, lastSeq } = frame;
    chain.frames.push({ offset, bytes: sealed.bytes.length, firstSeq, lastSeq, hash: sealed.hash });
    return { kind: 'appended', head: tailOf(chain) };
  }

  /** The file as it was accepted, whatever an earlier failure left behind. */
  async function repaired(): Promise<JournalFile> {
    const open = await reopened();
    if (isTailDirty) {
      await open.truncate(endOf(chain));
      await open.datasync();
      isTailDirty = false;
    }
    if (isNameUnsynced) {
      await fs.syncFolder(folder);
      isNameUnsynced = false;
    }
    return open;
  }

  async function reopened(): Promise<JournalFile> {
    if (isClosed) throw systemError('EBADF', 'the journal is closed');
    file ??= await fs.open(join(folder, journalName), 'existing');
    return file;
  }

  async function hasRoomFor(bytes: number): Promise<boolean> {
    return (await fs.freeBytes(folder)) >= reserveBytes + bytes;
  }

  async function framesAfter(
    epoch: string,
    afterSeq: number,
    aboutBytes: number,
  ): Promise<Uint8Array | null> {
    if (epoch !== chain.header.epoch) return null;
    const first = indexAfter(chain.frames, afterSeq);
    let bytes = 0;
    for (let index = first; index < chain.frames.length && bytes < Math.max(1, aboutBytes); index += 1) {
      bytes += chain.frames[index]?.bytes ?? 0;
    }
    const frames = new Uint8Array(bytes);
    const open = await reopened();
    const read = await open.read(frames, chain.frames[first]?.offset ?? 0);
    if (read < bytes) throw systemError('EIO', 'the journal is shorter than what was accepted');
    return frames;
  }

  function facts(): JournalFacts {
    return { records: tailOf(chain).seq, bytes: endOf(chain), frames: chain.frames.length };
  }

  async function verify(): Promise<JournalFacts & { readonly problems: number }> {
    await repaired().catch(() => undefined);
    try {
      // By its name: whoever opens it next has to find what we have.
      const again = await fs.open(join(folder, journalName), 'existing');
      const scan = await scanJournal(again).finally(() => again.close());
      const same =
        scan.header?.hash === chain.header.hash && scan.frames.at(-1)?.hash === chain.frames.at(-1)?.hash;
      const problems =
        scan.frames.length - scan.soundFrames + scan.lostFrames + Number(scan.tailBytes > 0) + Number(!same);
      const { frames, sizeBytes } = scan;
      return { records: frames.at(-1)?.lastSeq ?? 0, frames: frames.length, bytes: sizeBytes, problems };
    } catch {
      return { records: 0, frames: 0, bytes: 0, problems: 1 };
    }
  }

  function rewrite(): JournalRewrite {
    const older = newestRewrite;
    const from = tailOf(chain);
    const mine = createRewrite({
      begin: async () => {
        await older?.abort(); // both write under the same name
        return beginDraft(parts);
      },
      hasRoomFor,
      replaceWith: (draft) =>
        inTurn(async () => {
          const tail = tailOf(chain);
          const isCurrent = newestRewrite === mine && tail.hash === from.hash;
          return isCurrent ? replaceWith(draft) : { kind: 'not_at_tail', tail };
        }),
      tail: () => tailOf(chain),
      readOnly,
    });
    newestRewrite = mine;
    return mine;
  }

  async function replaceWith(draft: Draft): Promise<JournalAppendAnswer> {
    // Windows puts no file in the place of one that is open.
    await (await reopened()).close();
    file = null;
    await draft.takePlace();
    file = draft.file;
    chain = draft.chain;
    isTailDirty = false;
    isNameUnsynced = true;
    await repaired();
    return { kind: 'appended', head: tailOf(chain) };
  }

  async function close(): Promise<void> {
    if (isClosed) return;
    await repaired().catch(() => undefined);
    isClosed = true;
    await file?.close().catch(() => undefined);
    lock.release();
  }
}

const troubled = (trouble: JournalTrouble): JournalAppendAnswer => ({ kind: 'trouble', trouble });

const systemError = (code: string, message: string) => Object.assign(new Error(message), { code });
