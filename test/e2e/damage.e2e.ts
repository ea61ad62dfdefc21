// The browser's database in a real profile is damaged in every way that we know of: it is noticed at the next start, put
// back from the journal, and said once. What the browser mends by itself, or the journal fills up, needs no word.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CommandTask } from '../../src-main/command/command-task.ts';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { askApp, receiptsIn, statusOf, verifyIn } from '../support/ask-app.ts';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';
import { damages, databaseFolder, putBackDatabase } from '../support/profile-damage.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';

const ridesInPart = 10;
const rides = 3 * ridesInPart;

let root: string;
/** Thirty rides, some in a sorted file of the database, the last ten only in its log. */
let prepared: string;
/** The same profile before the last ten. */
let earlier: string;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  root = temporaryFolder('damage');
  prepared = join(root, 'prepared');
  earlier = join(root, 'earlier');
  await inApp(prepared, async () => {
    await importPart(0);
    await importPart(1);
  });
  cpSync(prepared, earlier, { recursive: true });
  await inApp(prepared, async () => {
    const hasSorted = () => readdirSync(databaseFolder(prepared)).some((name) => name.endsWith('.ldb'));
    // Replays into a scratch database: that fills the log until the browser sorts it away.
    while (!hasSorted()) await verifyIn(prepared);
    await importPart(2);
  });
});
test.afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What is neither noticed nor lost: the last records are missing, and the journal gives them again. */
const onlyBehind: ReadonlySet<string> = new Set(['the log cut to half', 'the log removed']);

for (const [name, damage] of Object.entries(damages)) {
  test(`${name}: everything is there at the next start, and what was put back is said once`, async () => {
    const profile = profileFrom(prepared);
    damage(profile);

    await inApp(profile, async (cooldown) => {
      await expectEverything(profile);
      const page = await cooldown.app.firstWindow();
      // What is spoken of it stands in the page as well, out of sight.
      const news = page.locator('.notice').getByText('Your data was put back from the journal');
      await expect(news).toHaveCount(onlyBehind.has(name) ? 0 : 1);
    });
    const notices = onlyBehind.has(name) ? [] : ['rebuilt'];
    expect(noticesOf(profile)).toEqual(notices);
    await inApp(profile, () => expectEverything(profile));
    expect(noticesOf(profile)).toEqual(notices);
  });
}

test('a torn log is not written to again: killed after the start that filled it up, the next one finds everything', async () => {
  const profile = profileFrom(prepared);
  damages['the log cut to half'](profile);
  await inApp(profile, async (cooldown) => {
    const { activities, engine } = await statusOf(profile);
    expect({ activities, engine: engine.state }).toEqual({ activities: rides, engine: 'running' });
    await cooldown.kill();
  });

  await inApp(profile, () => expectEverything(profile));
  expect(noticesOf(profile)).toEqual([]);
});

test('an older copy of the database, put back: the rest comes from the journal, without a word', async () => {
  const profile = profileFrom(prepared);
  putBackDatabase(profile, earlier);

  await inApp(profile, () => expectEverything(profile));
  expect(noticesOf(profile)).toEqual([]);
});

test('a database of a newer Cooldown is left as it is, looked at, and exported whole', async () => {
  const profile = profileFrom(prepared);
  await inApp(profile, async (cooldown) => {
    await expectEverything(profile);
    const page = await cooldown.app.firstWindow();
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open('cooldown', 990);
          request.onsuccess = () => resolve();
          request.onerror = () => reject(new Error('not raised'));
        }),
    );
    await cooldown.kill();
  });

  const journal = readFileSync(join(profile, 'journal.cdj'));
  const target = join(dirname(profile), 'export');
  await inApp(profile, async (cooldown) => {
    const page = await cooldown.app.firstWindow();
    await expect(page.getByText('A newer version of Cooldown wrote this data').first()).toBeVisible();
    const exported = await askApp(profile, { kind: 'export_all', folder: named(target) });
    expect(exported.exitStatus).toBe(0);
    const refused = await askApp(profile, importTask(join(root, 'part 0')));
    expect([refused.exitStatus, refused.output]).toEqual([2, '']);
    expect(refused.told).toContain('A newer Cooldown wrote this data');
  });
  expect(existsSync(target)).toBe(true);
  expect(readFileSync(join(profile, 'journal.cdj')).equals(journal)).toBe(true);
  expect(noticesOf(profile)).toEqual([]);
});

async function expectEverything(profile: string): Promise<void> {
  const { activities, events, receipts, engine } = await statusOf(profile);
  expect({ activities, events, receipts, engine: engine.state }).toEqual({
    activities: rides,
    events: rides,
    receipts: rides,
    engine: 'running',
  });
  const verified = await verifyIn(profile);
  expect(verified.log.differences).toEqual([]);
  expect(verified.agrees).toBe(true);
  const paths = (await receiptsIn(profile)).map(({ file }) => file.path);
  expect(new Set(paths).size).toBe(rides);
}

async function inApp(profile: string, use: (cooldown: LaunchedApp) => Promise<void>): Promise<void> {
  const cooldown = await launchApp({ userDataDir: profile });
  try {
    await use(cooldown);
  } finally {
    await cooldown.close();
  }
}

async function importPart(part: number): Promise<void> {
  const folder = join(root, `part ${part}`);
  mkdirSync(folder);
  for (let ride = 0; ride < ridesInPart; ride += 1) {
    const startedAt = new Date(Date.UTC(2026, part, 1 + ride, 8)).toISOString();
    writeFileSync(join(folder, `ride ${ride}.fit`), fitFile(fitRide(startedAt)));
  }
  expect((await askApp(prepared, importTask(folder))).exitStatus).toBe(0);
}

function importTask(folder: string): CommandTask {
  return { kind: 'import', json: false, isDryRun: false, paths: [named(folder)] };
}

const named = (path: string) => ({ typed: path, absolute: path });

function profileFrom(copied: string): string {
  const profile = join(temporaryFolder('damaged'), 'profile');
  cpSync(copied, profile, { recursive: true });
  return profile;
}

/** Kinds of the notices that were ever said with this profile. */
function noticesOf(profile: string): readonly string[] {
  return readFileSync(join(profile, 'logs/cooldown.log'), 'utf8')
    .split('\n')
    .flatMap((line) => /"event":"notice","facts":\{"kind":"(\w+)"\}/.exec(line)?.[1] ?? []);
}
