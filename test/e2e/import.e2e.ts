// What a person does: drop, choose, look, quit, start again, drop the same once more.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../fixtures/gpx-writer.ts';
import { dragOver } from '../support/drop-files.ts';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';
import { reportLinesOf, runCooldown, temporaryFolder } from '../support/run-cooldown.ts';
import { writeSeason } from '../support/sample-files.ts';

const open = async (userDataDir: string) => {
  const cooldown = await launchApp({ userDataDir });
  const page = await cooldown.app.firstWindow();
  await page.getByRole('navigation').waitFor();
  return { cooldown, page };
};

const goTo = (page: Page, entry: string) =>
  page.getByRole('navigation').getByText(entry, { exact: true }).click();

/** The status line is always true: at rest it says so. */
const settled = (page: Page) => expect(page.getByText(/^(Up to date|\d+ files? needs? you)$/)).toBeVisible();

test('dropped files and folders become activities, outlive a restart, and are known when dropped again', async () => {
  const profile = temporaryFolder('profile');
  const season = temporaryFolder('season');
  writeSeason(season);
  const single = join(temporaryFolder('single'), 'morning.fit');
  writeFileSync(single, fitFile(fitRide('2026-05-14T06:00:00Z')));

  let { cooldown, page } = await open(profile);
  const drag = await dragOver(page, [season, single]);
  await expect(page.getByText('Drop to import. Nothing is moved or changed.')).toBeVisible();
  await drag.drop();
  await goTo(page, 'Imports');
  await expect(page.getByText('8 files')).toBeVisible();
  await settled(page);
  await expect(page.getByText('broken.fit')).toBeVisible();

  await goTo(page, 'Activities');
  await expect(page.getByText('4 activities')).toBeVisible();
  await expect(page.getByText('morning.fit')).toBeVisible();
  expect((await cooldown.close()).leftovers).toEqual([]);

  ({ cooldown, page } = await open(profile));
  await expect(page.getByText('4 activities')).toBeVisible();
  await (await dragOver(page, [single])).drop();
  await goTo(page, 'Imports');
  // Whoever opens a file of the import before keeps that one open.
  await expect(page.getByText(/^1 file · 1 already there/)).toBeVisible();
  await page.getByText('morning.fit').first().click();
  await expect(page.getByText(/You already have this one: it came from/)).toBeVisible();
  await goTo(page, 'Activities');
  await expect(page.getByText('4 activities')).toBeVisible();
  expect(stagedCopies(cooldown)).toEqual([]);
  await cooldown.close();
});

test('files chosen in the system’s dialog are imported; a closed dialog changes nothing', async () => {
  const folder = temporaryFolder('chosen');
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'deep/Hike.GPX'), gpxFile([gpxHike]));
  const { cooldown, page } = await open(temporaryFolder('profile'));

  await cooldown.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
  await page.getByRole('button', { name: 'Choose files' }).first().click();
  await expect(page.getByText('Up to date')).toBeVisible();

  await cooldown.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, folder);
  await page.getByRole('button', { name: 'Choose folder' }).first().click();
  await goTo(page, 'Activities');
  await expect(page.getByText('1 activity')).toBeVisible();
  await cooldown.close();
});

test('a page that is reloaded while it imports goes on where it was', async () => {
  const folder = temporaryFolder('many');
  const rides = 60;
  for (let day = 0; day < rides; day += 1) {
    const startedAt = new Date(Date.UTC(2026, 0, 1 + day, 8)).toISOString();
    writeFileSync(join(folder, `ride-${day}.fit`), fitFile(fitRide(startedAt)));
  }
  const { cooldown, page } = await open(temporaryFolder('profile'));
  await (await dragOver(page, [folder])).drop();
  await expect(page.getByRole('button', { name: /Importing \d+ of 60/ })).toBeVisible();
  await page.reload();
  await expect(page.getByText('60 activities')).toBeVisible({ timeout: 30_000 });
  await cooldown.close();
});

test('after a kill in the middle of an import, a command ends with its own files, and the window brings the rest', async () => {
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('many');
  for (let day = 0; day < 300; day += 1) {
    const startedAt = new Date(Date.UTC(2025, 0, 1 + day, 8)).toISOString();
    writeFileSync(join(folder, `ride-${day}.fit`), fitFile(fitRide(startedAt)));
  }
  const single = join(temporaryFolder('single'), 'after.fit');
  writeFileSync(single, fitFile(fitRide('2026-05-14T06:00:00Z')));

  const killed = await open(profile);
  await (await dragOver(killed.page, [folder])).drop();
  await expect(killed.page.getByRole('button', { name: /Importing \d+ of / })).toBeVisible();
  await killed.cooldown.kill();

  const run = await runCooldown(['import', '--json', '--user-data-dir', profile, single]);
  expect(reportLinesOf(run).map(({ path, status }) => [path, status])).toEqual([[single, 'completed']]);
  expect(run.exitStatus).toBe(0);

  const { cooldown, page } = await open(profile);
  // What was named is taken up where it was cut off.
  await expect(page.getByText('301 activities')).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText('Up to date')).toBeVisible();
  expect(stagedCopies(cooldown)).toEqual([]);
  await cooldown.close();
});

function stagedCopies({ userDataDir }: LaunchedApp): readonly string[] {
  const staging = join(userDataDir, 'staging');
  return existsSync(staging) ? readdirSync(staging) : ['no staging folder'];
}
