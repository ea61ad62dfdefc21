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
