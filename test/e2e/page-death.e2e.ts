// A file that kills the page with everything in it, again and again: it is set aside, all others end as they should, and
// whoever waits is told of every one of them.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { reportLineSchema } from '../../src-worker/contract/report-line.ts';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { storedZip } from '../fixtures/zip-writer.ts';
import { askApp, statusOf, verifyIn } from '../support/ask-app.ts';
import { launchApp } from '../support/launch-app.ts';
import { reportLinesOf, runCooldown, temporaryFolder } from '../support/run-cooldown.ts';

const deadly = 'deadly.fit';
const fault = `--fault-page-dies-on=${deadly}`;
const sound = 12;
const isSetAside = { status: 'failed', sentence: expect.stringContaining('set aside') as unknown };

/** Sound rides, and one of which the reader dies. */
function writeRides(): string {
  const folder = temporaryFolder('deadly');
  for (let ride = 0; ride < sound; ride += 1) writeRide(join(folder, `ride ${ride}.fit`), ride);
  writeRide(join(folder, deadly), sound);
  return folder;
}

function writeRide(path: string, day: number): void {
  writeFileSync(path, fitFile(fitRide(new Date(Date.UTC(2026, 0, 1 + day, 8)).toISOString())));
}

const deathsIn = (profile: string) =>
  readFileSync(join(profile, 'logs/cooldown.log'), 'utf8').split('"event":"page gone"').length - 1;

test('a command ends with a line for every file: the deadly one is set aside after two deaths, and known as such', async () => {
  test.setTimeout(120_000);
  const folder = writeRides();
  const profile = join(temporaryFolder('deaths'), 'profile');
  const run = await runCooldown(['import', '--json', '--user-data-dir', profile, fault, folder]);

  const lines = reportLinesOf(run);
  expect(lines.map(({ path }) => path).sort()).toEqual(
    [...Array.from({ length: sound }, (_, ride) => `ride ${ride}.fit`), deadly]
      .map((name) => join(folder, name))
      .sort(),
  );
  expect(lines.filter(({ status }) => status === 'completed')).toHaveLength(sound);
  const setAside = lines.find(({ path }) => path.endsWith(deadly));
  expect(setAside).toMatchObject(isSetAside);
  expect(run.exitStatus).toBe(1);
  expect(deathsIn(profile)).toBe(2);

  // The same bytes under another name, that of a switch as well: nobody reads them again.
  const again = join(temporaryFolder('again'), 'other name.fit');
  copyFileSync(join(folder, deadly), again);
  const second = await runCooldown([
    ...['import', '--json', '--user-data-dir', profile],
    ...['--fault-page-dies-on=other name.fit', again],
  ]);
  expect(reportLinesOf(second)).toMatchObject([isSetAside]);
  expect(second.exitStatus).toBe(1);
  expect(deathsIn(profile)).toBe(2);
});

test('of an archive only the deadly entry is set aside, and all others are taken in', async () => {
  test.setTimeout(120_000);
  const archive = join(temporaryFolder('deadly'), 'export.zip');
  const rides = Array.from(
    { length: sound },
    (_, ride) => [ride === 7 ? deadly : `${ride}.fit`, ride] as const,
  );
  writeFileSync(
    archive,
    storedZip(
      Object.fromEntries(
        rides.map(([name, ride]) => [
          name,
          fitFile(fitRide(new Date(Date.UTC(2026, 0, 1 + ride, 8)).toISOString())),
        ]),
      ),
    ),
  );
  const profile = join(temporaryFolder('deaths'), 'profile');
  const run = await runCooldown(['import', '--json', '--user-data-dir', profile, fault, archive]);
  const lines = reportLinesOf(run);
  expect(lines.map(({ member, status }) => [member, status])).toEqual(
    rides.map(([name]) => [name, name === deadly ? 'failed' : 'completed']),
  );
  expect(lines.find(({ member }) => member === deadly)).toMatchObject(isSetAside);
  expect(run.exitStatus).toBe(1);
  expect(deathsIn(profile)).toBe(2);

  // The archive itself is not set aside: without the fault it is read whole.
  const again = await runCooldown(['import', '--json', '--user-data-dir', profile, archive]);
  expect(reportLinesOf(again).map(({ dedup }) => dedup?.outcome)).toEqual(
    rides.map(([name]) => (name === deadly ? 'new_activity' : 'exact_duplicate')),
  );
  expect(again.exitStatus).toBe(0);
});

test('the window outlives the deaths of its page, says what it set aside, and goes on', async () => {
  test.setTimeout(120_000);
  const folder = writeRides();
  const profile = join(temporaryFolder('deaths'), 'profile');
  const cooldown = await launchApp({ userDataDir: profile, args: [fault] });
  try {
    const answer = await importIn(profile, folder);
    const lines = answer.output.split('\n').filter((line) => line !== '');
    const read = lines.map((line) => reportLineSchema.parse(JSON.parse(line)));
    expect(read.filter(({ status }) => status === 'completed')).toHaveLength(sound);
    expect(read).toHaveLength(sound + 1);
    expect(answer.exitStatus).toBe(1);
    expect(deathsIn(profile)).toBe(2);

    const more = temporaryFolder('more');
    mkdirSync(join(more, 'deep'));
    writeRide(join(more, 'deep', 'later.fit'), 100);
    expect((await importIn(profile, more)).exitStatus).toBe(0);
    const { activities, receipts, queue } = await statusOf(profile);
    expect({ activities, receipts, queue }).toEqual({
      activities: sound + 1,
      receipts: sound + 2,
      queue: { queued: 0, processing: 0 },
    });
    expect((await verifyIn(profile)).agrees).toBe(true);
  } finally {
    await cooldown.close();
  }

  // A page that died once is dead to the test driver, so what it says is looked at in a new one.
  const later = await launchApp({ userDataDir: profile });
  const page = await later.app.firstWindow();
  await page.getByRole('button', { name: '1 file needs you' }).click();
  await expect(page.getByRole('treeitem', { name: new RegExp(`^${deadly}`) })).toBeVisible();
  await later.close();
});

function importIn(profile: string, path: string) {
  const paths = [{ typed: path, absolute: path }];
  return askApp(profile, { kind: 'import', json: true, isDryRun: false, paths });
}
