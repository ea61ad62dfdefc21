// Waking up. The monitor is Node's own emitter, as Electron's is.
import { EventEmitter } from 'node:events';
import type { PowerMonitor } from 'electron';
import { expect, test } from 'vitest';
import { watchSleep } from '../../../src-main/window/watch-sleep.ts';

test('Waking and unlocking count once, and the next waking counts again', () => {
  const powerMonitor = new EventEmitter();
  let nowMs = 0;
  let awake = 0;
  // Of the monitor only its events are heard.
  watchSleep({
    powerMonitor: powerMonitor as PowerMonitor,
    nowMs: () => nowMs,
    onResume: () => (awake += 1),
  });
  powerMonitor.emit('suspend');
  expect(awake).toBe(0);
  powerMonitor.emit('resume');
  nowMs = 2000;
  powerMonitor.emit('unlock-screen');
  expect(awake).toBe(1);
  nowMs = 5000;
  powerMonitor.emit('unlock-screen');
  expect(awake).toBe(2);
});
