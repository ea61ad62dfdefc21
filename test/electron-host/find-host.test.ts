// Which host is chosen, from nothing but facts.
import { expect, test } from 'vitest';
import { chooseHost, describeHost, type HostFacts } from './find-host.ts';

const bareLinux: HostFacts = {
  platform: 'linux',
  arch: 'x64',
  wantedBrowser: null,
  electron: null,
  browsers: [],
  hasBundledBrowser: false,
  hasDisplay: true,
};
const chromium = '/usr/bin/chromium';

test('Electron itself is taken wherever it is', () => {
  expect(chooseHost({ ...bareLinux, electron: '/e/electron', browsers: [chromium] })).toEqual({
    kind: 'electron',
    executable: '/e/electron',
    headless: false,
  });
});

test('a browser that is asked for is taken even beside Electron', () => {
  const facts = { ...bareLinux, electron: '/e/electron', wantedBrowser: '/my/browser', browsers: [chromium] };
  expect(chooseHost(facts)).toEqual({
    kind: 'stand-in',
    browser: { kind: 'installed', path: '/my/browser' },
    headless: false,
  });
});

test('the first browser that was found shows a window where there is a display', () => {
  const facts = { ...bareLinux, browsers: [chromium, '/usr/bin/google-chrome'], hasBundledBrowser: true };
  expect(chooseHost(facts)).toEqual({
    kind: 'stand-in',
    browser: { kind: 'installed', path: chromium },
    headless: false,
  });
  expect(chooseHost({ ...facts, hasDisplay: false })).toMatchObject({ headless: true });
});

test('the browser from npm is the last resort, and shows no window', () => {
  const facts = { ...bareLinux, hasBundledBrowser: true };
  expect(chooseHost(facts)).toEqual({ kind: 'stand-in', browser: { kind: 'bundled' }, headless: true });
});

test('the browser from npm can be forced, if it is there', () => {
  const facts = { ...bareLinux, wantedBrowser: 'bundled', browsers: [chromium] };
  expect(chooseHost({ ...facts, hasBundledBrowser: true })).toMatchObject({ browser: { kind: 'bundled' } });
  expect(chooseHost(facts)).toMatchObject({
    kind: 'none',
    sentence: expect.stringContaining('npm ci') as unknown,
  });
});

test('without anything the sentence names a way out', () => {
  const onLinux = describeHost(chooseHost(bareLinux));
  expect(onLinux).toContain('apt-get install -y chromium');
  expect(describeHost(chooseHost({ ...bareLinux, platform: 'darwin' }))).toContain(
    'Chrome, Chromium or Edge',
  );
});

test('every host is introduced by one line that says what it lacks', () => {
  const lines = [
    { ...bareLinux, browsers: [chromium] },
    { ...bareLinux, browsers: [chromium], hasDisplay: false },
    { ...bareLinux, hasBundledBrowser: true },
    { ...bareLinux, electron: '/e/electron' },
  ].map((facts) => describeHost(chooseHost(facts)));
  expect(lines).toEqual([
    "Electron's binary is not here: running on the Chromium stand-in (/usr/bin/chromium). Tray, menus and native dialogs are limited.",
    "Electron's binary is not here: running headless, without a window, on the Chromium stand-in (/usr/bin/chromium).",
    "Electron's binary is not here: running headless, without a window, on the Chromium stand-in (the Chromium from npm).",
    'Running on Electron (/e/electron).',
  ]);
});
