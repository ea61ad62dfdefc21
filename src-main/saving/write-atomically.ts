// Writes a small file as a whole: whoever reads it finds the old bytes or the new ones, also after a power cut.
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import { systemCodeOf } from '../disk/system-code.ts';

export interface NotSaved {
  readonly systemCode: string;
}

/** Beside the file, because a rename does not cross file systems. */
const unfinishedSuffix = '.part';

export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<Result<void, NotSaved>> {
  return writeBeside(path, content, (partPath) => rename(partPath, path));
}

export type NotSavedNew =
  /** There is something of that name already. */
  { readonly kind: 'taken' } | { readonly kind: 'not_saved'; readonly systemCode: string };

/** Only ever a new file, whole or not at all. */
export async function writeNewFile(
  path: string,
  content: string | Uint8Array,
): Promise<Result<null, NotSavedNew>> {
  const written = await writeBeside(path, content, (partPath) => nameAnew(partPath, path));
  if (written.ok) return ok(null);
  const { systemCode } = written.failure;
  return failed(systemCode === 'EEXIST' ? { kind: 'taken' } : { kind: 'not_saved', systemCode });
}

async function writeBeside(
  path: string,
  content: string | Uint8Array,
  giveName: (partPath: string) => Promise<void>,
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
    await giveName(partPath);
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    return failed({ systemCode: systemCodeOf(error) });
  } finally {
    // Gone already where all went well.
    await rm(partPath, { force: true }).catch(() => undefined);
  }
}

/** A second name is refused where there is one, a rename would replace it. */
async function nameAnew(partPath: string, path: string): Promise<void> {
  try {
    await link(partPath, path);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(systemCodeOf(error))) throw error;
    // A stick's file system knows one name a file. The empty file takes the name, and none but ours is replaced.
    await (await open(path, 'wx', 0o600)).close();
    await rename(partPath, path);
  }
}
