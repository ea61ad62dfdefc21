// The note beside a staged copy: enough to make its job anew, whatever was lost. Written before the copy gets its
// name, so that there is never a copy that nobody can explain.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { StagedFile, StagedNote } from '../../src-worker/contract/import-job.ts';
import { createCopyFlags } from './open-flags.ts';

export const noteSuffix = '.json';

export const notePath = (stagingFolder: string, fileId: string): string =>
  join(stagingFolder, fileId + noteSuffix);

export async function writeNote(stagingFolder: string, file: StagedFile): Promise<void> {
  const note: StagedNote = { format: 1, file };
  const handle = await open(notePath(stagingFolder, file.fileId), createCopyFlags, 0o600);
  try {
    await handle.writeFile(JSON.stringify(note));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A name is on disk only when its folder is. Windows keeps names by itself, and does not open folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
