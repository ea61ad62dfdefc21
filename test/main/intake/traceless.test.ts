// Reading leaves no trace: on a device the time of the last access would be a write.
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importPaths } from './intake-run.ts';
import { tempFolders } from './temp-folder.ts';

const longAgo = new Date(Date.UTC(2024, 5, 1));

function put(path: string): string {
  writeFileSync(path, 'a ride');
  utimesSync(path, longAgo, longAgo);
  return path;
}
const accessedAt = (path: string) => statSync(path, { bigint: true }).atimeNs;

/** Some file systems keep no such times. */
function keepsAccessTimes(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'access-times-'));
  try {
    const path = put(join(folder, 'a'));
    const before = accessedAt(path);
    readFileSync(path);
    return accessedAt(path) !== before;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.runIf(process.platform === 'linux' && keepsAccessTimes())(
  'A file that is taken in has the time of its last access as before',
  async () => {
    const { source, staging } = tempFolders();
    const path = put(join(source, 'a.fit'));
    const before = accessedAt(path);
    const reports = await importPaths(staging, [path]);
    expect(reports.filter(({ type }) => type === 'staged')).toHaveLength(1);
    expect(accessedAt(path)).toBe(before);
  },
);
