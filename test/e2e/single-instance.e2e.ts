// One profile, one window: a second start hands over what it was given and ends.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { launchApp } from '../support/launch-app.ts';
import { runCooldown, temporaryFolder } from '../support/run-cooldown.ts';

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
