// A sports device that shows no drive: where the desktop opens it, it is read like a stick, and its copies are believed only
// when they are whole; where nobody opens it, a card says what helps. A folder stands for what the desktop shows.
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import type { Receipt } from '../../src-worker/contract/receipt.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import { receiptsIn, statusOf } from '../support/ask-app.ts';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';
import { makeUsbTree, type UsbTree } from '../support/usb-tree.ts';
import { watchDesktop } from '../support/watch-desktop.ts';

test.skip(process.platform !== 'linux', 'other desktops show no such folders');

let usb: UsbTree;
let cooldown: LaunchedApp;
let page: Page;

test.beforeEach(async () => {
  usb = makeUsbTree();
  cooldown = await launchApp(usb.launch);
  page = await cooldown.app.firstWindow();
  await page.getByRole('heading', { name: 'Activities' }).waitFor();
  await page.keyboard.press('Control+3');
});
test.afterEach(() => cooldown.close());

const card = (name: string) => page.getByRole('article', { name, exact: true });
const becomes = (activities: number) =>
  expect
    .poll(async () => (await statusOf(cooldown.userDataDir)).activities, { timeout: 60_000 })
    .toBe(activities);

const ride = (day: number) => fitFile(fitRide(new Date(Date.UTC(2026, 0, 1 + day, 8)).toISOString()));
const outcomesOf = ({ entries }: Receipt) => entries.map(({ ending }) => ending.kind);
const longAgo = new Date('2026-02-01T10:00:00Z');

/** With an old time, as on a device that recorded it long before. */
function put(file: string, bytes: Uint8Array): void {
  writeFileSync(file, bytes);
  utimesSync(file, longAgo, longAgo);
}

test('What the desktop shows of a watch is taken in; a copy full of zeros waits, is told, and comes in once it is whole', async () => {
  test.setTimeout(150_000);
  const storage = join(usb.gvfs, 'mtp:host=Garmin_Edge_1050_0000d1a5c0de', 'Internal Storage');
  const folder = join(storage, 'GARMIN', 'Activity');
  mkdirSync(folder, { recursive: true });
  for (let day = 0; day < 3; day += 1) put(join(folder, `${String(day)}.fit`), ride(day));
  const whole = ride(3);
  put(join(folder, '3.fit'), new Uint8Array(whole.length));
  usb.plugIn({ vendorId: '091e', maker: 'Garmin', product: 'Edge 1050' });

  await becomes(3);
  const garmin = card('Garmin Edge 1050');
  await expect(garmin).toContainText('1 file came out of the device empty or cut short.', {
    timeout: 30_000,
  });
  await expect(garmin).toContainText('4 files, 3 known');
  await expect(page.getByText('shows no drive')).toBeHidden();
  await expectNoViolation(page, 'a copy that is not whole');
  await page.setViewportSize({ width: 620, height: 700 });
  await page.screenshot({ path: test.info().outputPath('bad-copy-narrow.png') });
  expect((await receiptsIn(cooldown.userDataDir)).length).toBe(3);

  put(join(folder, '3.fit'), whole);
  await becomes(4);
  await expect(garmin).toContainText('Safe to unplug: everything is here.', { timeout: 30_000 });
  await expect(garmin).not.toContainText('empty or cut short');
  expect((await receiptsIn(cooldown.userDataDir)).map(outcomesOf)).toEqual(
    Array.from({ length: 4 }, () => ['created']),
  );

  usb.plugOut();
  await expect(garmin).toContainText('Not plugged in.', { timeout: 30_000 });
  mkdirSync(folder, { recursive: true });
  for (let day = 0; day < 4; day += 1) put(join(folder, `${String(day)}.fit`), ride(day));
  usb.plugIn({ vendorId: '091e', maker: 'Garmin', product: 'Edge 1050' });
  await expect(garmin).toContainText('4 files, all known', { timeout: 30_000 });
  expect((await receiptsIn(cooldown.userDataDir)).length).toBe(4);
});

test('A watch that nobody opened has a card with what helps here, until the desktop opens it', async () => {
  test.setTimeout(120_000);
  usb.plugIn({ vendorId: '0e8d', maker: 'Wahoo Fitness', product: 'ELEMNT ROAM' });
  const roam = card('ELEMNT ROAM');
  await expect(roam).toContainText('ELEMNT ROAM is plugged in, but shows no drive', { timeout: 30_000 });
  await expect(roam.getByRole('listitem')).toHaveText([
    'In the Wahoo app, switch on “Allow USB access”.',
    'In the Wahoo app, switch on “Allow .FIT file access”.',
    'Switch the device on: while it is off it only charges.',
    'Open it once in your file manager: from then on Cooldown can read it, too.',
    'Try another cable: many of them only charge.',
    'Only one program at a time can speak with a device like this: close the one that holds it.',
    'If the device shows in your file manager, copy its activity files to a folder on this computer first.',
    'Open it in your file manager and drag its activity files into this window: they lie in “exports”.',
  ]);
  await expectNoViolation(page, 'a device without a drive');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: test.info().outputPath(`no-volume-${scheme}.png`) });
  }

  const exports = join(usb.gvfs, 'mtp:host=Wahoo_ELEMNT_ROAM_WR34', 'Internal shared storage', 'exports');
  mkdirSync(exports, { recursive: true });
  put(join(exports, 'ride.fit'), ride(0));
  await expect(roam).toBeHidden({ timeout: 30_000 });
  await becomes(1);
  await expect(card('Wahoo ELEMNT ROAM WR34')).toContainText('1 file, already known', { timeout: 30_000 });
});

test('What came from a device while the window is hidden is told under its name, and a click leads to it', async () => {
  test.setTimeout(90_000);
  const desktop = await watchDesktop(cooldown);
  await cooldown.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const folder = join(usb.gvfs, 'mtp:host=Garmin_Edge_530_0000d1a5c0de', 'Primary', 'GARMIN', 'Activity');
  mkdirSync(folder, { recursive: true });
  for (let day = 0; day < 3; day += 1) put(join(folder, `${String(day)}.fit`), ride(day));
  usb.plugIn({ vendorId: '091e', maker: 'Garmin', product: 'Edge 530' });
  const title = '3 new activities from Garmin Edge 530';
  await expect
    .poll(async () => (await desktop.notifications()).map((one) => one.title), { timeout: 60_000 })
    .toContain(title);
  await desktop.clickNotification(title);
  await expect(page.getByRole('heading', { name: 'Imports' })).toBeVisible();
  await expect(page.getByText('0.fit').first()).toBeVisible();
});

test('A phone is left alone', async () => {
  test.setTimeout(60_000);
  const phone = join(
    usb.gvfs,
    'mtp:host=SAMSUNG_SAMSUNG_Android_1234567890abcdef',
    'Phone',
    'GARMIN',
    'Activity',
  );
  mkdirSync(phone, { recursive: true });
  put(join(phone, 'ride.fit'), ride(0));
  const watch = join(usb.gvfs, 'mtp:host=Garmin_Fenix_6_0000d1a5c0df', 'Primary', 'GARMIN', 'Activity');
  mkdirSync(watch, { recursive: true });
  put(join(watch, 'ride.fit'), ride(1));
  usb.plugIn({ vendorId: '091e', maker: 'Garmin', product: 'Fenix 6' });
  await becomes(1);
  await expect(page.getByRole('article')).toHaveCount(1);
});
