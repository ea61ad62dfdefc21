// A watch is plugged in, and what is new on it is there: once, however it is plugged, pulled and plugged again. Real file
// systems, mounted for the app alone.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { receiptsIn, statusOf, verifyIn } from '../support/ask-app.ts';
import { canPlug, makeStick, openPort, plug, pull, unplug } from '../support/plugged-device.ts';

test.skip(!canPlug, 'only root may mount, and ext4 has to be there');

const files = 50;

const watch = (count: number, firstDay = 0): string =>
  makeStick((root) => {
    mkdirSync(join(root, 'Garmin', 'Activities'), { recursive: true });
    for (let day = firstDay; day < firstDay + count; day += 1) {
      const startsAt = new Date(Date.UTC(2026, 0, 1 + day, 8)).toISOString();
      writeFileSync(join(root, 'Garmin', 'Activities', `${String(day)}.fit`), fitFile(fitRide(startsAt)));
    }
  });

const activitiesOf = async (profile: string): Promise<number> => (await statusOf(profile)).activities;

const becomes = (profile: string, activities: number, timeout = 30_000) =>
  expect.poll(() => activitiesOf(profile), { timeout, intervals: [100] }).toBe(activities);

test('What is on a watch is there within seconds of the plug, however late it is mounted, and known at the next plug', async () => {
  test.setTimeout(120_000);
  const image = watch(files);
  const port = await openPort();
  const { cooldown, folder } = port;
  try {
    await statusOf(cooldown.userDataDir);
    const place = await plug(port, image, 'GARMIN', 200);
    const mountedMs = Date.now();
    await expect
      .poll(() => activitiesOf(cooldown.userDataDir), { timeout: 30_000, intervals: [50] })
      .toBeGreaterThan(0);
    expect(Date.now() - mountedMs).toBeLessThan(5_000);
    await becomes(cooldown.userDataDir, files);
    const page = await cooldown.app.firstWindow();
    await page.getByRole('navigation').getByText('Devices and folders').click();
    await expect(page.getByText('Safe to unplug: everything is here.')).toBeVisible();
    unplug(port, place);
    const receipts = (await receiptsIn(cooldown.userDataDir)).length;
    await expect(page.getByText('Safe to unplug: everything is here.')).toBeHidden();
    // Elsewhere, as desktops do it.
    await plug(port, image, 'GARMIN 2', 20);
    await expect(page.getByText('Safe to unplug: everything is here.')).toBeVisible();
    expect(folder).not.toBe('');
    expect((await receiptsIn(cooldown.userDataDir)).length).toBe(receipts);
    expect((await verifyIn(cooldown.userDataDir)).agrees).toBe(true);
  } finally {
    await cooldown.close();
  }
});

test('Pulled out in the middle, it gives what was complete, and the rest at the next plug, each once', async () => {
  test.setTimeout(120_000);
  const image = watch(files);
  const port = await openPort();
  const { cooldown } = port;
  try {
    await statusOf(cooldown.userDataDir);
    for (let time = 0; time < 3; time += 1) {
      const place = await plug(port, image, 'GARMIN');
      const before = await activitiesOf(cooldown.userDataDir);
      await expect
        .poll(() => activitiesOf(cooldown.userDataDir), { timeout: 30_000, intervals: [20] })
        .toBeGreaterThan(Math.min(before, files - 1));
      pull(port, place);
      await expect
        .poll(async () => (await statusOf(cooldown.userDataDir)).imports.running, { timeout: 30_000 })
        .toBe(0);
    }
    await plug(port, image, 'GARMIN');
    await becomes(cooldown.userDataDir, files);
    expect((await verifyIn(cooldown.userDataDir)).agrees).toBe(true);
  } finally {
    await cooldown.close();
  }
});
