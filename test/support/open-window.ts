// The app with its window open, for specs of what is seen in it. The page must not break its own safety net in any of them.
import type { Page } from '@playwright/test';
import { launchApp, type LaunchOptions, type LaunchedApp } from './launch-app.ts';

export interface OpenWindow {
  readonly cooldown: LaunchedApp;
  readonly page: Page;
}

/** `complaints` gets what the page complains about: violations of its policy, and what is thrown or logged as an error. */
export async function openWindow(complaints: string[], options?: LaunchOptions): Promise<OpenWindow> {
  const cooldown = await launchApp(options);
  const page = await cooldown.app.firstWindow();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.getByRole('heading', { name: 'Activities', exact: true }).waitFor();
  return { cooldown, page };
}
