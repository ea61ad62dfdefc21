// Cooldown while nobody looks: the hidden window, the tray, the news, the start with the computer, and the way to end it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { receiptsIn } from '../support/ask-app.ts';
import { launchApp, type LaunchedApp, type LaunchOptions } from '../support/launch-app.ts';
import { runCooldown, temporaryFolder } from '../support/run-cooldown.ts';
import { watchDesktop } from '../support/watch-desktop.ts';

/** A desktop that shows a tray; the athlete's own autostart folder is left alone. */
async function open(options: LaunchOptions & { readonly desktop?: string } = {}) {
  const configHome = temporaryFolder('config');
  const { desktop: name = 'KDE', ...others } = options;
  const cooldown = await launchApp({
    ...others,
    env: { XDG_CURRENT_DESKTOP: name, XDG_CONFIG_HOME: configHome },
  });
  const desktop = await watchDesktop(cooldown);
  const page = await cooldown.app.firstWindow();
  await page.getByRole('navigation').waitFor();
  return { cooldown, desktop, page, entry: join(configHome, 'autostart/cooldown.desktop') };
}

const isVisible = ({ app }: LaunchedApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? null);

const closeWindow = ({ app }: LaunchedApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

const goTo = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

function rideIn(folder: string, name: string, startedAt: string): string {
  const path = join(folder, name);
  writeFileSync(path, fitFile(fitRide(startedAt)));
  return path;
}

test('a closed window is hidden, what comes meanwhile is imported and told, and the news lead to it', async () => {
  const rides = temporaryFolder('rides');
  mkdirSync(join(rides, 'Edge 530'));
  const profile = temporaryFolder('profile');
  const { cooldown, desktop, page } = await open({ userDataDir: profile });
  await expect.poll(() => isVisible(cooldown)).toBe(true);
  await expect.poll(async () => (await desktop.tray())?.toolTip).toBe('Cooldown: Up to date');
  expect((await desktop.tray())?.rows).toEqual([
    'Up to date',
    '—',
    'No imports yet',
    '—',
    'Pause imports',
    'Open Cooldown',
    'Quit Cooldown',
  ]);

  await desktop.clickRow('Pause imports');
  await expect.poll(async () => (await desktop.tray())?.toolTip).toBe('Cooldown: Imports are paused');
  await expect(page.getByRole('button', { name: 'Imports are paused' })).toBeVisible();
  await desktop.clickRow('Go on with imports');
  await expect.poll(async () => (await desktop.tray())?.toolTip).toBe('Cooldown: Up to date');
  await expect(page.getByRole('button', { name: 'Up to date' })).toBeVisible();

  await closeWindow(cooldown);
  expect(await isVisible(cooldown)).toBe(false);
  expect((await desktop.notifications()).map(({ title }) => title)).toEqual(['Cooldown goes on']);

  // Asked for at a terminal: who waits there is told there, and nowhere else.
  const single = rideIn(rides, 'single.fit', '2026-05-10T06:00:00Z');
  const run = await runCooldown(['import', '--user-data-dir', profile, single]);
  expect(run.exitStatus).toBe(0);
  expect(await isVisible(cooldown)).toBe(false);
  await expect
    .poll(async () => (await desktop.tray())?.rows[2])
    .toMatch(/^single\.fit: 1 new activity · \d\d:\d\d$/);

  // Begun in the page while it is hidden.
  for (const day of [11, 12, 13]) {
    rideIn(join(rides, 'Edge 530'), `${day}.fit`, `2026-05-${day}T06:00:00Z`);
  }
  writeFileSync(join(rides, 'Edge 530/broken.fit'), 'nothing of a recording');
  await cooldown.app.evaluate(
    ({ dialog }, folder) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
    },
    join(rides, 'Edge 530'),
  );
  await page.evaluate(() => window.desktop.chooseAndImport('folder'));
  await expect
    .poll(async () => (await desktop.tray())?.rows.slice(0, 4))
    .toEqual([
      '1 file needs you',
      '—',
      expect.stringMatching(/^Edge 530: 3 new activities, 1 file needs you · \d\d:\d\d$/),
      expect.stringMatching(/^single\.fit: /),
    ]);
  await expect
    .poll(async () => (await desktop.notifications()).slice(1), { timeout: 15_000 })
    .toEqual([{ title: '3 new activities', body: '1 file needs you. Click to see them in Cooldown.' }]);
  expect(await isVisible(cooldown)).toBe(false);

  await desktop.clickNotification('3 new activities');
  expect(await isVisible(cooldown)).toBe(true);
  await expect(page.getByRole('heading', { name: 'Imports' })).toBeVisible();
  await expect(page.getByText('broken.fit').first()).toBeVisible();

  await goTo(page, 'Activities');
  await expect(page.getByText('4 activities')).toBeVisible();
  // What was looked at needs nobody any more, in the window and in the tray.
  await expect.poll(async () => (await desktop.tray())?.toolTip).toBe('Cooldown: Up to date');
  await closeWindow(cooldown);
  await desktop.clickRow('single.fit');
  expect(await isVisible(cooldown)).toBe(true);
  await expect(page.getByText('single.fit').first()).toBeVisible();
  // Said once.
  expect((await desktop.notifications()).filter(({ title }) => title === 'Cooldown goes on')).toHaveLength(1);

  const ended = new Promise((resolve) => cooldown.process.once('exit', resolve));
  await closeWindow(cooldown);
  await desktop.clickRow('Quit').catch(() => undefined);
  expect(await ended).toBe(0);
  expect((await cooldown.close()).leftovers).toEqual([]);
});

test('a second start shows the hidden window, and a file given to it is imported', async () => {
  const profile = temporaryFolder('profile');
  const folder = temporaryFolder('rides');
  rideIn(folder, '-first ride.fit', '2026-05-10T06:00:00Z');
  const second = rideIn(folder, 'second ride.fit', '2026-05-11T06:00:00Z');
  const { cooldown, page } = await open({ userDataDir: profile });
  await closeWindow(cooldown);
  expect(await isVisible(cooldown)).toBe(false);

  // As a desktop does at login, where it runs already: nobody wants to see it.
  expect((await runCooldown(['--user-data-dir', profile, '--hidden'])).exitStatus).toBe(0);
  expect(await isVisible(cooldown)).toBe(false);
  expect((await runCooldown(['--user-data-dir', profile])).exitStatus).toBe(0);
  await expect.poll(() => isVisible(cooldown)).toBe(true);

  await closeWindow(cooldown);
  const url = `file://${encodeURI(second)}`;
  expect((await runCooldown(['--user-data-dir', profile, '-first ride.fit', url], folder)).exitStatus).toBe(
    0,
  );
  await expect.poll(() => isVisible(cooldown)).toBe(true);
  await expect(page.getByText('2 activities')).toBeVisible();
  expect((await receiptsIn(profile)).map(({ file }) => file.name).sort()).toEqual([
    '-first ride.fit',
    'second ride.fit',
  ]);
  expect(await cooldown.close()).toEqual({ exitCode: 0, leftovers: [] });
});

test('started out of sight it runs, is seen when it is opened, and Ctrl+Q ends it', async () => {
  const profile = temporaryFolder('profile');
  const { cooldown, page } = await open({ userDataDir: profile, args: ['--hidden'] });
  await expect(page.getByText('Up to date')).toBeVisible();
  expect(await isVisible(cooldown)).toBe(false);
  expect((await runCooldown(['--user-data-dir', profile])).exitStatus).toBe(0);
  await expect.poll(() => isVisible(cooldown)).toBe(true);

  const ended = new Promise((resolve) => cooldown.process.once('exit', resolve));
  await page.keyboard.press('Control+q').catch(() => undefined);
  expect(await ended).toBe(0);
  expect((await cooldown.close()).leftovers).toEqual([]);
});

test('the settings start it with the computer, keep it from the background, and quit it', async () => {
  // A desktop that may show no tray: there a closed window ends it, until the athlete wants it otherwise.
  const { cooldown, desktop, page, entry } = await open({ desktop: 'GNOME' });
  expect(await desktop.tray()).toBeNull();
  await goTo(page, 'Settings');
  const keeps = page.getByRole('switch', { name: 'Keep running when the window is closed' });
  const starts = page.getByRole('switch', { name: 'Start with the computer, in the background' });
  await expect(keeps).not.toBeChecked();
  await expect(starts).not.toBeChecked();
  await expect(page.getByText(/may show no icon/)).toBeVisible();

  await starts.click({ force: true });
  await expect(starts).toBeChecked();
  // Who wants it in the background from the start wants it to stay there.
  await expect(keeps).toBeChecked();
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*--hidden$/m);
  await expect.poll(async () => (await desktop.tray())?.toolTip).toBe('Cooldown: Up to date');

  // Switched off by the desktop’s own settings: the switch says so when the screen is opened again.
  writeFileSync(entry, readFileSync(entry, 'utf8').replace('enabled=true', 'enabled=false'));
  await goTo(page, 'About');
  await goTo(page, 'Settings');
  await expect(starts).not.toBeChecked();
  await starts.click({ force: true });
  await expect(starts).toBeChecked();
  await starts.click({ force: true });
  await expect(starts).not.toBeChecked();
  expect(existsSync(entry)).toBe(false);

  await page.getByRole('switch', { name: 'Tell me about new activities' }).click({ force: true });
  await expect(page.getByRole('switch', { name: 'Tell me about new activities' })).not.toBeChecked();
  const settings = JSON.parse(readFileSync(join(cooldown.userDataDir, 'settings.json'), 'utf8')) as object;
  expect(settings).toMatchObject({ tellsNews: false });

  const ended = new Promise((resolve) => cooldown.process.once('exit', resolve));
  await page
    .getByRole('button', { name: 'Quit Cooldown' })
    .click()
    .catch(() => undefined);
  expect(await ended).toBe(0);
  expect((await cooldown.close()).leftovers).toEqual([]);
});

test('where no tray can be counted on, closing the window ends everything', async () => {
  const { cooldown } = await open({ desktop: 'GNOME' });
  const ended = new Promise((resolve) => cooldown.process.once('exit', resolve));
  await closeWindow(cooldown).catch(() => undefined);
  expect(await ended).toBe(0);
  expect((await cooldown.close()).leftovers).toEqual([]);
});
