// What on a device can't be taken in is told once, and not again at each plug. A real file system, mounted for the app alone.
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { storedZip } from '../fixtures/zip-writer.ts';
import { receiptsIn } from '../support/ask-app.ts';
import { deviceRide, putOnWatch } from '../support/device-rides.ts';
import { canPlug, eject, makeStick, openPort, plug } from '../support/plugged-device.ts';

test.skip(!canPlug, 'only root may mount, and ext4 has to be there');

const plugs = 3;
const longAgo = new Date(Date.UTC(2026, 0, 1));

test('A ride, a damaged one, something else and an archive with a damaged ride have one receipt each after three plugs', async () => {
  test.setTimeout(180_000);
  const [ride, packed] = [deviceRide(0, 120), deviceRide(1, 120)];
  const others = {
    'damaged.fit': ride.bytes.slice(0, 40),
    'letter.fit': Buffer.from('Dear rider, this is no recording.'),
    'rides.zip': storedZip({ 'whole.fit': packed.bytes, 'damaged.fit': packed.bytes.slice(0, 40) }),
  };
  const image = makeStick((root) => {
    putOnWatch(root, [ride]);
    const folder = join(root, 'Garmin', 'Activities');
    for (const [name, bytes] of Object.entries(others)) writeFileSync(join(folder, name), bytes);
    for (const name of [ride.name, ...Object.keys(others)]) utimesSync(join(folder, name), longAgo, longAgo);
  }, 16);
  const port = await openPort();
  const { cooldown } = port;
  try {
    const page = await cooldown.app.firstWindow();
    await page.getByRole('navigation').getByText('Devices and folders').click();
    const atRest = page.getByText('Safe to unplug: everything is here.');
    const counts: number[] = [];
    for (let nth = 0; nth < plugs; nth += 1) {
      const place = await plug(port, image, 'GARMIN');
      await atRest.waitFor({ timeout: 60_000 });
      counts.push((await receiptsIn(cooldown.userDataDir)).length);
      await expect.poll(() => eject(port, place), { timeout: 30_000 }).toBe(true);
      await atRest.waitFor({ state: 'hidden' });
    }
    expect(counts).toEqual([4, 4, 4]);
  } finally {
    await cooldown.close();
    rmSync(dirname(image), { recursive: true });
  }
});
