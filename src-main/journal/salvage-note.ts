// That a journal was salvaged, until the database has given back what it knew better and the athlete was told: an app
// that dies in between must not forget it, else the next one takes the poorer journal for the truth.
import { join } from 'node:path';
import { journalNoticeSchema, type JournalNotice } from '../../src-worker/contract/journal-messages.ts';
import type { JournalFs } from './journal-fs.ts';

const noteName = 'journal.salvaged';

type Place = { readonly fs: JournalFs; readonly folder: string };

export async function writeSalvageNote({ fs, folder }: Place, notice: JournalNotice): Promise<void> {
  const file = await fs.open(join(folder, noteName), 'anew');
  await file.write(new TextEncoder().encode(JSON.stringify(notice)), 0);
  await file.datasync();
  await file.close();
  await fs.syncFolder(folder);
}

/** Null where there is none, or none that can be read: it is whole on the disk before the salvaged journal is. */
export async function readSalvageNote({ fs, folder }: Place): Promise<JournalNotice | null> {
  if (!(await fs.names(folder)).includes(noteName)) return null;
  const file = await fs.open(join(folder, noteName), 'existing');
  try {
    const bytes = new Uint8Array(await file.sizeBytes());
    await file.read(bytes, 0);
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return journalNoticeSchema.safeParse(value).data ?? null;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

export async function removeSalvageNote({ fs, folder }: Place): Promise<void> {
  if (!(await fs.names(folder)).includes(noteName)) return;
  await fs.remove(join(folder, noteName));
  await fs.syncFolder(folder);
}
