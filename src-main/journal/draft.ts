// A journal in the making, under a working name: it takes the place of the old one whole, or not at all.
import { join } from 'node:path';
import { endOf, tailOf, type Chain } from './chain.ts';
import { sealFrame, type NewFrame } from './frame.ts';
import { headerLine, readHeader } from './header.ts';
import type { JournalFile, JournalFs } from './journal-fs.ts';

export const journalName = 'journal.cdj';
export const draftName = 'journal.new';
export const lockName = 'journal.lock';

export interface DraftParts {
  readonly fs: JournalFs;
  readonly folder: string;
  readonly now: () => Date;
  readonly newEpoch: () => string;
}

/** Where the system refuses something, each of these rejects; then only `discard` is left to do. */
export interface Draft {
  readonly chain: Chain;
  readonly file: JournalFile;
  /** Frames come in the order of their places, from 1 on. */
  add(frame: NewFrame): Promise<void>;
  /** All of it is on disk; the old journal is still in its place. */
  finish(): Promise<void>;
  /** The finished draft is the journal from now on; for sure only once the folder is synced. */
  takePlace(): Promise<void>;
  /** Nothing of it stays, unless it has its place. */
  discard(): Promise<void>;
}

export async function beginDraft({ fs, folder, now, newEpoch }: DraftParts): Promise<Draft> {
  const path = join(folder, draftName);
  const line = headerLine(newEpoch(), now());
  const header = readHeader(line);
  if (header === null) throw new Error('an epoch is a UUID');
  const chain: Chain = { header, frames: [] };
  const file = await fs.open(path, 'anew');
  let hasPlace = false;
  const draft: Draft = {
    chain,
    file,
    add: async (frame) => {
      const { seq, hash: hashBefore } = tailOf(chain);
      if (frame.firstSeq !== seq + 1) throw new Error('frames of a draft follow each other');
      const { bytes, hash } = sealFrame(frame, hashBefore);
      const offset = endOf(chain);
      await file.write(bytes, offset);
      const { firstSeq, lastSeq } = frame;
      chain.frames.push({ offset, bytes: bytes.length, firstSeq, lastSeq, hash });
    },
    finish: () => file.datasync(),
    takePlace: async () => {
      await fs.rename(path, join(folder, journalName));
      hasPlace = true;
    },
    discard: async () => {
      if (hasPlace) return;
      await file.close().catch(() => undefined);
      await fs.remove(path).catch(() => undefined);
    },
  };
  return filled(draft, () => file.write(line, 0));
}

/** Writes a whole journal in the place of the old one, or of none. */
export async function writeJournal(
  parts: DraftParts,
  frames: Iterable<NewFrame> | AsyncIterable<NewFrame>,
): Promise<Chain> {
  const draft = await beginDraft(parts);
  await filled(draft, async () => {
    for await (const frame of frames) await draft.add(frame);
    await draft.finish();
    await draft.takePlace();
  });
  await draft.file.close();
  await parts.fs.syncFolder(parts.folder);
  return draft.chain;
}

async function filled(draft: Draft, fill: () => Promise<void>): Promise<Draft> {
  try {
    await fill();
    return draft;
  } catch (error) {
    await draft.discard();
    throw error;
  }
}
