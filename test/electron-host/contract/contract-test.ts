// What every contract spec starts from: the contract's app, launched afresh, with its page loaded; and at the end no
// process left behind.
import { resolve } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../../support/launch-app.ts';

export const contractApp = resolve(import.meta.dirname, '../../../.electron-host/contract-app');

interface ContractFixtures {
  /** Arguments after the app. */
  readonly appArguments: readonly string[];
  readonly launched: LaunchedApp;
  readonly page: Page;
}

export const test = base.extend<ContractFixtures>({
  appArguments: [[], { option: true }],
  launched: async ({ appArguments }, use) => {
    const launched = await launchApp({ entry: contractApp, args: appArguments });
    await use(launched);
    const { leftovers } = await launched.close();
    expect(leftovers, 'processes left behind').toEqual([]);
  },
  page: async ({ launched }, use) => {
    await use(await loadedPage(launched));
  },
});

export async function loadedPage({ app }: LaunchedApp): Promise<Page> {
  const page = await app.firstWindow();
  await page.getByRole('heading', { name: 'Contract' }).waitFor();
  await page.waitForFunction(() => 'contractPage' in window);
  return page;
}

export { expect };
