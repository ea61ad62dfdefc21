// End-to-end specs, and the contract that the stand-in for Electron has to keep. Two go side by side; but on a screen only
// one of those that open a window: they would take each other's focus.
import { defineConfig } from '@playwright/test';
import { probeHost } from './test/electron-host/probe-host.ts';

/** They run commands, which open no window anywhere. First, as the longest of all is among them. */
const withoutWindow = [
  'e2e/canaries.e2e.ts',
  'e2e/kill.e2e.ts',
  'e2e/large-archive.e2e.ts',
  'demo/demo.e2e.ts',
].map((path) => `**/test/${path}`);

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results',
  workers: 2,
  projects: [
    { name: 'commands', testMatch: withoutWindow },
    {
      name: 'windows',
      testMatch: '**/*.e2e.ts',
      testIgnore: withoutWindow,
      workers: probeHost().hasDisplay ? 1 : 2,
    },
  ],
  retries: 0,
  timeout: 60_000,
  // Only what hangs takes so long, also beside another app.
  expect: { timeout: 15_000 },
  reporter: 'list',
});
