// Between intake and engine: gives each import its name, passes on what intake says of its files, and deletes
// a staged copy as soon as the engine has stored what became of it. Decides nothing about activities.
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineOrder } from '../../src-worker/contract/engine-messages.ts';
import type { ImportOrigin } from '../../src-worker/contract/import-job.ts';

interface DeskParts {
  readonly stagingFolder: string;
  readonly now: () => Date;
  readonly tellEngine: (order: EngineOrder) => void;
  readonly stage: (importId: string, paths: readonly string[]) => void;
  /** The place of a staged copy is free again. */
  readonly release: (fileId: string) => void;
  readonly onTrouble: (what: string) => void;
}

export interface ImportDesk {
  /** Returns the import's id. `paths`: absolute, at least one. */
  begin(paths: readonly string[], origin: ImportOrigin): string;
  /** The engine has stored the file's ending. */
  fileDone(fileId: string): void;
  /** Of the copies that an earlier app left behind, only these are still needed. */
  keepOnly(fileIds: readonly string[]): void;
  /** Settles when every copy that was done with is gone. */
  tidied(): Promise<void>;
}

export async function openImportDesk(parts: DeskParts): Promise<ImportDesk> {
  const { stagingFolder, now, tellEngine, stage, release, onTrouble } = parts;
  const leftBehind = await readdir(stagingFolder).catch(() => []);
  // One deletion after the other, so that there is one moment at which all are done.
  let tidying = Promise.resolve();
  const remove = (fileId: string) => {
    tidying = tidying
      .then(() => rm(join(stagingFolder, fileId), { force: true }))
      .catch(() => onTrouble('staged copy not removed'));
    return tidying;
  };

  tellEngine({ type: 'app_started', startedAt: now().toISOString() });

  return {
    begin(paths, origin) {
      const importId = randomUUID();
      const startedAt = now().toISOString();
      const wantsLines = origin === 'command';
      tellEngine({ type: 'import_started', importId, origin, startedAt, paths: [...paths], wantsLines });
      stage(importId, paths);
      return importId;
    },
    fileDone(fileId) {
      void remove(fileId).then(() => release(fileId));
    },
    keepOnly(fileIds) {
      const needed = new Set(fileIds);
      for (const name of leftBehind.splice(0)) {
        if (!needed.has(name)) void remove(name);
      }
    },
    tidied: () => tidying,
  };
}
