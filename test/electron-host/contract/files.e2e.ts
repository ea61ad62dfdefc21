// Where a file lies that a person has chosen or dropped.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test as contractTest } from './contract-test.ts';

const test = contractTest.extend<{ folder: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from here
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'contract-files-'));
    writeFileSync(join(folder, 'ein Löwe #1.gpx'), '<gpx/>');
    writeFileSync(join(folder, 'b.fit'), 'fit');
    mkdirSync(join(folder, 'a folder', 'below'), { recursive: true });
    writeFileSync(join(folder, 'a folder', 'below', 'c.tcx'), 'tcx');
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

test('files from a file input have their paths', async ({ page, folder }) => {
  const paths = [join(folder, 'ein Löwe #1.gpx'), join(folder, 'b.fit')];
  await page.setInputFiles('input', paths);
  const found = await page.evaluate(() => {
    const files = [...(document.querySelector('input')?.files ?? [])];
    return { one: files.map((file) => window.bridge.pathOf(file)), all: window.bridge.pathsOf(files) };
  });
  expect(found).toEqual({ one: paths, all: paths });
});

test('a file made by the page has no path', async ({ page }) => {
  expect(await page.evaluate(() => window.bridge.pathOf(new File(['x'], 'x.txt')))).toBe('');
});

test('dropped files and folders have their paths', async ({ page, folder }) => {
  const paths = [join(folder, 'b.fit'), join(folder, 'a folder')];
  await drop(page, paths);
  const found = await page.evaluate(() => {
    const [dropped] = window.contractPage.dropped;
    return { paths: window.bridge.pathsOf(dropped?.files ?? []), isFolder: dropped?.isFolder };
  });
  expect(found).toEqual({ paths, isFolder: [false, true] });
});

/** A real drag from outside, as far as the page can tell. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  }
  await page.waitForFunction(() => window.contractPage.dropped.length > 0);
}
