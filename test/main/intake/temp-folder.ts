// A folder of its own for each test, gone when the test is over.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface TempFolders {
  /** What the person has. */
  readonly source: string;
  readonly staging: string;
  /** A place that must not be read. */
  readonly outside: string;
}

export function tempFolders(): TempFolders {
  const root = mkdtempSync(join(tmpdir(), 'intake-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folders = {
    source: join(root, 'source'),
    staging: join(root, 'staging'),
    outside: join(root, 'outside'),
  };
  // Open to the other user that some tests run the intake as.
  chmodSync(root, 0o755);
  for (const folder of Object.values(folders)) {
    mkdirSync(folder);
    chmodSync(folder, 0o777);
  }
  return folders;
}

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
