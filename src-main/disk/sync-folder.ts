// Makes the names in a folder durable: a rename or removal is on disk for sure only after this.
import { open } from 'node:fs/promises';
import { systemCodeOf } from './system-code.ts';

/** A folder that is gone has no names; and file systems without this call keep them by their own means, or not at all. */
const codesOfNothingToDo = ['ENOENT', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP'];

export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its file system journals names itself.
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!codesOfNothingToDo.includes(systemCodeOf(error))) throw error;
  }
}
