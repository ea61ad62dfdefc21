// What keeps things safe, as the athlete meets it: the report for support and its exact bytes, originals and own data in the
// settings, and erasing for good.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { diagnosticsBundleSchema } from '../../src-worker/contract/diagnostics-bundle.ts';
import { gpxFile, gpxHike } from '../fixtures/gpx-writer.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import type { LaunchOptions, LaunchedApp } from '../support/launch-app.ts';
import { openWindow } from '../support/open-window.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';

let cooldown: LaunchedApp;
let page: Page;
let complaints: string[];

test.beforeEach(async () => {
  complaints = [];
  await open();
});
test.afterEach(async () => {
  await cooldown.close();
  expect(complaints).toEqual([]);
});

async function open(options?: LaunchOptions): Promise<void> {
  ({ cooldown, page } = await openWindow(complaints, options));
}

const place = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true });
const details = () => page.getByRole('complementary', { name: 'Details' });
const answerOpen = (path: string) =>
  cooldown.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
const answerSave = (path: string) =>
  cooldown.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === '', filePath: chosen });
  }, path);

const sha256Of = (digit: number) => String(digit).repeat(64);

/** A hike of a name that no report may tell. */
async function importHike(): Promise<void> {
  const path = join(temporaryFolder('rides'), 'secret-valley.gpx');
  writeFileSync(path, gpxFile([{ ...gpxHike, name: 'Secret valley' }]));
  await answerOpen(path);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('status')).toHaveText(/^Import finished/);
}

test('what is saved of the report for support are the very bytes that were shown', async () => {
  await importHike();
  await place('About').click();
  await page.getByRole('button', { name: 'Save a report for support…' }).click();
  const bytes = page.getByRole('region', { name: 'The report, as it would be saved' });
  const shown = (await bytes.textContent()) ?? '';
  const bundle = diagnosticsBundleSchema.parse(JSON.parse(shown));
  expect(bundle.parts.receipts).toHaveLength(1);
  expect(shown).not.toMatch(/secret|valley/i);
  await expectNoViolation(page, 'report');

  await answerSave('');
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByText('Not saved yet.')).toBeVisible();
  const target = join(temporaryFolder('report'), 'for support.json');
  await answerSave(target);
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByText('Saved as for support.json.')).toBeVisible();
  expect(readFileSync(target, 'utf8')).toBe(shown);

  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'About' })).toBeVisible();
});

test('a receipt leads to the report, and Esc back to the receipt', async () => {
  await importHike();
  await page.getByRole('treeitem', { level: 2 }).first().click();
  await details().getByText('For support', { exact: true }).click();
  await details().getByRole('button', { name: 'Save a report for support…' }).click();
  await expect(page.getByRole('heading', { name: 'Report for support' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(details().getByRole('heading', { name: 'secret-valley.gpx' })).toBeVisible();
});

test('the settings say what is kept of originals, keep to another limit, and export everything', async () => {
  await importHike();
  await place('Settings').click();
  await expect(page.getByText(/^1 is kept, /)).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Room for originals' }).getByText('1 GB').click();
  await place('About').click();
  await place('Settings').click();
  await expect(
    page.getByRole('radiogroup', { name: 'Room for originals' }).getByRole('radio', { name: '1 GB' }),
  ).toBeChecked();
  await expectNoViolation(page, 'settings');

  const folder = temporaryFolder('export');
  await answerOpen(folder);
  await page.getByRole('button', { name: 'Export everything…' }).click();
  await expect(page.getByText(/^Exported to .+ 1 original\.$/)).toBeVisible();
  expect(readdirSync(folder)).toHaveLength(1);
  // The same folder once more: nothing is in the way.
  await page.getByRole('button', { name: 'Export everything…' }).click();
  await expect(page.getByText(/^Exported to .+-2: .+ 1 original\.$/)).toBeVisible();
  expect(readdirSync(folder)).toHaveLength(2);
});

test('a limit below what is kept lets nothing go before that is confirmed, also where it is chosen by an arrow key', async () => {
  const profile = temporaryFolder('originals');
  const originals = [1, 2].map((digit) =>
    join(profile, 'archive', `${digit}${digit}`, `${sha256Of(digit)}.gz`),
  );
  for (const path of originals) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
    // So large without a byte on the disk.
    truncateSync(path, 1.5 * 1024 ** 3);
  }
  const kept = () => originals.filter((path) => existsSync(path)).length;
  await cooldown.close();
  await open({ userDataDir: profile });
  await place('Settings').click();
  await expect(page.getByText('2 are kept, 3 GB.')).toBeVisible();

  const limit = (name: string) =>
    page.getByRole('radiogroup', { name: 'Room for originals' }).getByRole('radio', { name, exact: true });
  const dialog = page.getByRole('dialog', { name: 'Keep no more than 1 GB of originals?' });
  await limit('4 GB').press('ArrowLeft');
  await expect(dialog).toContainText(
    'About 2 GB of the 3 GB that Cooldown keeps as 2 originals, the oldest first.',
  );
  await expect(dialog.getByRole('button', { name: 'Keep them' })).toBeFocused();
  await expectNoViolation(page, 'lower limit dialog');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(limit('4 GB')).toBeChecked();
  // More room costs nothing, so nothing is asked.
  await limit('4 GB').press('ArrowRight');
  await expect(limit('16 GB')).toBeChecked();
  expect(kept()).toBe(2);

  await page.getByText('1 GB', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Let them go' }).click();
  await expect(page.getByText('None is kept. 2 were let go to keep the limit.')).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(limit('1 GB')).toBeChecked();
  expect(kept()).toBe(0);
});

test('a limit that can not be saved is said, and the one that holds stays chosen', async () => {
  const profile = temporaryFolder('unsaved');
  await cooldown.close();
  await open({ userDataDir: profile });
  await place('Settings').click();
  const limits = page.getByRole('radiogroup', { name: 'Room for originals' });
  await expect(limits.getByRole('radio', { name: '4 GB' })).toBeChecked();
  // Where the new file would be written lies something that is none.
  const inTheWay = join(profile, 'settings.json.part');
  mkdirSync(inTheWay);
  await limits.getByText('16 GB').click();
  await expect(page.getByText(/^Your choice could not be saved: .+ The limit is as it was/)).toBeVisible();
  await expect(limits.getByRole('radio', { name: '4 GB' })).toBeChecked();
  await expectNoViolation(page, 'limit not saved');

  rmdirSync(inTheWay);
  await limits.getByText('16 GB').click();
  await expect(limits.getByRole('radio', { name: '16 GB' })).toBeChecked();
  await expect(page.getByText(/^Your choice could not be saved/)).toBeHidden();
});

test('an activity says whether its original is kept, and is erased for good only when that is confirmed', async () => {
  await importHike();
  await place('Activities').click();
  await page.getByRole('option').first().click();
  await expect(details().getByText('Original file')).toBeVisible();
  await expect(details().getByText('kept', { exact: true })).toBeVisible();

  const open = details().getByRole('button', { name: 'Erase for good…' });
  const dialog = page.getByRole('dialog', { name: /^Erase “Secret valley”/ });
  await open.click();
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await expectNoViolation(page, 'erase dialog');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('option')).toHaveCount(1);

  await open.click();
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  // The page is loaded again when nothing of it is left.
  await expect(page.getByText('Drop a file or a folder anywhere here, or choose files.')).toBeVisible({
    timeout: 30_000,
  });
});
