// Many rides at once, as somebody brings years of them: looked at first, imported, paused, taken up after a restart, stopped,
// and brought again: each is there exactly once.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { DesktopBridge } from '../../src-worker/contract/desktop-bridge.ts';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { gpxDocument } from '../fixtures/gpx-writer.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import { askApp, receiptsIn, statusOf, verifyIn } from '../support/ask-app.ts';
import { dragOver } from '../support/drop-files.ts';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';
import { reportLinesOf, temporaryFolder } from '../support/run-cooldown.ts';

declare global {
  interface Window {
    readonly desktop: DesktopBridge;
  }
}

const open = async (userDataDir: string) => {
  const cooldown = await launchApp({ userDataDir });
  const page = await cooldown.app.firstWindow();
  await page.getByRole('navigation').waitFor();
  return { cooldown, page };
};

const entry = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true });
const statusLine = (page: Page, text: string | RegExp) =>
  expect(page.getByRole('button', { name: text }).and(page.locator('.status-line'))).toBeVisible({
    timeout: 30_000,
  });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const stopButton = (page: Page) => page.getByRole('button', { name: /^Stop: / });

function writeRides(folder: string, count: number, from = 0): void {
  for (let ride = from; ride < from + count; ride += 1) {
    const startedAt = new Date(Date.UTC(2024, 0, 1 + ride, 8)).toISOString();
    writeFileSync(join(folder, `ride-${ride}.fit`), fitFile(fitRide(startedAt)));
  }
}

const stagedCopies = ({ userDataDir }: LaunchedApp): readonly string[] => {
  const staging = join(userDataDir, 'staging');
  return existsSync(staging) ? readdirSync(staging) : ['no staging folder'];
};

const choosing = (cooldown: LaunchedApp, folder: string) =>
  cooldown.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, folder);

const importTask = (folder: string, isDryRun = false) =>
  ({ kind: 'import', paths: [{ typed: folder, absolute: folder }], json: true, isDryRun }) as const;

test('a look tells what an import would bring before anything is written; paused, restarted and going on, it brings just that', async () => {
  test.setTimeout(120_000);
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('years');
  writeRides(folder, 40);
  writeFileSync(
    join(folder, 'a copy.fit'),
    fitFile(fitRide(new Date(Date.UTC(2024, 0, 1, 8)).toISOString())),
  );
  writeFileSync(join(folder, 'broken.fit'), fitFile(fitRide()).slice(0, 20));
  writeFileSync(join(folder, 'route.gpx'), gpxDocument('<rte><rtept lat="46" lon="14"/></rte>'));
  writeFileSync(join(folder, 'notes.txt'), 'not ours');

  let { cooldown, page } = await open(profile);
  await choosing(cooldown, folder);
  await entry(page, 'Imports').press('Enter');
  await button(page, 'Look first…').press('Enter');
  const look = page.getByRole('region', { name: 'A look before anything is written' });
  await expect(look.getByRole('heading')).toBeFocused();
  await expect(look.getByText(/^Looked at all 43 files\. Nothing was written\./)).toBeVisible();
  await expect(look.locator('dl')).toHaveText(
    /Files42 FIT, 1 GPX.*New40 activities.*Already there1, nothing changes.*Not activities1.*Not readable1.*1 other file was left alone.*to import$/,
  );
  await expectNoViolation(page, 'a look');
  const before = await statusOf(profile);
  expect([
    before.imports.running + before.imports.finished,
    before.receipts,
    before.journal?.records,
  ]).toEqual([0, 0, 0]);
  expect(stagedCopies(cooldown)).toEqual([]);

  await look.getByRole('button', { name: 'Not now' }).press('Enter');
  await expect(look).toHaveCount(0);
  await button(page, 'Look first…').press('Enter');
  await look.getByRole('button', { name: 'Import these' }).press('Enter');
  await button(page, 'Pause').press('Enter');
  await statusLine(page, /^Imports are paused/);
  await expectNoViolation(page, 'paused imports');
  expect((await cooldown.close()).leftovers).toEqual([]);

  ({ cooldown, page } = await open(profile));
  await statusLine(page, /^Imports are paused/);
  const paused = await statusOf(profile);
  expect(paused.imports).toMatchObject({ running: 1, paused: true });
  await entry(page, 'Imports').press('Enter');
  await button(page, 'Go on').press('Enter');
  await statusLine(page, /needs? you|Up to date/);
  const after = await statusOf(profile);
  expect([after.activities, after.receipts, after.queue]).toEqual([40, 43, { queued: 0, processing: 0 }]);
  expect((await verifyIn(profile)).agrees).toBe(true);
  expect(stagedCopies(cooldown)).toEqual([]);
  await cooldown.close();
});

test('what is dropped while imports are paused waits; stopped, it is let go, and brought again it is there once', async () => {
  test.setTimeout(120_000);
  const profile = temporaryFolder('profile');
  const [first, second] = [temporaryFolder('first'), temporaryFolder('second')];
  writeRides(first, 40);
  writeRides(second, 100, 40);
  const { cooldown, page } = await open(profile);
  await (await dragOver(page, [first])).drop();
  await expect.poll(async () => (await statusOf(profile)).activities, { timeout: 30_000 }).toBe(40);
  await statusLine(page, 'Up to date');

  await (await dragOver(page, [second])).drop();
  await button(page, 'Pause').click();
  await statusLine(page, /^Imports are paused – \d+ files wait$/);
  const told = await askApp(profile, importTask(first));
  expect([told.exitStatus, told.told]).toEqual([2, expect.stringContaining('imports_paused')]);
  const tried = await askApp(profile, importTask(first, true));
  expect([
    tried.exitStatus,
    reportLinesOf({ output: tried.output, progress: '', exitStatus: 0 }).length,
  ]).toEqual([0, 40]);

  await stopButton(page).click();
  await expect(stopButton(page)).toHaveCount(0);
  await expect(page.getByRole('treeitem', { name: /stopped, \d+ files were left out/ })).toBeVisible();
  await expectNoViolation(page, 'a stopped import');
  await statusLine(page, 'Imports are paused');
  await button(page, 'Go on').click();
  await statusLine(page, 'Up to date');
  const stopped = await statusOf(profile);
  expect(stopped.imports).toEqual({ running: 0, finished: 2, paused: false });
  expect(stopped.activities).toBeLessThan(140);
  expect(stopped.activities).toBe(stopped.receipts);
  await expect.poll(() => stagedCopies(cooldown)).toEqual([]);

  await (await dragOver(page, [second])).drop();
  await expect.poll(async () => (await statusOf(profile)).activities, { timeout: 30_000 }).toBe(140);
  await statusLine(page, 'Up to date');
  const created = (await receiptsIn(profile)).flatMap(({ entries }) =>
    entries.flatMap(({ write }) => (write?.result === 'created' ? [write.sourceIdentityKey] : [])),
  );
  expect([created.length, new Set(created).size]).toEqual([140, 140]);
  expect((await verifyIn(profile)).agrees).toBe(true);
  await cooldown.close();
});

test('a command whose import is stopped in the window ends with 2 and says how many files were not begun', async () => {
  test.setTimeout(120_000);
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('years');
  writeRides(folder, 300);
  const { cooldown, page } = await open(profile);
  await entry(page, 'Imports').click();
  const asked = askApp(profile, importTask(folder));
  await button(page, 'Pause').click();
  await statusLine(page, /^Imports are paused – \d+ files wait$/);
  await stopButton(page).click();
  const { exitStatus, output, told } = await asked;
  expect(exitStatus).toBe(2);
  const notBegun = Number(/: (\d+) files were not begun/.exec(told)?.[1]);
  const lines = reportLinesOf({ output, progress: '', exitStatus });
  expect(lines.length + notBegun).toBe(300);
  const status = await statusOf(profile);
  expect([status.activities, status.imports.running]).toEqual([lines.length, 0]);
  await cooldown.close();
});

test('a folder of many files is looked at before it is taken in, and left alone when that is said', async () => {
  test.setTimeout(120_000);
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('decades');
  writeRides(folder, 500);
  const { cooldown, page } = await open(profile);
  await (await dragOver(page, [folder])).drop();
  const look = page.getByRole('region', { name: 'A look before anything is written' });
  await expect(look.getByText(/^Looked at \d+ of 500 files/)).toBeVisible();
  await look.getByRole('button', { name: 'Not now' }).press('Enter');
  await expect(look).toHaveCount(0);
  await expect.poll(() => stagedCopies(cooldown)).toEqual([]);
  const { imports, activities, journal } = await statusOf(profile);
  expect([imports.running + imports.finished, activities, journal?.records]).toEqual([0, 0, 0]);
  await cooldown.close();
});

test('while files wait in a pause, erasing says why it has to wait, and works when nothing waits', async () => {
  test.setTimeout(120_000);
  const profile = temporaryFolder('profile');
  const [first, second] = [temporaryFolder('first'), temporaryFolder('second')];
  writeRides(first, 1);
  writeRides(second, 3, 10);
  const { cooldown, page } = await open(profile);
  await (await dragOver(page, [first])).drop();
  await expect.poll(async () => (await statusOf(profile)).activities, { timeout: 30_000 }).toBe(1);
  await page.evaluate(() => window.desktop.pauseImports(true));
  await page.reload();
  await statusLine(page, 'Imports are paused');
  await (await dragOver(page, [second])).drop();
  await statusLine(page, 'Imports are paused – 3 files wait');

  await entry(page, 'Activities').click();
  await page.getByRole('option', { name: /Ride/ }).click();
  await page.getByRole('button', { name: 'Erase for good…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Erase/ });
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(dialog.getByText(/^Nothing was erased: imports are paused/)).toBeVisible();
  await page.keyboard.press('Escape');
  await entry(page, 'Imports').click();
  await stopButton(page).click();
  await statusLine(page, 'Imports are paused');

  await entry(page, 'Activities').click();
  await page.getByRole('option', { name: /Ride/ }).click();
  await page.getByRole('button', { name: 'Erase for good…' }).click();
  const isLoadedAgain = page.waitForEvent('load', { timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  await isLoadedAgain;
  await statusLine(page, 'Imports are paused');
  expect((await statusOf(profile)).activities).toBe(0);
  await cooldown.close();
});
