// What is erased for good is gone from every file of the profile, whatever happens in between, and does not come back by
// the same file. What came with it stays.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { gpxFile, gpxHike } from '../fixtures/gpx-writer.ts';
import { storedZip } from '../fixtures/zip-writer.ts';
import { canarySearch, type Canary } from '../support/canaries.ts';
import { launchApp } from '../support/launch-app.ts';
import { reportLinesOf, runCooldown, temporaryFolder } from '../support/run-cooldown.ts';

const title = 'Zqavyx loop with Kjuxel';
const fileName = 'fjyquj-gziwro.gpx';
const day = '1997-03-09';

function hike(name: string, date: string): Uint8Array<ArrayBuffer> {
  const segments = gpxHike.segments.map((points) =>
    points.map((point) => ({ ...point, time: point.time?.replace('2026-05-12', date) ?? '' })),
  );
  return gpxFile([{ ...gpxHike, name, segments }]);
}

const canaries: readonly Canary[] = [
  { kind: 'title', text: title },
  { kind: 'path', text: fileName },
  { kind: 'header', text: `${day}T07:30` },
];

/** Where in the profile something of the erased activity stands. */
function tracesIn(profile: string, wanted: readonly Canary[]): readonly string[] {
  const search = canarySearch(wanted);
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return search(readFileSync(path)).map(({ canary, how }) => `${path}: ${canary.text} (${how})`);
    });
}

/** The app, in which the erasing of an activity was just confirmed. */
async function eraseIn(profile: string, name: string) {
  const cooldown = await launchApp({ userDataDir: profile });
  const page = await cooldown.app.firstWindow();
  await page.getByRole('option', { name }).click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByRole('button', { name: 'Erase for good…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Erase/ });
  // The activity is gone at once; the page is loaded again when its last byte is.
  const isLoadedAgain = page.waitForEvent('load', { timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  return { cooldown, page, isLoadedAgain };
}

test('an activity that is erased leaves not a byte in the profile, and its file brings none of it back', async () => {
  test.setTimeout(180_000);
  const profile = join(temporaryFolder('erased'), 'profile');
  const folder = temporaryFolder('rides');
  writeFileSync(join(folder, fileName), hike(title, day));
  writeFileSync(join(folder, 'stays.gpx'), hike('Stays', '2026-05-13'));
  const importing = ['import', '--json', '--user-data-dir', profile];
  expect((await runCooldown([...importing, folder])).exitStatus).toBe(0);
  // The search finds what is there.
  const found = new Set(
    canaries.map(({ text }) => text).filter((text) => tracesIn(profile, canaries).join().includes(text)),
  );
  expect([...found].sort()).toEqual(canaries.map(({ text }) => text).sort());

  const { cooldown, page, isLoadedAgain } = await eraseIn(profile, title);
  await isLoadedAgain;
  await expect(page.getByRole('option')).toHaveCount(1, { timeout: 30_000 });
  await expect(page.getByRole('option', { name: title })).toHaveCount(0);
  await cooldown.close();
  expect(tracesIn(profile, canaries)).toEqual([]);

  // In an archive with another one it comes again, and stays away: neither its content nor the archive is kept.
  const archive = join(temporaryFolder('again'), 'export.zip');
  writeFileSync(archive, storedZip({ 'one.gpx': hike(title, day), 'two.gpx': hike('Stays', '2026-05-13') }));
  const again = await runCooldown([...importing, archive]);
  expect(reportLinesOf(again).map(({ dedup }) => dedup?.outcome)).toEqual([
    'deleted_by_athlete',
    'exact_duplicate',
  ]);
  expect(tracesIn(profile, canaries)).toEqual([]);
});

test('what was erased when everything died is gone to its last byte at the next start', async () => {
  test.setTimeout(180_000);
  const profile = join(temporaryFolder('erased'), 'profile');
  const folder = temporaryFolder('rides');
  writeFileSync(join(folder, fileName), hike(title, day));
  expect((await runCooldown(['import', '--user-data-dir', profile, folder])).exitStatus).toBe(0);

  const { cooldown, page, isLoadedAgain } = await eraseIn(profile, title);
  isLoadedAgain.catch(() => undefined);
  await expect(page.getByRole('option', { name: title })).toHaveCount(0, { timeout: 30_000 });
  await cooldown.kill();

  // The next start finishes what was begun.
  const again = await launchApp({ userDataDir: profile });
  // Files come and go while it is open: then it is looked again.
  await expect(() => expect(tracesIn(profile, canaries)).toEqual([])).toPass({ timeout: 60_000 });
  await again.close();
  expect(tracesIn(profile, canaries)).toEqual([]);
});
