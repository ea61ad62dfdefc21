// The staging folder as main keeps it: the owner's alone, and without copies that were cut off.
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unfinishedSuffix } from './stage-file.ts';

/**
 * At start-up, and before an intake starts. A process that was killed in the middle of a call may still end this one
 * call: with its unfinished copy gone, it can not give it a name any more.
 */
export function prepareStagingFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // It may be there already, made under another mask.
  chmodSync(folder, 0o700);
  removeStaged(
    folder,
    readdirSync(folder).filter((name) => name.endsWith(unfinishedSuffix)),
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
