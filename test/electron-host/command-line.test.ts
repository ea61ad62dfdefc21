// Electron's command line, as people and test drivers write it.
import { expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';

test('switches before the app are the host’s, what follows it is the app’s', () => {
  expect(readCommandLine(['--no-sandbox', '--lang=de', '/app', 'import', '--json', '--out=x'])).toEqual({
    preloads: [],
    switches: new Map([
      ['no-sandbox', ''],
      ['lang', 'de'],
      ['json', ''],
      ['out', 'x'],
    ]),
    app: '/app',
    appArguments: ['import', '--json', '--out=x'],
    inspectorPort: null,
  });
});

test('Playwright’s line is understood', () => {
  const line = readCommandLine([
    '-r',
    '/loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '.',
  ]);
  expect(line).toMatchObject({ preloads: ['/loader.js'], app: '.', appArguments: [], inspectorPort: 0 });
  expect(line.switches.get('remote-debugging-port')).toBe('0');
});

test('electron-vite’s line is understood', () => {
  expect(readCommandLine(['.', '--inspect=5858'])).toMatchObject({ app: '.', inspectorPort: 5858 });
});

test('an inspector without a port listens where Node’s does', () => {
  expect(readCommandLine(['--inspect', '.']).inspectorPort).toBe(9229);
  expect(readCommandLine(['--inspect=127.0.0.1:7000', '.']).inspectorPort).toBe(7000);
});

test('without arguments the app is the current folder', () => {
  expect(readCommandLine([])).toMatchObject({ app: '.', appArguments: [] });
});

test('what follows a bare -- is no switch', () => {
  const line = readCommandLine(['.', '--', '--inspect']);
  expect(line).toMatchObject({ appArguments: ['--', '--inspect'], inspectorPort: null });
  expect(line.switches.size).toBe(0);
});
