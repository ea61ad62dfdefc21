// Sticks that nobody knows are asked about once, with what is on them; and a ride that its app left unfinished is offered,
// never taken quietly. Real file systems, mounted for the app alone, and a person at the screen.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { receiptsIn, statusOf } from '../support/ask-app.ts';
import { canPlug, makeStick, openPort, plug, unplug, type Port } from '../support/plugged-device.ts';

test.skip(!canPlug, 'only root may mount, and ext4 has to be there');

/** Of files at these paths, each another ride. */
const stickWith = (...paths: readonly string[]): string =>
  makeStick((root) =>
    paths.forEach((path, day) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      const startsAt = new Date(Date.UTC(2026, 0, 1 + day, 8)).toISOString();
      writeFileSync(join(root, path), fitFile(fitRide(startsAt)));
    }),
  );

async function screenOf({ cooldown }: Port) {
  const page = await cooldown.app.firstWindow();
  await page.getByRole('heading', { name: 'Activities' }).waitFor();
  await page.keyboard.press('Control+3');
  const card = (name: string) => page.getByRole('article', { name, exact: true });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  return { card, press };
}

const activitiesOf = async ({ cooldown }: Port) => (await statusOf(cooldown.userDataDir)).activities;
const slowly = { timeout: 30_000 };

test('An unknown stick is asked about once, with a count of what lies near its top, also after a restart', async () => {
  test.setTimeout(180_000);
  const image = stickWith('one.fit', 'a/b/c/two.fit', 'a/b/c/d/too deep.fit');
  const other = stickWith('rides/private.fit');
  const userDataDir = mkdtempSync(join(tmpdir(), 'cooldown-asked-'));
  try {
    const port = await openPort({ userDataDir });
    try {
      const { card, press } = await screenOf(port);
      const place = await plug(port, image, 'BACKUP');
      await expect(card('BACKUP')).toContainText(
        'This drive has 2 activity files. May Cooldown read it',
        slowly,
      );
      const otherPlace = await plug(port, other, 'LENT');
      await expect(card('LENT')).toContainText(
        'This drive has 1 activity file. May Cooldown read it',
        slowly,
      );
      expect([await activitiesOf(port), (await receiptsIn(userDataDir)).length]).toEqual([0, 0]);

      await press('Read it: BACKUP');
      await press('Never: LENT');
      await expect(card('BACKUP')).toContainText('Safe to unplug: everything is here.', slowly);
      await expect(card('LENT')).toContainText('Cooldown does not read this drive, as you said.');
      expect(await activitiesOf(port)).toBe(2);
      unplug(port, place);
      unplug(port, otherPlace);
      await expect(card('BACKUP')).toContainText('Not plugged in.', slowly);
    } finally {
      await port.cooldown.close();
    }
    const again = await openPort({ userDataDir });
    try {
      const { card } = await screenOf(again);
      await plug(again, image, 'BACKUP');
      await plug(again, other, 'LENT');
      await expect(card('BACKUP')).toContainText('2 files, all known', slowly);
      await expect(card('LENT')).toContainText('Cooldown does not read this drive, as you said.');
      expect([await activitiesOf(again), (await receiptsIn(userDataDir)).length]).toEqual([2, 2]);
    } finally {
      await again.cooldown.close();
    }
  } finally {
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('A ride that its app left unfinished is offered, and taken in when the athlete says so', async () => {
  test.setTimeout(120_000);
  const port = await openPort();
  try {
    const { card, press } = await screenOf(port);
    await plug(
      port,
      stickWith('Zwift/Activities/done.fit', 'zwift/activities/inProgressActivity.fit'),
      'RIDES',
    );
    await expect.poll(() => activitiesOf(port), slowly).toBe(1);
    await expect(card('Zwift')).toContainText('An unfinished ride lies there', slowly);
    expect((await receiptsIn(port.cooldown.userDataDir)).map(({ file }) => file.name)).toEqual(['done.fit']);
    await press('Import it: Zwift');
    await expect.poll(() => activitiesOf(port), slowly).toBe(2);
  } finally {
    await port.cooldown.close();
  }
});
