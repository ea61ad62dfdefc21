// A journal with damage in the middle: the file is kept aside as it is, and what can be read goes on under a new epoch.
// Until the new one has its place the damaged one keeps its own, so dying at any step costs nothing.
import { join } from 'node:path';
import { z } from 'zod';
import { frameAt } from '../../src-worker/contract/journal-frame.ts';
import type { JournalNotice } from '../../src-worker/contract/journal-messages.ts';
import type { KnownFrame } from './chain.ts';
import { journalName, writeJournal, type DraftParts } from './draft.ts';
import type { NewFrame } from './frame.ts';
import { writeSalvageNote } from './salvage-note.ts';
import type { JournalFile } from './journal-fs.ts';
import { decodePayload, encodePayload } from './payload.ts';
import type { Scan } from './scan.ts';

const asidePrefix = 'journal.damaged-';

export async function salvage(parts: DraftParts, file: JournalFile, scan: Scan): Promise<JournalNotice> {
  const keptAs = await setAside(parts);
  const notice = (unreadable: number) =>
    ({ kind: 'salvaged', framesLost: scan.lostFrames + scan.tailFrames + unreadable, keptAs }) as const;
  // First, so that there is no salvaged journal without its note; how much is lost is known when it is written.
  await writeSalvageNote(parts, notice(0));
  const unreadable = { count: 0 };
  await writeJournal(parts, renumbered(file, scan.frames, unreadable));
  if (unreadable.count > 0) await writeSalvageNote(parts, notice(unreadable.count));
  return notice(unreadable.count);
}

/** A second name for the same file; it may have one already from a salvage that was cut off. */
async function setAside({ fs, folder, now }: DraftParts): Promise<string> {
  const journal = join(folder, journalName);
  for (const name of await fs.names(folder)) {
    if (name.startsWith(asidePrefix) && (await fs.isSameFile(join(folder, name), journal))) return name;
  }
  const name = `${asidePrefix}${now().toISOString().replaceAll(/[:.]/g, '-')}`;
  await fs.link(journal, join(folder, name));
  await fs.syncFolder(folder);
  return name;
}

const recordSchema = z.looseObject({ seq: z.int() });

/** Places are given anew, without gaps: in the frames, and in the records as well. */
async function* renumbered(
  file: JournalFile,
  frames: readonly KnownFrame[],
  unreadable: { count: number },
): AsyncGenerator<NewFrame> {
  let seq = 0;
  for (const known of frames) {
    const records = await recordsOf(file, known);
    if (records === null) {
      unreadable.count += 1;
      continue;
    }
    const firstSeq = seq + 1;
    const placed = records.map((record) => ({ ...record, seq: (seq += 1) }));
    if (seq >= firstSeq) yield { firstSeq, lastSeq: seq, payload: encodePayload(placed) };
  }
}

/** Null where an intact frame does not hold what it should. */
async function recordsOf(file: JournalFile, { offset, bytes }: KnownFrame) {
  const held = new Uint8Array(bytes);
  await file.read(held, offset);
  const frame = frameAt(held, 0);
  try {
    return frame === null ? null : z.array(recordSchema).parse(decodePayload(frame.payload));
  } catch {
    return null;
  }
}
