// The screen of devices and folders in states that are rare on a real machine: main's end tells them, the page shows them.
// Accessible in both themes, operable by keys alone, and steady under the hands of who stands on a card.
import { expect, test, type Page } from '@playwright/test';
import type { Source } from '../../src-worker/contract/sources.ts';
import { edge, everyHint, everyState, zwiftFolder } from '../renderer/source-samples.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import type { LaunchedApp } from '../support/launch-app.ts';
import { openWindow } from '../support/open-window.ts';

let cooldown: LaunchedApp;
let page: Page;
let complaints: string[];

test.beforeEach(async () => {
  complaints = [];
  ({ cooldown, page } = await openWindow(complaints));
  await page.keyboard.press('Control+3');
  await expect(page.locator(':focus')).toHaveText('Devices and folders');
});
test.afterEach(async () => {
  await cooldown.close();
  expect(complaints).toEqual([]);
});

const tell = (...sources: readonly Source[]) =>
  cooldown.app.evaluate(
    ({ webContents }, told) => {
      for (const contents of webContents.getAllWebContents()) contents.send('sources:changed', told);
    },
    [...sources],
  );

const card = (name: string) => page.getByRole('article', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const statusLine = () => page.getByRole('navigation').getByRole('button').last();

test('every state is told with its remedy, accessible in light and dark', async () => {
  test.slow();
  await tell();
  await expect(
    page.getByText('Plug in your watch or bike computer, or drop a file anywhere here.'),
  ).toBeVisible();
  await expectNoViolation(page, 'no device, no folder');

  await tell(
    ...everyState.map((state, index) =>
      edge({ sourceId: `d${index}`, name: `Device ${index}`, state, hints: everyHint }),
    ),
    ...everyState.map((state, index) =>
      zwiftFolder({
        sourceId: `f${index}`,
        name: `Folder ${index}`,
        state,
        isWatchingLimited: true,
        unfinishedRide: '/rides/inProgressActivity.fit',
      }),
    ),
  );
  await expect(page.getByRole('article')).toHaveCount(2 * everyState.length);
  await expectNoViolation(page, 'every state');
});

test('a device without a drive says what helps, in its order', async () => {
  const hints = [
    'wahoo_allow_usb_access',
    'wahoo_allow_fit_access',
    'cable_may_only_charge',
    'drag_files_in',
  ] as const;
  // What is there before the window opens is no news.
  await tell();
  await tell(edge({ name: 'ELEMNT ROAM', vendor: 'wahoo', state: { kind: 'no_volume' }, hints: [...hints] }));
  await expect(card('ELEMNT ROAM')).toContainText('ELEMNT ROAM is plugged in, but shows no drive');
  await expect(card('ELEMNT ROAM').getByRole('listitem')).toHaveText([
    'In the Wahoo app, switch on “Allow USB access”.',
    'In the Wahoo app, switch on “Allow .FIT file access”.',
    'Try another cable: many of them only charge.',
    'Open it in your file manager and drag its activity files into this window: they lie in “exports”.',
  ]);
  await expect(page.getByRole('status')).toHaveText(/ELEMNT ROAM is plugged in, but shows no drive/);
});

test('a device that does not answer is told at the foot of the rail, a key away', async () => {
  await tell(edge({ state: { kind: 'looking' } }));
  await tell(edge({ state: { kind: 'stuck' } }));
  await expect(page.getByRole('status')).toHaveText('Edge 530 does not answer. Other imports go on.');
  await page.keyboard.press('Control+1');
  await expect(statusLine()).toHaveText('Edge 530 does not answer');
  await statusLine().click();
  await expect(button('Try again: Edge 530')).toBeVisible();
});

test('who stands on a card stays there while others come and go', async () => {
  const focused = page.locator(':focus');
  const fenix = edge({ sourceId: 'device-fenix', name: 'Fenix 6', state: { kind: 'stuck' } });
  const absent = { kind: 'away', reason: 'not_there' } as const;
  await tell(fenix, edge(), zwiftFolder({ unfinishedRide: '/rides/inProgressActivity.fit' }));
  await expect(card('Fenix 6')).toBeVisible();

  // Into the list, along it, onto a button and back to the card.
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Watch a folder…');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName('Fenix 6');
  await page.keyboard.press('j');
  await expect(focused).toHaveAccessibleName('Edge 530');
  await expect(focused).toHaveAccessibleDescription(/Safe to unplug: everything is here\./);
  await page.keyboard.press('End');
  await expect(focused).toHaveAccessibleName('Activities');
  await page.keyboard.press('Enter');
  await expect(focused).toHaveAccessibleName('Subfolders of Activities');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(focused).toHaveAccessibleName('Look now: Edge 530');

  // It moves below another, its button goes, then it goes altogether.
  await tell(edge({ filesFound: 13 }), fenix, zwiftFolder());
  await expect(card('Edge 530')).toContainText('13 files, 12 known');
  await expect(focused).toHaveAccessibleName('Look now: Edge 530');
  await page.keyboard.press('Escape');
  await expect(focused).toHaveAccessibleName('Edge 530');
  await page.keyboard.press('Enter');
  await tell(edge({ state: { kind: 'settling', files: 1 } }), fenix, zwiftFolder());
  await expect(focused).toHaveAccessibleName('Edge 530');
  await tell(fenix, edge({ state: absent }), zwiftFolder());
  await expect(focused).toHaveAccessibleName('Edge 530');
  await tell(fenix, zwiftFolder());
  await expect(focused).toHaveAccessibleName('Activities');
  await tell();
  await expect(focused).toHaveText('Devices and folders');
  // From the button of the empty screen to the one in the bar.
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Watch a folder…');
  await tell(fenix);
  await expect(card('Fenix 6')).toBeVisible();
  await expect(focused).toHaveText('Watch a folder…');
});
