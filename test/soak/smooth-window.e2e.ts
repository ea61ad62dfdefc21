// `npm run soak:window`: thousands of rides dropped on the window: how smoothly it goes on meanwhile, and what all processes hold.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { limits } from '../../src-worker/contract/limits.ts';
import { longRide } from '../bench/long-recordings.ts';
import { statusOf } from '../support/ask-app.ts';
import { dragOver } from '../support/drop-files.ts';
import { launchApp } from '../support/launch-app.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';
import { blocksOfPage, watchPage } from '../support/watch-blocks.ts';
import { heldBy } from './watched-import.ts';

const asked = process.env['COOLDOWN_SMOOTH_RIDES'];
const rides = Number(asked);
/** About 300 kB each. */
const records = 12_500;

const mostBytes = 900e6;
const mostBlockMs = 200;
const most999thBlockMs = 50;

test('The window stays smooth while thousands of rides come in, and memory stays level', async () => {
  test.skip(asked === undefined, 'a soak: npm run soak:window');
  test.setTimeout(3_600_000);
  const folder = join(temporaryFolder('smooth'), 'rides');
  mkdirSync(folder);
  for (let index = 0; index < rides; index += 1) {
    const startsAt = new Date(Date.UTC(2010, 0, 1, 6) + index * 20 * 3_600_000).toISOString();
    writeFileSync(join(folder, `ride ${String(index)}.fit`), longRide(records, startsAt));
  }
  const profile = temporaryFolder('profile');
  const cooldown = await launchApp({ userDataDir: profile });
  try {
    const page = await cooldown.app.firstWindow();
    await page.getByRole('navigation').waitFor();
    await watchPage(page);
    const held: ReadonlyMap<string, number>[] = [];
    const begun = Date.now();
    const watch = setInterval(() => held.push(heldBy(cooldown.process.pid ?? 0)), 2_000);
    await (await dragOver(page, [folder])).drop();
    await page.getByRole('navigation').getByText('Imports', { exact: true }).click();
    // So many are looked at before anything is written.
    if (rides >= limits.lookFirstFiles)
      await page.getByRole('button', { name: 'Import these' }).click({ timeout: 3_000_000 });
    await expect
      .poll(async () => (await statusOf(profile)).activities, { timeout: 3_000_000, intervals: [5_000] })
      .toBe(rides);
    const seconds = (Date.now() - begun) / 1000;
    clearInterval(watch);
    const blockMs = await blocksOfPage(page);
    const quarter = Math.ceil(held.length / 4);
    const figures = {
      rides,
      seconds,
      blockMs,
      mostBytes: Math.max(...held.map(allOf)),
      mostBytesByQuarter: [0, 1, 2, 3].map((nth) =>
        Math.max(...held.slice(nth * quarter, (nth + 1) * quarter).map(allOf)),
      ),
      /** Of each kind of process, when all together held the most. */
      heldThen: Object.fromEntries(held.reduce((one, other) => (allOf(other) > allOf(one) ? other : one))),
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(figures.mostBytes).toBeLessThanOrEqual(mostBytes);
    expect(figures.blockMs.p999).toBeLessThanOrEqual(most999thBlockMs);
    expect(figures.blockMs.most).toBeLessThanOrEqual(mostBlockMs);
  } finally {
    await cooldown.close();
  }
});

const allOf = (held: ReadonlyMap<string, number>): number => held.get('all') ?? 0;
