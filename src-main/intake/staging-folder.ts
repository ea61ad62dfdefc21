// The staging folder as main keeps it: the owner's alone, and without copies that were cut off.
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unfinishedSuffix } from './stage-file.ts';

/** At start-up, and before an intake starts: nothing may be copying at that time. */
export function prepareStagingFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // It may be there already, made under another mask.
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) {
    if (name.endsWith(unfinishedSuffix)) rmSync(join(folder, name), { force: true });
  }
}
