// “This is wrong”, “I don’t understand this”: said by keyboard on a receipt, kept in the journal, there after a restart.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import { askApp, verifyIn } from '../support/ask-app.ts';
import { launchApp } from '../support/launch-app.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';

test('what a person says of a receipt is kept with it, and is there after a restart', async () => {
  const [profile, folder] = [temporaryFolder('profile'), temporaryFolder('noted')];
  writeFileSync(join(folder, 'ride.fit'), fitFile(fitRide()));
  const paths = [{ typed: folder, absolute: folder }];

  const first = await launchApp({ userDataDir: profile });
  await askApp(profile, { kind: 'import', json: false, isDryRun: false, paths });
  const page = await first.app.firstWindow();
  const before = (await verifyIn(profile)).log.records;
  await openReceipt(page);
  const button = page.getByRole('button', { name: 'I don’t understand this' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^You said on .+ that you do not understand this receipt\.$/)).toBeVisible();
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expectNoViolation(page, 'a receipt that was marked');
  await first.close();

  const later = await launchApp({ userDataDir: profile });
  const again = await later.app.firstWindow();
  await openReceipt(again);
  await expect(again.getByText(/^You said on .+ that you do not understand this receipt\.$/)).toBeVisible();
  expect(await verifyIn(profile)).toMatchObject({ agrees: true, log: { records: before + 1, drift: 0 } });
  await later.close();
});

async function openReceipt(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Activities' }).waitFor();
  await page.keyboard.press('Control+2');
  await page.getByRole('treeitem', { level: 2, name: /^ride\.fit/ }).click();
}
