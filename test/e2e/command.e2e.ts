// `cooldown import` from the outside: what it prints, how it ends, and that the profile remembers.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { statusReportSchema, verifyReportSchema } from '../../src-worker/contract/command-reports.ts';
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

test('beside an open window the running instance runs the command, and prints into this terminal', async () => {
  const folder = temporaryFolder('beside');
  writeFileSync(join(folder, 'a.fit'), fitFile(fitRide()));
  const profile = temporaryFolder('profile');
  const cooldown = await launchApp({ userDataDir: profile });
  const page = await cooldown.app.firstWindow();
  const run = await importJson(profile, join(folder, 'a.fit'));
  expect([run.exitStatus, reportLinesOf(run).map(({ status }) => status)]).toEqual([0, ['completed']]);
  await expect(page.getByText('1 activity')).toBeVisible();
  const status = await runCooldown(['status', '--json', '--user-data-dir', profile]);
  expect(statusReportSchema.parse(JSON.parse(status.output))).toMatchObject({
    activities: 1,
    receipts: 1,
    imports: { running: 0, finished: 1 },
    engine: { state: 'running', trouble: null },
  });
  await cooldown.close();
});

test('a dry run says what would happen and keeps nothing of it', async () => {
  const season = temporaryFolder('season');
  const profile = temporaryFolder('profile');
  writeSeason(season);
  const tried = await runCooldown(['import', '--json', '--dry-run', '--user-data-dir', profile, season]);
  const outcomes = (run: typeof tried) =>
    reportLinesOf(run)
      .map(({ path, status, dedup }) => [path, status, dedup?.outcome ?? null].join(' '))
      .sort();
  expect(tried.progress).toContain('Nothing was written.');
  const verified = await runCooldown(['verify', '--json', '--user-data-dir', profile]);
  expect(verifyReportSchema.parse(JSON.parse(verified.output))).toMatchObject({
    journal: { records: 0 },
    log: { records: 0, events: 0, receipts: 0 },
    archive: { originals: 0 },
    agrees: true,
  });
  expect(readdirSync(join(profile, 'staging'))).toEqual([]);
  const real = await importJson(profile, season);
  // Which of two equal files comes first is decided anew each time.
  const counted = (all: readonly string[]): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const outcome of all.map((text) => text.split(' ').at(-1) ?? '')) {
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  };
  expect(counted(outcomes(tried))).toEqual(counted(outcomes(real)));
});

test('everything goes out into a folder and comes back into an empty profile, the same', async () => {
  const season = temporaryFolder('season');
  const [profile, other] = [temporaryFolder('profile'), temporaryFolder('other')];
  const exported = join(temporaryFolder('export'), 'all');
  writeSeason(season);
  await importJson(profile, season);
  const stateOf = async (of: string) => {
    const { output } = await runCooldown(['verify', '--json', '--user-data-dir', of]);
    const { agrees, log, archive } = verifyReportSchema.parse(JSON.parse(output));
    const { state_sha256: state, records, activities, receipts } = log;
    return { agrees, state, records, activities, receipts, originals: archive.originals };
  };
  const before = await stateOf(profile);
  expect(before).toMatchObject({ agrees: true, records: 9 });
  const out = await runCooldown(['export-all', '--user-data-dir', profile, exported]);
  expect([out.exitStatus, out.progress]).toEqual([0, expect.not.stringContaining('could not')]);
  const back = await runCooldown(['restore', '--user-data-dir', other, exported]);
  expect(back.exitStatus).toBe(0);
  expect(await stateOf(other)).toEqual(before);
  const again = await runCooldown(['restore', '--user-data-dir', other, exported]);
  expect(again.exitStatus).toBe(2);
  expect(again.progress).toContain('This profile already holds data, and it was left as it is.');

  // An original that is gone is missed by name, and its activity is there all the same.
  const [original] = readdirSync(join(other, 'archive'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /^[0-9a-f]{64}/.test(entry.name),
  );
  rmSync(join(original?.parentPath ?? '', original?.name ?? ''));
  const verified = await runCooldown(['verify', '--json', '--user-data-dir', other]);
  const { agrees, archive, log } = verifyReportSchema.parse(JSON.parse(verified.output));
  expect([verified.exitStatus, agrees, archive.missing.length]).toEqual([1, false, 1]);
  // Meanwhile what came back may have been compared for links, which is a record of its own.
  expect([log.drift, log.activities, log.receipts]).toEqual([0, before.activities, before.receipts]);
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
