// Chromium's command line, from nothing but facts.
import { expect, test } from 'vitest';
import { chromiumSwitches, type ChromiumFacts } from './chromium/switches.ts';

const facts: ChromiumFacts = {
  profileFolder: '/data/stand-in-profile',
  headless: true,
  runsAsRoot: false,
  appName: 'Cooldown',
  appended: new Map(),
  debuggingPort: null,
};

test('the connection is a pipe, and a port only for who asked for one', () => {
  expect(chromiumSwitches(facts)).toContain('--remote-debugging-pipe');
  expect(chromiumSwitches(facts).join(' ')).not.toContain('--remote-debugging-port');
  expect(chromiumSwitches({ ...facts, debuggingPort: '0' })).toContain('--remote-debugging-port=0');
});

test('Chromium’s sandbox is given up for root only', () => {
  expect(chromiumSwitches(facts)).not.toContain('--no-sandbox');
  expect(chromiumSwitches({ ...facts, runsAsRoot: true })).toContain('--no-sandbox');
});

test('what the app appends is added, lists are joined, and our own decisions stay', () => {
  const switches = chromiumSwitches({
    ...facts,
    appended: new Map([
      ['lang', 'de'],
      ['disable-http-cache', ''],
      ['disable-features', 'One,Two'],
      ['user-data-dir', '/elsewhere'],
    ]),
  });
  expect(switches).toEqual(expect.arrayContaining(['--lang=de', '--disable-http-cache']));
  expect(switches.filter((text) => text.startsWith('--disable-features='))).toEqual([
    expect.stringMatching(/,One,Two$/),
  ]);
  expect(switches).not.toContain('--user-data-dir=/elsewhere');
});
