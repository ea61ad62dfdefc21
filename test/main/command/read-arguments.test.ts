import { describe, expect, it } from 'vitest';
import { argumentsAfterApp } from '../../../src-main/command/arguments-after-app.ts';
import { readArguments, usage } from '../../../src-main/command/read-arguments.ts';

const read = (...argv: string[]) => readArguments(argv, '/home/ann');
const noFaults = { endlessParserOn: null };

describe('what the app was started for', () => {
  it('is the window, when nothing is named', () => {
    expect(read()).toEqual({
      ok: true,
      value: { task: { kind: 'window', paths: [] }, userDataDir: null, faults: noFaults },
    });
  });

  it('is the window with files to import, when paths are named', () => {
    expect(read('--some-chromium-switch', 'ride.fit')).toEqual({
      ok: true,
      value: {
        task: { kind: 'window', paths: [{ typed: 'ride.fit', absolute: '/home/ann/ride.fit' }] },
        userDataDir: null,
        faults: noFaults,
      },
    });
  });

  it('is an import with its options and paths in any order', () => {
    expect(read('import', 'a', '--json', '--user-data-dir', 'data', '/b')).toEqual({
      ok: true,
      value: {
        task: {
          kind: 'import',
          paths: [
            { typed: 'a', absolute: '/home/ann/a' },
            { typed: '/b', absolute: '/b' },
          ],
          json: true,
        },
        userDataDir: '/home/ann/data',
        faults: noFaults,
      },
    });
  });

  it('takes everything after -- as a path', () => {
    const launch = read('import', '--', '--json');
    expect(launch.ok && launch.value.task).toEqual({
      kind: 'import',
      paths: [{ typed: '--json', absolute: '/home/ann/--json' }],
      json: false,
    });
  });

  it.each([
    [['import'], 'Name at least one file or folder.'],
    [['import', '--jsno', 'a'], '“--jsno” is not an option of import.'],
    [['import', 'a', '--user-data-dir'], '--user-data-dir needs a folder.'],
    [['verify'], '“verify” is not there yet in this version.'],
  ])('%j can not run, and says why', (argv, why) => {
    expect(read(...argv)).toEqual({ ok: false, failure: { kind: 'usage', sentence: `${why}\n${usage}` } });
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
