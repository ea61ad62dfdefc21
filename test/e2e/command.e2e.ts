// `cooldown import` from the outside: what it prints, how it ends, and that the profile remembers.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { launchApp } from '../support/launch-app.ts';
import { reportLinesOf, runCooldown, temporaryFolder } from '../support/run-cooldown.ts';
import { seasonEndings, writeSeason } from '../support/sample-files.ts';

const importJson = async (profile: string, ...paths: readonly string[]) =>
  runCooldown(['import', '--json', '--user-data-dir', profile, ...paths]);

test('a folder of files: one line for each, a second run knows them all and writes nothing', async () => {
  const season = temporaryFolder('season');
  const profile = temporaryFolder('profile');
  writeSeason(season);

  const first = await importJson(profile, season);
  const lines = reportLinesOf(first);
  const endings = Object.fromEntries(
    lines.map(({ path, status, dedup }) => [path.slice(season.length + 1), [status, dedup?.outcome ?? null]]),
  );
  // Copies of one another end as whichever was judged first, so they are compared as a pair.
  const pairs = (all: Record<string, readonly (string | null)[]>) => ({
    ...all,
    ride: [all['ride.fit'], all['RIDE AGAIN.FIT']].map((ending) => ending?.[1]).sort(),
    hike: [all['hike.gpx'], all['hike.gpx.gz']].map((ending) => ending?.[1]).sort(),
    'ride.fit': [],
    'RIDE AGAIN.FIT': [],
    'hike.gpx': [],
    'hike.gpx.gz': [],
  });
  expect(pairs(endings)).toEqual(pairs(seasonEndings));
  expect(first.exitStatus).toBe(1);

  const again = reportLinesOf(await importJson(profile, season));
  expect(again.map(({ write }) => write?.result ?? null).filter((result) => result === 'created')).toEqual(
    [],
  );
  expect(
    again
      .filter(({ status }) => status === 'completed')
      .map(({ dedup }) => dedup?.matched?.source_identity_key),
  ).toHaveLength(5);
});

test('files that end well end with status 0, and are named the way they were typed', async () => {
  const folder = temporaryFolder('typed');
  const profile = temporaryFolder('profile');
  mkdirSync(join(folder, 'rides'));
  writeFileSync(join(folder, 'rides/a.fit'), fitFile(fitRide()));
  const run = await runCooldown(['import', '--json', '--user-data-dir', profile, 'rides/'], folder);
  expect([run.exitStatus, reportLinesOf(run).map(({ path }) => path)]).toEqual([0, ['rides/a.fit']]);
});

test('for people: one sentence a file on standard output, the sum on standard error', async () => {
  const folder = temporaryFolder('people');
  writeFileSync(join(folder, 'a.fit'), fitFile(fitRide()));
  const run = await runCooldown(['import', '--user-data-dir', temporaryFolder('profile'), 'a.fit'], folder);
  expect(run.output).toMatch(/^\+ Ride, \d+ m, added from a\.fit\.\n$/);
  expect(run.progress).toContain('1 taken in or already known, 0 not activities, 0 not taken in.');
});

test('a command that can not run says why and ends with status 2', async () => {
  const run = await runCooldown(['import', '--jsno', 'a.fit']);
  expect([run.exitStatus, run.output]).toEqual([2, '']);
  expect(run.progress).toContain('“--jsno” is not an option of import.');
});

test('beside an open window the command does not start a second engine', async () => {
  const profile = temporaryFolder('profile');
  const cooldown = await launchApp({ userDataDir: profile });
  const run = await importJson(profile, import.meta.filename);
  await cooldown.close();
  expect(run.exitStatus).toBe(2);
  expect(run.progress).toContain('Cooldown is already open with this data folder.');
});

test('whatever lies in a folder ends with its own sentence and stops nothing else', async () => {
  const folder = temporaryFolder('hostile');
  const outside = temporaryFolder('outside');
  const profile = temporaryFolder('profile');
  const sound = (name: string, startedAt: string) =>
    writeFileSync(join(folder, name), fitFile(fitRide(startedAt)));
  sound('aaa.fit', '2026-01-01T08:00:00Z');
  sound('new\nline.fit', '2026-01-02T08:00:00Z');
  sound('zzz.fit', '2026-01-03T08:00:00Z');
  writeFileSync(join(outside, 'secret.fit'), fitFile(fitRide('2026-01-04T08:00:00Z')));
  symlinkSync(join(outside, 'secret.fit'), join(folder, 'link.fit'));
  expect(spawnSync('mkfifo', [join(folder, 'pipe.fit')]).status).toBe(0);
  writeFileSync(join(folder, 'huge.fit'), '');
  truncateSync(join(folder, 'huge.fit'), 1_000_000_000);
  writeFileSync(join(folder, 'endless.gpx'), '<gpx creator="x"><trk/></gpx>');
  writeFileSync(join(folder, 'empty.fit'), '');

  const run = await runCooldown([
    'import',
    '--json',
    '--user-data-dir',
    profile,
    '--fault-endless-parser-on=endless.gpx',
    folder,
    join(folder, 'gone.fit'),
  ]);
  const sentences = Object.fromEntries(
    reportLinesOf(run).map(({ path, status, sentence, error }) => [
      path.slice(folder.length + 1),
      status === 'completed' ? status : `${status} ${error?.code ?? ''}: ${sentence}`,
    ]),
  );
  expect(sentences).toEqual({
    'aaa.fit': 'completed',
    'new\nline.fit': 'completed',
    'zzz.fit': 'completed',
    'link.fit': expect.stringContaining('ignored read_error: link.fit is a link to another place'),
    'pipe.fit': expect.stringContaining(
      'ignored read_error: pipe.fit is a pipe, not a file with a recording.',
    ),
    'huge.fit': expect.stringContaining(
      'failed read_error: huge.fit has 954 MB; Cooldown reads files of up to 64 MB.',
    ),
    'endless.gpx': expect.stringContaining(
      'failed parse_error: endless.gpx could not be read within 10 seconds',
    ),
    'empty.fit': expect.stringContaining('failed parse_error: empty.fit is empty'),
    'gone.fit': expect.stringContaining('failed read_error: gone.fit is not there any more, or never was.'),
  });
});

const corpus = process.env['COOLDOWN_CORPUS'] ?? resolve(import.meta.dirname, '../../../shared/corpus');

test('the whole corpus ends by itself: a line for each file, none untyped, a second run writes no event, the window shows the same', async () => {
  test.skip(!existsSync(corpus), 'the corpus is not beside this checkout');
  test.setTimeout(300_000);
  const profile = temporaryFolder('profile');
  const folders = [join(corpus, 'files'), join(corpus, 'malformed')];
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

  const lines = reportLinesOf(await importJson(profile, ...folders));
  const answered = new Set(lines.map(({ path }) => path));
  expect(files.filter((file) => !answered.has(file))).toEqual([]);
  expect(lines.filter(({ status, error }) => status === 'failed' && error === null)).toEqual([]);

  const again = reportLinesOf(await importJson(profile, ...folders));
  expect(again.filter(({ write }) => write?.result === 'created')).toEqual([]);
  expect(again).toHaveLength(lines.length);

  const activities = lines.filter(({ dedup }) => dedup?.outcome === 'new_activity').length;
  const cooldown = await launchApp({ userDataDir: profile });
  const page = await cooldown.app.firstWindow();
  await expect(page.getByText(`${activities} activities`)).toBeVisible();
  await cooldown.close();
});
