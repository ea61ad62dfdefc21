// Wiring of what is kept: the journal, the originals, the settings. Opened before anybody can ask for them.
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CrashPoint } from '../src-worker/contract/crash-points.ts';
import type { JournalTrouble } from '../src-worker/contract/journal-messages.ts';
import { failed, type Result } from '../src-worker/contract/result.ts';
import { openArchive, type Archive } from './archive/archive.ts';
import { openKnownLooks, type KnownLooks } from './intake/known-looks.ts';
import type { Journal } from './journal/journal.ts';
import { nodeFs } from './journal/node-fs.ts';
import { openJournal } from './journal/open-journal.ts';
import type { Log } from './log/log.ts';
import { writeAtomically } from './saving/write-atomically.ts';
import { openSettings, type SettingsFile } from './saving/settings.ts';
import { systemCodeOf } from './disk/system-code.ts';

export interface Safe {
  readonly journal: Result<Journal, JournalTrouble>;
  /** Where it could not be opened for a reason that passes. */
  openJournalAgain(): Promise<void>;
  readonly archive: Archive;
  readonly settings: SettingsFile;
  readonly knownLooks: KnownLooks;
  readonly stagingFolder: string;
  /** Moves the bytes of a staged copy into the archive. False where that can't be done now. */
  keepOriginal(fileId: string, sha256: string): Promise<boolean>;
  /**
   * Of what was erased: originals, and journals that were set aside because they were damaged. `shared`: originals that
   * were of other activities, too, which go on without. The database is stale from then on, also to an app that finds it
   * so after this one died.
   */
  dropTraces(
    sha256s: readonly string[],
    shared: readonly string[],
  ): Promise<Result<void, { readonly systemCode: string }>>;
  /** The database holds bytes of what was erased from the journal: its files have to go before anybody opens it. */
  isDatabaseStale(): boolean;
  databaseCleared(): Promise<void>;
  /** The copy and its note. */
  removeCopy(fileId: string): Promise<void>;
}

interface SafeParts {
  readonly dataFolder: string;
  readonly log: Log;
  readonly reach: (point: CrashPoint) => void;
}

export async function openSafe({ dataFolder, log, reach }: SafeParts): Promise<Safe> {
  const now = () => new Date();
  const stagingFolder = join(dataFolder, 'staging');
  const staleNote = join(dataFolder, 'database.stale');
  const openIt = async () => {
    const opened = await openJournal({ folder: dataFolder, now, newEpoch: randomUUID, fs: nodeFs, reach });
    if (!opened.ok) log.trouble('journal not opened', opened.failure);
    return opened;
  };
  let journal = await openIt();
  const settings = await openSettings(dataFolder);
  const archive = await openArchive({
    folder: join(dataFolder, 'archive'),
    limitBytes: settings.now().archiveLimitBytes,
    now,
    onTrouble: (doing, trouble) => log.trouble('archive', { doing, kind: trouble.kind }),
  });
  if (settings.isSetAside) {
    // The athlete may have allowed more than the default: nothing is let go because a settings file was damaged.
    const archiveLimitBytes = Math.max(settings.now().archiveLimitBytes, archive.facts().bytes);
    await archive.setLimit(archiveLimitBytes);
    await settings.change({ archiveLimitBytes });
  }
  const knownLooks = await openKnownLooks({
    path: join(dataFolder, 'known-looks'),
    mark: () => (journal.ok ? journal.value.tail : null),
    writeAtomically,
  });
  return {
    get journal() {
      return journal;
    },
    async openJournalAgain() {
      const passes = !journal.ok && ['disk_full', 'write_failed'].includes(journal.failure.kind);
      if (passes) journal = await openIt();
    },
    archive,
    settings,
    knownLooks,
    stagingFolder,
    async keepOriginal(fileId, sha256) {
      const kept = await archive.keep(join(stagingFolder, fileId), sha256);
      if (kept.ok) return true;
      log.trouble('original not kept', { kind: kept.failure.kind });
      // Trying again can't help where the copy is gone, or holds other bytes than the engine was told of.
      return kept.failure.kind === 'not_the_same_bytes' || kept.failure.kind === 'copy_missing';
    },
    async dropTraces(sha256s, shared) {
      const gone = await archive.drop(sha256s);
      const dropped = gone.ok ? await archive.rememberLetGo(shared) : gone;
      if (!dropped.ok) {
        log.trouble('original not dropped', { kind: dropped.failure.kind });
        return failed({
          systemCode: 'systemCode' in dropped.failure ? dropped.failure.systemCode : 'ENOSPC',
        });
      }
      const forgotten = await knownLooks.forgetBytes(sha256s);
      if (!forgotten.ok) {
        log.trouble('known files not forgotten', forgotten.failure);
        return forgotten;
      }
      try {
        for (const name of await readdir(dataFolder)) {
          if (name.startsWith('journal.damaged-')) await rm(join(dataFolder, name), { force: true });
        }
        return await writeAtomically(staleNote, '');
      } catch (error) {
        const systemCode = systemCodeOf(error);
        log.trouble('damaged journal not dropped', { systemCode });
        return failed({ systemCode });
      }
    },
    isDatabaseStale: () => existsSync(staleNote),
    databaseCleared: () => rm(staleNote, { force: true }),
    async removeCopy(fileId) {
      await rm(join(stagingFolder, fileId), { force: true });
      await rm(join(stagingFolder, `${fileId}.json`), { force: true });
    },
  };
}
