// One profile, one window: a second start hands over what it was given and ends.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { receiptsIn, statusOf } from '../support/ask-app.ts';
import { launchApp } from '../support/launch-app.ts';
import { runCooldown, startCooldown, temporaryFolder } from '../support/run-cooldown.ts';

test('a second start with a file ends at once, and the file is imported in the first window', async () => {
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('rides');
  writeFileSync(join(folder, 'handed over.fit'), fitFile(fitRide()));
  const cooldown = await launchApp({ userDataDir: profile });
  const page = await cooldown.app.firstWindow();

  const second = await runCooldown(['--user-data-dir', profile, 'handed over.fit'], folder);
  expect(second.exitStatus).toBe(0);
  await page
    .getByRole('button', { name: 'Imports' })
    .or(page.getByRole('link', { name: 'Imports' }))
    .click();
  await expect(page.getByText('handed over.fit').first()).toBeVisible();
  await cooldown.close();
});

test('a window that is started while a command runs opens when that is done, and takes in what it was given, once', async () => {
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('rides');
  writeFileSync(join(folder, 'long.gpx'), '<gpx creator="x"><trk/></gpx>');
  writeFileSync(join(folder, 'given.fit'), fitFile(fitRide()));
  const command = runCooldown(
    ['import', '--fault-endless-parser-on=long.gpx', '--user-data-dir', profile, 'long.gpx'],
    folder,
  );
  await expect.poll(() => readdirSync(profile)).toContain('cooldown.sock');

  const window = startCooldown(['--user-data-dir', profile, join(folder, 'given.fit')]);
  await expect
    .poll(() => window.progress())
    .toContain('Cooldown is busy with a command; its window opens when that is done.');
  expect((await command).exitStatus).toBe(1);
  await expect
    .poll(async () => (await receiptsIn(profile)).map(({ file }) => file.name).sort())
    .toEqual(['given.fit', 'long.gpx']);
  const { imports } = await statusOf(profile);
  expect(imports).toEqual({ running: 0, finished: 2, paused: false });
  window.quit();
  await window.ended;
  // The next one finds the journal given up.
  expect(readdirSync(profile)).not.toContain('journal.lock');
});
