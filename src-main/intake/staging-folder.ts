// The staging folder as main keeps it: the owner's alone, and without copies that were cut off.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unfinishedSuffixOf } from './stage-file.ts';
import { noteSuffix } from './staged-note.ts';

/**
 * Before an intake's process starts. The one before it, killed in the middle of a call, may still end this one call: with
 * its unfinished copy gone, it can not give it a name any more. Copies of other intakes are left alone. Returns the names of
 * the copies that were cut off.
 */
export function prepareStagingFolder(folder: string, owner: string): readonly string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // It may be there already, made under another mask.
  chmodSync(folder, 0o700);
  const suffix = unfinishedSuffixOf(owner);
  const unfinished = readdirSync(folder).filter((name) => name.endsWith(suffix));
  removeStaged(folder, unfinished);
  const cutOff = unfinished.map((name) => name.slice(0, -suffix.length));
  removeNotesAlone(folder, cutOff);
  return cutOff;
}

/** The note is written before the copy gets its name: without it, nothing comes of the note. */
export function removeNotesAlone(folder: string, names: readonly string[]): void {
  const alone = names.filter((name) => !existsSync(join(folder, name)));
  removeStaged(
    folder,
    alone.map((name) => name + noteSuffix),
  );
}

export function removeStaged(folder: string, names: readonly string[]): void {
  for (const name of names) {
    try {
      rmSync(join(folder, name), { force: true });
    } catch {
      // Somebody holds it open: the next start removes it.
    }
  }
}
