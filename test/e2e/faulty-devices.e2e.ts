// Devices that fail and hang, each in its own way, beside a folder that does neither: the screen and the receipts say what
// happened, what is safe and what to do, everything else is taken in, and what is left comes in once the trouble is over.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { askApp, receiptsIn, statusOf, verifyIn } from '../support/ask-app.ts';
import { plugFaulty } from '../support/faulty-stick.ts';
import { canHang, makeDevice, type FaultyDevice } from '../support/hanging-device.ts';
import { leftBehind } from '../support/left-behind.ts';
import { openPort, type Port } from '../support/plugged-device.ts';

test.skip(!canHang, 'needs FUSE, root and python3-pyfuse3');

const [onDevice, beside] = [12, 3];

interface Troubled {
  readonly port: Port;
  readonly profile: string;
  readonly device: FaultyDevice;
  readonly card: Locator;
  readonly plug: () => Promise<void>;
  readonly pull: () => void;
  /** That many of the device's files are here now. */
  readonly has: (files: number) => Promise<void>;
  readonly press: (deed: string) => Promise<void>;
  /** A folder of rides by command, as a source that has no trouble. */
  readonly importBeside: () => Promise<void>;
  /** Names and failures of what was refused. */
  readonly refused: () => Promise<readonly (readonly [name: string, failure: string])[]>;
}

/** At the end everything is here, each once, and what is kept agrees. */
async function withDevice(story: (troubled: Troubled) => Promise<void>): Promise<void> {
  const device = makeDevice();
  for (let ride = 0; ride < onDevice; ride += 1) device.put(`Garmin/Activity/${nameOf(ride)}`, rideOn(ride));
  const folder = mkdtempSync(join(tmpdir(), 'cooldown-sound-'));
  for (let ride = 0; ride < beside; ride += 1)
    writeFileSync(join(folder, `${String(ride)}.fit`), rideOn(100 + ride));
  const port = await openPort();
  const { cooldown } = port;
  const profile = cooldown.userDataDir;
  let pullIt = (): void => undefined;
  let fromElsewhere = 0;
  const has = (files: number) =>
    expect
      .poll(async () => (await statusOf(profile)).activities, { timeout: 40_000, intervals: [50] })
      .toBe(files + fromElsewhere);
  try {
    await statusOf(profile);
    const page = await cooldown.app.firstWindow();
    await page.getByRole('navigation').getByText('Devices and folders').click();
    const card = page.getByRole('article');
    await story({
      port,
      profile,
      device,
      card,
      plug: async () => {
        pullIt = await plugFaulty(port, device, 'GARMIN');
      },
      pull: () => pullIt(),
      has,
      press: (deed) => card.getByRole('button', { name: deed }).click(),
      importBeside: async () => {
        const paths = [{ typed: folder, absolute: folder }];
        const { exitStatus } = await askApp(profile, { kind: 'import', json: false, isDryRun: false, paths });
        expect(exitStatus).toBe(0);
        fromElsewhere = beside;
      },
      refused: async () =>
        (await receiptsIn(profile)).flatMap(({ file, entries }) =>
          entries.flatMap(({ ending }) =>
            ending.kind === 'failed' ? [[file.name, ending.failure.kind] as const] : [],
          ),
        ),
    });
    await has(onDevice);
    await expect(card).toContainText('Safe to unplug: everything is here.', { timeout: 20_000 });
    expect((await verifyIn(profile)).agrees).toBe(true);
  } finally {
    pullIt();
    expect((await cooldown.close()).leftovers).toEqual([]);
    device.throwAway();
  }
  await expect.poll(() => leftBehind(port.folder, folder)).toEqual([]);
}

const nameOf = (ride: number) => `${String(ride).padStart(2, '0')}.fit`;
const rideOn = (day: number) => fitFile(fitRide(new Date(Date.UTC(2026, 0, 1 + day, 8)).toISOString()));

test('a bad place in one file refuses that file by its name, and it comes in when it is looked for again', async () => {
  test.setTimeout(120_000);
  await withDevice(async ({ device, card, plug, has, press, importBeside, refused, port }) => {
    device.fail('read', 'EIO', { from: 100, name: nameOf(5) });
    await plug();
    await has(onDevice - 1);
    await expect(card).toContainText('Safe to unplug, but 1 file could not be read.');
    await expect(card).toContainText('Nothing half-read was taken in, and everything else is here.');
    await expect(card).toContainText(
      'Imports says which and why. Look again, or unplug it and plug it in again.',
    );
    expect(await refused()).toEqual([[nameOf(5), 'read_failed']]);
    const page = await port.cooldown.app.firstWindow();
    await page.getByRole('navigation').getByText('Imports', { exact: true }).click();
    await expect(page.getByRole('region', { name: 'Try again' })).toContainText(nameOf(5));
    await page.getByRole('navigation').getByText('Devices and folders').click();
    await importBeside();
    device.wake('read');
    await press('Look now');
  });
});

test('a device that goes in the middle of a read waits with the rest, and goes on when it is back', async () => {
  test.setTimeout(120_000);
  await withDevice(async ({ device, profile, card, plug, pull, importBeside, refused }) => {
    device.slow('read', 0.5);
    await plug();
    const activities = async () => (await statusOf(profile)).activities;
    await expect.poll(activities, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(0);
    device.fail('any', 'ENODEV');
    await expect(card).toContainText(/Not plugged in\. \d+ files? waits? for it\./);
    await expect(card).toContainText('Plug it in, and Cooldown goes on.');
    // At most one file tells of it, if it was heard before the rest was let go; no swarm of failures.
    expect(['', 'unplugged_while_reading']).toContain((await refused()).map(([, failure]) => failure).join());
    await importBeside();
    pull();
    device.wake('any');
    device.wake('read');
    await plug();
  });
});

test('a listing that breaks off in the middle is told, what it gave is taken in, and the rest when it is looked for again', async () => {
  test.setTimeout(120_000);
  await withDevice(async ({ device, card, plug, has, press, importBeside }) => {
    device.fail('readdir', 'ENODEV', { from: 5, name: 'Activity' });
    await plug();
    await has(5);
    await expect(card).toContainText('Safe to unplug, but a part of it could not be looked through.');
    await expect(card).toContainText('Look again, or unplug it and plug it in again.');
    await importBeside();
    device.wake('readdir');
    await press('Look now');
  });
});

test('slow reads keep nobody else waiting', async () => {
  test.setTimeout(120_000);
  await withDevice(async ({ device, card, plug, importBeside, refused }) => {
    device.slow('read', 3);
    await plug();
    await expect(card).toContainText('Taking in');
    await importBeside();
    await expect(card).toContainText('Taking in');
    expect(await refused()).toEqual([]);
  });
});

test('a read that hangs makes the device stuck, the other files come in, and the rest when it is tried again', async () => {
  test.setTimeout(120_000);
  await withDevice(async ({ device, card, plug, has, press, importBeside, refused }) => {
    device.hang('read', { name: nameOf(5) });
    await plug();
    await expect.poll(() => device.hungCalls()).toBe(1);
    await importBeside();
    await expect(card).toContainText(/ does not answer\./);
    await expect(card).toContainText('Other imports go on.');
    await expect(card).toContainText('Unplug it and plug it in again, or try again.');
    await has(onDevice - 1);
    expect(await refused()).toEqual([]);
    device.wake('read');
    await press('Try again');
  });
});

test('a listing that hangs makes the device stuck, and at the next plug all is there', async () => {
  test.setTimeout(120_000);
  await withDevice(async ({ device, card, plug, pull, has, importBeside }) => {
    device.hang('readdir', { name: 'Activity' });
    await plug();
    await expect.poll(() => device.hungCalls()).toBeGreaterThan(0);
    await importBeside();
    await expect(card).toContainText(/ does not answer\./);
    await has(0);
    pull();
    device.wake('readdir');
    // No hand is as fast as two looks at the list of what is mounted.
    await expect(card.getByText(/ does not answer\./)).toHaveCount(0);
    await plug();
  });
});
