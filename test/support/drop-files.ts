// A real drag onto the page, by the browser's own input events: files and folders, by their paths.
import type { Page } from '@playwright/test';

export async function dragOver(page: Page, paths: readonly string[]): Promise<{ drop(): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', {
      type,
      x: 400,
      y: 300,
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    });
  await send('dragEnter');
  await send('dragOver');
  return {
    async drop() {
      await send('drop');
      await session.detach();
    },
  };
}
