// What the athlete changes about sources. It is saved before anything is done: what could not be saved has not happened.
import { assertNever, ok, type Result } from '../../src-worker/contract/result.ts';
import { canBeKnownAgain } from '../../src-worker/contract/volume-once.ts';
import { changeFolder, grantFolder } from './granted-folders.ts';
import { folderIdOf, idOfFolder, keptFolder, lastPart, volumeIdOf, type Kept } from './kept-source.ts';
import type { SourceEvent } from './source-life.ts';
import type { GrantedFolder, NotSaved, SourcesFile } from './sources-file.ts';

export type SourceChange =
  | { readonly change: 'switch'; readonly sourceId: string; readonly isOn: boolean }
  | { readonly change: 'subfolders'; readonly sourceId: string; readonly isRecursive: boolean }
  | { readonly change: 'remove' | 'look_now' | 'import_unfinished'; readonly sourceId: string };

export type AddFolderFailure =
  | { readonly kind: 'already'; readonly name: string }
  | { readonly kind: 'not_saved'; readonly systemCode: string };

export type ChangeFailure =
  { readonly kind: 'not_found' } | { readonly kind: 'not_saved'; readonly systemCode: string };

interface ChangeParts {
  readonly file: SourcesFile;
  readonly kept: Map<string, Kept>;
  readonly newId: () => string;
  readonly now: () => Date;
  readonly hear: (source: Kept, event: SourceEvent) => void;
}

export interface ChangeSources {
  addFolder(path: string): Promise<Result<{ readonly sourceId: string }, AddFolderFailure>>;
  change(change: SourceChange): Promise<Result<void, ChangeFailure>>;
}

export function changeSources({ file, kept, newId, now, hear }: ChangeParts): ChangeSources {
  return {
    async addFolder(path) {
      const newFolderId = newId();
      const granting = grantFolder(file.folders(), path, newFolderId);
      if (granting.kind === 'already') {
        return { ok: false, failure: { kind: 'already', name: lastPart(granting.by.path) } };
      }
      const saved = await saveFolders((folders) => {
        // Others may have been changed while this one waited for its turn.
        const again = grantFolder(folders, path, newFolderId);
        return again.kind === 'granted' ? again.folders : folders;
      });
      if (!saved.ok) return { ok: false, failure: { kind: 'not_saved', ...saved.failure } };
      return ok({ sourceId: idOfFolder(granting.folderId) });
    },
    async change(asked) {
      const source = kept.get(asked.sourceId);
      if (source === undefined) return { ok: false, failure: { kind: 'not_found' } };
      const changed = await changeOne(source, asked);
      return changed.ok ? ok(undefined) : { ok: false, failure: { kind: 'not_saved', ...changed.failure } };
    },
  };

  function changeOne(source: Kept, asked: SourceChange): Promise<Result<void, NotSaved>> {
    switch (asked.change) {
      case 'switch':
        if (source.kind === 'device') return switchDevice(source, asked.isOn);
        return saveFolders((folders) => changeFolder(folders, folderIdOf(source), { isOn: asked.isOn }));
      case 'subfolders': {
        const { isRecursive } = asked;
        return saveFolders((folders) => changeFolder(folders, folderIdOf(source), { isRecursive }));
      }
      case 'remove':
        if (source.kind === 'device') return forgetDevice(source);
        return saveFolders((folders) => folders.filter(({ folderId }) => folderId !== folderIdOf(source)));
      case 'look_now':
        hear(source, { kind: 'look_now' });
        return Promise.resolve(ok(undefined));
      case 'import_unfinished':
        if (source.life.last?.unfinished != null) hear(source, { kind: 'import_unfinished' });
        return Promise.resolve(ok(undefined));
      default:
        return assertNever(asked);
    }
  }

  async function switchDevice(source: Kept, isOn: boolean): Promise<Result<void, NotSaved>> {
    const { name, vendor, isAmbiguous } = source;
    const lastSeenAt = source.lastSeenAt ?? now().toISOString();
    // To say yes to an unknown volume is to grant it; one that is taken for another is asked about at each plug.
    const answer = !isOn ? 'never' : isAmbiguous ? null : 'import';
    const volumeId = volumeIdOf(source);
    // What nobody could ask for again holds as long as it is plugged in.
    const saved = canBeKnownAgain(volumeId)
      ? await file.rememberVolume({ volumeId, name, vendor, lastSeenAt, answer })
      : ok(undefined);
    if (!saved.ok || !isStillKept(source)) return saved;
    source.lastSeenAt = lastSeenAt;
    source.isGranted = isOn;
    turn(source, isOn);
    return saved;
  }

  async function forgetDevice(source: Kept): Promise<Result<void, NotSaved>> {
    const saved = await file.forgetVolume(volumeIdOf(source));
    if (saved.ok && isStillKept(source)) letGo(source);
    return saved;
  }

  /** Afterwards those that are kept are those of the file. */
  async function saveFolders(
    change: (folders: readonly GrantedFolder[]) => readonly GrantedFolder[],
  ): Promise<Result<void, NotSaved>> {
    const saved = await file.changeFolders(change);
    if (!saved.ok) return saved;
    const folders = file.folders();
    const ids = new Set(folders.map(({ folderId }) => idOfFolder(folderId)));
    for (const source of [...kept.values()]) {
      if (source.kind === 'folder' && !ids.has(source.sourceId)) letGo(source);
    }
    for (const folder of folders) {
      const source = kept.get(idOfFolder(folder.folderId));
      if (source === undefined) kept.set(idOfFolder(folder.folderId), keptFolder(folder));
      else adopt(source, folder);
    }
    return saved;
  }

  function adopt(source: Kept, { isOn, isRecursive }: GrantedFolder): void {
    if (source.isRecursive !== isRecursive) {
      source.isRecursive = isRecursive;
      hear(source, { kind: 'look_now' });
    }
    if (source.life.isOn !== isOn) turn(source, isOn);
  }

  function turn(source: Kept, isOn: boolean): void {
    hear(source, { kind: 'switched', isOn });
    if (isOn) hear(source, { kind: 'look_now' });
  }

  function letGo(source: Kept): void {
    hear(source, { kind: 'switched', isOn: false });
    kept.delete(source.sourceId);
  }

  function isStillKept(source: Kept): boolean {
    return kept.get(source.sourceId) === source;
  }
}
