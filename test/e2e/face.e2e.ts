// The face on the built app: every screen in both themes under axe, one whole pass by keyboard alone, dropping,
// the status line, and what the athlete can set. The page must not break its own safety net in any of it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../fixtures/gpx-writer.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import type { LaunchedApp } from '../support/launch-app.ts';
import { openWindow } from '../support/open-window.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';
import { writeSeason } from '../support/sample-files.ts';

let cooldown: LaunchedApp;
let page: Page;
let complaints: string[];

test.beforeEach(async () => {
  complaints = [];
  ({ cooldown, page } = await openWindow(complaints));
});
test.afterEach(async () => {
  await cooldown.close();
  expect(complaints).toEqual([]);
});

/** The next dialog is answered with these paths. */
const willChoose = (...paths: readonly string[]) =>
  cooldown.app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    },
    [...paths],
  );

async function importByDialog(...paths: readonly string[]): Promise<void> {
  await willChoose(...paths);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('status')).toHaveText(/^Import finished/);
}

const place = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true });
const file = (name: string | RegExp) => page.getByRole('treeitem', { level: 2, name });
const details = () => page.getByRole('complementary', { name: 'Details' });
const statusLine = () => page.getByRole('navigation').getByRole('button').last();

async function season(): Promise<string> {
  const folder = temporaryFolder('season');
  writeSeason(folder);
  await importByDialog(folder);
  return folder;
}

test('every screen is accessible, in light and dark', async () => {
  test.slow();
  await expect(page.getByText('Drop a file or a folder anywhere here, or choose files.')).toBeVisible();
  await expectNoViolation(page, 'activities, first run');
  await place('Imports').click();
  await expectNoViolation(page, 'imports, first run');

  await season();
  await expectNoViolation(page, 'imports');
  await file(/^rides\.zip/).click();
  await details().getByText('For support', { exact: true }).click();
  await details().getByText('Where each value comes from').click();
  await expectNoViolation(page, 'receipt of what was added');
  await file(/already have/)
    .first()
    .click();
  await expectNoViolation(page, 'receipt of what was there');
  await page.getByText('Needs you', { exact: true }).click();
  await file(/^broken\.fit/).click();
  await expectNoViolation(page, 'receipt of what was not read');

  await place('Activities').click();
  await page.getByRole('option').first().click();
  await details().getByText('Where each value comes from').click();
  await expectNoViolation(page, 'activity');
  await page.keyboard.press('?');
  await expect(details().getByRole('heading', { name: 'Keyboard' })).toBeVisible();
  await expectNoViolation(page, 'keyboard sheet');
  await place('Settings').click();
  await expectNoViolation(page, 'settings');
  await place('About').click();
  await expect(page.getByText(cooldown.userDataDir)).toBeVisible();
  await expectNoViolation(page, 'about');
});

test('everything can be done by keyboard alone', async () => {
  await season();
  await expect(page.getByRole('heading', { name: 'Imports' })).toBeVisible();

  // Into the tree, past the filter and the buttons, and along it.
  const focused = page.locator(':focus');
  const isInTree = () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'treeitem');
  for (let presses = 0; presses < 15 && !(await isInTree()); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  await expect(focused).toHaveAttribute('aria-level', '1');
  await expect(focused).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(file(/.*/)).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(file(/.*/)).toHaveCount(7);
  const isOnZip = async () => (await focused.getAttribute('aria-label'))?.startsWith('rides.zip') ?? false;

  // The filter, by its key and its arrows.
  await page.keyboard.press('Control+f');
  await expect(focused).toHaveAccessibleName('All');
  await page.keyboard.press('ArrowRight');
  await expect(file(/.*/)).toHaveCount(1);
  await page.keyboard.press('ArrowLeft');
  await expect(file(/.*/)).toHaveCount(7);
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAttribute('role', 'treeitem');
  await page.keyboard.press('Home');
  for (let presses = 0; presses < 7 && !(await isOnZip()); presses += 1) await page.keyboard.press('j');

  // Its details, the activity it became, and back the same way.
  await page.keyboard.press('Enter');
  await expect(focused).toHaveText('rides.zip');
  await expect(details().getByText('Show it')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Show it');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Activities' })).toBeVisible();
  await expect(focused).toHaveText('rides.zip');
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/^rides\.zip, Ride, .*13/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Imports' })).toBeVisible();
  await expect(focused).toHaveText('rides.zip');
  await page.keyboard.press('Escape');
  await expect(details()).toHaveCount(0);
  await expect(focused).toHaveAccessibleName(/^rides\.zip/);

  // Another screen, its filter, its list.
  await page.keyboard.press('Control+1');
  await expect(focused).toHaveText('Activities');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('hike');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByText('1 of 3 activities')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('option')).toHaveCount(3);
  // Past the three buttons, into the list.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('End');
  await expect(focused).toHaveAttribute('aria-posinset', '3');
  await page.keyboard.press('k');
  await expect(focused).toHaveAttribute('aria-posinset', '2');

  // The sheet, and away with it.
  await page.keyboard.press('?');
  await expect(focused).toHaveText('Keyboard');
  await page.keyboard.press('Escape');
  await expect(focused).toHaveAttribute('aria-posinset', '2');
});

test('a receipt says what happened, what is safe and what to do, and the code stands below', async () => {
  await season();
  await file(/^broken\.fit/).click();
  await expect(details()).toContainText('broken.fit is damaged, and nothing could be read from it.');
  await expect(details()).toContainText('The file itself was not touched; everything else goes on.');
  await expect(details()).toContainText('If the device still has the recording, copy it from there again.');
  await expect(details().getByText('parse_error')).toBeHidden();
  await details().getByText('For support', { exact: true }).click();
  await expect(details().getByText('parse_error')).toBeVisible();

  await file(/already have/)
    .first()
    .click();
  await expect(details()).toContainText('You already have this one: it came from');
  // Two lanes may read a file and its copy at the same time: then the content tells, and not the bytes.
  await expect(details()).toContainText(
    /These very bytes were imported before\.|The same recording, with the same content\./,
  );
});

test('a file of several activities tells of each', async () => {
  const folder = temporaryFolder('several');
  const later = gpxHike.segments.map((points) =>
    points.map((point) => ({ ...point, time: point.time?.replace('T07', 'T17') ?? '' })),
  );
  writeFileSync(
    join(folder, 'weekend.gpx'),
    gpxFile([gpxHike, { ...gpxHike, name: 'And home', segments: later }]),
  );
  await importByDialog(folder);
  await file(/^weekend\.gpx, Added: 2 added/).click();
  await expect(details().getByRole('article')).toHaveCount(2);
  await expect(details()).toContainText('Part 2 of 2');
  await expect(details()).toContainText('And home, ');
});

test('an activity shows what was recorded along the way, also when only its original still knows', async () => {
  const ride = join(temporaryFolder('ride'), 'ride.fit');
  writeFileSync(ride, fitFile(fitRide()));
  await importByDialog(ride);
  const heart = details().getByRole('figure', { name: 'Heart rate 125 bpm on average, 120 bpm to 129 bpm' });
  const open = async () => {
    await place('Activities').click();
    await page.getByRole('option').first().click();
  };
  await open();
  // One line from the first second to the last.
  await expect(heart.locator('path')).toHaveAttribute('d', /^M0 [\d.]+h0L[^M]+L359 [\d.]+$/);
  await expect(details().getByRole('figure')).toHaveCount(1);

  // As after a restore, or an import of an older version.
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('cooldown');
        opening.onsuccess = () => {
          const clearing = opening.result.transaction('samples', 'readwrite');
          clearing.objectStore('samples').clear();
          clearing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          clearing.onerror = () => reject(new Error('not cleared'));
        };
      }),
  );
  await page.reload();
  await page.getByRole('heading', { name: 'Activities' }).waitFor();
  await open();
  await expect(heart).toBeVisible();
});

test('what is dropped is imported, and the page never leaves for it', async () => {
  const folder = temporaryFolder('dropped');
  mkdirSync(join(folder, 'rides'));
  writeFileSync(join(folder, 'ride.fit'), fitFile(fitRide()));
  const before = page.url();

  // A drag by the mouse can't be made here: the page gets the events that one makes, with a file that has a path.
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'hand';
    document.body.append(input);
  });
  await page.locator('#hand').setInputFiles(join(folder, 'ride.fit'));
  const drag = (type: string, wants: 'file' | 'text') =>
    page.evaluate(
      ([eventType, kind]) => {
        const hand = document.querySelector('#hand');
        const [carried] = hand instanceof HTMLInputElement ? (hand.files ?? []) : [];
        const dataTransfer = new DataTransfer();
        if (kind === 'text') dataTransfer.setData('text/plain', 'https://example.org/');
        else if (carried !== undefined) dataTransfer.items.add(carried);
        const event = new DragEvent(eventType, { dataTransfer, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
        return event.defaultPrevented;
      },
      [type, wants] as const,
    );

  expect(await drag('dragover', 'text')).toBe(true);
  await expect(page.getByText('Drop to import. Nothing is moved or changed.')).toBeHidden();
  expect(await drag('drop', 'text')).toBe(true);

  expect(await drag('dragenter', 'file')).toBe(true);
  await expect(page.getByText('Drop to import. Nothing is moved or changed.')).toBeVisible();
  expect(await drag('drop', 'file')).toBe(true);
  await expect(page.getByText('Drop to import. Nothing is moved or changed.')).toBeHidden();
  await expect(page.getByRole('status')).toHaveText('Import finished. 1 added.');
  await expect(page.getByRole('treeitem', { level: 1, name: /^Dropped, / })).toBeVisible();
  await expect(file(/^ride\.fit, Added: /)).toBeVisible();
  expect(page.url()).toBe(before);
});

test('the status line says who is needed, leads there, and is calm again afterwards', async () => {
  await expect(statusLine()).toHaveText('Up to date');
  await season();
  await expect(statusLine()).toHaveText('1 file needs you');
  await place('Activities').click();
  await expect(statusLine()).toHaveText('Up to date');

  const folder = temporaryFolder('broken');
  writeFileSync(join(folder, 'notes.fit'), '%PDF-1.7');
  await importByDialog(folder);
  // What is spoken may still be the end of the import before.
  await expect(statusLine()).toHaveText('1 file needs you');
  await statusLine().click();
  await expect(page.getByRole('radio', { name: 'Needs you' })).toBeChecked();
  await expect(file(/.*/)).toHaveCount(1);
  await expect(file(/^notes\.fit, Not read/)).toBeVisible();
});

test('what the athlete sets holds at once and after a restart of the page', async () => {
  await season();
  await place('Settings').click();
  await page.getByText('Dark', { exact: true }).click();
  await page.getByText('Compact', { exact: true }).click();
  await page.getByText('Miles, feet', { exact: true }).click();
  await expect(page.getByText('For example 26.2 mi.')).toBeVisible();

  const settled = async () => {
    await place('Activities').click();
    const row = page.getByRole('option', { name: /^Up & down/ });
    await expect(row).toContainText('0.14 mi');
    expect((await row.boundingBox())?.height).toBe(32);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  };
  await settled();
  await page.reload();
  await settled();
});

test('nothing moves where motion is not wanted', async () => {
  await season();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1000, height: 700 });
  await file(/^ride\.fit/).click();
  const animation = await details().evaluate((panel) => getComputedStyle(panel).animationName);
  expect(animation).toBe('none');
});
