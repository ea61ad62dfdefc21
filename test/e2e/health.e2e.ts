// Quality health, in the window and by the command: both say the same, at once, and what can be done is a key away.
import { expect, test } from '@playwright/test';
import { expectNoViolation } from '../support/accessibility.ts';
import { askApp, statusOf, verifyIn } from '../support/ask-app.ts';
import { openWindow } from '../support/open-window.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';
import { writeSeason } from '../support/sample-files.ts';

test('window and command say how far what was taken in can be trusted, and why not more', async () => {
  test.slow();
  const complaints: string[] = [];
  const { cooldown, page } = await openWindow(complaints);
  const profile = cooldown.userDataDir;
  const focused = page.locator(':focus');
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });

  await page.keyboard.press('Control+4');
  await expect(focused).toHaveText('Health');
  await expect(heading('Healthy')).toBeVisible();
  await expect(page.getByText('Nothing was taken in during these days')).toBeVisible();
  await expectNoViolation(page, 'health, nothing taken in');
  expect((await statusOf(profile)).quality_health).toMatchObject({ status: 'healthy', score: 1, issues: [] });

  // While the screen is looked at, somebody else brings files; one of seven can not be read.
  const season = temporaryFolder('season');
  writeSeason(season);
  const paths = [{ typed: season, absolute: season }];
  await askApp(profile, { kind: 'import', json: false, isDryRun: false, paths });
  await expect(heading('Needs attention')).toBeVisible();
  await expect(page.getByText('1 of 7 files could not be read, 14.3%.')).toBeVisible();
  await expectNoViolation(page, 'health');
  const { quality_health: health } = await statusOf(profile);
  await expect(page.getByText(`Score ${health.score.toFixed(2)} of 1`)).toBeVisible();
  expect(health).toMatchObject({
    status: 'degraded',
    score: 0.6,
    issues: [{ issue: 'external_parse_fail_rate', severity: 'high', count: 1, of: 7 }],
    last_verified_at: null,
    counters: {
      external_import_job_total: 7,
      external_imported_total: 3,
      external_dedup_skipped_total: 2,
      external_import_failed_total: 1,
      external_import_parse_fail_rate_pct: 14.29,
    },
  });
  const { output } = await askApp(profile, { kind: 'status', json: false });
  expect(output).toContain('- high: 1 of 7 files could not be read (14.3 %) (external_parse_fail_rate).\n');

  // To the remedy and back, by keyboard alone.
  await page.keyboard.press('Control+4');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName('Quality of what was taken in');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Show imports');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { level: 2, name: /^broken\.fit/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(heading('Needs attention')).toBeVisible();

  await expect(page.getByText('None so far')).toBeVisible();
  expect((await verifyIn(profile)).agrees).toBe(true);
  await expect(page.getByText('None so far')).toHaveCount(0);
  expect((await statusOf(profile)).quality_health).toMatchObject({
    last_verified_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
    counters: { timeline_drift_total: 0 },
  });

  expect(complaints).toEqual([]);
  await cooldown.close();
});
