// Whether Cooldown may hide its window: only where somebody finds it again, or wants it so.
import { expect, it } from 'vitest';
import { keepsRunning, showsTray } from '../../../src-main/window/shows-tray.ts';

it.each([
  ['darwin', '', true],
  ['win32', '', true],
  ['linux', 'KDE', true],
  ['linux', 'ubuntu:GNOME', true],
  ['linux', 'X-Cinnamon', true],
  ['linux', 'xfce', true],
  ['linux', 'GNOME', false],
  ['linux', 'GNOME-Classic:GNOME', false],
  ['linux', 'sway', false],
  ['linux', '', false],
] as const)('on %s with the desktop “%s” a tray can be counted on: %s', (platform, desktop, isShown) => {
  expect(showsTray(platform, desktop)).toBe(isShown);
});

it.each([
  [null, false, false, false],
  [null, true, false, true],
  [null, false, true, true],
  [false, true, true, false],
  [true, false, false, true],
])('chosen %s, tray %s, start with the computer %s: it keeps running: %s', (chosen, tray, starts, keeps) => {
  expect(keepsRunning({ chosen, showsTray: tray, startsWithComputer: starts })).toBe(keeps);
});
