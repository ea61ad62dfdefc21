// Replaces a small file as a whole: whoever reads it finds the old bytes or the new ones, also after a power cut.
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { syncFolder } from './sync-folder.ts';
import { systemCodeOf } from './system-code.ts';

export interface NotSaved {
  readonly systemCode: string;
}

/** Beside the file, because a rename does not cross file systems. */
const unfinishedSuffix = '.part';

export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<Result<void, NotSaved>> {
  const partPath = path + unfinishedSuffix;
  try {
    const part = await open(partPath, 'w', 0o600);
    try {
      await part.writeFile(content);
      await part.sync();
    } finally {
      await part.close();
    }
    await rename(partPath, path);
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    await rm(partPath, { force: true }).catch(() => undefined);
    return failed({ systemCode: systemCodeOf(error) });
  }
}
