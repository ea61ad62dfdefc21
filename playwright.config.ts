// End-to-end specs, and the contract that the stand-in for Electron has to keep. On a screen one app at a time: they would
// take each other's focus. Without one two go side by side.
import { defineConfig } from '@playwright/test';
import { probeHost } from './test/electron-host/probe-host.ts';

export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: probeHost().hasDisplay ? 1 : 2,
  retries: 0,
  timeout: 60_000,
  // Only what hangs takes so long, also beside another app.
  expect: { timeout: 15_000 },
  reporter: 'list',
});
