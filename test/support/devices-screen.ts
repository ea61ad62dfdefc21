// The screen “Devices and folders” of a launched app, and the system's dialog that it opens.
import { expect, type Page } from '@playwright/test';
import type { LaunchedApp } from './launch-app.ts';

export async function openDevicesScreen({ app }: LaunchedApp): Promise<Page> {
  const page = await app.firstWindow();
  await page.getByRole('heading', { name: 'Activities' }).waitFor();
  await page.keyboard.press('Control+3');
  await expect(page.locator(':focus')).toHaveText('Devices and folders');
  return page;
}

/** What the person will choose in the dialog, from now on. */
export async function answerDialog({ app }: LaunchedApp, filePaths: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: chosen });
    },
    [...filePaths],
  );
}
