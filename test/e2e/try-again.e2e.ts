// Files that the system does not let anybody read at first: asked about on the imports screen, tried again there, on the
// receipt and by command; taken in once the reason has passed, or dismissed. There after a restart, gone when answered.
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import { askApp, receiptsIn, statusOf, verifyIn } from '../support/ask-app.ts';
import { launchApp } from '../support/launch-app.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';

/** By its looks a file of 4 kB; the kernel answers EINVAL to whoever reads it, root or not. */
const notReadable = '/sys/class/net/lo/speed';
test.skip(!existsSync(notReadable), 'needs a file that even root can not read');

test('what could not be read is asked about, tried again by keyboard, and dismissed', async () => {
  test.setTimeout(120_000);
  const [profile, folder] = [temporaryFolder('profile'), temporaryFolder('again')];
  const [morning, noon, evening] = ['morning.fit', 'noon.fit', 'evening.fit'].map((name) =>
    join(folder, name),
  );
  if (morning === undefined || noon === undefined || evening === undefined) throw new Error('three names');
  const paths = [morning, noon, evening].map((path) => ({ typed: path, absolute: path }));
  for (const path of [morning, noon, evening]) symlinkSync(notReadable, path);

  const first = await launchApp({ userDataDir: profile });
  const imported = await askApp(profile, { kind: 'import', json: false, isDryRun: false, paths });
  expect(imported.exitStatus).toBe(1);
  expect((await statusOf(profile)).dead_letters).toBe(3);
  await first.close();

  const later = await launchApp({ userDataDir: profile });
  const page = await later.app.firstWindow();
  await openImports(page);
  const again = page.getByRole('region', { name: 'Try again' });
  await expect(again.getByRole('listitem')).toHaveCount(3);
  await expect(again).toContainText('3 files could not be read');
  await expectNoViolation(page, 'files to try again');

  // Nothing has passed yet: it stays an open question, and the focus where it was.
  const tryNoon = again.getByRole('button', { name: 'Try again: noon.fit' });
  await tryNoon.focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await receiptsIn(profile)).length).toBe(4);
  await expect(again.getByRole('listitem')).toHaveCount(3);
  await expect(tryNoon).toBeFocused();

  repair(noon, 8);
  await expect(tryNoon).not.toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(again.getByRole('listitem')).toHaveCount(2);
  const focusedName = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(focusedName).toMatch(/^Try again: (morning|evening)\.fit$/);

  await again.getByRole('button', { name: 'Dismiss: evening.fit' }).focus();
  await page.keyboard.press('Enter');
  await expect(again.getByRole('listitem')).toHaveCount(1);
  await expect(again.getByRole('button', { name: 'Dismiss: morning.fit' })).toBeFocused();

  // The last one, on its receipt.
  repair(morning, 6);
  await again.getByRole('button', { name: 'morning.fit', exact: true }).click();
  const detail = page.getByRole('complementary');
  await expect(detail.getByText(/^This file could not be read, for a reason/)).toBeVisible();
  await expectNoViolation(page, 'a receipt that offers another try');
  const offered = detail.getByRole('button', { name: 'Try again' });
  await offered.click();
  await expect(detail.getByText(/^This file was tried again\./)).toBeVisible();
  await expect(again).toHaveCount(0);

  expect(await statusOf(profile)).toMatchObject({ dead_letters: 0, activities: 2 });
  expect(await verifyIn(profile)).toMatchObject({ agrees: true, log: { drift: 0 } });
  await later.close();

  // What was dismissed stays so, and can be imported all the same.
  const last = await launchApp({ userDataDir: profile });
  expect((await statusOf(profile)).dead_letters).toBe(0);
  repair(evening, 18);
  const given = [{ typed: evening, absolute: evening }];
  expect(
    (await askApp(profile, { kind: 'import', json: false, isDryRun: false, paths: given })).exitStatus,
  ).toBe(0);
  expect((await statusOf(profile)).activities).toBe(3);
  await last.close();
});

test('all of them are tried again by one button, which leaves the focus on the screen', async () => {
  const [profile, folder] = [temporaryFolder('profile'), temporaryFolder('again')];
  const paths = ['a.fit', 'b.fit'].map((name) => join(folder, name));
  for (const path of paths) symlinkSync(notReadable, path);
  const app = await launchApp({ userDataDir: profile });
  await askApp(profile, {
    kind: 'import',
    json: false,
    isDryRun: false,
    paths: paths.map((path) => ({ typed: path, absolute: path })),
  });
  const page = await app.app.firstWindow();
  await openImports(page);
  for (const [nth, path] of paths.entries()) repair(path, 6 + nth);
  await page.getByRole('button', { name: 'Try all again' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Try again' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Imports', exact: true })).toBeFocused();
  await expect(page.getByRole('treeitem', { name: /^Tried again, .+ 2 added/ })).toBeVisible();
  expect(await statusOf(profile)).toMatchObject({ dead_letters: 0, activities: 2 });
  await app.close();
});

test('what was asked for twice at once is tried once', async () => {
  const [profile, folder] = [temporaryFolder('profile'), temporaryFolder('again')];
  const path = join(folder, 'ride.fit');
  symlinkSync(notReadable, path);
  const app = await launchApp({ userDataDir: profile });
  const paths = [{ typed: path, absolute: path }];
  await askApp(profile, { kind: 'import', json: false, isDryRun: false, paths });
  const page = await app.app.firstWindow();
  const [failed] = await receiptsIn(profile);
  if (failed === undefined) throw new Error('no receipt');
  repair(path, 8);
  const answers = await page.evaluate(
    (jobId) => Promise.all([1, 2, 3].map(() => window.desktop.retryFiles([jobId]))),
    failed.jobId,
  );
  expect(answers.map(({ kind }) => kind)).toEqual(['started', 'nothing', 'nothing']);
  await expect.poll(async () => (await statusOf(profile)).activities).toBe(1);
  expect((await receiptsIn(profile)).length).toBe(2);
  // The page can name what waits, and nothing else.
  const others = await page.evaluate(
    (named) => Promise.all([window.desktop.retryFiles([named]), window.desktop.retryFiles([])]),
    path,
  );
  expect(others.map(({ kind }) => kind)).toEqual(['nothing', 'refused']);
  await app.close();
});

function repair(path: string, hour: number): void {
  rmSync(path);
  writeFileSync(path, fitFile(fitRide(new Date(Date.UTC(2026, 3, 1, hour)).toISOString())));
}

async function openImports(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Activities' }).waitFor();
  await page.keyboard.press('Control+2');
}
