// How late a turn comes, in a page or in main: that long nothing else could have been answered either.
import type { Page } from '@playwright/test';
import type { LaunchedApp } from './launch-app.ts';

export interface Blocks {
  readonly p999: number;
  readonly most: number;
  readonly looks: number;
}

export const watchPage = (page: Page): Promise<void> => page.evaluate(watchBlocks);
export const watchMain = ({ app }: LaunchedApp): Promise<void> => app.evaluate(watchBlocks);

export const blocksOfPage = async (page: Page): Promise<Blocks> => inShort(await page.evaluate(takeBlocks));
export const blocksOfMain = async ({ app }: LaunchedApp): Promise<Blocks> =>
  inShort(await app.evaluate(takeBlocks));

/** Looks every ten milliseconds whether its turn comes late. */
function watchBlocks(): void {
  const everyMs = 10;
  const lateMs: number[] = [];
  let expectedMs = performance.now() + everyMs;
  const look = () => {
    lateMs.push(performance.now() - expectedMs);
    expectedMs = performance.now() + everyMs;
    setTimeout(look, everyMs);
  };
  setTimeout(look, everyMs);
  Object.assign(globalThis, { lateMs });
}

/** Those since they were taken last. */
function takeBlocks(): readonly number[] {
  const { lateMs } = globalThis as unknown as { lateMs: number[] }; // as watchBlocks left it
  return lateMs.splice(0);
}

function inShort(values: readonly number[]): Blocks {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p999: at(0.999), most: at(1), looks: values.length };
}
