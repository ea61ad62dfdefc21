// What a person decides, in the window and by command: every choice is written down, can be taken back, and outlives a restart.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fileId, fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';
import { reportLinesOf, runCooldown, temporaryFolder } from '../support/run-cooldown.ts';

const start = '2026-05-12T07:30:00Z';
const onOtherDevice = (startedAt: string) =>
  fitFile([
    fileId({ type: 4, manufacturer: 23, product: 5, serialNumber: 77, timeCreated: 1_000_000_000 }),
    ...fitRide(startedAt).slice(1),
  ]);

const files = {
  'ride.fit': fitFile(fitRide(start)),
  'edited.fit': fitFile(fitRide(start, { distanceMeters: 420.5 })),
  'watch.fit': onOtherDevice(start),
  'lost.fit': onOtherDevice('1989-12-31T00:10:00Z'),
};

async function importInto(profile: string, names: readonly (keyof typeof files)[]) {
  const folder = temporaryFolder('rides');
  const lines = [];
  for (const name of names) {
    const path = join(folder, name);
    writeFileSync(path, files[name]);
    const run = await runCooldown(['import', '--json', '--user-data-dir', profile, path]);
    lines.push(...reportLinesOf(run));
  }
  return lines;
}

async function openOn(profile: string): Promise<{ readonly cooldown: LaunchedApp; readonly page: Page }> {
  const cooldown = await launchApp({ userDataDir: profile });
  const page = await cooldown.app.firstWindow();
  await page.getByRole('heading', { name: 'Activities' }).waitFor();
  return { cooldown, page };
}

const details = (page: Page) => page.getByRole('complementary', { name: 'Details' });
const place = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true });
const press = (page: Page, name: string) => details(page).getByRole('button', { name, exact: true }).click();

test('an activity is deleted and brought back, in the window, and is there again after a restart', async () => {
  const profile = join(temporaryFolder('decisions'), 'profile');
  await importInto(profile, ['ride.fit']);
  const { cooldown, page } = await openOn(profile);
  await page.getByRole('option', { name: /Ride/ }).click();
  await press(page, 'Delete');
  await expect(details(page)).toContainText('You deleted this activity');
  await expectNoViolation(page, 'a deleted activity');
  await place(page, 'Settings').click();
  await expect(page.getByText(/^Ride, .*12/)).toBeVisible();
  await expectNoViolation(page, 'settings with a deleted activity');
  await cooldown.close();

  const [again] = await importInto(profile, ['ride.fit']);
  expect(again?.dedup).toMatchObject({ decision: 'skip', outcome: 'deleted_by_athlete' });

  const second = await openOn(profile);
  await place(second.page, 'Settings').click();
  await second.page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(second.page.getByText('None.', { exact: true })).toBeVisible();
  await place(second.page, 'Activities').click();
  await expect(second.page.getByRole('option', { name: /Ride/ })).toHaveCount(1);
  await second.cooldown.close();
  expect((await runCooldown(['verify', '--user-data-dir', profile])).exitStatus).toBe(0);
});

test('of two versions that disagree the other one is chosen on the receipt, by keyboard alone', async () => {
  const profile = join(temporaryFolder('decisions'), 'profile');
  const lines = await importInto(profile, ['ride.fit', 'edited.fit']);
  expect(lines[1]?.error?.code).toBe('version_conflict');
  const { cooldown, page } = await openOn(profile);
  await place(page, 'Imports').press('Enter');
  await page.getByRole('treeitem', { name: /^edited\.fit/ }).press('Enter');
  await expect(details(page).getByRole('row', { name: /Distance/ })).toContainText('0.26 mi');
  await expectNoViolation(page, 'two versions');
  const useThis = details(page).getByRole('button', { name: 'Use this one instead' });
  await expect(useThis).toBeEnabled();
  await useThis.press('Enter');
  await expect(details(page)).toContainText('You used this one instead');
  await expect(details(page).getByRole('button', { name: 'Keep both' })).toHaveCount(0);
  await place(page, 'Activities').press('Enter');
  await expect(page.getByRole('option', { name: /0.26 mi/ })).toHaveCount(1);
  await cooldown.close();
});

test('what two devices recorded is parted and linked again, and a lost activity gets its date', async () => {
  const profile = join(temporaryFolder('decisions'), 'profile');
  await importInto(profile, ['ride.fit', 'watch.fit', 'lost.fit']);
  const { cooldown, page } = await openOn(profile);
  await page.getByRole('option', { name: /linked, counted once/ }).click();
  await press(page, 'They are two outings');
  await expect(details(page)).toContainText('You said that this and what');
  await expect(page.getByRole('option', { name: /linked, counted once/ })).toHaveCount(0);
  await press(page, 'They are one outing');
  await expect(page.getByRole('option', { name: /linked, counted once/ })).toHaveCount(1);

  await page.getByRole('option', { name: /Date unknown|date unknown|clock/i }).click();
  await details(page).getByLabel('It began').fill('2026-05-20T18:00');
  await expectNoViolation(page, 'an activity without a date');
  await press(page, 'Set its date');
  await expect(details(page)).toContainText('You set the clock of this one right.');
  await expect(details(page)).toContainText(/May 20, 2026, 6:00\sPM/);
  await press(page, 'Use the device’s clock again');
  await expect(details(page)).toContainText('The device’s clock was not set');
  await cooldown.close();
});

test('the same is decided by command, also while the window is open', async () => {
  const profile = join(temporaryFolder('decisions'), 'profile');
  const [ride, conflict] = await importInto(profile, ['ride.fit', 'edited.fit']);
  const key = ride?.write?.source_identity_key ?? '';
  const command = (...words: string[]) => runCooldown([...words, '--user-data-dir', profile]);
  expect(conflict?.error?.code).toBe('version_conflict');

  const receipts = await command('receipts');
  const [, words] = /to choose: cooldown (resolve \S+ 1) keep\|update\|keep-both/.exec(receipts.output) ?? [];
  expect(words).toBeDefined();
  const { cooldown, page } = await openOn(profile);
  const resolved = await command(...(words ?? '').split(' '), 'keep-both');
  expect([resolved.exitStatus, resolved.output]).toEqual([0, expect.stringContaining('Done.')]);
  await expect(page.getByRole('option', { name: /Ride/ })).toHaveCount(2);

  expect((await command('delete', key)).exitStatus).toBe(0);
  await expect(page.getByRole('option', { name: /Ride/ })).toHaveCount(1);
  expect((await command('delete', key)).output).toContain('It is so already.');
  expect((await command('bring-back', key)).exitStatus).toBe(0);
  await expect(page.getByRole('option', { name: /Ride/ })).toHaveCount(2);
  const stranger = await command('delete', 'external-activity-00000000000000000000');
  expect([stranger.exitStatus, stranger.progress]).toEqual([1, expect.stringContaining('knows no such')]);
  await cooldown.close();
});
