import { describe, expect, it } from 'vitest';
import { argumentsAfterApp } from '../../../src-main/command/arguments-after-app.ts';
import { commands } from '../../../src-main/command/command-table.ts';
import { noFaults } from '../../../src-main/command/faults.ts';
import { readArguments, type Task } from '../../../src-main/command/read-arguments.ts';

const read = (...argv: string[]) => readArguments(argv, '/home/ann');
const launched = (task: Task) => ({ ok: true, value: { task, userDataDir: null, faults: noFaults } });
const given = (typed: string, absolute: string) => ({ typed, absolute });
const helpOf = (...argv: string[]) => {
  const launch = read(...argv);
  return launch.ok && launch.value.task.kind === 'help' ? launch.value.task.text : null;
};

const key = 'external-activity-0123456789abcdef0123';
const otherKey = 'external-activity-ffffffffffffffffffff';
/** Of each kind of operand that a command may take. */
const examples: Readonly<Record<string, readonly string[]>> = {
  'PATH...': ['a'],
  DIR: ['a'],
  KEY: [key],
  'KEY KEY': [key, otherKey],
  'KEY ISO': [key, '2026-05-01T08:00:00Z'],
  'ID...': ['a-receipt'],
  'RECEIPT ENTRY CHOICE': ['a-receipt', '1', 'keep'],
};

describe('what the app was started for', () => {
  it('is the window, when nothing is named', () => {
    expect(read()).toEqual(launched({ kind: 'window', paths: [], isHidden: false }));
  });

  it('is the window with files to import, when paths are named, past switches of a browser', () => {
    expect(read('--some-chromium-switch', 'ride.fit', '--json')).toEqual(
      launched({ kind: 'window', paths: [given('ride.fit', '/home/ann/ride.fit')], isHidden: false }),
    );
  });

  it('is the window out of sight, when the system starts it with the computer and names no file', () => {
    expect(read('--hidden')).toEqual(launched({ kind: 'window', paths: [], isHidden: true }));
    expect(read('--hidden', 'ride.fit')).toEqual(
      launched({ kind: 'window', paths: [given('ride.fit', '/home/ann/ride.fit')], isHidden: false }),
    );
    expect(read('import', '--hidden', 'ride.fit')).toMatchObject({ ok: false });
  });

  it.each([
    ['-ride.fit', '/home/ann/-ride.fit'],
    ['-old ride.GPX', '/home/ann/-old ride.GPX'],
    ['--ride.tcx.gz', '/home/ann/--ride.tcx.gz'],
    ['file:///media/EDGE%20530/ride%23.fit', '/media/EDGE 530/ride#.fit'],
    ['file://localhost/rides/a.fit', '/rides/a.fit'],
    ['file://elsewhere/rides/a.fit', '/home/ann/file:/elsewhere/rides/a.fit'],
    ['file:///rides/100%.fit', '/home/ann/file:/rides/100%.fit'],
    ['./%20.fit', '/home/ann/%20.fit'],
  ])('is the window with the file that a file manager names as %s', (typed, absolute) => {
    expect(read(typed)).toEqual(
      launched({ kind: 'window', paths: [given(typed, absolute)], isHidden: false }),
    );
  });

  it('is an import with its options and paths in any order', () => {
    expect(read('import', 'a', '--json', '--user-data-dir', 'data', '--dry-run', '/b')).toEqual({
      ok: true,
      value: {
        task: {
          kind: 'import',
          paths: [given('a', '/home/ann/a'), given('/b', '/b')],
          json: true,
          isDryRun: true,
        },
        userDataDir: '/home/ann/data',
        faults: noFaults,
      },
    });
  });

  it('is an import of everything after --, whatever it looks like', () => {
    const paths = [given('--json', '/home/ann/--json'), given('--', '/home/ann/--')];
    expect(read('import', '--', '--json', '--')).toEqual(
      launched({ kind: 'import', paths, json: false, isDryRun: false }),
    );
  });

  it.each<[string[], Task]>([
    [['receipts'], { kind: 'receipts', json: false, since: null }],
    [['status', '--json'], { kind: 'status', json: true }],
    [['verify', '--json'], { kind: 'verify', json: true }],
    [['export-diagnostics'], { kind: 'export_diagnostics', out: null, workingFolder: '/home/ann' }],
    [
      ['export-diagnostics', '--out', 'report.json'],
      {
        kind: 'export_diagnostics',
        out: given('report.json', '/home/ann/report.json'),
        workingFolder: '/home/ann',
      },
    ],
    [['export-all', '../copy'], { kind: 'export_all', folder: given('../copy', '/home/copy') }],
    [['restore', 'copy/'], { kind: 'restore', folder: given('copy/', '/home/ann/copy') }],
    [['retry'], { kind: 'retry', json: false, files: null }],
    [['retry', 'a', 'b', '--json'], { kind: 'retry', json: true, files: ['a', 'b'] }],
    [['retry', '--all'], { kind: 'retry', json: false, files: 'all' }],
    [['dismiss', 'a', 'b'], { kind: 'dismiss', jobIds: ['a', 'b'] }],
    [['delete', key], { kind: 'decide', decision: { kind: 'delete', sourceIdentityKey: key } }],
    [['bring-back', key], { kind: 'decide', decision: { kind: 'bring_back', sourceIdentityKey: key } }],
    [
      ['resolve', 'a-receipt', '2', 'keep-both'],
      { kind: 'decide', decision: { kind: 'resolve', jobId: 'a-receipt', entry: 1, choice: 'keep_both' } },
    ],
    [
      ['unlink', key, otherKey],
      { kind: 'decide', decision: { kind: 'unlink', sourceIdentityKeys: [key, otherKey] } },
    ],
    [
      ['confirm-clock', key, otherKey],
      { kind: 'decide', decision: { kind: 'confirm_clock', wrong: key, right: otherKey } },
    ],
    [
      ['set-start', key, '2026-05-01T08:00:00+02:00'],
      {
        kind: 'decide',
        decision: { kind: 'set_start', sourceIdentityKey: key, startedAt: '2026-05-01T08:00:00+02:00' },
      },
    ],
    [['--version'], { kind: 'version' }],
  ])('%j is a command of the table', (argv, task) => expect(read(...argv)).toEqual(launched(task)));

  it.each(commands.map(({ name }) => name))('%s takes the folder of the data in both forms', (name) => {
    const operands = examples[commands.find((command) => command.name === name)?.operand?.name ?? ''] ?? [];
    for (const form of [['--user-data-dir=data'], ['--user-data-dir', 'data']]) {
      const launch = read(name, ...form, ...operands);
      expect(launch.ok && launch.value.userDataDir).toBe('/home/ann/data');
    }
  });
});

describe('commands by which a person decides', () => {
  it.each([
    [['delete'], /Name the activity by its key/],
    [['delete', 'morning.fit'], /“morning\.fit” is no activity’s key/],
    [['delete', key, otherKey], /Name one activity only/],
    [['link', key], /Name both activities/],
    [['resolve', 'a-receipt', '0', 'keep'], /the first entry is 1/],
    [
      ['resolve', 'a-receipt', '1', 'burn'],
      /“burn” is no choice\. There are keep, update, keep-both, import-anyway/,
    ],
    [['set-start', key, 'yesterday'], /“yesterday” is no instant/],
  ])('%j is told what is wrong, and how it is used', (argv, sentence) => {
    const launch = read(...argv);
    expect(launch.ok ? '' : launch.failure.sentence).toMatch(sentence);
    expect(launch.ok ? '' : launch.failure.sentence).toMatch(/\nUsage: cooldown /);
  });
});

describe('receipts --since', () => {
  const since = (typed: string) => {
    const launch = read('receipts', '--since', typed);
    return launch.ok && launch.value.task.kind === 'receipts' ? launch.value.task.since : null;
  };

  it('begins a date with that day, as the person lives it', () => {
    expect(since('2026-05-01')).toBe(new Date(2026, 4, 1).toISOString());
  });

  it('takes an instant as it is, and a time without an offset from the clock on the wall', () => {
    expect(since('2026-05-01T08:00:00Z')).toBe('2026-05-01T08:00:00.000Z');
    expect(since('2026-05-01T08:00:00+02:00')).toBe('2026-05-01T06:00:00.000Z');
    expect(since('2026-05-01T08:00')).toBe(new Date(2026, 4, 1, 8).toISOString());
  });

  it.each(['yesterday', '2026-02-30', '01.05.2026', '2026-5-1'])('refuses %s with a sentence', (typed) => {
    expect(read('receipts', '--since', typed)).toEqual({
      ok: false,
      failure: {
        kind: 'usage',
        sentence: `“${typed}” is no date. --since needs a date, as 2026-05-01, or an instant, as 2026-05-01T08:00:00Z.\nUsage: cooldown receipts [--json] [--since ISO] [--user-data-dir DIR]`,
      },
    });
  });
});

describe('wrong use', () => {
  const importUse = 'Usage: cooldown import [--json] [--dry-run] [--user-data-dir DIR] PATH...';
  const statusUse = 'Usage: cooldown status [--json] [--user-data-dir DIR]';
  const restoreUse = 'Usage: cooldown restore [--user-data-dir DIR] DIR';
  const anyUse = 'Usage: cooldown [PATH...]  ·  cooldown COMMAND ...  ·  cooldown help';

  it.each([
    [['import'], 'Name at least one file or folder.', importUse],
    [['import', '--jsno', 'a'], '“--jsno” is not an option of import.', importUse],
    [['import', '--since', '2026-05-01', 'a'], '“--since” is not an option of import.', importUse],
    [['import', 'a', '--user-data-dir'], '--user-data-dir needs a folder.', importUse],
    [['status', '--json=yes'], '--json takes no value.', statusUse],
    [['status', 'now'], 'status takes no “now”.', statusUse],
    [['restore'], 'Name the folder that export-all wrote.', restoreUse],
    [['restore', 'a', 'b'], 'Name one folder only.', restoreUse],
    [['--user-data-dir='], '--user-data-dir needs a folder.', anyUse],
    [
      ['--fault-die-at=breakfast'],
      '“--fault-die-at=breakfast” names nothing that a test could break.',
      anyUse,
    ],
    [
      ['import', 'a', '--fault-die-at=job_queued:0'],
      '“--fault-die-at=job_queued:0” names nothing that a test could break.',
      importUse,
    ],
    [
      ['--fault-removable-below=mnt'],
      '“--fault-removable-below=mnt” names nothing that a test could break.',
      anyUse,
    ],
    [['--fault-tea=cold'], '“--fault-tea=cold” names nothing that a test could break.', anyUse],
  ])('%j can not run, says why, and shows the usage of its command', (argv, why, usage) => {
    expect(read(...argv)).toEqual({ ok: false, failure: { kind: 'usage', sentence: `${why}\n${usage}` } });
  });
});

describe('the switches of tests', () => {
  const faults = (...argv: string[]) => {
    const launch = read(...argv);
    return launch.ok && launch.value.faults;
  };

  it('name a file, or a point and how often it is reached', () => {
    expect(
      faults('--fault-endless-parser-on=a=b.fit', 'import', 'x', '--fault-die-at=frame_synced:12'),
    ).toEqual({
      endlessParserOn: 'a=b.fit',
      pageDiesOn: null,
      dieAt: { point: 'frame_synced', time: 12 },
      removableBelow: null,
      sysFolder: null,
    });
    expect(faults('--fault-page-dies-on=c.fit', '--fault-die-at=job_queued')).toEqual({
      endlessParserOn: null,
      pageDiesOn: 'c.fit',
      dieAt: { point: 'job_queued', time: 1 },
      removableBelow: null,
      sysFolder: null,
    });
    expect(faults('--fault-removable-below=/mnt/test')).toEqual({ ...noFaults, removableBelow: '/mnt/test' });
  });
});

describe('help', () => {
  it.each([['help'], ['--help'], ['help', 'nothing-known']])(
    '%s shows every command of the table',
    (...argv) => {
      for (const { name, does } of commands)
        expect(helpOf(...argv)).toMatch(new RegExp(`^ {2}${name} +${does}$`, 'm'));
    },
  );

  it.each([
    ['help', 'receipts'],
    ['receipts', '--help'],
    ['--help', 'receipts'],
  ])('%s %s shows what this command takes', (...argv) => {
    expect(helpOf(...argv)).toBe(`Usage: cooldown receipts [--json] [--since ISO] [--user-data-dir DIR]

What was imported, when, with what result.

  --json               one JSON object a line, for programs
  --since ISO          from this date, or this instant, on
  --user-data-dir DIR  the folder in which Cooldown keeps its data`);
  });
});

describe('where the own arguments begin', () => {
  it('is after the executable in a packaged app', () => {
    expect(
      argumentsAfterApp(['/opt/cooldown', 'import', 'a'], { isPackaged: true, folder: '/opt/app.asar' }),
    ).toEqual(['import', 'a']);
  });

  it('is after the app’s folder in development, past switches of a test driver', () => {
    const argv = ['/usr/bin/electron', '-r', '/loader.js', '--inspect=0', '/src/cooldown', 'import', 'a'];
    expect(argumentsAfterApp(argv, { isPackaged: false, folder: '/src/cooldown' })).toEqual(['import', 'a']);
  });
});
