// Originals through today's reader, by command and in the window: what would change is told first; applied, it outlives a restart.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { expectNoViolation } from '../support/accessibility.ts';
import { launchApp } from '../support/launch-app.ts';
import { asReadByEarlierBuild } from '../support/read-by-earlier-build.ts';
import { reportLinesOf, runCooldown, temporaryFolder } from '../support/run-cooldown.ts';

const files = {
  'ride.fit': fitFile(fitRide('2026-05-12T07:30:00Z')),
  'later.fit': fitFile(fitRide('2026-05-14T07:30:00Z')),
};

/** Two rides whose distance an earlier build did not read; of the second it read nothing else than today's. */
async function profileOfBefore(): Promise<{ readonly profile: string; readonly paths: readonly string[] }> {
  const profile = join(temporaryFolder('re-read'), 'profile');
  const folder = temporaryFolder('rides');
  const paths = Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
  const imported = await runCooldown(['import', '--json', '--user-data-dir', profile, ...paths]);
  expect(imported.exitStatus).toBe(0);
  await asReadByEarlierBuild(profile, ({ workout, session }) => {
    const isFirst = session.started_at.startsWith('2026-05-12');
    return { workout: isFirst ? { ...workout, distance_meters: undefined } : workout, session };
  });
  return { profile, paths };
}

const change = { field: 'workout.distance_meters', known: null, reread: 300.5 };

test('a command tells what would change, then changes it, once', async () => {
  const { profile, paths } = await profileOfBefore();
  const command = (...words: string[]) => runCooldown([...words, '--user-data-dir', profile]);
  const looked = await command('re-read', '--dry-run');
  expect(looked.exitStatus).toBe(0);
  expect(looked.output).toMatch(
    /^\+ 2026-05-12 \S+ \(ride\.fit\)\n {2}workout\.distance_meters: nothing → 300\.5\n$/,
  );
  expect(looked.progress).toContain('Nothing was written. 1 activity would change, 1 would stay as it is.');

  const applied = await command('re-read', '--json');
  expect(applied.exitStatus).toBe(0);
  const lines = applied.output
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toEqual([
    expect.objectContaining({ file: 'later.fit', result: 'unchanged', changes: [] }),
    expect.objectContaining({ file: 'ride.fit', result: 'changed', changes: [change] }),
  ]);
  expect((await command('re-read')).progress).toContain('There is nothing to read again.');
  expect((await command('receipts')).output).toContain('ride.fit: read again, its new reading counts.');
  const verified = await command('verify');
  expect([verified.exitStatus, verified.output]).toEqual([0, expect.stringContaining('Everything agrees.')]);
  const again = reportLinesOf(await command('import', '--json', ...paths));
  expect(again.map(({ dedup }) => dedup?.outcome)).toEqual(['exact_duplicate', 'exact_duplicate']);
});

test('in the settings the same is seen first and applied then, by keyboard alone', async () => {
  const { profile } = await profileOfBefore();
  const cooldown = await launchApp({ userDataDir: profile });
  const page = await cooldown.app.firstWindow();
  await expect(page.getByRole('option', { name: /Ride/ })).toHaveCount(2);
  await page.getByRole('navigation').getByRole('button', { name: 'Settings', exact: true }).press('Enter');
  const part = page.locator('section.setting', {
    has: page.getByRole('heading', { name: 'Read originals again' }),
  });
  const look = part.getByRole('button', { name: 'See what would change' });
  await expect(look).toBeEnabled();
  await look.press('Enter');
  await expect(part.getByRole('status')).toHaveText('1 activity would change. 1 stays as it is.');
  await expect(part.getByRole('listitem')).toHaveText(/Ride, .*2026: Distance$/);
  await expectNoViolation(page, 'what would change');
  await part.getByRole('button', { name: 'Apply' }).press('Enter');
  await expect(part.getByRole('status')).toContainText('1 activity changed.');
  await expect(part.getByRole('button', { name: 'Apply' })).toHaveCount(0);
  await expect(look).toBeFocused();
  await expectNoViolation(page, 'what has changed');

  await page.getByRole('navigation').getByRole('button', { name: 'Imports', exact: true }).press('Enter');
  await expect(page.getByRole('treeitem', { name: /^Originals read again/ })).toBeVisible();
  await page.getByRole('treeitem', { name: /^ride\.fit, .*read again/ }).press('Enter');
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('was read again');
  await expectNoViolation(page, 'a receipt of reading again');
  await cooldown.close();
  expect((await runCooldown(['verify', '--user-data-dir', profile])).exitStatus).toBe(0);
});
