// Unit, contract and architecture tests: everything that needs neither a window nor a built app.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // As many as there are cores: beside the tests no more than the checks go on.
    maxWorkers: '100%',
    // Only what hangs takes so long, also on a machine that does other work beside.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Dexie looks for IndexedDB when it is loaded.
    setupFiles: ['fake-indexeddb/auto'],
  },
});
