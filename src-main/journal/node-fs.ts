// The real file system behind the journal.
import { link, open, readdir, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { syncFolder } from '../disk/sync-folder.ts';
import type { JournalFile, JournalFs } from './journal-fs.ts';
import { takeLock } from './lock.ts';

const ownerOnly = 0o600;

export const nodeFs: JournalFs = {
  open: async (path, how) => {
    if (how === 'anew') {
      // Not emptied but replaced: who still has the old one open writes to nowhere.
      await rm(path, { force: true });
      return fileOf(await open(path, 'wx+', ownerOnly));
    }
    const handle = await open(path, 'r+');
    // It may have come out of a backup, made under another mask.
    await handle.chmod(ownerOnly).catch(() => undefined);
    return fileOf(handle);
  },
  names: (folder) => readdir(folder),
  rename,
  link,
  isSameFile: async (one, other) => {
    const { ino, dev } = await stat(one, { bigint: true });
    const second = await stat(other, { bigint: true });
    return second.ino === ino && second.dev === dev;
  },
  remove: (path) => rm(path, { force: true }),
  syncFolder,
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  lock: (path) => Promise.resolve(takeLock(path)),
};

function fileOf(handle: FileHandle): JournalFile {
  return {
    sizeBytes: async () => (await handle.stat()).size,
    read: async (into, position) => {
      let done = 0;
      while (done < into.length) {
        const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return done;
    },
    write: async (bytes, position) => {
      let done = 0;
      while (done < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    },
    truncate: (sizeBytes) => handle.truncate(sizeBytes),
    datasync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
