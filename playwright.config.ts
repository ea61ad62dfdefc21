// End-to-end specs, and the contract that the stand-in for Electron has to keep. One app at a time: they share a screen.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: 'list',
});
