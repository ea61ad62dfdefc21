// An archive that is written down in parts dies in the middle, and is all there afterwards, each ride once.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { limits } from '../../src-worker/contract/limits.ts';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { killImport, lookAfterwards } from '../support/kill-round.ts';
import { writeLargeZip } from '../support/large-zip.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';

for (const [point, time] of [
  ['endings_stored', 1],
  ['endings_judged', 2],
  ['endings_journaled', 2],
] as const) {
  test(`an archive of hundreds of rides that dies at ${point} goes on behind what was written down`, async () => {
    test.setTimeout(240_000);
    const folder = temporaryFolder('bulk');
    const rides = 2 * limits.partEntries + 1;
    writeLargeZip(
      join(folder, 'export.zip'),
      Array.from({ length: rides }, (_, index) => ({
        name: `activities/${String(index)}.fit`,
        bytes: fitFile(fitRide(new Date(Date.UTC(2020, 0, 1 + index)).toISOString())),
      })),
    );
    const profile = join(temporaryFolder('killed'), 'profile');
    mkdirSync(profile);
    await killImport({ profile, folder }, { kind: 'point', point, time });
    const after = await lookAfterwards({ profile, folder });

    expect([after.runningImports, after.agrees, after.activities]).toEqual([0, true, rides]);
    const parts = [...after.receipts].sort(
      (left, right) => (left.part?.number ?? 0) - (right.part?.number ?? 0),
    );
    expect(parts.map(({ part, entries }) => [part?.number, part?.upTo, entries.length])).toEqual([
      ...[1, 2].map((number) => [number, [number * limits.partEntries - 1], limits.partEntries]),
      [3, null, 1],
    ]);
    const endings = parts.flatMap(({ entries }) => entries.map(({ ending }) => ending.kind));
    expect(new Set(endings)).toEqual(new Set(['created']));
  });
}
