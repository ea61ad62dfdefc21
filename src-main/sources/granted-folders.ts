// Which folders are granted, so that no file lies in two of them that are read: each would take it in, and each would give a
// receipt for it. Pure.
import type { GrantedFolder } from './sources-file.ts';

export type Granting =
  | { readonly kind: 'granted'; readonly folderId: string; readonly folders: readonly GrantedFolder[] }
  | { readonly kind: 'already'; readonly by: GrantedFolder };

/** One that is switched off holds nothing: chosen again, it is switched on. */
export function grantFolder(folders: readonly GrantedFolder[], path: string, newId: string): Granting {
  const by = folders.find((folder) => folder.isOn && holds(folder, path));
  if (by !== undefined) return { kind: 'already', by };
  const known = folders.find((folder) => folder.path === path);
  if (known !== undefined) {
    const { folderId } = known;
    return { kind: 'granted', folderId, folders: changeFolder(folders, folderId, { isOn: true }) };
  }
  const folder: GrantedFolder = { folderId: newId, path, isRecursive: true, isOn: true };
  return { kind: 'granted', folderId: newId, folders: withoutHeld([...folders, folder]) };
}

export const changeFolder = (
  folders: readonly GrantedFolder[],
  folderId: string,
  changes: Partial<Pick<GrantedFolder, 'isOn' | 'isRecursive'>>,
): readonly GrantedFolder[] =>
  withoutHeld(folders.map((folder) => (folder.folderId === folderId ? { ...folder, ...changes } : folder)));

/** What is read as a part of another one needs no card of its own. One that is switched off was not to be read by itself. */
const withoutHeld = (folders: readonly GrantedFolder[]): readonly GrantedFolder[] =>
  folders.filter(
    (folder) => !folder.isOn || !folders.some((other) => other.isOn && isAbove(other, folder.path)),
  );

/** The folder itself, or one below where its subfolders are read too. */
const holds = (folder: GrantedFolder, path: string): boolean => folder.path === path || isAbove(folder, path);

const isAbove = (folder: GrantedFolder, path: string): boolean =>
  folder.isRecursive && folder.path !== path && path.startsWith(withSeparator(folder.path));

const withSeparator = (path: string): string =>
  /[/\\]$/.test(path) ? path : `${path}${path.includes('\\') ? '\\' : '/'}`;
