// Folders that other programs put activities into, as a person has them watched: added, switched and removed on the screen
// “Devices and folders”; whatever comes into them, whenever it comes, is imported once.
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { receiptsIn, statusOf, verifyIn } from '../support/ask-app.ts';
import { answerDialog, openDevicesScreen } from '../support/devices-screen.ts';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';

const profiles = new Map<LaunchedApp, Page>();

async function open(userDataDir: string): Promise<{ cooldown: LaunchedApp; page: Page }> {
  const cooldown = await launchApp({ userDataDir });
  const page = await openDevicesScreen(cooldown);
  profiles.set(cooldown, page);
  return { cooldown, page };
}

test.afterEach(async () => {
  for (const cooldown of profiles.keys()) await cooldown.close();
  profiles.clear();
});

/** Each its own day. */
function ride(path: string, day: number): string {
  writeFileSync(path, fitFile(fitRide(new Date(Date.UTC(2026, 0, day, 8)).toISOString())));
  return path;
}

const card = (page: Page, folder: string) =>
  page.getByRole('article', { name: basename(folder), exact: true });

async function watch({ cooldown, page }: { cooldown: LaunchedApp; page: Page }, folder: string) {
  await answerDialog(cooldown, [folder]);
  await page.getByRole('button', { name: 'Watch a folder…' }).click();
  await expect(page.getByText('This folder is watched from now on.')).toBeVisible();
}

const turn = (page: Page, name: string) => page.getByRole('switch', { name, exact: true }).click();

const receiptPaths = async (profile: string) =>
  (await receiptsIn(profile)).map(({ file }) => file.path).sort();

const holds = (page: Page, folder: string, text: string) =>
  expect(card(page, folder)).toContainText(text, { timeout: 30_000 });

test('What lies in a folder and what comes later is imported once, as its switches say', async () => {
  test.setTimeout(180_000);
  const profile = temporaryFolder('profile');
  const at = (name: string) => join(folder, name);
  const folder = temporaryFolder('rides');
  const other = temporaryFolder('other');
  mkdirSync(at('2026'));
  const there = [ride(at('1.fit'), 1), ride(at('2.fit'), 2), ride(at('2026/3.fit'), 3)];
  const app = await open(profile);
  const { page } = app;

  await watch(app, folder);
  await holds(page, folder, 'Everything in it is here.');
  await holds(page, folder, '3 files, all known · 3 new activities since Cooldown was started');
  await watch(app, other);
  await holds(page, other, 'There are no activity files in it yet.');

  // Copied with the time that it had elsewhere: nothing is asked of when a file is from.
  const old = ride(join(other, 'old.part'), 4);
  utimesSync(old, 1_000_000_000, 1_000_000_000);
  renameSync(old, at('old.fit'));
  ride(at('2026/5.fit'), 5);
  await holds(page, folder, '5 files, all known · 5 new activities');

  // Without its subfolders: what comes below is left, what comes above is not.
  await turn(page, `Subfolders of ${basename(folder)}`);
  await holds(page, folder, '3 files, all known');
  const below = ride(at('2026/6.fit'), 6);
  ride(at('7.fit'), 7);
  await holds(page, folder, '4 files, all known · 6 new activities');
  expect(await receiptPaths(profile)).not.toContain(below);
  await turn(page, `Subfolders of ${basename(folder)}`);
  await holds(page, folder, '7 files, all known · 7 new activities');

  await turn(page, `Watch ${basename(folder)}`);
  await holds(page, folder, 'Switched off: Cooldown does not look into it.What came from it stays.');
  const unseen = ride(at('8.fit'), 8);
  const seen = ride(join(other, '9.fit'), 9);
  await holds(page, other, '1 file, already known');
  expect(await receiptPaths(profile)).toContain(seen);
  expect(await receiptPaths(profile)).not.toContain(unseen);
  await turn(page, `Watch ${basename(folder)}`);
  await holds(page, folder, '8 files, all known · 8 new activities');

  await page.getByRole('button', { name: `Remove: ${basename(folder)}` }).click();
  await expect(
    page.getByText(`${basename(folder)} is not watched any more. What came from it stays.`),
  ).toBeVisible();
  await expect(card(page, folder)).toBeHidden();
  const afterwards = ride(at('10.fit'), 10);
  ride(join(other, '11.fit'), 11);
  await holds(page, other, '2 files, all known');
  const receipts = await receiptPaths(profile);
  expect(receipts).not.toContain(afterwards);
  expect(receipts).toEqual(expect.arrayContaining(there));
  expect(new Set(receipts).size).toBe(receipts.length);
  expect((await statusOf(profile)).activities).toBe(10);
  expect((await verifyIn(profile)).agrees).toBe(true);
});

test('What came while the app was closed is found at the next start, and nothing known is read again', async () => {
  test.setTimeout(120_000);
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('rides');
  const off = temporaryFolder('off');
  ride(join(folder, '1.fit'), 1);
  const first = await open(profile);
  await watch(first, folder);
  await watch(first, off);
  await turn(first.page, `Watch ${basename(off)}`);
  await holds(first.page, off, 'Switched off');
  await holds(first.page, folder, 'Everything in it is here.');
  await first.cooldown.close();

  const late = ride(join(folder, '2.fit'), 2);
  utimesSync(late, 1_000_000_000, 1_000_000_000);
  ride(join(off, '3.fit'), 3);
  const { page } = await open(profile);
  await holds(page, folder, '2 files, all known · 1 new activity since Cooldown was started');
  await expect(card(page, off)).toContainText('Switched off');
  expect(await receiptPaths(profile)).toEqual([join(folder, '1.fit'), late]);
});

test('A folder that goes is told as away and comes back by itself, whatever becomes of its name meanwhile', async () => {
  test.setTimeout(120_000);
  const profile = temporaryFolder('profile');
  const home = temporaryFolder('home');
  const folder = join(home, 'Dropbox');
  const elsewhere = join(home, 'Dropbox (old)');
  mkdirSync(folder);
  ride(join(folder, '1.fit'), 1);
  const app = await open(profile);
  const { page } = app;
  await watch(app, folder);
  await holds(page, folder, 'Everything in it is here.');

  renameSync(folder, elsewhere);
  await holds(page, folder, 'This folder is not there just now.');
  await holds(page, folder, 'What came from it stays.');
  // It is not the name that was granted elsewhere: nothing is read there.
  ride(join(elsewhere, '2.fit'), 2);
  renameSync(elsewhere, folder);
  await holds(page, folder, '2 files, all known · 2 new activities');

  renameSync(folder, elsewhere);
  writeFileSync(folder, 'no folder');
  await holds(page, folder, 'A file lies where this folder was.');
  rmSync(folder);
  // Another folder of that name: what is in it comes, and what was in the first one is not missed.
  mkdirSync(folder);
  ride(join(folder, '3.fit'), 3);
  await holds(page, folder, '1 file, already known · 3 new activities');
  ride(join(folder, '4.fit'), 4);
  await holds(page, folder, '2 files, all known · 4 new activities');
  expect((await receiptsIn(profile)).length).toBe(4);
});

test('All of it goes by keys alone', async () => {
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('rides');
  ride(join(folder, '1.fit'), 1);
  const { cooldown, page } = await open(profile);
  const focused = page.locator(':focus');
  const name = basename(folder);
  await answerDialog(cooldown, [folder]);
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Watch a folder…');
  await page.keyboard.press('Enter');
  await expect(focused).toHaveAccessibleName(name);
  await expect(focused).toHaveAccessibleDescription(/Everything in it is here\./);
  await page.keyboard.press('Enter');
  await expect(focused).toHaveAccessibleName(`Subfolders of ${name}`);
  await page.keyboard.press('Space');
  await expect(focused).not.toBeChecked();
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName(`Watch ${name}`);
  await page.keyboard.press('Space');
  await expect(card(page, folder)).toContainText('Switched off');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName(`Remove: ${name}`);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${name} is not watched any more. What came from it stays.`)).toBeVisible();
  await expect(focused).toHaveText('Devices and folders');
});
