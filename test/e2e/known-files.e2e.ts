// A folder that is imported again: what is in it is known by its look, and nothing of it is read. What was changed, erased
// or lost is read, whatever the look says.
import { lstatSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { storedZip } from '../fixtures/zip-writer.ts';
import { launchApp } from '../support/launch-app.ts';
import { reportLinesOf, runCooldown, temporaryFolder } from '../support/run-cooldown.ts';

const written = new Date('2026-06-01T08:00:00Z');

function put(path: string, bytes: Uint8Array): string {
  writeFileSync(path, bytes);
  utimesSync(path, written, written);
  return path;
}

/** A look at what was changed a moment before is not remembered. */
const untilSettled = (folder: string) =>
  expect
    .poll(() => {
      const changes = readdirSync(folder).map((name) => lstatSync(join(folder, name)).ctimeMs);
      return Date.now() - Math.max(...changes);
    })
    .toBeGreaterThan(2_000);

/** By file name: the outcome of each activity, and whether a byte of it was read. */
async function importInto(profile: string, folder: string) {
  const run = await runCooldown(['import', '--json', '--user-data-dir', profile, folder]);
  const lines = reportLinesOf(run).map(({ path, dedup, timings_ms: took }) => ({
    name: path.slice(folder.length + 1),
    outcome: dedup?.outcome,
    // Copying takes time, always; a file that was never opened took none.
    isRead: (took['staging'] ?? 0) > 0,
  }));
  return lines.sort((left, right) => left.name.localeCompare(right.name));
}

const eachOf = (names: readonly string[], outcome: string, isRead: boolean) =>
  names.map((name) => ({ name, outcome, isRead }));

const startOf = (day: number) => `2026-05-${String(day).padStart(2, '0')}T06:00:00Z`;
const ride = (day: number) => fitFile(fitRide(startOf(day)));

test('a folder that is imported again is known without a byte of it being read, also packed, and what changed is read', async () => {
  test.setTimeout(180_000);
  const [profile, folder] = [join(temporaryFolder('known'), 'profile'), temporaryFolder('rides')];
  put(join(folder, 'a.fit'), ride(1));
  put(join(folder, 'b.fit.gz'), gzipSync(ride(2)));
  put(join(folder, 'c.zip'), storedZip({ 'three.fit': ride(3), 'four.fit': ride(4) }));
  put(join(folder, 'd.fit'), ride(5));
  const names = ['a.fit', 'b.fit.gz', 'c.zip', 'c.zip', 'd.fit'];
  await untilSettled(folder);

  expect(await importInto(profile, folder)).toEqual(eachOf(names, 'new_activity', true));
  expect(await importInto(profile, folder)).toEqual(eachOf(names, 'exact_duplicate', false));

  // In place, with equal size and time: only its bytes and the time that nobody can set back tell.
  const changed = join(folder, 'd.fit');
  const before = statSync(changed);
  put(changed, ride(6));
  expect([statSync(changed).size, statSync(changed).mtimeMs, statSync(changed).ino]).toEqual([
    before.size,
    before.mtimeMs,
    before.ino,
  ]);
  expect(await importInto(profile, folder)).toEqual([
    ...eachOf(names.slice(0, 4), 'exact_duplicate', false),
    { name: 'd.fit', outcome: 'new_activity', isRead: true },
  ]);

  // An original that is gone from the archive is worth reading again, and then it is there again.
  const archive = join(profile, 'archive');
  const originals = () =>
    readdirSync(archive, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name !== 'let-go.txt',
    );
  const kept = originals().length;
  for (const entry of originals()) rmSync(join(entry.parentPath, entry.name));
  // The archive is read at the start: whoever starts now knows nothing of what lay there.
  const again = await importInto(profile, folder);
  expect(again.map(({ name, isRead }) => [name, isRead])).toEqual(names.map((name) => [name, true]));
  expect(originals().length).toBe(kept - 1);
});

test('with its journal and database gone nothing is skipped, and of what is erased for good no look stays', async () => {
  test.setTimeout(180_000);
  const [profile, folder] = [join(temporaryFolder('known'), 'profile'), temporaryFolder('rides')];
  put(join(folder, 'a.fit'), ride(1));
  put(join(folder, 'b.fit'), ride(2));
  await untilSettled(folder);
  const names = ['a.fit', 'b.fit'];
  const looks = () => readFileSync(join(profile, 'known-looks'), 'latin1').trim().split('\n').slice(1);

  expect(await importInto(profile, folder)).toEqual(eachOf(names, 'new_activity', true));
  expect(looks()).toHaveLength(2);
  const cooldown = await launchApp({ userDataDir: profile });
  const page = await cooldown.app.firstWindow();
  await page.getByRole('option').first().click();
  await page
    .getByRole('complementary', { name: 'Details' })
    .getByRole('button', { name: 'Erase for good…' })
    .click();
  const isLoadedAgain = page.waitForEvent('load', { timeout: 60_000 });
  await page
    .getByRole('dialog', { name: /^Erase/ })
    .getByRole('button', { name: 'Erase', exact: true })
    .click();
  await isLoadedAgain;
  await expect(page.getByRole('option')).toHaveCount(1, { timeout: 30_000 });
  await cooldown.close();
  expect(looks()).toHaveLength(1);
  // The other one is known as it was, to the journal that was written anew.
  const after = await importInto(profile, folder);
  expect(after.map(({ outcome, isRead }) => `${String(outcome)} ${String(isRead)}`).sort()).toEqual([
    'deleted_by_athlete true',
    'exact_duplicate false',
  ]);

  for (const name of readdirSync(profile)) {
    if (name !== 'known-looks') rmSync(join(profile, name), { recursive: true, force: true });
  }
  expect(looks()).toHaveLength(1);
  expect(await importInto(profile, folder)).toEqual(eachOf(names, 'new_activity', true));
  expect(looks()).toHaveLength(2);
});
