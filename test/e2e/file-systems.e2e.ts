// Devices of the file systems that devices have: whatever is on one comes in once, however it is pulled, and at the next plug,
// elsewhere, it is known without being read. What this machine can't mount is skipped and says why; where COOLDOWN_MUST_MOUNT
// is set, nothing may be missing.
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { receiptsIn, statusOf, verifyIn } from '../support/ask-app.ts';
import { fileSystems, missingHere } from '../support/file-systems.ts';
import { leftBehind } from '../support/left-behind.ts';
import { openPort } from '../support/plugged-device.ts';

const files = 24;
const everythingIsHere = 'Safe to unplug: everything is here.';

test('a machine that has to mount lacks nothing for it', () => {
  test.skip(process.env['COOLDOWN_MUST_MOUNT'] === undefined, 'COOLDOWN_MUST_MOUNT is not set');
  expect(missingHere).toEqual([]);
});

/** Names and times as FAT keeps them; written long ago, each at its own time. */
function fillWatch(root: string): void {
  const folder = join(root, 'GARMIN', 'ACTIVITY');
  mkdirSync(folder, { recursive: true });
  for (let day = 0; day < files; day += 1) {
    const startsAt = new Date(Date.UTC(2026, 0, 1 + day, 8));
    const path = join(folder, `A1B2${String(day).padStart(4, '0')}.FIT`);
    writeFileSync(path, fitFile(fitRide(startsAt.toISOString())));
    utimesSync(path, startsAt, new Date(startsAt.getTime() + 3_723_456));
  }
}

for (const fileSystem of fileSystems) {
  test(`what is on a device with ${fileSystem.name} comes in once, and is known at the next plug`, async () => {
    test.skip(fileSystem.missing !== null, fileSystem.missing ?? '');
    test.setTimeout(120_000);
    const stick = fileSystem.makeStick(fillWatch);
    const port = await openPort();
    const { cooldown } = port;
    const profile = cooldown.userDataDir;
    const activities = async () => (await statusOf(profile)).activities;
    try {
      const page = await cooldown.app.firstWindow();
      await page.getByRole('navigation').getByText('Devices and folders').click();
      const first = await fileSystem.plug(port, stick, 'GARMIN');
      await expect.poll(activities, { timeout: 30_000, intervals: [10] }).toBeGreaterThan(0);
      first.pull();
      await expect.poll(async () => (await statusOf(profile)).imports.running, { timeout: 30_000 }).toBe(0);

      const second = await fileSystem.plug(port, stick, 'GARMIN');
      await expect.poll(activities, { timeout: 30_000, intervals: [100] }).toBe(files);
      await expect(page.getByText(everythingIsHere)).toBeVisible();
      second.unplug();
      await expect(page.getByText(everythingIsHere)).toBeHidden();
      const receipts = await receiptsIn(profile);

      const elsewhere = fileSystem.isKnownByItsPlace === true ? 'GARMIN' : 'GARMIN 2';
      const third = await fileSystem.plug(port, stick, elsewhere);
      await expect(page.getByText(everythingIsHere)).toBeVisible();
      // One card: it is the same device.
      await expect(page.getByText(`${String(files)} files, all known`)).toHaveCount(1);
      expect((await receiptsIn(profile)).length).toBe(receipts.length);
      expect(await activities()).toBe(files);
      expect((await verifyIn(profile)).agrees).toBe(true);
      third.unplug();
    } finally {
      expect((await cooldown.close()).leftovers).toEqual([]);
    }
    await expect.poll(() => leftBehind(port.folder, stick)).toEqual([]);
  });
}
