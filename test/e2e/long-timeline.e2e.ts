// A list of years: it starts as soon as an empty one, and any week of it is there at once. `npm run soak:timeline` makes it
// 100,000 activities long, and holds the figures to what was promised.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { askApp, statusOf, verifyIn } from '../support/ask-app.ts';
import { launchApp } from '../support/launch-app.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';
import { writeSeason } from '../support/sample-files.ts';
import { writeLongJournal } from '../soak/long-journal.ts';

const asked = process.env['COOLDOWN_TIMELINE_ACTIVITIES'];
const activities = Number(asked ?? 1_500);
const isSoak = asked !== undefined;
const startsMeasured = isSoak ? 3 : 1;
const weeksLookedAt = 30;

const mostStartMsMore = 2_000;
const mostWeekMs = 100;

test('A list of years starts like an empty one, and shows any week at once', async () => {
  test.setTimeout(isSoak ? 1_800_000 : 120_000);
  const [season, model, profile, empty] = ['season', 'model', 'profile', 'empty'].map((name) => {
    const folder = join(temporaryFolder('long'), name);
    mkdirSync(folder);
    return folder;
  }) as [string, string, string, string]; // as many as there are names
  writeSeason(season);
  await started(model, () =>
    askApp(model, {
      kind: 'import',
      json: false,
      isDryRun: false,
      paths: [{ typed: season, absolute: season }],
    }),
  );
  await writeLongJournal(profile, { model, events: activities });
  const begun = Date.now();
  // Made anew from the journal, and seen whole.
  const rebuilt = await started(profile, async (page) => {
    expect(await statusOf(profile)).toMatchObject({ activities });
    const rebuildSeconds = (Date.now() - begun) / 1000;
    await page.getByRole('option').first().waitFor({ timeout: 60_000 });
    // Its originals were never there.
    return { rebuildSeconds, drift: (await verifyIn(profile)).log.drift };
  });
  expect(rebuilt.drift).toBe(0);

  const starts = { emptyMs: [] as number[], longMs: [] as number[] };
  for (let nth = 0; nth < startsMeasured; nth += 1) {
    starts.emptyMs.push(await startMs(empty, (page) => page.getByText('Drop a file or a folder').waitFor()));
    starts.longMs.push(await startMs(profile, (page) => page.getByRole('option').first().waitFor()));
  }
  const looks = await started(profile, async (page) => {
    await page.getByRole('option').first().click();
    const atFirst = await lookAround(page);
    await page.getByRole('option', { selected: true }).focus();
    const listed = await listAll(page);
    expect(listed).toBe(activities);
    await page.keyboard.press('k');
    await expect(page.locator(':focus')).toHaveAttribute('aria-posinset', String(activities - 1));
    await page.keyboard.press('Home');
    await expect(page.locator(':focus')).toHaveAttribute('aria-posinset', '1');
    const ofAll = await lookAround(page);
    return { atFirst, ofAll, filterMs: await filterMs(page), weekRewriteMs: await weekRewriteMs(page) };
  });
  const figures = {
    activities,
    rebuildSeconds: rebuilt.rebuildSeconds,
    emptyMs: median(starts.emptyMs),
    longMs: median(starts.longMs),
    weekMs: { atFirst: spread(looks.atFirst), ofAll: spread(looks.ofAll) },
    filterMs: looks.filterMs,
    weekRewriteMs: looks.weekRewriteMs,
  };
  if (!isSoak) return;
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.longMs - figures.emptyMs).toBeLessThanOrEqual(mostStartMsMore);
  expect(figures.weekMs.atFirst.median).toBeLessThanOrEqual(mostWeekMs);
  expect(figures.weekMs.ofAll.median).toBeLessThanOrEqual(mostWeekMs);
});

async function started<Value>(profile: string, use: (page: Page) => Promise<Value>): Promise<Value> {
  const cooldown = await launchApp({ userDataDir: profile });
  try {
    const page = await cooldown.app.firstWindow();
    await page.getByRole('heading', { name: 'Activities' }).waitFor();
    return await use(page);
  } finally {
    await cooldown.close();
  }
}

/** From the start of the process until something can be done. */
async function startMs(profile: string, usable: (page: Page) => Promise<void>): Promise<number> {
  const begun = Date.now();
  return started(profile, async (page) => {
    await usable(page);
    return Date.now() - begun;
  });
}

/** To the last of what is listed, again and again, until there is no more: as End does it. */
async function listAll(page: Page): Promise<number> {
  const focused = page.locator(':focus');
  for (let position = -1, before = -2; position !== before;) {
    before = position;
    await page.keyboard.press('End');
    await expect(focused).not.toHaveAccessibleName('Being read');
    // What follows is listed when the end of it comes in sight.
    await page.waitForTimeout(500);
    position = Number(await focused.getAttribute('aria-posinset'));
  }
  return Number(await focused.getAttribute('aria-posinset'));
}

/** How long each of many places in the list takes until all that is in sight of it was read. */
const lookAround = (page: Page): Promise<readonly number[]> =>
  page.evaluate(async (looks) => {
    const scroller = document.querySelector('.list-scroller');
    if (scroller === null) throw new Error('no list');
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const isRead = () => {
      const { top, bottom } = scroller.getBoundingClientRect();
      const inSight = [...scroller.querySelectorAll('[role="option"]')].filter((row) => {
        const place = row.getBoundingClientRect();
        return place.bottom > top && place.top < bottom;
      });
      return inSight.length > 3 && inSight.every((row) => row.ariaLabel !== 'Being read');
    };
    const took: number[] = [];
    for (let look = 0; look < looks; look += 1) {
      const begun = performance.now();
      // Far from each other, and none twice.
      scroller.scrollTop = ((look * 0.618) % 1) * (scroller.scrollHeight - scroller.clientHeight);
      do await frame();
      while (!isRead());
      took.push(performance.now() - begun);
      await frame();
    }
    return took;
  }, weeksLookedAt);

async function filterMs(page: Page): Promise<number> {
  await page.keyboard.press('Control+f');
  const begun = Date.now();
  await page.keyboard.type('hike');
  await page
    .getByText(new RegExp(`^[\\d,]+ of ${activities.toLocaleString('en')} activities$`))
    .waitFor({ state: 'attached' });
  return Date.now() - begun;
}

/** What one week costs in the transaction that accepts: its sessions read, and both its rows written. */
const weekRewriteMs = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const answered = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(request.error?.name));
      });
    const database = await answered(indexedDB.open('cooldown'));
    const tables = ['timelineWeeks', 'timelineSessions'];
    const keys = (
      await answered(database.transaction(tables).objectStore('timelineWeeks').getAllKeys())
    ).slice(0, 100);
    const writing = database.transaction(tables, 'readwrite', { durability: 'relaxed' });
    const begun = performance.now();
    for (const key of keys) {
      const rows = await Promise.all(
        tables.map((table) => answered<unknown>(writing.objectStore(table).get(key))),
      );
      await Promise.all(tables.map((table, nth) => answered(writing.objectStore(table).put(rows[nth]))));
    }
    const tookMs = performance.now() - begun;
    database.close();
    return Math.round((tookMs / keys.length) * 100) / 100;
  });

function spread(values: readonly number[]) {
  const sorted = [...values].sort((left, right) => left - right);
  return { median: median(values), p95: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
