// A file system whose calls fail where a test wants it.
import type { JournalFile, JournalFs } from '../../../src-main/journal/journal-fs.ts';

export type FaultyCall = 'write' | 'datasync' | 'truncate' | 'rename' | 'syncFolder' | 'open';

export interface Refusal {
  readonly code: string;
  /** How much of a write is done all the same, from 0 to 1. */
  readonly done: number;
}

/** `refusalOf` is asked before each call; null lets it pass. */
export function faultyFs(fs: JournalFs, refusalOf: (call: FaultyCall) => Refusal | null): JournalFs {
  const unless = async <Value>(call: FaultyCall, work: () => Promise<Value>): Promise<Value> => {
    const refusal = refusalOf(call);
    if (refusal !== null) throw systemError(refusal.code);
    return work();
  };
  const wrap = (file: JournalFile): JournalFile => ({
    ...file,
    write: async (bytes, position) => {
      const refusal = refusalOf('write');
      if (refusal === null) return file.write(bytes, position);
      await file.write(bytes.subarray(0, Math.floor(bytes.length * refusal.done)), position);
      throw systemError(refusal.code);
    },
    truncate: (size) => unless('truncate', () => file.truncate(size)),
    datasync: () => unless('datasync', () => file.datasync()),
  });
  return {
    ...fs,
    open: (path, how) => unless('open', async () => wrap(await fs.open(path, how))),
    rename: (from, to) => unless('rename', () => fs.rename(from, to)),
    syncFolder: (folder) => unless('syncFolder', () => fs.syncFolder(folder)),
  };
}

const systemError = (code: string) => Object.assign(new Error(code), { code });
