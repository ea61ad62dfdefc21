// Sessions by hand on the built app: logged, seen in the week beside what was imported, corrected, taken back; by keyboard
// alone, and still there after everything was killed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import { verifyIn } from '../support/ask-app.ts';
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

const details = () => page.getByRole('complementary', { name: 'Details' });
const week20 = () => page.getByRole('group', { name: /^Week 20\b/ });
const field = (label: string) => details().getByLabel(label, { exact: true });
const press = (name: string) => details().getByRole('button', { name, exact: true }).click();

async function importRide(): Promise<void> {
  const path = join(temporaryFolder('ride'), 'ride.fit');
  writeFileSync(path, fitFile(fitRide('2026-05-12T07:30:00Z')));
  await cooldown.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('status').first()).toHaveText(/^Import finished/);
  await page.keyboard.press('Control+1');
}

test('a session is logged, counts beside what was imported, is corrected, taken back, brought back, and survives', async () => {
  await importRide();
  await page.getByRole('button', { name: 'Log a session' }).click();
  await expect(details().getByRole('heading', { name: 'Log a session' })).toBeFocused();

  // What a field wants is said beside it, and the first of them has the focus.
  await press('Log it');
  await expect(details()).toContainText('Say when it began. About is near enough.');
  await expect(field('Began at')).toBeFocused();
  await field('Day').fill('2126-05-12');
  await field('Began at').fill('18:04');
  await field('Duration').fill('an hour');
  await press('Log it');
  await expect(details()).toContainText('That is still to come.');
  await expect(details()).toContainText('Write it as 45, 1:05 or 1:05:30.');
  await expectNoViolation(page, 'the form, with what it wants');

  await field('Day').fill('2026-05-14');
  await field('Duration').fill('1:05');
  await field('Title').fill('Gym');
  await press('Add a set');
  await field('Exercise').fill('Squat');
  await field('Repetitions').fill('8');
  await page.keyboard.press('Tab');
  await page.keyboard.type('62,5');
  // Neither Escape nor a look at something else costs what was typed.
  await page.keyboard.press('Escape');
  await expect(details()).toHaveCount(0);
  await page.getByRole('button', { name: 'Log a session' }).click();
  await expect(field('Repetitions')).toHaveValue('8');
  await press('Log it');

  await expect(details().getByRole('heading', { name: 'Gym' })).toBeFocused();
  await expect(details()).toContainText('Strength·Thursday, May 14, 2026');
  await expect(details().getByRole('row').last()).toHaveText(/^Squat8/);
  await expect(week20()).toHaveAccessibleName(/Strength: 1 activity, 1 h 5 min/);
  await expect(week20()).toHaveAccessibleName(/Ride: 1 activity/);
  await expect(page.getByRole('option')).toHaveCount(2);
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(
    /^Gym, Strength, Thursday, May 14, .*by hand$/,
  );
  await expect(page.getByText('2 activities', { exact: true })).toHaveCount(1);
  await expectNoViolation(page, 'a session by hand');

  await press('Correct it');
  await field('Duration').fill('45');
  await press('Save the correction');
  await expect(details()).toContainText('Corrected once.');
  await expect(week20()).toHaveAccessibleName(/Strength: 1 activity, 45 min/);

  await press('Take it back');
  await expect(details()).toContainText('You took this session back.');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(week20()).not.toHaveAccessibleName(/Strength/);
  await press('Bring it back');
  await expect(page.getByRole('option')).toHaveCount(2);

  expect(await verifyIn(cooldown.userDataDir)).toMatchObject({ agrees: true });
  const { userDataDir } = cooldown;
  await cooldown.kill();
  await open({ userDataDir });
  await expect(week20()).toHaveAccessibleName(/Strength: 1 activity, 45 min/);
  expect(await verifyIn(userDataDir)).toMatchObject({ agrees: true });
});

test('a session is logged by keyboard alone, in an empty log', async () => {
  const focused = page.locator(':focus');
  const nameOfFocused = () =>
    focused.evaluateAll(([element]) =>
      element instanceof HTMLInputElement
        ? (element.labels?.[0]?.textContent ?? '')
        : (element?.textContent ?? ''),
    );
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 25 && (await nameOfFocused()) !== name; presses += 1) {
      await page.keyboard.press('Tab');
    }
  };
  await page.keyboard.press('Control+1');
  await tabTo('Log a session');
  await page.keyboard.press('Enter');
  await expect(details().getByRole('heading', { name: 'Log a session' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('R');
  await tabTo('Began at');
  await page.keyboard.type('1201AM');
  await tabTo('Duration');
  await page.keyboard.type('30');
  await page.keyboard.press('Enter');
  await expect(details().getByRole('heading', { name: 'Run' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(focused).toHaveAccessibleName(/^Run, Run, .*, 30 min, by hand$/);
  await page.keyboard.press('Enter');
  await tabTo('Take it back');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Drop a file or a folder anywhere here')).toBeVisible();
});
